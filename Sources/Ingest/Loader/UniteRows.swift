internal import PaymentGraph

/// Counts rows that stand in several files once.
struct UniteRows {
  func apply(to draft: inout LedgerDraft) {
    guard draft.transferFiles.count > 1 else { return }
    // Rows of statements of two accounts that show one payment are matched elsewhere: here they only look like one row.
    let owners = Dictionary(draft.posted.map { ($0.transfer, $0.entry.own) }) { first, _ in first }
    draft.countOnce(
      RowUnion(draft.transferFiles.map(\.rows)).merged(in: draft.builder).filter {
        guard let gone = owners[$0.gone], let kept = owners[$0.kept] else { return true }
        return gone == kept
      })
  }
}

/// Reports entries that two files of one account may show in two ways.
struct NoteNearDuplicates {
  func apply(to draft: inout LedgerDraft) {
    guard Set(draft.posted.map(\.file)).count > 1 else { return }
    let findings = NearDuplicates(draft.posted, in: draft.builder).findings()
    noteCrowded(findings.crowded, in: &draft)
    for pair in findings.pairs {
      guard let first = draft.citation(of: draft.posted[pair.first].transfer),
        let second = draft.citation(of: draft.posted[pair.second].transfer)
      else { continue }
      let reason =
        pair.days == 0
        ? "equal amount and day, nearly the same text"
        : "equal amount, \(pair.days) \(pair.days == 1 ? "day" : "days") apart, nearly the same text"
      draft.relations.append(
        RowRelation(
          kind: .repeated, first: first, second: second, isCertain: false, reasons: [reason]))
      draft.report(
        .duplicatePossible, severity: .warning,
        summary: "the row may repeat the entry of \(first); both are loaded", at: second,
        note: "\(reason), and neither file has the other's row in the period that both cover",
        remedy: "compare the two; if they are one entry, load only one of the files for these days")
    }
  }

  /// Reports the number of rows that too many rows of other files may repeat.
  private func noteCrowded(_ rows: [Int], in draft: inout LedgerDraft) {
    guard let first = rows.first, let row = draft.citation(of: draft.posted[first].transfer) else {
      return
    }
    let count = rows.count
    draft.report(
      .duplicatePossible, severity: .note,
      summary: count == 1
        ? "more than \(NearDuplicates.crowd) rows of other files may show the row's entry once more"
        : "each of \(count) rows may stand once more among more than \(NearDuplicates.crowd) rows of other files; this is the first",
      at: row,
      note: "equal amounts of one account within three days; their texts were not compared",
      remedy: "load only one of the files for these days, if they are exports of one account")
  }
}
