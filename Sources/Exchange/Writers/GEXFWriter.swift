/// GEXF 1.3: a graph in time.
///
/// The kind of an edge is its currency, so that no reader adds up two of them; the kind of payment is `paymentKind`.
struct GEXFWriter: ExportWriter {
  private let sink: ByteSink
  private let accounts: [ExportField<ExportAccount>]
  private let transfers: [ExportField<ExportTransfer>]
  private let about: [String]
  /// True where edges are sums, which have no one time.
  private let isOfSums: Bool
  private var hasEdges = false
  private(set) var loss = ExportLoss()

  init(_ sink: ByteSink, _ material: ExportMaterial, about: [String]) {
    self.sink = sink
    self.about = about
    isOfSums = material.aggregates
    // A label is a property of its own.
    accounts = ExportFields.accounts(material).filter { $0.name != "label" }
    transfers = ExportFields.transfers(material)
  }

  private static func type(_ type: FieldType) -> String {
    switch type {
    case .text, .word, .amount: "string"
    case .number: "long"
    case .flag: "boolean"
    }
  }

  /// The names that readers take for properties of their own, and ours for them.
  private static func name(_ name: String) -> String {
    name == "kind" ? "paymentKind" : name
  }

  mutating func begin(_ files: [ExportFile]) throws(ExportError) {
    sink.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    XMLComment.put(about, to: sink)
    sink.put("<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n")
    sink.put("<graph defaultedgetype=\"directed\"")
    sink.put(
      isOfSums
        ? " mode=\"static\">\n"
        : " mode=\"dynamic\" timerepresentation=\"timestamp\" timeformat=\"datetime\" timezone=\"UTC\">\n"
    )
    attributes("node", accounts.map { ($0.name, Self.type($0.type)) })
    attributes("edge", transfers.map { (Self.name($0.name), Self.type($0.type)) })
    sink.put("<nodes>\n")
  }

  private func attributes(_ element: String, _ names: [(String, String)]) {
    sink.put("<attributes class=\"\(element)\" mode=\"static\">\n")
    for (name, type) in names {
      sink.put("<attribute id=\"\(name)\" title=\"\(name)\" type=\"\(type)\"/>\n")
    }
    sink.put("</attributes>\n")
  }

  mutating func write(_ account: ExportAccount) throws(ExportError) {
    sink.put("<node id=\"")
    XMLText.put(account.id, to: sink, loss: &loss)
    sink.put("\" label=\"")
    XMLText.put(account.label, to: sink, loss: &loss)
    sink.put("\"><attvalues>")
    for field in accounts {
      if let value = field.value(account) { attribute(field.name, value) }
    }
    sink.put("</attvalues></node>\n")
    try sink.endRow()
  }

  private mutating func beginEdges() {
    if !hasEdges { sink.put("</nodes>\n<edges>\n") }
    hasEdges = true
  }

  mutating func write(_ transfer: ExportTransfer) throws(ExportError) {
    beginEdges()
    XMLText.beginEdge(transfer, to: sink, loss: &loss)
    sink.put("\" kind=\"")
    sink.put(transfer.sent.currency)
    sink.put("\" weight=\"")
    sink.put(transfer.sent.text)
    if transfer.sum == nil, let start = transfer.time.start {
      sink.put("\" timestamp=\"")
      sink.put(start)
      if transfer.time.moment == nil || transfer.time.hasFraction { loss.inexactTimes += 1 }
    }
    sink.put("\"><attvalues>")
    for field in transfers {
      if let value = field.value(transfer) { attribute(Self.name(field.name), value) }
    }
    sink.put("</attvalues></edge>\n")
    try sink.endRow()
  }

  private mutating func attribute(_ name: String, _ value: FieldValue) {
    sink.put("<attvalue for=\"")
    sink.put(name)
    sink.put("\" value=\"")
    XMLText.put(value, to: sink, loss: &loss)
    sink.put("\"/>")
  }

  mutating func end() throws(ExportError) {
    beginEdges()
    sink.put("</edges>\n</graph>\n</gexf>\n")
    try sink.finish()
  }
}
