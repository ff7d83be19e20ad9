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
    var text = CSVText.line((["walk"] + TransferRow.heads).map { .value($0) })
    for (name, walk) in walks {
      for (step, id) in walk.transfers.enumerated() {
        text += CSVText.line(
          [.value(name)] + TransferRow.cells(ledger.transfer(id), step: step + 1))
      }
    }
    return text
  }
}
