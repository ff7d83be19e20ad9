internal import PaymentGraph

/// Shows what lists of transfers say of payments that rows may show and of returns, before anything else is found.
struct RelateListedRows {
  func apply(to draft: inout LedgerDraft) {
    let columns = draft.builder.columns
    func relate(_ kind: RowRelation.Kind, first: UInt32, second: UInt32, isCertain: Bool) {
      guard let one = draft.citation(of: first), let other = draft.citation(of: second) else {
        return
      }
      draft.relations.append(
        RowRelation(
          kind: kind, first: one, second: other, isCertain: isCertain,
          reasons: ["the list of transfers says so"]))
      guard kind == .onePayment else { return }
      draft.report(
        .matchPossible, severity: .warning,
        summary: "the row may show the payment of \(one); both are loaded",
        at: other, note: "the list of transfers says so",
        remedy: "compare the two in the files of which the list was written, and decide there")
    }
    for (payment, receipts) in columns.possible.sorted(by: { $0.key < $1.key }) {
      for receipt in receipts {
        relate(.onePayment, first: payment, second: receipt, isCertain: false)
      }
    }
    for (back, mark) in columns.returns.sorted(by: { $0.key < $1.key }) {
      relate(.returned, first: mark.payment, second: back, isCertain: true)
    }
  }
}
