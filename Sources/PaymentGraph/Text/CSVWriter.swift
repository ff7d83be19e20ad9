/// Writes cells as CSV after RFC 4180, for all modules.
///
/// It works by bytes: a quote with a combining mark after it is one `Character`, and must be doubled all the same.
package struct CSVWriter {
  /// The text so far.
  package private(set) var text: [UInt8]
  private let delimiter: UInt8
  private var isFirst = true

  package init(_ head: String = "", delimiter: UInt8 = UInt8(ascii: ",")) {
    text = Array(head.utf8)
    self.delimiter = delimiter
  }

  /// Adds a cell, in quotes where its bytes need them.
  package mutating func add(_ cell: some Collection<UInt8>) {
    let needsQuotes = cell.contains { byte in
      byte == delimiter || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    guard !needsQuotes else { return addQuoted(cell) }
    divide()
    text.append(contentsOf: cell)
  }

  /// Adds a text as a cell, in quotes where its bytes need them.
  ///
  /// Not generic, so that callers in other modules need not wait for witnesses at each byte.
  package mutating func add(text cell: String) { add(Array(cell.utf8)) }

  /// Adds a cell in quotes.
  package mutating func addQuoted(_ cell: some Sequence<UInt8>) {
    divide()
    text.append(UInt8(ascii: "\""))
    for byte in cell {
      if byte == UInt8(ascii: "\"") { text.append(byte) }
      text.append(byte)
    }
    text.append(UInt8(ascii: "\""))
  }

  /// Ends the row.
  package mutating func endRow() {
    text.append(UInt8(ascii: "\n"))
    isFirst = true
  }

  private mutating func divide() {
    if !isFirst { text.append(delimiter) }
    isFirst = false
  }
}
