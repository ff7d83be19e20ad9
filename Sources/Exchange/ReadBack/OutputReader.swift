/// A reader of one output, line by line.
protocol OutputReader {
  /// Takes a line without its end; sets the row where the line is one.
  mutating func read(_ line: ArraySlice<UInt8>, into row: inout ReadRow) throws(ExportError)
  /// Returns the text of a value, with the format's escapes resolved.
  func text(_ value: ArraySlice<UInt8>) -> String
  /// True where a quote within the line opens a cell that goes on in the next line.
  var dividesByQuotes: Bool { get }
}

/// Reads a written output again: its lines go to a reader, its rows are counted, and its texts are searched for values
/// that a mask hides.
struct OutputReading {
  private var reader: any OutputReader
  private let path: String
  private let names: ExportNames?
  private var rest: [UInt8] = []
  private var row = ReadRow()
  private(set) var tally = OutputTally()

  /// Creates a reading.
  ///
  /// - Parameter names: the names by which texts are searched for hidden values; nil for none.
  init(_ reader: any OutputReader, path: String, names: ExportNames?) {
    self.reader = reader
    self.path = path
    self.names = names.flatMap { $0.hidesNothing ? nil : $0 }
  }

  /// Takes the next bytes.
  mutating func take(_ bytes: [UInt8]) throws(ExportError) {
    // Values of the last row would make the buffer a copy.
    row.clear(.other)
    rest += bytes
    var start = 0
    var place = 0
    var isQuoted = false
    while place < rest.count {
      let byte = rest[place]
      if byte == 0x22, reader.dividesByQuotes { isQuoted.toggle() }
      if byte == 0x0A, !isQuoted {
        try end(rest[start..<place])
        start = place + 1
      }
      place += 1
    }
    row.clear(.other)
    rest.removeSubrange(..<start)
  }

  /// Takes what stands behind the last line end.
  mutating func finish() throws(ExportError) {
    if !rest.isEmpty { try end(rest[...]) }
    rest = []
  }

  private mutating func end(_ line: ArraySlice<UInt8>) throws(ExportError) {
    row.clear(.other)
    try reader.read(line, into: &row)
    try tally.add(row, in: path)
    guard let names, !row.fields.isEmpty else { return }
    var texts: [String] = []
    for (name, value) in row.fields where !value.isEmpty && !ReadNames.numeric.contains(name) {
      var text = reader.text(value)
      // A citation is a name, a digest and a line.
      if let sign = text.utf8.lastIndex(of: 0x40), text.utf8.contains(0x3A) {
        text = String(text[..<sign])
      }
      texts.append(text)
    }
    if let leak = names.leak(in: texts) { throw .leak(path: path, value: leak) }
  }
}

/// A place in a line.
struct LineCursor {
  let line: ArraySlice<UInt8>
  var place: Int

  init(_ line: ArraySlice<UInt8>) {
    self.line = line
    place = line.startIndex
  }

  var isAtEnd: Bool { place >= line.endIndex }

  /// Goes behind the next occurrence of some bytes; false where there is none.
  mutating func pass(_ bytes: [UInt8]) -> Bool {
    var at = place
    let last = line.endIndex - bytes.count
    while at <= last {
      if line[at] == bytes[0], line[at..<at + bytes.count].elementsEqual(bytes) {
        place = at + bytes.count
        return true
      }
      at += 1
    }
    return false
  }

  /// Returns the bytes before the next of one byte, and goes behind it; nil where there is none.
  mutating func until(_ byte: UInt8) -> ArraySlice<UInt8>? {
    var at = place
    while at < line.endIndex {
      if line[at] == byte {
        defer { place = at + 1 }
        return line[place..<at]
      }
      at += 1
    }
    return nil
  }
}
