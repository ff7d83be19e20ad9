public import Compromise
internal import FundTracing
internal import PaymentGraph

/// The victims who were on one list, each with the payments and rows that show it.
public struct CompromiseEvidence: Sendable {
  private let row: CompromiseAnswer.ListRow
  private let victims: [CompromiseAnswer.ExposedVictim]
  private let ledger: Ledger

  /// One payment, or one row of a persons file.
  private struct Step: Sendable {
    let victim: CompromiseAnswer.ExposedVictim
    let transfer: Transfer?
    let citation: Citation?
  }

  /// Creates the evidence of a list; nil where the answer has no such list, or the victim is not known to be on it.
  public init?(_ answer: CompromiseAnswer, list: String, victim: String?) {
    let ledger = answer.scope.ledger
    let account = ledger.account(list)?.id
    let found = answer.lists.first { row in
      row.list == list || account.map { row.accounts.contains($0) } ?? false
    }
    guard let found else { return nil }
    let victims = found.victimsExposed.filter { victim == nil || $0.name == victim }
    guard victim == nil || !victims.isEmpty else { return nil }
    row = found
    self.victims = victims
    self.ledger = ledger
  }

  private var steps: [Step] {
    victims.flatMap { victim in
      victim.evidence.map { Step(victim: victim, transfer: ledger.transfer($0), citation: nil) }
        + (victim.citation.map { [Step(victim: victim, transfer: nil, citation: $0)] } ?? [])
    }
  }

  private var fields: FieldTable<Step> {
    FieldTable([
      .text("victim", column: .left("victim")) { $0.victim.name },
      .text("probability", column: .right("from it")) {
        $0.victim.probability.map { CompromiseWords.significant($0) }
      }.showing { $0.victim.probability.map(CompromiseWords.percent) ?? "" },
      .text("transfer", column: .left("payment")) { $0.transfer?.name },
      .time("time", column: .left("time")) { $0.transfer?.time },
      .text("to", column: .left("to")) { $0.transfer?.beneficiary.key },
      .text("amount", column: .right("amount")) { $0.transfer?.sent.decimalText }
        .showing { $0.transfer?.sent.description ?? "stated" },
      .text("currency") { $0.transfer?.sent.currency.code },
      .text("row", column: .left("row")) { step in
        let rows = step.transfer?.evidence ?? [step.citation].compactMap { $0 }
        return rows.map(\.description).joined(separator: ", ")
      },
    ])
  }

  /// Writes the evidence in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    let head =
      "\(row.list): \(row.exposed) of \(row.victims) victims were on it before first contact"
    let lines =
      [
        style.head(TerminalText.safe(head)), "payments before first contact, and rows of persons",
        "",
      ]
      + fields.lines(steps, style: style)
      + ["", "association is no proof of a leak"]
    return format.choose(
      text: style.page(lines),
      json: JSONValue.object([
        ("list", .string(row.list)), ("exposed", .integer(row.exposed)),
        ("victims", .integer(row.victims)), ("verdict", .string(row.verdict.rawValue)),
        ("rows", fields.json(steps)),
      ]).text,
      csv: fields.csv(steps))
  }
}
