/// The bounds of a cell in the file, without enclosing quotes.
struct Cell: Sendable {
  var start: Int
  var end: Int
  /// The byte before quotes that belong to the value (the quote itself where they are doubled); 0 where there are none,
  /// and the value is simply the bytes.
  var escape: UInt8 = 0

  var count: Int { end &- start }
}
