/// One record of a file: where it stands and where its cells do.
struct Row: Sendable {
  /// The offset of the first byte.
  var start = 0
  /// The offset after the last byte, without the line end.
  var end = 0
  /// The offset at which the next record starts.
  var next = 0
  /// The line on which the record starts, from 1.
  var line = 0
  /// How many line ends the record spans, its own included.
  var lines = 0
  /// The cells; empty for an empty line.
  var cells: [Cell] = []
  /// Why the record cannot be used; nil for a good one.
  var fault: RowFault?
  /// Whether a quote stands inside a cell that is not enclosed: it is text, or a sign of damage.
  var hasQuoteInside = false
  /// Whether any byte is beyond ASCII, so that the encoding must be checked.
  var isBeyondASCII = false

  var isEmpty: Bool { start == end && cells.isEmpty }
  var spansLines: Bool { lines > 1 }
}
