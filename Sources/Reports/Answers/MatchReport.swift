public import FundTracing
internal import PaymentGraph

/// The links at pooled accounts, as people and programs read them.
public struct MatchReport: Sendable {
  private let answer: HubMatches
  private let minimumGrade: Grade
  private let top: Int
  private let missing: MissingDocuments?

  /// Creates a report on an answer, and on the missing documents where victims are known.
  ///
  /// - Parameters:
  ///   - minimumGrade: The weakest grade of a listed link; contradicted pairs are always listed.
  ///   - top: The number of links and breaks of a pooled account that text shows; JSON and CSV hold
  ///     all.
  ///   - missing: The missing documents, which end the report.
  public init(
    _ answer: HubMatches, minimumGrade: Grade, top: Int, missing: MissingDocuments? = nil
  ) {
    self.missing = missing
    self.answer = answer
    self.minimumGrade = minimumGrade
    self.top = top
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(
      text: plain(style), json: MatchFacts(answer).json(minimumGrade, missing).text, csv: csv)
  }

  private var ledger: Ledger { answer.scope.ledger }

  private func listed(_ hub: HubMatch) -> [LinkFinding] {
    hub.findings.filter { $0.link.grade <= minimumGrade } + hub.contradicted
  }

  private func plain(_ style: TextStyle) -> String {
    guard !answer.hubs.isEmpty else {
      return "no account is pooled: give payment services the role processor in an accounts file\n"
    }
    var lines = LeftOutFacts.warnings(answer.scope, style)
    for hub in answer.hubs {
      if !lines.isEmpty { lines.append("") }
      lines += MatchFacts(answer).lines(hub, style)
      lines += links(hub, style) + blocks(hub) + breaks(hub, style)
    }
    lines += ["", MatchFacts.thresholds(answer.settings)]
    lines += NoteText.lines(answer.notes, style)
    if let missing { lines += [""] + MissingDocumentsReport(missing).lines(style) }
    return style.page(lines)
  }

  /// Lists the links that no record states, the strongest first, and the contradicted pairs.
  private func links(_ hub: HubMatch, _ style: TextStyle) -> [String] {
    let found = listed(hub).filter { $0.isInferred || $0.link.grade > .a }
      .enumerated().sorted {
        ($0.element.link.grade, $0.offset) < ($1.element.link.grade, $1.offset)
      }
      .map(\.element)
    guard !found.isEmpty else { return [] }
    let rows = found.prefix(top).map { MatchFacts.LinkRow($0, at: hub, in: ledger) }
    var lines = [""] + MatchFacts.links(in: ledger).lines(rows, style: style)
    if found.count > top {
      lines.append(
        "(+\(Plural.text(found.count - top, "more link")): --top \(found.count) shows all)")
    }
    return lines
  }

  private func blocks(_ hub: HubMatch) -> [String] {
    let found = hub.blocks
    guard !found.isEmpty else { return [] }
    var lines = [
      "",
      "\(Plural.text(found.count, "closed block")): which receipt belongs to which payout is open",
    ]
    for block in found.prefix(top) {
      let receipts = block.receipts.map { MatchFacts.name(ledger.transfer($0)) }
      let payouts = block.payouts.map { MatchFacts.name(ledger.transfer($0)) }
      lines.append(
        TerminalText.safe(
          "  \(block.grade.letter)  \(receipts.joined(separator: ", ")) -> "
            + "\(payouts.joined(separator: ", "))  "
            + block.total.words))
    }
    if found.count > top { lines.append("  (+\(Plural.text(found.count - top, "more block")))") }
    return lines
  }

  private func breaks(_ hub: HubMatch, _ style: TextStyle) -> [String] {
    guard !hub.breaks.isEmpty else { return ["", "nothing is left unmatched"] }
    var lines = ["", "\(Plural.text(hub.breaks.count, "break")), where the trail ends"]
    for kind in HubBreak.Kind.allCases {
      let found = hub.breaks.filter { $0.kind == kind }
      guard !found.isEmpty else { continue }
      var total = MoneyTotals()
      for item in found {
        let transfer = ledger.transfer(item.transfer)
        total.add(item.amount ?? (kind == .unmatchedReceipt ? transfer.received : transfer.sent))
      }
      lines.append(
        "  \(kind.rawValue) \(Plural.grouped(found.count)) (\(total.words)): "
          + kind.words)
      var table = AlignedTable(
        [
          .left("", title: "payment"), .left("", title: "when"), .left("", title: "party"),
          .right("", title: "amount"), .left("", drops: 1, title: "reason"),
        ], style: style.indented(4))
      for item in found.prefix(top) {
        let transfer = ledger.transfer(item.transfer)
        let isReceipt = kind == .unmatchedReceipt
        table.add([
          MatchFacts.name(transfer), transfer.time.iso8601,
          isReceipt
            ? "from \(PartyText.both(transfer.payer))"
            : "to \(PartyText.both(transfer.beneficiary))",
          "\(isReceipt ? transfer.received : transfer.sent)", item.reason,
        ])
      }
      let layout = table.layout
      lines += style.moved(layout.rows.joined() + [layout.dropped].compactMap { $0 }, by: 4)
      if found.count > top {
        lines.append(
          "    (+\(Plural.grouped(found.count - top)) more: --top \(found.count) shows all)")
      }
    }
    return lines
  }

  /// The answer as CSV: one row for each link and each break, and one for each missing document and
  /// currency, with its days in the columns of times and the sums that it decides in the columns of
  /// amounts (claims, and payouts).
  private var csv: String {
    let links = MatchFacts.links(in: ledger)
    var text = CSVText.heads(links.heads)
    for hub in answer.hubs {
      let key = ledger.account(hub.hub).key
      for finding in listed(hub) {
        text += CSVText.line(links.cells(of: MatchFacts.LinkRow(finding, at: hub, in: ledger)))
      }
      for item in hub.breaks { text += CSVText.line(cells(item, key)) }
    }
    for request in missing?.requests ?? [] {
      for currency in MissingDocumentsReport.currencies(request) {
        text += CSVText.line(cells(request, currency))
      }
    }
    return text
  }

  private func cells(_ request: DocumentRequest, _ currency: Currency) -> [CSVText.Cell] {
    func amount(_ totals: MoneyTotals) -> CSVText.Cell {
      .value(totals.lines.first { $0.currency == currency }?.decimalText ?? "")
    }
    let blank = CSVText.Cell.value("")
    return [
      .text(ledger.account(request.account).key), .value("missing"), blank,
      .value(request.kind.rawValue), .text(request.references.joined(separator: " ")),
      .value(request.from?.iso8601 ?? ""), blank, .value(currency.code), amount(request.claimed),
      blank, .value(request.to?.iso8601 ?? ""), blank, .value(currency.code),
      amount(request.unexplained),
    ] + Array(repeating: blank, count: 9)
  }

  private func cells(_ item: HubBreak, _ hub: String) -> [CSVText.Cell] {
    let transfer = ledger.transfer(item.transfer)
    let isReceipt = item.kind == .unmatchedReceipt
    let blank = Array(repeating: CSVText.Cell.value(""), count: 5)
    let nowhere = Array(repeating: CSVText.Cell.value(""), count: 2)
    return [.text(hub), .value("break"), .value(""), .value(item.kind.rawValue)]
      + (isReceipt
        ? MatchFacts.cells(receipt: transfer) + blank : blank + MatchFacts.cells(payout: transfer))
      + [.value(""), .value(""), .value(""), .value(""), .value(item.reason)]
      + (isReceipt ? MatchFacts.place(transfer) + nowhere : nowhere + MatchFacts.place(transfer))
  }
}
