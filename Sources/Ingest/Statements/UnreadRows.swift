internal import PaymentGraph

/// The facts of rows that a profile does not take into account.
struct UnreadRows {
  private let plan: StatementPlan
  private let lines: [StatementFile.Line]

  init(_ lines: [StatementFile.Line], _ plan: StatementPlan) {
    self.lines = lines
    self.plan = plan
  }

  /// The number of different texts beyond which a column is not one of statuses.
  private static let mostWords = 16

  /// Reports payments that a column which the profile does not read calls pending, and rows with a day and an amount
  /// that the profile leaves out.
  func report(_ drafts: [StatementRows.Draft], in bytes: Span<UInt8>, log: inout DiagnosticLog) {
    reportPending(drafts, in: bytes, log: &log)
    reportPendingTexts(drafts, in: bytes, log: &log)
    let left = lines.filter { $0.use == .skipped(.passedOver) && isPayment($0) }
    guard let first = left.first else { return }
    log.add(
      .rowPassedOver, severity: .warning,
      summary: left.count == 1
        ? "the profile leaves out a row with a day and an amount"
        : "the profile leaves out \(left.count) rows with a day and an amount; this is the first",
      in: first.row, bytes: bytes,
      note: "the first cell has a pattern of skip in \(plan.profile.about.name)",
      remedy: "if it is a payment, correct the pattern; skip-undated leaves rows with a day alone")
  }

  private func isPayment(_ line: StatementFile.Line) -> Bool {
    guard plan.date < line.cells.count,
      plan.amounts.contains(where: {
        $0 < line.cells.count && line.cells[$0].contains { ("1"..."9").contains($0) }
      })
    else { return false }
    let date = Array(line.cells[plan.date].utf8)
    return TimeForms.canBeDay(date.span, readsDayNumbers: false)
  }

  /// Reports payments whose text begins with the word for one that is not booked: such a row often vanishes, or stands
  /// again under another text.
  private func reportPendingTexts(
    _ drafts: [StatementRows.Draft], in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    guard plan.status == nil, plan.profile.settled == nil, plan.profile.statuses == nil else {
      return
    }
    var rows: [Int: StatementFile.Line] = [:]
    let found = drafts.filter {
      $0.entry.role == .movement && StatusWords.opensWithPending($0.entry.narration)
    }
    guard let first = found.first else { return }
    for line in lines where line.row.line == first.row.line { rows[line.row.line] = line }
    guard let row = rows[first.row.line]?.row else { return }
    log.add(
      .statusUnread, severity: .warning,
      summary: found.count == 1
        ? "the row counts as a payment, but its text says that it is pending: \"\(first.entry.narration.prefix(40))\""
        : "\(found.count) rows count as payments, but their texts say that they are pending: \"\(first.entry.narration.prefix(40))\" is the first",
      in: row, bytes: bytes,
      note: "a pending payment may never take place, and stands again in a later file if it does",
      remedy: "remove the row if a later file has the payment, or if it never took place")
  }

  private func reportPending(
    _ drafts: [StatementRows.Draft], in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    guard plan.status == nil, plan.profile.settled == nil, plan.profile.statuses == nil else {
      return
    }
    let known = Set(
      plan.amounts + plan.narration + plan.counterName + plan.counterAccount
        + [plan.date, plan.balance, plan.currency, plan.side, plan.id].compactMap { $0 })
    let loaded = Set(drafts.filter { $0.entry.role == .movement }.map(\.row.line))
    for column in plan.header.written.indices where !known.contains(column) {
      var words: Set<String> = []
      var pending: [(line: StatementFile.Line, word: String)] = []
      for line in lines where line.use == .entry && column < line.cells.count {
        let text = line.cells[column]
        guard !text.isEmpty else { continue }
        words.insert(text)
        if words.count > UnreadRows.mostWords { break }
        if loaded.contains(line.row.line), StatusWords.isSurelyUnsettled(text) {
          pending.append((line, text))
        }
      }
      guard words.count <= UnreadRows.mostWords, let first = pending.first else { continue }
      let cell = first.line.row.cells.indices.contains(column) ? first.line.row.cells[column] : nil
      log.add(
        .statusUnread, severity: .warning,
        summary: pending.count == 1
          ? "the row counts as a payment, but a column that the profile does not read says \"\(first.word)\""
          : "\(pending.count) rows count as payments, but a column that the profile does not read says \"\(first.word)\"; this is the first",
        in: first.line.row, at: cell.map { $0.start..<$0.end }, bytes: bytes,
        note: "a pending payment may never take place, and stands again in a later file if it does",
        remedy: "state the column in a profile: tributary profile make --set status=#\(column + 1)")
    }
  }
}
