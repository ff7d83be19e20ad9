internal import PaymentGraph

extension IntakeAssembly {
  /// Makes one transfer of two rows in different statements that show one payment.
  mutating func matchStatements() {
    guard reader.matchesStatements, Set(posted.map(\.file)).count > 1 else { return }
    let facts = facts
    let matches = StatementMatcher(posted, in: builder) { facts.names(of: $0) }.matches()
    var placeholders: Set<UInt32> = []
    var merged: [(gone: UInt32, kept: UInt32)] = []
    for match in matches {
      let (out, into) = (posted[match.out], posted[match.into])
      note(match, out, into)
      guard match.isCertain else { continue }
      let (kept, gone) = (Int(out.transfer), Int(into.transfer))
      placeholders.insert(builder.columns.beneficiary[kept])
      placeholders.insert(builder.columns.payer[gone])
      builder.settle(
        kept, beneficiary: AccountID(index: builder.columns.beneficiary[gone]),
        received: builder.received(of: gone))
      merged.append((into.transfer, out.transfer))
    }
    guard !merged.isEmpty else { return }
    let keepers = Dictionary(merged.map { ($0.gone, $0.kept) }) { first, _ in first }
    let moved = builder.merge(merged)
    posted = posted.compactMap { row in
      guard let transfer = moved[Int(keepers[row.transfer] ?? row.transfer)] else { return nil }
      var row = row
      row.transfer = transfer
      return row
    }
    let keys = builder.accountKeys
    let numbers = builder.forgetUnused(
      among: placeholders.filter { keys.key(at: Int($0)).hasPrefix("?:") })
    self.facts.renumber(numbers)
  }

  private mutating func note(_ match: StatementMatch, _ out: PostedEntry, _ into: PostedEntry) {
    guard let paid = citation(of: out.transfer), let received = citation(of: into.transfer) else {
      return
    }
    relations.append(
      RowRelation(
        kind: .onePayment, first: paid, second: received, isCertain: match.isCertain,
        score: match.score, margin: match.margin, reasons: match.reasons))
    report(
      match.isCertain ? .statementsMatched : .matchPossible,
      match.isCertain ? .note : .warning,
      match.isCertain
        ? "the row shows the payment of \(paid); they are one transfer"
        : "the row may show the payment of \(paid); both are loaded",
      at: received,
      note: "score \(match.score), \(match.margin) more than any other: "
        + match.reasons.joined(separator: ", "),
      remedy: match.isCertain
        ? "nothing need be done; --no-match keeps the two apart"
        : "compare the two; sums over both accounts count the payment twice if it is one")
  }
}

extension LedgerBuilder {
  /// What the beneficiary of a transfer got.
  fileprivate func received(of transfer: Int) -> Money {
    columns.receivedMoney(transfer)
  }
}
