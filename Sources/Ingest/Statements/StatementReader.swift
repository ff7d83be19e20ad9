internal import PaymentGraph

/// Reads one statement into entries.
///
/// First every row is divided into cells; then each column is decided as a whole; then the rows are read, and the
/// balances settle what the columns leave open: the order of the rows, and which of two columns holds the money that
/// went out. Rows that cannot be read are reported and the others stay.
struct StatementReader {
  let plan: StatementPlan
  let dialect: Dialect
  let forms: FileForms
  let tolerance: Tolerance
  /// The account that the user names for this file: it wins over the file's own.
  let statedAccount: String?
  /// The account that the user names for files that do not name theirs.
  let defaultAccount: String?
  /// The ground on which that account was named.
  var defaultReason = "as requested"
  /// The key for an account that nothing names: one for each file.
  let unknownAccount: String

  /// The result of reading a file.
  struct Result {
    /// The entries in the order of the file.
    var entries: [StatementEntry] = []
    var balance = RowBalance()
    var facts: StatementFacts
    var decisions: [String]
    /// The forms stated for the file that its cells contradict.
    var contradictions: [FileForms.Contradiction]
    /// The order in which the rows happened.
    var sequence: StatementSequence
  }

  /// Reads the rows from the end of the header on.
  func read(
    _ bytes: Span<UInt8>, from start: Int, line: Int, preamble: [String],
    _ log: inout DiagnosticLog
  ) throws(IngestError) -> Result {
    let file = StatementFile(
      bytes, plan: plan, dialect: dialect, from: start, line: line, readsDayNumbers: readsDayNumbers
    )
    let styles = try StatementStyles(file.lines, plan: plan, forms: forms)
    let finder = OwnAccountFinder(
      plan: plan, preamble: preamble, path: forms.path, stated: statedAccount,
      unknown: unknownAccount)
    var owner = finder.ofFile(file.lines)
    if owner == nil,
      !file.lines.contains(where: { $0.use == .entry && finder.ofRow($0.cells) != nil })
    {
      if let defaultAccount {
        owner = finder.named(defaultAccount, reason: "\(defaultReason); the file does not say")
      } else {
        log.add(
          .ownAccountUnknown, severity: .warning,
          summary: "the file does not say whose account it shows",
          note: "a separate stand-in is used: \(unknownAccount)",
          remedy: "name it with --own-account, so that other files can refer to it")
        owner = OwnAccountFinder.Finding(
          key: unknownAccount, written: "", reason: "the file does not say",
          isStandIn: true)
      }
    }
    var rows = StatementRows(
      plan: plan, styles: styles, owner: owner, finder: finder, quote: dialect.quote,
      statedZone: forms.zone)
    rows.decimals = StatementDecimals(of: file.lines, rows)
    var lines = file.lines
    if tolerance == .lenient {
      lines = StatementMender(rows: rows, dialect: dialect).mend(lines, in: bytes, log: &log)
    }
    for line in lines { rows.read(line, in: bytes, log: &log) }
    rows.settleSigns(of: lines, bytes: bytes, log: &log)
    rows.settleStatuses(bytes, log: &log)
    let order = StatementOrder(rows.drafts, plan)
    try checkPlaces(order)
    if order.isSwapped { rows.swapSides(lines) }
    rows.settleReturns(
      isNewestFirst: order.isDirectionKnown ? order.arrangement.isReversedWithinDays : nil,
      bytes: bytes, log: &log)
    let sequence = StatementSequence(rows.drafts, order)
    if plan.profile.service != nil { rows.keepWithin() }
    var entries = rows.entries
    if plan.profile.service != nil {
      ServiceEvents.report(rows.drafts, of: plan, in: bytes, log: &log)
      ServiceEvents.complete(&entries)
    }
    if plan.profile.rows.foldsConversions { ConversionFolder.fold(&entries) }
    rows.reportOpenRefunds(bytes, log: &log)
    entries += rows.further
    let facts = order.facts(
      rows.drafts, owner: owner, datePattern: styles.datePattern, branch: branch(preamble))
    order.report(rows.drafts, in: bytes, log: &log)
    rows.reportUnread(bytes, &log)
    var balance = rows.balance
    for entry in entries where !entry.isFurther {
      if case .memo(let reason, let word) = entry.role {
        balance.setAside(reason, word: word, line: entry.row.line)
      } else {
        balance.loaded += 1
      }
    }
    return Result(
      entries: entries, balance: balance, facts: facts,
      decisions: [plan.reason] + styles.decisions + rows.decisions + order.decisions
        + uncheckedPlaces(order)
        + sequence.decisions,
      contradictions: styles.contradictions, sequence: sequence)
  }

  /// Refuses a file without a header whose balances contradict the columns of its profile.
  private func checkPlaces(_ order: StatementOrder) throws(IngestError) {
    guard plan.isHeaderless, plan.profile.evidence == nil, order.links.all > 0 else { return }
    let words: String
    if order.isSwapped {
      words =
        "balances follow from the amounts only if money out and money in are exchanged"
    } else if order.links.held * 2 < order.links.all {
      words = "balances follow from the amounts in \(order.links.held) of \(order.links.all) rows"
    } else {
      return
    }
    throw IngestError(
      .headerUnknown, path: forms.path,
      "has no header, and profile \(plan.profile.name) knows its columns only by position; but \(words): the columns "
        + "are not where the profile says. Make a profile for this file with profile make")
  }

  /// Reports that nothing shows whether the columns are those of the profile.
  private func uncheckedPlaces(_ order: StatementOrder) -> [String] {
    guard plan.isHeaderless, order.links.all == 0 else { return [] }
    return [
      "columns are known by position alone, and no balance confirms it: compare a row with the original"
    ]
  }

  /// True where numbers are dates, by a flag or by the profile.
  private var readsDayNumbers: Bool {
    forms.readsDayNumbers || plan.profile.dates.contains(.dayNumber)
  }

  /// Returns the code of an Indian branch in the lines before the header.
  private func branch(_ preamble: [String]) -> String? {
    for line in preamble {
      for word in line.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
      where word.count == 11 {
        if let branch = try? IFSC(word) { return branch.code }
      }
    }
    return nil
  }
}
