/// One record of a file, with its bounds and those of its cells.
struct Row: Sendable {
  /// The offset of the record's first byte.
  var start = 0
  /// The offset after the record's last byte, without the line end.
  var end = 0
  /// The offset at which the next record starts.
  var next = 0
  /// The line on which the record starts, from 1.
  var line = 0
  /// The number of line ends that the record spans, its own included.
  var lines = 0
  /// The cells; empty for an empty line.
  var cells: [Cell] = []
  /// The reason why the record cannot be used; nil for a good one.
  var fault: RowFault?
  /// True where a quote stands inside a cell that is not enclosed: it is text, or a sign of damage.
  var hasQuoteInside = false
  /// True where any byte is beyond ASCII, so that the encoding must be checked.
  var isBeyondASCII = false

  var isEmpty: Bool { start == end && cells.isEmpty }
  var spansLines: Bool { lines > 1 }
}
