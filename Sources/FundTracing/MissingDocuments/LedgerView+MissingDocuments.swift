public import PaymentGraph

extension LedgerView {
  /// Finds the missing documents, and the claimed money that each would decide.
  ///
  /// A document is wanted where the trail of a claimed payment ends, and may end only in the records:
  /// - at an ordinary account that nothing leaves after the money came: its statement from then on, unless its own
  ///   records go on to the end of all records;
  /// - at a payment service, for a receipt without a payout: the service's activity, where its records have a gap
  ///   within the time in which it usually pays (the longest wait of its links of grade A, 7 days where there are fewer
  ///   than five), otherwise the settlement of the receipt;
  /// - at a payment service, for a payout to an account that victims' money reaches and that names a receipt that is
  ///   not among the records: the activity in the gap before it, otherwise that receipt.
  ///
  /// A file counts as an account's own record where every row of it concerns that account. No document is asked for
  /// about cash, or about money that came back to a victim.
  ///
  /// The documents are in the order of the money decided: first by the expected part of the claims whose trail ends
  /// there, each counted whole and once (a service that links one receipt in five where there are records will not link
  /// more in a month that is missing), then by all of those claims, then by the payouts whose origin the document
  /// shows. Currencies are compared one by one, that of the most claims first, and never converted.
  ///
  /// ```swift
  /// let missing = try ledger.whole.missingDocuments(of: [Source(account: anna)])
  /// for request in missing.requests {
  ///   print(request.kind, ledger.account(request.account).key, request.claimed)
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - sources: the victims.
  ///   - rules: the rules that a walk must keep.
  /// - Returns: the documents, most decisive first; then in the order of account keys, kinds and days.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: one search for each claim, and O(*t*); where the order of the ledger decides, one sweep, or one for
  ///   every 512 claims where these would take too much memory together.
  public func missingDocuments(
    of sources: [Source], rules: WalkRules = WalkRules()
  ) throws(FundTracingError) -> MissingDocuments {
    var space = try WalkContext(self, rules)
    let merged = try space.merged(sources)
    let claims = merged.flatMap(\.claims)
    space.inferLinks(from: claims)
    var finder = RequestFinder(space)
    let ends = TrailEnds(space, merged)
    try finder.addEnds(ends)
    finder.addOrigins(ends)
    return MissingDocuments(
      scope: self, rules: rules, claimCount: claims.count,
      requests: ordered(finder.requests, currencies: currencies(of: claims)))
  }

  /// Returns all currencies of the ledger, those of the most claims first.
  func currencies(of claims: some Sequence<Int>) -> [Currency] {
    var counts: [Currency: Int] = [:]
    for currency in Set(ledger.columns.sentCurrency) {
      counts[ledger.columns.currency(currency)] = 0
    }
    for claim in claims {
      counts[ledger.transfer(TransferID(claim)).sent.currency, default: 0] += 1
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  func ordered(_ requests: [DocumentRequest], currencies: [Currency]) -> [DocumentRequest] {
    let ranks = ledger.keyRanks
    func amounts(_ totals: MoneyTotals) -> [Int128] {
      currencies.map { -totals.minorUnits(of: $0) }
    }
    struct Rank {
      let amounts: [Int128]
      let account: UInt32
      let kind: String
      let first: Int
    }
    let keys = requests.map { request in
      Rank(
        amounts: amounts(request.expected) + amounts(request.claimed)
          + amounts(request.unexplained),
        account: ranks[request.account.position], kind: request.kind.rawValue,
        first: request.transfers.first?.position ?? 0)
    }
    return requests.indices.sorted {
      let (one, other) = (keys[$0], keys[$1])
      if one.amounts != other.amounts {
        return one.amounts.lexicographicallyPrecedes(other.amounts)
      }
      if one.account != other.account { return one.account < other.account }
      return (one.kind, one.first) < (other.kind, other.first)
    }.map { requests[$0] }
  }
}
