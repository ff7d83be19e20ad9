/// Reads the rows of comma-separated tables by the names in their heads.
struct TableReader: OutputReader {
  private let kind: ReadRow.Kind
  /// The names of columns that other formats call otherwise, `Amount` of i2.
  private let renamed: [[UInt8]: [UInt8]]
  private var heads: [ArraySlice<UInt8>]?
  var dividesByQuotes: Bool { true }

  init(_ kind: ReadRow.Kind, renamed: [String: String] = [:]) {
    self.kind = kind
    self.renamed = Dictionary(
      uniqueKeysWithValues: renamed.map { (Array($0.key.utf8), Array($0.value.utf8)) })
  }

  mutating func read(_ line: ArraySlice<UInt8>, into row: inout ReadRow) throws(ExportError) {
    guard let heads else {
      self.heads = TableReader.cells(line).map { cell in
        // A mark of UTF-8 may stand before the first name, a type behind the last colon.
        var name = cell.starts(with: [0xEF, 0xBB, 0xBF]) ? cell.dropFirst(3) : cell
        if let colon = name.lastIndex(of: 0x3A), colon > name.startIndex { name = name[..<colon] }
        return renamed[Array(name)].map { $0[...] } ?? name
      }
      return
    }
    row.clear(kind)
    for (number, cell) in TableReader.cells(line).enumerated() where number < heads.count {
      row.fields.append((heads[number], cell))
    }
  }

  /// Divides a line into cells, without the quotes around them.
  private static func cells(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var cells: [ArraySlice<UInt8>] = []
    var place = line.startIndex
    while true {
      if place < line.endIndex, line[place] == 0x22 {
        let start = place + 1
        place = start
        while place < line.endIndex {
          if line[place] == 0x22 {
            guard place + 1 < line.endIndex, line[place + 1] == 0x22 else { break }
            place += 1
          }
          place += 1
        }
        cells.append(line[start..<min(place, line.endIndex)])
        place += 1
      } else {
        let start = place
        while place < line.endIndex, line[place] != 0x2C { place += 1 }
        cells.append(line[start..<place])
      }
      guard place < line.endIndex else { return cells }
      place += 1
    }
  }

  func text(_ value: ArraySlice<UInt8>) -> String {
    guard value.contains(0x22) else { return String(decoding: value, as: UTF8.self) }
    var bytes: [UInt8] = []
    var wasQuote = false
    for byte in value {
      if byte == 0x22, wasQuote {
        wasQuote = false
        continue
      }
      wasQuote = byte == 0x22
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
