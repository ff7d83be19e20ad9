internal import PaymentGraph

/// The facts in a pooled account's records that contradict the user's statement that they are complete.
///
/// Payouts without a receipt are sought only at accounts that pay on one receipt at a time, in currencies that are not
/// converted and in which the fee is pinned (``FittedHub/isPinned(_:_:)``); elsewhere a payout without a fitting receipt
/// proves nothing.
///
/// O(*m* log *m*) for *m* transfers of the account.
struct StatementReview {
  private(set) var contradictions: [Completeness.Contradiction] = []

  private let books: HubRecords
  private let model: FittedHub
  private let settings: MatchSettings

  private var converted: Set<Currency> = []

  init(_ books: HubRecords, model: FittedHub, settings: MatchSettings) {
    self.books = books
    self.model = model
    self.settings = settings
    for payout in books.payouts where books.problems[payout] == .unknown {
      note(.receiptNotLoaded, currency: books.sent(payout).currency, transfer: payout)
    }
    converted = convertedCurrencies()
    findExcess()
  }

  /// Returns the currencies that the account converts, as far as the records show: its balances in them prove nothing.
  private func convertedCurrencies() -> Set<Currency> {
    var currencies: Set<Currency> = []
    for link in books.recorded {
      let (gross, net) = (
        books.received(link.inbound.position).currency, books.sent(link.outbound.position).currency
      )
      if gross != net { currencies.formUnion([gross, net]) }
    }
    // The account may also exchange money between its own balances.
    for transfer in books.ledger.outgoing[books.hub].map(Int.init)
    where books.columns.beneficiary[transfer] == UInt32(books.hub) {
      let (gross, net) = (books.sent(transfer).currency, books.received(transfer).currency)
      if gross != net { currencies.formUnion([gross, net]) }
    }
    let received = Set(books.receipts.map { books.received($0).currency })
    let sent = Set(books.payouts.map { books.sent($0).currency })
    // A currency that is paid out and never received was converted from another.
    return sent.isSubset(of: received) ? currencies : received.union(sent)
  }

  /// Notes the first payout in each currency for which the account cannot have had the money.
  private mutating func findExcess() {
    guard !settings.balances.contains(where: { $0.account.position == books.hub }) else { return }
    var balances: [Currency: Int128] = [:]
    var noted = converted
    let columns = books.columns
    // A receipt counts from its earliest moment and a payout at its latest, so that neither the order of equal times
    // nor an unknown time can make the difference.
    let receipts = books.receipts.map {
      (
        moment: columns.precision[$0] == .unknown ? Int64.min : columns.start[$0], isReceipt: true,
        transfer: $0
      )
    }
    let payouts = books.payouts.map {
      (
        moment: columns.precision[$0] == .unknown
          ? Int64.max : books.ledger.transfer(TransferID($0)).time.end, isReceipt: false,
        transfer: $0
      )
    }
    let order = (receipts + payouts).filter { columns.kind[$0.transfer].movesMoney }.sorted {
      ($0.moment, $0.isReceipt ? 0 : 1, $0.transfer)
        < ($1.moment, $1.isReceipt ? 0 : 1, $1.transfer)
    }
    for (_, isReceipt, transfer) in order {
      if isReceipt {
        let money = books.received(transfer)
        balances[money.currency, default: 0] += Int128(money.minorUnits)
      } else {
        let money = books.sent(transfer)
        let balance = (balances[money.currency] ?? 0) - Int128(money.minorUnits)
        balances[money.currency] = balance
        if balance < 0, noted.insert(money.currency).inserted {
          note(.paidTooMuch, currency: money.currency, transfer: transfer)
        }
      }
    }
  }

  /// Notes open payouts that no receipt fits in any way, after a match that took the records to be complete.
  ///
  /// A receipt that no payout fits is not a contradiction: a service may keep money. Nor is a payout of a kind that is
  /// the account's own business, or one whose receipt may lie before the records begin.
  ///
  /// - Parameters:
  ///   - findings: all possible links, whatever their grades.
  ///   - isExhaustive: true where all possible links were found: no search was cut or left undecided.
  mutating func findOrphans(_ findings: [LinkFinding], isExhaustive: Bool) {
    guard !model.isBatching, isExhaustive else { return }
    let longest = model.window.guardedLongest
    let paid = Set(findings.map(\.link.outbound.position))
    var comparable: [Currency: Bool] = [:]
    for payout in books.openPayouts where !paid.contains(payout) && passesOn(payout) {
      let currency = books.sent(payout).currency
      guard let moments = books.moments[currency],
        books.columns.start[payout] &- longest > moments.lowerBound
      else { continue }
      let isComparable = comparable[currency] ?? isComparable(currency)
      comparable[currency] = isComparable
      if isComparable { note(.noReceipt, currency: currency, transfer: payout) }
    }
  }

  /// Returns true where a payout in a currency must fit some receipt if the records are complete.
  private func isComparable(_ currency: Currency) -> Bool {
    !converted.contains(currency) && model.isGeneral(currency, settings)
      && model.isPinned(currency, books)
      && !books.isLeftOut(currency)
  }

  /// Returns true where a payout is of a kind by which pooled accounts pass receipts on.
  private func passesOn(_ payout: Int) -> Bool {
    switch books.columns.kind[payout] {
    case .payment, .withdrawal: true
    default: false
    }
  }

  private mutating func note(
    _ kind: Completeness.Contradiction.Kind, currency: Currency, transfer: Int
  ) {
    contradictions.append(
      Completeness.Contradiction(
        kind: kind, currency: currency, transfer: TransferID(transfer)))
  }
}

/// The recorded pairs that the amounts contradict, once a fee rule is fitted that nearly all pairs obey.
///
/// A clerk or a service can quote the reference of another payment. A payout that alone names a receipt, but has
/// another amount than the receipt leaves under every rule, does not pass that receipt on. Where several payouts name a
/// receipt and together exceed it, one of them is right if it alone is the amount that the receipt leaves.
struct RecordedReview {
  /// Stated links that the amounts contradict.
  private(set) var refused: [Link] = []
  /// Links that were refused because of others, and are right.
  private(set) var restored: [Link] = []

  var isEmpty: Bool { refused.isEmpty && restored.isEmpty }

  init(_ books: HubRecords, model: FittedHub, settings: MatchSettings) {
    var payoutsOf: [TransferID: Int] = [:]
    var receiptsOf: [TransferID: Int] = [:]
    for link in books.recorded where books.columns.kind[link.outbound.position] != .fee {
      payoutsOf[link.inbound, default: 0] += 1
      receiptsOf[link.outbound, default: 0] += 1
    }
    func obeys(_ link: Link) -> Bool? {
      let (gross, sent) = (
        books.received(link.inbound.position), books.sent(link.outbound.position)
      )
      guard gross.currency == sent.currency, model.isGeneral(gross.currency, settings),
        let fees = model.fees[gross.currency]
      else { return nil }
      // An amount that comes back whole is a refund, whatever the rule.
      if gross == sent { return true }
      if fees.contains(where: { $0.net(of: gross.minorUnits).contains(sent.minorUnits) }) {
        return true
      }
      // The service's own record names the receipt outright: another tariff or a surcharge, a fee of up to twice the
      // usual one, does not contradict it.
      guard link.basis == .recordedLink, sent.minorUnits <= gross.minorUnits,
        let least = fees.map({ $0.net(of: gross.minorUnits).lowerBound }).min()
      else { return false }
      return sent.minorUnits >= 2 * least - gross.minorUnits
    }
    var isWhole: Set<TransferID> = []
    for link in books.recorded
    where (payoutsOf[link.inbound] ?? 0) > 1 && receiptsOf[link.outbound] == 1
      && obeys(link) == true
    {
      isWhole.insert(link.inbound)
    }
    // A receipt that one payout passes on whole was not split: any other payout that names it misquotes it.
    for link in books.recorded
    where receiptsOf[link.outbound] == 1 && obeys(link) == false
      && !books.isReturn(link.outbound.position)
      && (payoutsOf[link.inbound] == 1 || isWhole.contains(link.inbound))
    {
      refused.append(link)
    }
    // A payout that names several receipts does not pass on the whole of one.
    let named = Dictionary(grouping: books.contradictions, by: \.outbound).mapValues(\.count)
    var exceeding: [TransferID: [Link]] = [:]
    for link in books.contradictions
    where books.problems[link.outbound.position] == .tooMuch && named[link.outbound] == 1
      && receiptsOf[link.outbound] == nil
    {
      exceeding[link.inbound, default: []].append(link)
    }
    for receipt in exceeding.keys.sorted() {
      let right = (exceeding[receipt] ?? []).filter { obeys($0) == true }
      guard let link = right.first, right.count == 1 else { continue }
      restored.append(
        Link(
          inbound: link.inbound, outbound: link.outbound, grade: .a, basis: link.basis,
          share: books.sent(link.outbound.position)))
    }
  }
}
