/// Two tables, accounts and transfers, which this program loads again to the same accounts and transfers.
///
/// The columns that the canonical form knows have its names; the others are further facts for other tools.
struct TablePairWriter: ExportWriter {
  private let accountSink: ByteSink
  private let transferSink: ByteSink
  private let accounts: [ExportField<ExportAccount>]
  private let transfers: [ExportField<ExportTransfer>]
  private let isForSpreadsheets: Bool
  private(set) var loss = ExportLoss()

  init(accounts: ByteSink, transfers: ByteSink, _ material: ExportMaterial, isForSpreadsheets: Bool)
  {
    accountSink = accounts
    transferSink = transfers
    self.accounts = TablePairWriter.accountFields(material)
    self.transfers = TablePairWriter.transferFields(material)
    self.isForSpreadsheets = isForSpreadsheets
    if isForSpreadsheets {
      for sink in [accounts, transfers] { sink.put("\u{FEFF}") }
    }
  }

  private static func accountFields(_ material: ExportMaterial) -> [ExportField<ExportAccount>] {
    let known: [ExportField<ExportAccount>] = [
      .text("account") { $0.id },
      .word("role") { $0.role == "unknown" ? nil : $0.role },
      .word("pooled") { $0.isPooled ? "yes" : "no" }, .text("name") { $0.name },
      .text("institution") { $0.institution }, .text("country") { $0.country },
      .text("holder") { $0.holder }, .word("stand_in") { $0.isStandIn ? "yes" : "no" },
      .text("label") { $0.label },
    ]
    let names = Set(known.map(\.name) + ["standIn"])
    return known + ExportFields.accounts(material).filter { !names.contains($0.name) }
  }

  private static func transferFields(_ material: ExportMaterial) -> [ExportField<ExportTransfer>] {
    let parties: [ExportField<ExportTransfer>] = [
      .text("from") { $0.payer }, .text("to") { $0.beneficiary },
      .amount("amount") { $0.sent.text }, .word("currency") { $0.sent.currency },
      .amount("received_amount") { $0.received?.text },
      .word("received_currency") { $0.received?.currency },
    ]
    let minor: [ExportField<ExportTransfer>] = [
      .number("amount_minor") { $0.sent.minorUnits },
      .number("received_minor") { $0.received?.minorUnits },
    ]
    if material.aggregates {
      return [.word("sum") { $0.id }] + parties + minor + ExportFields.sums(material)
    }
    var fields: [ExportField<ExportTransfer>] = [
      .word("transfer") { $0.id }, .text("id") { $0.list?.id ?? $0.recordID },
      .word("time") { $0.list?.time ?? $0.time.text },
    ]
    fields += parties
    fields += [
      .text("reference") { $0.reference }, .word("kind") { $0.kind },
      .text("link") { $0.list?.link }, .word("order") { $0.list?.isOpen == true ? "open" : nil },
      .text("decision") { $0.decision },
    ]
    for (number, name) in ExportList.doubtNames.enumerated() {
      fields.append(.text(name) { $0.list?.doubts[number] })
    }
    fields += minor
    fields += [
      .word("day") { $0.time.day }, .word("precision") { $0.time.precision },
      .number("sequence") { Int64($0.sequence) }, .word("passes_on") { $0.link },
      .word("grade") { $0.grade }, .word("returned") { $0.givesBack },
      .number("payments") { $0.payments.map { Int64($0) } }, .text("source") { $0.source },
      .number("line") { $0.line.map { Int64($0) } },
      .text("more_sources") {
        $0.moreSources.isEmpty ? nil : $0.moreSources.joined(separator: "; ")
      },
    ]
    if material.selection?.figures.isEmpty == false {
      fields.append(.word("exact") { $0.figures?.exact })
    }
    return fields
  }

  mutating func begin(_ files: [ExportFile]) throws(ExportError) {
    TablePairWriter.heads(accounts.map(\.name), to: accountSink)
    TablePairWriter.heads(transfers.map(\.name), to: transferSink)
  }

  private static func heads(_ names: [String], to sink: ByteSink) {
    sink.put(names.joined(separator: ",") + "\n")
  }

  mutating func write(_ account: ExportAccount) throws(ExportError) {
    for (number, field) in accounts.enumerated() {
      put(field.value(account), field.type, isFirst: number == 0, to: accountSink)
    }
    accountSink.put(0x0A)
    try accountSink.endRow()
  }

  mutating func write(_ transfer: ExportTransfer) throws(ExportError) {
    for (number, field) in transfers.enumerated() {
      put(field.value(transfer), field.type, isFirst: number == 0, to: transferSink)
    }
    transferSink.put(0x0A)
    try transferSink.endRow()
  }

  private mutating func put(
    _ value: FieldValue?, _ type: FieldType, isFirst: Bool, to sink: ByteSink
  ) {
    if !isFirst { sink.put(0x2C) }
    switch (value, type) {
    case (nil, _): break
    case (.text(let text)?, .text):
      TableText.guarded(text, alsoNumbers: isForSpreadsheets, to: sink, loss: &loss)
    case (.text(let text)?, _): sink.put(text)
    case (.number(let number)?, _): sink.put(number: number)
    case (.flag(let flag)?, _): sink.put(flag ? "yes" : "no")
    }
  }

  mutating func end() throws(ExportError) {
    try accountSink.finish()
    try transferSink.finish()
  }
}
