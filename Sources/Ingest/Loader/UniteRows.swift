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
