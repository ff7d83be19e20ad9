public import FundTracing
internal import PaymentGraph

/// The walks between two accounts, as people and programs read them.
public struct PathReport: Sendable {
  private let answer: WalkAnswer

  /// Creates a report on an answer.
  public init(_ answer: WalkAnswer) { self.answer = answer }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(text: plain(style), json: json.text, csv: csv)
  }

  private var ledger: Ledger { answer.scope.ledger }
  private var question: QuestionFacts {
    let shown = Set(walks.flatMap(\.walk.transfers))
    return QuestionFacts(
      scope: answer.scope, rules: answer.rules, basis: shown.isEmpty ? nil : shown)
  }

  private var walks: [(name: String, walk: Walk)] {
    guard let shortest = answer.shortest, let earliest = answer.earliest else { return [] }
    return shortest == earliest
      ? [("shortest and earliest", shortest)] : [("shortest", shortest), ("earliest", earliest)]
  }

  private func plain(_ style: TextStyle) -> String {
    let (from, to) = (
      PartyText.both(ledger.account(answer.from)), PartyText.both(ledger.account(answer.to))
    )
    var lines = [
      style.head(TerminalText.safe("\(from) to \(to): \(answer.finding.rawValue)")), answer.reason,
    ]
    lines += NoteText.warnings(answer.notes, style) + question.lines
    for (name, walk) in walks {
      lines += [
        "", style.head("\(name): \(Plural.text(walk.hops, "hop")), grade \(walk.grade.letter)"),
      ]
      lines += style.moved(
        WalkLines(ledger: ledger, style: style.indented(2)).lines(walk), by: 2)
    }
    lines += ["", question.footer] + NoteText.lines(answer.notes, style)
    return style.page(lines)
  }

  private var json: JSONValue {
    .object([
      (
        "question",
        .object(
          [
            ("command", .string("path")), ("fromAccount", .string(ledger.account(answer.from).key)),
            ("toAccount", .string(ledger.account(answer.to).key)),
          ] + question.members)
      ),
      ("totals", question.totals([])),
      ("finding", .string(findingName)),
      ("reason", .string(answer.reason)),
      ("shortest", answer.shortest.map { .walk($0, in: ledger) } ?? .null),
      ("earliest", answer.earliest.map { .walk($0, in: ledger) } ?? .null),
      ("notes", .notes(answer.notes)),
    ])
  }

  private var findingName: String {
    switch answer.finding {
    case .proven: "proven"
    case .possible: "possible"
    case .excluded: "excluded"
    }
  }

  private var csv: String {
    var rows: [(name: String, hop: (transfer: Transfer, step: Int))] = []
    for (name, walk) in walks {
      for (step, id) in walk.transfers.enumerated() {
        rows.append((name, (ledger.transfer(id), step + 1)))
      }
    }
    return FieldTable([.csv("walk") { .value($0.name) }, .transfer(\.hop)]).csv(rows)
  }
}

/// Writes a walk transfer by transfer, each with the file and line that shows it.
struct WalkLines {
  let ledger: Ledger
  let style: TextStyle
  /// The cells of rows in columns that no field of the ledger holds.
  var kept: [Citation: [KeptCell]] = [:]

  /// Writes one aligned line a transfer, and one for each link on the walk.
  func lines(_ walk: Walk) -> [String] {
    var table = AlignedTable(
      [
        .left("time"), .left("from"), .left("to"), .right("amount"),
        .left("", drops: 1, title: "reference"), .left("evidence"),
      ], style: style)
    for id in walk.transfers {
      let transfer = ledger.transfer(id)
      table.add([
        transfer.time.precision == .unknown ? "no time" : transfer.time.iso8601,
        PartyText.both(transfer.payer), PartyText.both(transfer.beneficiary), amount(transfer),
        transfer.reference.map { "ref \($0)" } ?? "",
        transfer.evidence.map(\.description).joined(separator: ", "),
      ])
    }
    let links = Dictionary(walk.links.map { ($0.outbound, $0) }) { first, _ in first }
    let open = Dictionary(walk.openOrders.map { ($0.second, $0) }) { first, _ in first }
    let waits = Dictionary(walk.openWaits.map { ($0.second, $0) }) { first, _ in first }
    // Where there is no room, a transfer takes several lines; its remarks stand before and after them all.
    let layout = table.layout
    let rows = layout.rows
    var lines: [String] = []
    for (number, id) in walk.transfers.enumerated() {
      let transfer = ledger.transfer(id)
      if let link = links[id] {
        lines.append("  link \(link.grade.letter): \(link.basis.rawValue)")
      } else if number > 0, transfer.payer.isPooled {
        lines.append("  no link: treated as an ordinary account (grade D)")
      }
      if let order = open[id], number > 0 {
        lines.append(
          order.isAgainstRows
            ? "  order against the rows: the next transfer stands before it"
            : "  order not recorded: the next transfer may have come before it")
      }
      if let wait = waits[id], number > 0 {
        lines.append("  wait not known to be within the limit: \(wait.waitWords)")
      }
      lines += rows[number] + besides(transfer)
    }
    // What a narrow table leaves out, its reader is told.
    if let dropped = layout.dropped { lines.append(dropped) }
    return lines
  }

  /// Returns lines on returns: the payment that a transfer gives back, and the transfers that give
  /// it back.
  private func besides(_ transfer: Transfer) -> [String] {
    var lines: [String] = []
    if let payment = transfer.returnedPayment {
      lines.append(
        "  returns \(payment.sent) of \(places(payment)): "
          + (transfer.namesReturnedPayment
            ? "the record names it" : "the only payment that fits"))
    }
    for back in transfer.returns {
      lines.append(
        "  returned \(back.time.iso8601) by \(places(back)): \(back.sent), \(back.kind.name)")
    }
    let rows = transfer.evidence
    for row in rows {
      guard let cells = kept[row] else { continue }
      let words = cells.map { "\($0.column): \(cut($0.text))" }.joined(separator: "; ")
      lines.append("  \(rows.count > 1 ? "\(row): " : "")\(words)")
    }
    return lines.map { TerminalText.safe($0) }
  }

  /// Shortens a text to fit beside others; JSON has it whole.
  private func cut(_ text: String) -> String {
    text.count > 80 ? "\(text.prefix(79))…" : text
  }

  private func places(_ transfer: Transfer) -> String {
    transfer.evidence.map(\.description).joined(separator: ", ")
  }

  private func amount(_ transfer: Transfer) -> String {
    transfer.received == transfer.sent
      ? "\(transfer.sent)" : "\(transfer.sent) -> \(transfer.received)"
  }
}
