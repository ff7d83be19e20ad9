public import FundTracing
internal import PaymentGraph

/// The amount of each victim's money on each account, as people and programs read it.
public struct TraceReport: Sendable {
  /// The schedule of an answer to print.
  public enum Schedule: String, Sendable, CaseIterable {
    /// The outcome of every claim, and the balances.
    case summary
    /// Every victim's money, hop by hop.
    case victims
    /// Every account that held victims' money, row by row, with the proof of cash.
    case accounts
    /// Sources and applications of funds of those accounts.
    case sources
    /// Accounts by victims.
    case matrix
    /// The least and the most under any rule, by account and victim.
    case bounds
    /// The chargebacks, row by row, and the present owners of the claims.
    case chargebacks
    /// All missing documents.
    case missing
  }

  private let answer: Tracing
  private let schedule: Schedule
  private let missing: MissingDocuments?
  private let bounds: BoundTable?
  private let grades: GradedAmounts?

  /// Creates a report on an answer, and on the bounds of all rules, the sums by grade of links and
  /// the missing documents where those were asked for.
  ///
  /// JSON holds all schedules whichever is chosen. Text ends with the missing documents; CSV has
  /// them as a schedule of its own.
  public init(
    _ answer: Tracing, schedule: Schedule = .summary, bounds: BoundTable? = nil,
    grades: GradedAmounts? = nil, missing: MissingDocuments? = nil
  ) {
    self.answer = answer
    self.schedule = schedule
    self.bounds = bounds
    self.grades = grades
    self.missing = missing
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(
      text: plain(style), json: TraceJSON(figures: figures, missing: missing).value.text, csv: csv)
  }

  private var figures: TraceFigures { TraceFigures(answer, bounds: bounds, grades: grades) }

  private func plain(_ style: TextStyle) -> String {
    let facts = TraceFacts(answer: answer)
    let figures = figures
    var lines = [style.head("where the victims' money is, by \(answer.method.name)")]
    lines += NoteText.warnings(answer.notes, style) + facts.lines
    if facts.isTrace || answer.method == .tiho {
      switch schedule {
      case .summary: lines += [""] + SummarySchedule(figures).lines(style)
      case .victims: lines += VictimSchedule(answer).lines(style)
      case .accounts: lines += AccountSchedule(answer).lines(style)
      case .sources: lines += SourcesSchedule(answer).lines(style)
      case .matrix: lines += [""] + MatrixSchedule(figures).lines(style)
      case .bounds: lines += bounds.map { BoundSchedule(figures, $0).lines(style) } ?? []
      case .chargebacks: lines += [""] + SubrogationTable(answer).lines(style, byRow: true)
      case .missing: break
      }
      lines += ["", reconciliation]
    } else {
      lines += [""] + FigureTable(answer).lines(style)
    }
    lines += ["", facts.footer]
    lines += NoteText.lines(answer.notes + figures.notes + (bounds?.notes ?? []), style)
    if let missing {
      let top = schedule == .missing ? Int.max : 10
      lines += [""] + MissingDocumentsReport(missing, top: top).lines(style)
    }
    return style.page(lines)
  }

  private var reconciliation: String {
    answer.reconciles
      ? "reconciled: the holdings of every claim add up to the claim, and the parts of every transfer "
        + "to what was sent, exactly"
        + (answer.isExact ? "" : " (for figures that are bounds, the bounds of the sum enclose it)")
      : "NOT RECONCILED: the holdings of some claim do not add up to it; do not use these figures"
  }

  private var csv: String {
    if !answer.figures.isEmpty { return FigureTable(answer).csv }
    switch schedule {
    case .summary: return SummarySchedule(figures).csv
    case .victims: return VictimSchedule(answer).csv
    case .accounts: return AccountSchedule(answer).csv
    case .sources: return SourcesSchedule(answer).csv
    case .matrix: return MatrixSchedule(figures).csv
    case .bounds: return bounds.map { BoundSchedule(figures, $0).csv } ?? ""
    case .chargebacks: return SubrogationTable(answer).csv
    case .missing: return missing.map { MissingDocumentsReport($0).text(.csv, style: .plain) } ?? ""
    }
  }
}

/// The figures of methods that are no traces: exposures, or shares of a pool.
struct FigureTable {
  private let answer: Tracing

  init(_ answer: Tracing) { self.answer = answer }

  func lines(_ style: TextStyle) -> [String] { fields.lines(answer.figures, style: style) }
  var json: JSONValue { fields.json(answer.figures) }
  var csv: String { fields.csv(answer.figures) }

  private var fields: FieldTable<Tracing.Figure> {
    let (ledger, rule) = (answer.scope.ledger, answer.method.name)
    func account(_ figure: Tracing.Figure) -> Account? { figure.account.map(ledger.account) }
    let fields: [Field<Tracing.Figure>] = [
      .csv("rule") { _ in .value(rule) },
      .text("account", column: .left("account")) { account($0)?.key ?? "POOL" }
        .showing { account($0).map(PartyText.key) ?? "the pool" },
      .shown(.left("name", drops: 3, title: "account's name")) {
        account($0).map(PartyText.name) ?? ""
      },
      .key("claim", column: .left("victim")) { ledger.account($0.victim) },
      .shown(.left("name", drops: 2, title: "victim's name")) {
        PartyText.name(ledger.account($0.victim))
      },
      .json("amount") { .string(AmountText.decimal($0.amount, $0.currency)) },
      .word("currency") { $0.currency.code },
      .exact("exact", decimal: "amount", column: .right("amount")) { ($0.amount, $0.currency) },
      .shown(.right("exact", drops: 1)) { ExactText.short($0.amount, $0.currency) },
    ]
    return FieldTable(fields)
  }
}
