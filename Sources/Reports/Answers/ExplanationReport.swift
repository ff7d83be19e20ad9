public import FundTracing
public import PaymentGraph

/// The chain of evidence behind one account, as people and programs read it.
public struct ExplanationReport: Sendable {
  private let answer: Explanation
  private let kept: [Citation: [KeptCell]]

  /// Creates a report on an answer.
  ///
  /// - Parameter kept: The cells in columns that no field of the ledger holds, by row.
  public init(_ answer: Explanation, kept: [Citation: [KeptCell]] = [:]) {
    self.answer = answer
    self.kept = kept
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(text: plain(style), json: json.text, csv: csv)
  }

  private var ledger: Ledger { answer.scope.ledger }
  private var question: QuestionFacts {
    QuestionFacts(
      scope: answer.scope, rules: answer.rules,
      basis: answer.others.isEmpty ? Set(answer.witnesses.flatMap(\.walk.transfers)) : nil)
  }
  private var account: Account { ledger.account(answer.account) }
  private var victimCount: Int { answer.witnesses.count + answer.others.count }

  private func plain(_ style: TextStyle) -> String {
    var lines = [
      style.head(
        TerminalText.safe(
          "\(PartyText.both(account)): reached by the money of \(answer.witnesses.count) of "
            + Plural.text(victimCount, "victim")))
    ]
    lines += NoteText.warnings(answer.notes, style) + question.lines
    let texts = WalkLines(ledger: ledger, style: style.indented(2), kept: kept)
    for witness in answer.witnesses {
      let walk = witness.walk
      lines += [
        "",
        style.head(TerminalText.safe(PartyText.both(ledger.account(witness.victim))))
          + ": \(Plural.text(walk.hops, "hop")), grade \(walk.grade.letter)",
      ]
      lines += style.moved(texts.lines(walk), by: 2)
    }
    if !answer.others.isEmpty {
      let keys = answer.others.map { PartyText.both(ledger.account($0)) }.joined(separator: ", ")
      lines += ["", TerminalText.safe("no walk from: \(keys)")]
    }
    let files = (ledger.files + ledger.otherFiles).map {
      "\($0.digest.hex.prefix(16))…  \(TerminalText.safe($0.path))"
    }
    lines += ["", "sha256 of the files:"] + files.map { "  \($0)" }
    lines += ["", question.footer] + NoteText.lines(answer.notes, style)
    return style.page(lines)
  }

  private var json: JSONValue {
    .object([
      ("question", .object([("command", .string("explain"))] + question.members)),
      ("totals", question.totals([("victims", .integer(victimCount))])),
      ("account", .object(JSONValue.account(account))),
      (
        "witnesses",
        .array(
          answer.witnesses.map { witness in
            .object([
              ("victim", .string(ledger.account(witness.victim).key)),
              ("walk", .walk(witness.walk, in: ledger)),
            ])
          })
      ),
      ("rows", rows),
      ("others", .array(answer.others.map { .string(ledger.account($0).key) })),
      ("notes", .notes(answer.notes)),
    ])
  }

  /// The cells of the walks' rows in columns that no field of the ledger holds.
  private var rows: JSONValue {
    var seen: Set<Citation> = []
    return .array(
      answer.evidence.filter { kept[$0] != nil && seen.insert($0).inserted }.map { row in
        .object([
          ("row", .citation(row)),
          (
            "columns",
            .array(
              (kept[row] ?? []).map {
                .object([("name", .string($0.column)), ("value", .string($0.text))])
              })
          ),
        ])
      })
  }

  private var csv: String {
    struct Row {
      let victim: Account
      let grade: Grade
      let hop: (transfer: Transfer, step: Int)
    }
    let rows = answer.witnesses.flatMap { witness in
      witness.walk.transfers.enumerated().map { step, id in
        Row(
          victim: ledger.account(witness.victim), grade: witness.walk.grade,
          hop: (ledger.transfer(id), step + 1))
      }
    }
    let fields: [Field<Row>] = [
      .text("victim") { $0.victim.key }, .word("grade") { $0.grade.letter }, .transfer(\.hop),
    ]
    return FieldTable(fields).csv(rows)
  }
}
