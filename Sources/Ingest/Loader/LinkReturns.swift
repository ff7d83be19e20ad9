internal import PaymentGraph

/// Links returns with the payments that they give back; uncertain links are reported and change nothing.
struct LinkReturns {
  private let apart: RowDecisions

  /// - Parameter apart: the rows that were decided to be different payments.
  init(apart: RowDecisions) { self.apart = apart }

  func apply(to draft: inout LedgerDraft) {
    var open: [UInt16: (first: Citation, count: Int, why: String)] = [:]
    var crowded: [UInt16: Int] = [:]
    if ReturnMatcher.hasReturns(draft.builder) { draft.recallRows() }
    let others = draft.recallable.map { $0.first..<$0.first + $0.count }
    let matcher = ReturnMatcher(
      draft.posted, in: draft.builder, decisions: apart, otherRows: others)
    for match in matcher.matches() {
      let back = UInt32(match.back)
      let why: String
      switch match.payment {
      case .one(let payment, let basis):
        relate(match.back, payment: payment, basis: basis, in: &draft)
        if basis.isCertain {
          draft.builder.setReturn(of: payment, by: match.back, isNamed: basis.isNamed)
          continue
        }
        if case .unnamed = basis { continue }
        why =
          "one payment of the 30 days before fits: \(basis.words); without a decision it is not taken as the one"
      case .several(let count, let orMore):
        why = "\(orMore ? "at least " : "")\(count) payments fit equally well"
      case .tooMany:
        why =
          "more than \(PaymentsInTime.mostCompared) payments of its amount stand in the 30 days before; only the last "
          + "\(PaymentsInTime.mostCompared) were compared, and none is taken as the one"
        crowded[draft.builder.columns.file[match.back], default: 0] += 1
      case .tooManyNamed(let count):
        why =
          "\(count) transfers have the id that it names; more than \(PaymentsInTime.mostCompared) are not "
          + "compared, and none is taken as the one"
        crowded[draft.builder.columns.file[match.back], default: 0] += 1
      case .listed(let count):
        why =
          "its link lists several payments, \(count) of them loaded; a trace follows the list, but "
          + "the row is shown as the return of no payment"
      case .partly:
        why =
          "its link gives only a part of it to a payment; a trace follows the link, but the row is shown "
          + "as the return of no payment"
      case .none: why = "it names no loaded payment, and no payment of the 30 days before fits"
      }
      let file = draft.builder.columns.file[match.back]
      guard var known = open[file] ?? draft.citation(of: back).map({ ($0, 0, why) }) else {
        continue
      }
      known.1 += 1
      open[file] = known
    }
    for file in open.keys.sorted() {
      guard let (first, count, why) = open[file] else { continue }
      draft.report(
        .returnUnlinked, severity: .warning,
        summary: count == 1
          ? "the row gives a payment back, but it is not certain which one"
          : "\(count) rows give payments back, but it is not certain which ones; this is the first",
        at: first,
        note: crowded[file].map { rows in
          count == 1
            ? why
            : "\(why); \(rows) of the rows may give back one of more than "
              + "\(PaymentsInTime.mostCompared) payments, not all of which were compared"
        } ?? why,
        remedy:
          "load the statement that has the payment, or name the payment in a ledger's link column")
    }
  }

  private func relate(
    _ back: Int, payment: Int, basis: ReturnMatch.Basis, in draft: inout LedgerDraft
  ) {
    guard let first = draft.citation(of: UInt32(payment)),
      let second = draft.citation(of: UInt32(back))
    else {
      return
    }
    draft.relations.append(
      RowRelation(
        kind: .returned, first: first, second: second, isCertain: basis.isCertain,
        reasons: [basis.words]))
  }
}
