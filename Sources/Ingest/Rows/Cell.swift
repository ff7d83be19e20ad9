/// Where a cell stands in the file: its bytes without enclosing quotes.
struct Cell: Sendable {
  var start: Int
  var end: Int
  /// Whether doubled quotes stand inside, so that the value is not simply the bytes.
  var hasDoubledQuotes: Bool

  var count: Int { end &- start }
}
