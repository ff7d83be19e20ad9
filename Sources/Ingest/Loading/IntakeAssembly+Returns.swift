internal import PaymentGraph

extension IntakeAssembly {
  /// Links returns with the payments that they give back; uncertain links are reported and change nothing.
  mutating func linkReturns() {
    var open: [UInt16: (first: Citation, count: Int, why: String)] = [:]
    for match in ReturnMatcher(posted, in: builder, decisions: apart).matches() {
      let back = UInt32(match.back)
      let why: String
      switch match.payment {
      case .one(let payment, let basis):
        relate(match.back, payment, basis)
        if basis.isCertain {
          builder.setReturn(of: payment, by: match.back, isNamed: basis.isNamed)
          continue
        }
        if case .unnamed = basis { continue }
        why =
          "one payment of the 30 days before fits: \(basis.words); without a decision it is not taken as the one"
      case .several(let count): why = "\(count) payments fit equally well"
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
      let file = builder.columns.file[match.back]
      guard var known = open[file] ?? citation(of: back).map({ ($0, 0, why) }) else {
        continue
      }
      known.1 += 1
      open[file] = known
    }
    for file in open.keys.sorted() {
      guard let (place, count, why) = open[file] else { continue }
      report(
        .returnUnlinked, .warning,
        count == 1
          ? "the row gives a payment back, but it is not certain which one"
          : "\(count) rows give payments back, but it is not certain which ones; this is the first",
        at: place,
        note: why,
        remedy:
          "load the statement that has the payment, or name the payment in a ledger's link column")
    }
  }

  private mutating func relate(_ back: Int, _ payment: Int, _ basis: ReturnMatch.Basis) {
    guard let first = citation(of: UInt32(payment)), let second = citation(of: UInt32(back)) else {
      return
    }
    relations.append(
      RowRelation(
        kind: .returned, first: first, second: second, isCertain: basis.isCertain,
        reasons: [basis.words]))
  }
}
