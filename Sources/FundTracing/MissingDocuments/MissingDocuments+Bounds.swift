internal import PaymentGraph

extension MissingDocuments {
  /// Returns the list with the bottlenecks of bounds added to the documents.
  ///
  /// Where the least and the most of all victims' money at a site differ, the choice of a rule decides, unless a record
  /// shows the source of the payments that limit the most, or the balance left in an account. One document is asked of
  /// each account, for all its payments that limit anything. The most that it decides is the gap between the two, at
  /// the site where the gap is widest.
  ///
  /// - Returns: all documents, in the order of ``PaymentGraph/LedgerView/missingDocuments(of:rules:)``.
  public func including(_ table: BoundTable) -> MissingDocuments {
    struct Key: Hashable {
      let kind: DocumentRequest.Kind
      let account: AccountID
    }
    struct Draft {
      var transfers: Set<TransferID> = []
      var widest: [Currency: Int128] = [:]
      var sites: Set<BoundTable.Site> = []
    }
    let ledger = scope.ledger
    var drafts: [Key: Draft] = [:]
    for bound in table.ofAll where bound.lower < bound.upper {
      let site = BoundTable.Site(place: bound.place, currency: bound.currency)
      for bottleneck in bound.bottlenecks {
        let key: Key
        let transfer: TransferID
        switch bottleneck.kind {
        case .claim: continue
        case .payment(let id):
          transfer = id
          key = Key(kind: .paymentSource, account: ledger.transfer(id).payer.id)
        case .balance(let account, let id):
          transfer = id
          key = Key(kind: .balance, account: account)
        }
        let width = bound.upper - bound.lower
        drafts[key, default: Draft()].transfers.insert(transfer)
        drafts[key, default: Draft()].widest[bound.claimCurrency] = max(
          width, drafts[key]?.widest[bound.claimCurrency] ?? 0)
        drafts[key]?.sites.insert(site)
      }
    }
    guard !drafts.isEmpty else { return self }
    var reaching: [BoundTable.Site: Set<AccountID>] = [:]
    for bound in table.bounds where bound.upper > 0 && bound.victims.count == 1 {
      reaching[BoundTable.Site(place: bound.place, currency: bound.currency), default: []]
        .formUnion(bound.victims)
    }
    let more = drafts.map { key, draft in
      let transfers = draft.transfers.sorted()
      let rows = transfers.map { ledger.transfer($0) }
      let days = rows.compactMap(\.time.day)
      let victims = draft.sites.reduce(into: Set<AccountID>()) { $0.formUnion(reaching[$1] ?? []) }
      var decided = MoneyTotals()
      for (currency, units) in draft.widest { decided.add(units, in: currency) }
      return DocumentRequest(
        kind: key.kind, account: key.account, from: days.min(), to: days.max(),
        transfers: transfers,
        references: Set(rows.compactMap { $0.recordedID ?? $0.reference }).sorted(),
        claims: table.claims.filter { victims.contains(ledger.transfer($0).payer.id) },
        claimed: decided, expected: decided, linkedShare: nil, unexplained: MoneyTotals())
    }
    let currencies = scope.currencies(of: table.claims.map(\.position))
    return MissingDocuments(
      scope: scope, rules: rules, claimCount: claimCount,
      requests: scope.ordered(requests + more, currencies: currencies))
  }
}
