/// One table of links for i2 Analyst's Notebook: a line for each transfer, without line breaks in cells.
struct LinkTableWriter: ExportWriter {
  private let sink: ByteSink
  private let isForSpreadsheets: Bool
  private(set) var loss = ExportLoss()

  init(_ sink: ByteSink, isForSpreadsheets: Bool) {
    self.sink = sink
    self.isForSpreadsheets = isForSpreadsheets
    if isForSpreadsheets { sink.put("\u{FEFF}") }
  }

  mutating func begin(_ files: [ExportFile]) throws(ExportError) {
    sink.put(
      "From Id,From Type,From Label,To Id,To Type,To Label,Link Id,Link Type,Date,Time,Amount,Currency,Description,Source File,Source Line\n"
    )
  }

  /// Accounts stand in the rows of their transfers.
  mutating func write(_ account: ExportAccount) throws(ExportError) {}

  mutating func write(_ transfer: ExportTransfer) throws(ExportError) {
    text(transfer.payer, isFirst: true)
    text(transfer.payerRole)
    text(transfer.payerLabel)
    text(transfer.beneficiary)
    text(transfer.beneficiaryRole)
    text(transfer.beneficiaryLabel)
    text(transfer.id)
    text(transfer.kind)
    sink.put(",\(transfer.time.day ?? ""),")
    let isTimed = ["hour", "minute", "second", "millisecond"].contains(transfer.time.precision)
    if isTimed, let start = transfer.time.start { sink.put(start.utf8.suffix(8)) }
    sink.put(",\(transfer.sent.text),\(transfer.sent.currency)")
    text(LinkTableWriter.description(of: transfer))
    text(transfer.source.map { LinkTableWriter.file($0) } ?? "")
    sink.put(0x2C)
    if let line = transfer.line { sink.put(number: Int64(line)) }
    sink.put(0x0A)
    try sink.endRow()
  }

  /// Returns the file of a citation, without the line.
  private static func file(_ source: String) -> String {
    let colon = source.utf8.lastIndex(of: 0x3A) ?? source.endIndex
    return String(source[..<colon])
  }

  private static func description(of transfer: ExportTransfer) -> String {
    var parts: [String] = []
    if let reference = transfer.reference { parts.append(reference) }
    if let id = transfer.recordID { parts.append("id \(id)") }
    if let received = transfer.received {
      parts.append("received \(received.text) \(received.currency)")
    }
    if let grade = transfer.grade, let link = transfer.link {
      parts.append("passes on \(link), grade \(grade)")
    }
    if transfer.time.moment == nil, let text = transfer.time.text, text != transfer.time.day {
      parts.append("time as recorded \(text)")
    }
    return parts.joined(separator: "; ")
  }

  private mutating func text(_ text: String, isFirst: Bool = false) {
    if !isFirst { sink.put(0x2C) }
    let line = String(
      decoding: text.utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }, as: UTF8.self)
    loss.lineBreaks += text.utf8.count { $0 == 0x0A || $0 == 0x0D }
    TableText.guarded(line, alsoNumbers: isForSpreadsheets, to: sink, loss: &loss)
  }

  mutating func end() throws(ExportError) { try sink.finish() }
}
