/// Reads the rows of node-link JSON and of FollowTheMoney, each an object on a line.
struct JSONLineReader: OutputReader {
  /// The kind of output: nodes and edges in two lists, or entities with a schema.
  enum Form { case nodeLink, entities }

  let form: Form
  private var isInEdges = false
  var dividesByQuotes: Bool { false }

  init(_ form: Form) { self.form = form }

  private static let idStart = Array("{\"id\":".utf8)
  private static let keyStart = Array("{\"key\":".utf8)
  private static let schema = Array("schema".utf8)
  private static let payment = Array("Payment".utf8)
  private static let account = Array("BankAccount".utf8)

  mutating func read(_ line: ArraySlice<UInt8>, into row: inout ReadRow) throws(ExportError) {
    if line.starts(with: JSONLineReader.idStart) {
      row.clear(form == .nodeLink ? .account : .other)
    } else if line.starts(with: JSONLineReader.keyStart) {
      row.clear(.transfer)
    } else {
      return
    }
    var place = line.startIndex
    var name: ArraySlice<UInt8>?
    while place < line.endIndex {
      let byte = line[place]
      switch byte {
      case 0x22:
        let start = place + 1
        place = start
        while place < line.endIndex, line[place] != 0x22 {
          place += line[place] == 0x5C ? 2 : 1
        }
        let text = line[start..<min(place, line.endIndex)]
        place += 1
        if place < line.endIndex, line[place] == 0x3A {
          name = text
          place += 1
        } else if let name {
          add(name, text, to: &row)
        }
      case 0x2D, 0x30...0x39:
        let start = place
        while place < line.endIndex, line[place] == 0x2D || (0x30...0x39).contains(line[place]) {
          place += 1
        }
        if let name { add(name, line[start..<place], to: &row) }
      default: place += 1
      }
    }
  }

  private func add(
    _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, to row: inout ReadRow
  ) {
    if form == .entities, name.elementsEqual(JSONLineReader.schema) {
      if value.elementsEqual(JSONLineReader.payment) { row.kind = .transfer }
      if value.elementsEqual(JSONLineReader.account) { row.kind = .account }
    }
    row.fields.append((name, value))
  }

  func text(_ value: ArraySlice<UInt8>) -> String {
    guard value.contains(0x5C) else { return String(decoding: value, as: UTF8.self) }
    var bytes: [UInt8] = []
    var place = value.startIndex
    while place < value.endIndex {
      guard value[place] == 0x5C, place + 1 < value.endIndex else {
        bytes.append(value[place])
        place += 1
        continue
      }
      switch value[place + 1] {
      case 0x22, 0x5C: bytes.append(value[place + 1])
      // Line ends, tabs and other controls divide words, and no hidden value has one.
      case 0x75:
        bytes.append(0x20)
        place += 4
      default: bytes.append(0x20)
      }
      place += 2
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
