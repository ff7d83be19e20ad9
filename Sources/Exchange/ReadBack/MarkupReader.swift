/// Reads the rows of GraphML and GEXF, each an element on a line.
struct MarkupReader: OutputReader {
  /// The way in which a format writes attributes: `<data key="e.amount">185.00</data>`, or
  /// `<attvalue for="amount" value="185.00"/>`.
  enum Form { case data, attvalue }

  let form: Form
  var dividesByQuotes: Bool { false }

  private static let node = Array("<node ".utf8)
  private static let edge = Array("<edge ".utf8)
  private static let data = Array("<data key=\"".utf8)
  private static let attvalue = Array("<attvalue for=\"".utf8)
  private static let label = Array(" label=\"".utf8)
  private static let labelName = Array("label".utf8)[...]

  mutating func read(_ line: ArraySlice<UInt8>, into row: inout ReadRow) throws(ExportError) {
    if line.starts(with: MarkupReader.node) {
      row.clear(.account)
    } else if line.starts(with: MarkupReader.edge) {
      row.clear(.transfer)
    } else {
      return
    }
    var cursor = LineCursor(line)
    if form == .attvalue, row.kind == .account, cursor.pass(MarkupReader.label),
      let label = cursor.until(0x22)
    {
      row.fields.append((MarkupReader.labelName, label))
    }
    while cursor.pass(form == .data ? MarkupReader.data : MarkupReader.attvalue) {
      guard let name = cursor.until(0x22) else { return }
      if form == .data {
        guard cursor.until(0x3E) != nil, let value = cursor.until(0x3C) else { return }
        // Keys are `n.` or `e.` and the name.
        row.fields.append((name.dropFirst(2), value))
      } else {
        guard cursor.until(0x22) != nil, let value = cursor.until(0x22) else { return }
        row.fields.append((name, value))
      }
    }
  }

  func text(_ value: ArraySlice<UInt8>) -> String {
    guard value.contains(0x26) else { return String(decoding: value, as: UTF8.self) }
    var bytes: [UInt8] = []
    var cursor = LineCursor(value)
    while let part = cursor.until(0x26) {
      bytes += part
      let name = cursor.until(0x3B) ?? []
      switch String(decoding: name, as: UTF8.self) {
      case "amp": bytes.append(0x26)
      case "lt": bytes.append(0x3C)
      case "gt": bytes.append(0x3E)
      case "quot": bytes.append(0x22)
      default: bytes.append(0x20)
      }
    }
    bytes += value[cursor.place...]
    return String(decoding: bytes, as: UTF8.self)
  }
}
