/// Node-link JSON: `nodes` and `edges`, each on a line.
struct NodeLinkWriter: ExportWriter {
  private let sink: ByteSink
  private let accounts: [ExportField<ExportAccount>]
  private let transfers: [ExportField<ExportTransfer>]
  private let about: [String]
  /// The name of the list of edges: older readers know it as `links`.
  private let edges: String
  private var accountCount = 0
  private var transferCount = 0
  private(set) var loss = ExportLoss()

  init(_ sink: ByteSink, _ material: ExportMaterial, edges: String, about: [String]) {
    self.sink = sink
    self.edges = edges
    self.about = about
    accounts = ExportFields.accounts(material)
    transfers = ExportFields.transfers(material)
  }

  mutating func begin(_ files: [ExportFile]) throws(ExportError) {
    sink.put("{\"directed\":true,\"multigraph\":true,\"graph\":{\"about\":[")
    for (number, line) in about.enumerated() {
      sink.put(number == 0 ? "\n" : ",\n")
      JSONText.put(line, to: sink)
    }
    sink.put("],\n\"files\":[")
    for (number, file) in files.enumerated() {
      sink.put(number == 0 ? "\n{\"cited\":" : ",\n{\"cited\":")
      JSONText.put(file.short, to: sink)
      sink.put(",\"name\":")
      JSONText.put(file.name, to: sink)
      sink.put(",\"sha256\":\"\(file.digest)\",\"bytes\":\(file.byteCount)}")
    }
    sink.put("]},\n\"nodes\":[")
  }

  mutating func write(_ account: ExportAccount) throws(ExportError) {
    sink.put(accountCount == 0 ? "\n{\"id\":" : ",\n{\"id\":")
    accountCount += 1
    JSONText.put(account.id, to: sink)
    for field in accounts {
      if let value = field.value(account) { member(field.name, value) }
    }
    sink.put("}")
    try sink.endRow()
  }

  mutating func write(_ transfer: ExportTransfer) throws(ExportError) {
    beginEdges()
    sink.put(transferCount == 0 ? "\n{\"key\":\"" : ",\n{\"key\":\"")
    transferCount += 1
    sink.put(transfer.id)
    // A row's own file stands in `source`, which is the payer here.
    sink.put("\",\"source\":")
    JSONText.put(transfer.payer, to: sink)
    sink.put(",\"target\":")
    JSONText.put(transfer.beneficiary, to: sink)
    for field in transfers {
      guard let value = field.value(transfer) else { continue }
      member(field.name == "source" ? "row" : field.name, value)
    }
    sink.put("}")
    try sink.endRow()
  }

  private func member(_ name: String, _ value: FieldValue) {
    sink.put(",\"")
    sink.put(name)
    sink.put("\":")
    JSONText.put(value, to: sink)
  }

  private mutating func beginEdges() {
    guard transferCount == 0 else { return }
    sink.put("\n],\n\"")
    sink.put(edges)
    sink.put("\":[")
  }

  mutating func end() throws(ExportError) {
    beginEdges()
    sink.put("\n]}\n")
    try sink.finish()
  }
}
