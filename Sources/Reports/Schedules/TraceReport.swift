public import FundTracing
internal import PaymentGraph

/// How much of whose money is where, as people and programs read it.
public struct TraceReport: Sendable {
  /// Which of the schedules of an answer is printed.
  public enum Schedule: String, Sendable, CaseIterable {
    /// What became of every claim, and what lies where.
    case summary
    /// Every victim's money, hop by hop.
    case victims
    /// Every account that held victims' money, row by row, with the proof of cash.
    case accounts
    /// Sources and applications of funds of those accounts.
    case sources
    /// Accounts by victims.
    case matrix
  }

  private let answer: Tracing
  private let schedule: Schedule
  private let missing: MissingDocuments?

  /// A report on an answer, and on what is missing where that was asked.
  ///
  /// JSON holds all schedules whichever is chosen. Text ends with what is missing, CSV leaves it out.
  public init(
    _ answer: Tracing, schedule: Schedule = .summary, missing: MissingDocuments? = nil
  ) {
    self.answer = answer
    self.schedule = schedule
    self.missing = missing
  }

  /// The report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(
      text: plain(style), json: TraceJSON(answer: answer, missing: missing).value.text, csv: csv)
  }

  private var ledger: Ledger { answer.scope.ledger }

  private func plain(_ style: TextStyle) -> String {
    var lines = [style.head("whose money is where"), ""]
    lines += TraceFacts(answer: answer).lines
    let facts = TraceFacts(answer: answer)
    if facts.isTrace || answer.method == .tiho {
      switch schedule {
      case .summary: lines += [""] + SummarySchedule(answer).lines(style)
      case .victims: lines += VictimSchedule(answer).lines(style)
      case .accounts: lines += AccountSchedule(answer).lines(style)
      case .sources: lines += SourcesSchedule(answer).lines(style)
      case .matrix: lines += [""] + MatrixSchedule(answer).lines(style)
      }
      lines += ["", reconciliation]
    } else {
      lines += [""] + FigureTable(answer).lines(style)
    }
    lines += NoteText.lines(answer.notes, style)
    if let missing { lines += [""] + MissingDocumentsReport(missing).lines(style) }
    return lines.joined(separator: "\n") + "\n"
  }

  private var reconciliation: String {
    answer.reconciles
      ? "reconciled: the holdings of every claim add up to the claim, and the parts of every transfer "
        + "to what was sent, exactly"
      : "NOT RECONCILED: the holdings of some claim do not add up to it; do not use these figures"
  }

  private var csv: String {
    if !answer.figures.isEmpty { return FigureTable(answer).csv }
    switch schedule {
    case .summary: return SummarySchedule(answer).csv
    case .victims: return VictimSchedule(answer).csv
    case .accounts: return AccountSchedule(answer).csv
    case .sources: return SourcesSchedule(answer).csv
    case .matrix: return MatrixSchedule(answer).csv
    }
  }
}
