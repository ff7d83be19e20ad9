public import Compromise
public import FundTracing
public import Patterns
public import PaymentGraph
public import Reports

/// The answer to a question: a value to compute with, and its text or picture in every form.
///
/// The answers of lists carry the most lines that text shows; JSON and CSV hold all.
public enum InquiryAnswer: Sendable {
  /// The accounts where victims' money meets.
  case sinks(SharedSinks, top: Int)
  /// The accounts that money can have reached.
  case reach(Reach, top: Int)
  /// The accounts whose money can have reached some accounts.
  case origins(Origins, top: Int)
  /// The walks between two accounts.
  case path(WalkAnswer)
  /// The fewest payments that join two accounts in any order of time.
  case connection(Connection)
  /// The money on each account by a rule, with what the question adds to it.
  case tracing(
    Tracing, schedule: TraceReport.Schedule, bounds: BoundTable?, grades: GradedAmounts?,
    missing: MissingDocuments)
  /// All rules side by side.
  case comparison(RuleComparison)
  /// The links at pooled accounts, from a grade.
  case links(HubMatches, minimumGrade: Grade, top: Int, missing: MissingDocuments?)
  /// All links of one transfer.
  case linksOfTransfer(HubMatches, TransferID)
  /// One link with its reasons.
  case link(HubMatches, receipt: TransferID, payout: TransferID)
  /// The walks to one account, with the cells of their rows that the ledger does not keep.
  case explanation(Explanation, kept: [Citation: [KeptCell]])
  /// The lots of figures at one account.
  case figure(FigureExplanation)
  /// Rows that show typologies.
  case patterns(PatternAnswer, top: Int)
  /// The payments of one such row.
  case patternRow(PatternEvidence)
  /// The lists, orders and areas by which victims were chosen.
  case compromise(CompromiseAnswer, top: Int)
  /// The victims on one list, with the rows that show it.
  case compromiseEvidence(CompromiseEvidence)
  /// Accounts of a view; CSV, which can be loaded again, may have more than text.
  case accounts([AccountID], inCSV: [AccountID], LedgerView, top: Int)
  /// All transfers of a view.
  case transfers(LedgerView, top: Int)
  /// Sums by payer and payee.
  case sums([PaymentSum], of: LedgerView, top: Int)
  /// Pairs of accounts that may be one party's.
  case parties([PartySuggestion], Ledger, top: Int)
  /// A drawing.
  case picture(InquiryPicture)

  /// Writes the answer in a format; nil for a drawing, which has files instead.
  public func text(_ format: AnswerFormat, style: TextStyle = .plain) -> String? {
    switch self {
    case .sinks(let answer, let top): SinksReport(answer, top: top).text(format, style: style)
    case .reach(let answer, let top): ReachReport(answer, top: top).text(format, style: style)
    case .origins(let answer, let top): ReachReport(answer, top: top).text(format, style: style)
    case .path(let answer): PathReport(answer).text(format, style: style)
    case .connection(let answer): ConnectionReport(answer).text(format, style: style)
    case .tracing(let answer, let schedule, let bounds, let grades, let missing):
      TraceReport(answer, schedule: schedule, bounds: bounds, grades: grades, missing: missing)
        .text(format, style: style)
    case .comparison(let answer): ComparisonReport(answer).text(format, style: style)
    case .links(let answer, let grade, let top, let missing):
      MatchReport(answer, minimumGrade: grade, top: top, missing: missing)
        .text(format, style: style)
    case .linksOfTransfer(let answer, let transfer):
      LinkReport(answer, of: transfer).text(format, style: style)
    case .link(let answer, let receipt, let payout):
      LinkReport(answer, from: receipt, to: payout).text(format, style: style)
    case .explanation(let answer, let kept):
      ExplanationReport(answer, kept: kept).text(format, style: style)
    case .figure(let answer): FigureReport(answer).text(format, style: style)
    case .patterns(let answer, let top): PatternReport(answer, top: top).text(format, style: style)
    case .patternRow(let evidence): evidence.text(format, style: style)
    case .compromise(let answer, let top):
      CompromiseReport(answer, top: top).text(format, style: style)
    case .compromiseEvidence(let evidence): evidence.text(format, style: style)
    case .accounts(let shown, let inCSV, let view, let top):
      AccountsReport(format == .csv ? inCSV : shown, in: view, top: top)
        .text(format, style: style)
    case .transfers(let view, let top): TransfersReport(view, top: top).text(format, style: style)
    case .sums(let sums, let view, let top):
      SumsReport(sums, of: view, top: top).text(format, style: style)
    case .parties(let pairs, let ledger, let top):
      PartiesReport(pairs, in: ledger, top: top).text(format, style: style)
    case .picture: nil
    }
  }
}
