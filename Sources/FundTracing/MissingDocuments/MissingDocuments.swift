public import PaymentGraph

/// The documents that are missing, ranked by the money that they would decide: the answer of
/// ``PaymentGraph/LedgerView/missingDocuments(of:rules:)``.
public struct MissingDocuments: Sendable {
  /// The transfers in scope.
  public let scope: LedgerView
  /// The rules that a walk had to keep.
  public let rules: WalkRules
  /// The number of claimed payments.
  public let claimCount: Int
  /// The requests, most decisive first.
  public let requests: [DocumentRequest]
}

extension MissingDocuments {
  /// Returns the list with the bottlenecks of bounds added to the documents.
  ///
  /// Where the least and the most of all victims' money at a site differ, the choice of a rule decides, unless a record
  /// shows the source of the payments that limit the most, or the balance left in an account. One document is asked of
  /// each account, for all its payments that limit anything. The most that it decides is the gap between the two, at
  /// the site where the gap is widest. The same document is asked of an account whose balance no record shows, where
  /// other money in it would lower the least.
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
    for bound in table.ofAll where bound.ifNothingElse.lower < bound.ifNothingElse.upper {
      let site = BoundTable.Site(place: bound.place, currency: bound.currency)
      for bottleneck in bound.ifNothingElse.bottlenecks {
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
        let width = bound.ifNothingElse.upper - bound.ifNothingElse.lower
        drafts[key, default: Draft()].transfers.insert(transfer)
        drafts[key, default: Draft()].widest[bound.claimCurrency] = max(
          width, drafts[key]?.widest[bound.claimCurrency] ?? 0)
        drafts[key]?.sites.insert(site)
      }
    }
    // Other money that an account may have held takes from the least; the account's balance would tell.
    for bound in table.ofAll where bound.lower < bound.ifNothingElse.lower {
      let site = BoundTable.Site(place: bound.place, currency: bound.currency)
      for account in table.unknownBalances {
        let payments = ledger.outgoing[account.position].lazy.map(Int.init)
        guard let payment = payments.first(where: { scope.contains($0) }) else { continue }
        let key = Key(kind: .balance, account: account)
        let width = bound.ifNothingElse.lower - bound.lower
        drafts[key, default: Draft()].transfers.insert(TransferID(payment))
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
        claims: TransferSubset(
          all: table.claims.filter { victims.contains(ledger.transfer($0).payer.id) }),
        claimed: decided, expected: decided, linkedShare: nil, unexplained: MoneyTotals())
    }
    let currencies = scope.currencies(of: table.claims.map(\.position))
    return MissingDocuments(
      scope: scope, rules: rules, claimCount: claimCount,
      requests: scope.ordered(requests + more, currencies: currencies))
  }
}

/// A document that is missing from the records, and the money whose way it would decide.
public struct DocumentRequest: Sendable, Hashable {
  /// The kinds of documents.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The statement of an account: money arrived, and no record shows the account afterwards.
    case statement
    /// The activity of a payment service in a period for which it has no records.
    case activity
    /// The settlement of some receipts: the service's records are there, and link no payout to them.
    case settlement
    /// The records of receipts that payouts name and that are not loaded.
    case receipts
    /// The source of the money of a payment whose amount keeps the bounds wide.
    case paymentSource
    /// The balance of an account after a payment, where that balance keeps the bounds wide.
    case balance
  }

  /// The part of a payment service's receipts that is linked with a payout.
  public struct LinkedShare: Sendable, Hashable {
    /// The number of linked receipts.
    public let linked: Int
    /// The number of all receipts.
    public let all: Int
  }

  /// The kind of the document.
  public let kind: Kind
  /// The account whose records are wanted; its institution is the one to ask.
  public let account: AccountID
  /// The first day wanted; nil for the beginning.
  public let from: CivilDate?
  /// The last day wanted; nil for no end.
  public let to: CivilDate?
  /// The transfers at which the trail ends or begins because the document is missing, in ledger order.
  public let transfers: [TransferID]
  /// The references and receipt ids of those records, to quote in the request, in alphabetical order.
  public let references: [String]
  /// The claimed payments whose way the document would show, in ledger order.
  public let claims: TransferSubset
  /// The sum of those claims, as sent: the most that the document can decide.
  public let claimed: MoneyTotals
  /// The sum that the document is expected to decide: at a payment service with records ``claimed`` times the share of
  /// its receipts that are linked, rounded down; elsewhere all of ``claimed``.
  public let expected: MoneyTotals
  /// The number of the service's receipts in times with records, and the number of them linked with a payout; nil where
  /// the document is not a service's activity.
  public let linkedShare: LinkedShare?
  /// The payouts, as sent, whose origin the document would show: those to accounts that victims' money reaches.
  public let unexplained: MoneyTotals
}
