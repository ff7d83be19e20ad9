/// Reads a workbook again, part after part: its sheets of accounts and transfers are counted.
struct WorkbookReading {
  private let path: String
  private let names: ExportNames
  private(set) var tally = OutputTally()
  private var rest: [UInt8] = []
  /// The packed bytes of the part that are still to come, its reader, and its unpacking.
  private var packed = 0
  private var reading: OutputReading?
  private var inflater: Inflater?

  init(path: String, names: ExportNames) {
    self.path = path
    self.names = names
  }

  /// Takes the next bytes.
  mutating func take(_ bytes: [UInt8]) throws(ExportError) {
    rest += bytes
    while try readPart() {}
  }

  /// Reads what there is of a part; false where more bytes are needed.
  private mutating func readPart() throws(ExportError) -> Bool {
    if packed > 0 {
      guard !rest.isEmpty else { return false }
      let piece = Array(rest.prefix(packed))
      rest.removeFirst(piece.count)
      packed -= piece.count
      if let inflater {
        var own = reading
        try inflater.unpack(piece) { bytes throws(ExportError) in try own?.take(bytes) }
        reading = own
      }
      if packed == 0 { try endPart() }
      return true
    }
    guard rest.count >= 30, rest.starts(with: [0x50, 0x4B, 3, 4]) else { return false }
    func number(_ place: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 | Int(rest[place + $1]) << (8 * $1) }
    }
    let (nameCount, moreCount) = (number(26, 2), number(28, 2))
    guard rest.count >= 30 + nameCount + moreCount else { return false }
    let name = String(decoding: rest[30..<30 + nameCount], as: UTF8.self)
    packed = number(18, 4)
    rest.removeFirst(30 + nameCount + moreCount)
    if name.hasPrefix("xl/worksheets/") {
      inflater = try Inflater(.none)
      reading = OutputReading(SheetReader(), path: path, names: names)
    }
    return true
  }

  private mutating func endPart() throws(ExportError) {
    guard var own = reading else { return }
    try own.finish()
    tally.accounts += own.tally.accounts
    tally.transfers += own.tally.transfers
    tally.rows += own.tally.rows
    tally.sent.add(own.tally.sent)
    tally.received.add(own.tally.received)
    (reading, inflater) = (nil, nil)
  }
}

/// Reads the rows of a sheet, each an element on a line, by the names in its first row.
struct SheetReader: OutputReader {
  private var heads: [Int: ArraySlice<UInt8>] = [:]
  private var kind = ReadRow.Kind.other
  private var isHeadRead = false
  var dividesByQuotes: Bool { false }

  private static let row = Array("<row ".utf8)
  private static let cell = Array("<c r=\"".utf8)

  mutating func read(_ line: ArraySlice<UInt8>, into row: inout ReadRow) throws(ExportError) {
    guard line.starts(with: SheetReader.row) else { return }
    var cells: [(column: Int, value: ArraySlice<UInt8>)] = []
    var cursor = LineCursor(line)
    while cursor.pass(SheetReader.cell), let place = cursor.until(0x22) {
      let column = place.prefix { $0 >= 0x41 }.reduce(0) { $0 * 26 + Int($1) - 0x40 }
      // The content of a cell stands in its innermost element: the first text behind a tag that is not one.
      guard let value = SheetReader.content(&cursor) else { return }
      cells.append((column, value))
    }
    guard isHeadRead else {
      isHeadRead = true
      for (column, value) in cells { heads[column] = ArraySlice(Array(value)) }
      switch cells.first.map({ String(decoding: $0.value, as: UTF8.self) }) {
      case "account" where cells.contains { $0.value.elementsEqual("standIn".utf8) }:
        kind = .account
      case "transfer", "sum": kind = .transfer
      default: kind = .other
      }
      return
    }
    row.clear(kind)
    for (column, value) in cells {
      if let head = heads[column] { row.fields.append((head, value)) }
    }
  }

  private static func content(_ cursor: inout LineCursor) -> ArraySlice<UInt8>? {
    while cursor.until(0x3E) != nil {
      guard !cursor.isAtEnd else { return nil }
      if cursor.line[cursor.place] == 0x3C { continue }
      return cursor.until(0x3C)
    }
    return nil
  }

  func text(_ value: ArraySlice<UInt8>) -> String { MarkupReader(form: .data).text(value) }
}
