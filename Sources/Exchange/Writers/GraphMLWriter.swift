/// GraphML: nodes before edges, typed attributes, absent values absent.
///
/// No key is called `weight`, unless sums of one currency are written: readers add weights up, or read them as binary
/// fractions of 32 bits.
struct GraphMLWriter: ExportWriter {
  private let sink: ByteSink
  private let accounts: [ExportField<ExportAccount>]
  private let transfers: [ExportField<ExportTransfer>]
  /// True where edges have a weight: sums of one currency.
  private let hasWeight: Bool
  private let about: [String]
  private(set) var loss = ExportLoss()

  init(_ sink: ByteSink, _ material: ExportMaterial, isOneCurrency: Bool, about: [String]) {
    self.sink = sink
    self.about = about
    accounts = ExportFields.accounts(material)
    transfers = ExportFields.transfers(material)
    hasWeight = material.aggregates && isOneCurrency
  }

  private static func type(_ type: FieldType) -> String {
    switch type {
    case .text, .word, .amount: "string"
    case .number: "long"
    case .flag: "boolean"
    }
  }

  mutating func begin(_ files: [ExportFile]) throws(ExportError) {
    sink.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    XMLComment.put(about, to: sink)
    sink.put("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n")
    for field in accounts { key(field.name, of: "node", type: Self.type(field.type)) }
    for field in transfers { key(field.name, of: "edge", type: Self.type(field.type)) }
    if hasWeight { key("weight", of: "edge", type: "double") }
    sink.put("<graph id=\"transfers\" edgedefault=\"directed\">\n")
  }

  private func key(_ name: String, of element: String, type: String) {
    let prefix = element == "node" ? "n." : "e."
    sink.put(
      "<key id=\"\(prefix)\(name)\" for=\"\(element)\" attr.name=\"\(name)\" attr.type=\"\(type)\"/>\n"
    )
  }

  mutating func write(_ account: ExportAccount) throws(ExportError) {
    sink.put("<node id=\"")
    XMLText.put(account.id, to: sink, loss: &loss)
    sink.put("\">")
    for field in accounts {
      if let value = field.value(account) { data(field.name, value, prefix: "n.") }
    }
    sink.put("</node>\n")
    try sink.endRow()
  }

  mutating func write(_ transfer: ExportTransfer) throws(ExportError) {
    XMLText.beginEdge(transfer, to: sink, loss: &loss)
    sink.put("\">")
    for field in transfers {
      if let value = field.value(transfer) { data(field.name, value, prefix: "e.") }
    }
    if hasWeight { data("weight", .text(transfer.sent.text), prefix: "e.") }
    sink.put("</edge>\n")
    try sink.endRow()
  }

  private mutating func data(_ name: String, _ value: FieldValue, prefix: String) {
    sink.put("<data key=\"")
    sink.put(prefix)
    sink.put(name)
    sink.put("\">")
    XMLText.put(value, to: sink, loss: &loss)
    sink.put("</data>")
  }

  mutating func end() throws(ExportError) {
    sink.put("</graph>\n</graphml>\n")
    try sink.finish()
  }
}

/// A comment in XML.
enum XMLComment {
  /// Adds lines as a comment; two hyphens, which would end it, are divided.
  static func put(_ lines: [String], to sink: ByteSink) {
    guard !lines.isEmpty else { return }
    sink.put("<!--\n")
    for line in lines {
      var last: UInt8 = 0
      for byte in line.utf8 {
        if byte == 0x2D, last == 0x2D { sink.put(0x20) }
        sink.put(byte < 0x20 ? 0x20 : byte)
        last = byte
      }
      if last == 0x2D { sink.put(0x20) }
      sink.put("\n")
    }
    sink.put("-->\n")
  }
}
