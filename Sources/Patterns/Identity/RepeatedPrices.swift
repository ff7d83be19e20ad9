internal import FundTracing
public import PaymentGraph

/// The prices that victims claim, and where else they were paid.
public struct RepeatedPrices: Sendable {
  /// An account that is not known and gets several of the prices: it may be the same people's.
  public struct Sister: Sendable, Hashable {
    /// The account.
    public let account: AccountID
    /// The number of distinct payers at these prices.
    public let payers: Int
    /// The prices, in the order of currency and amount.
    public let prices: [Money]
    /// The payments at these prices, in ledger order.
    public let transfers: [TransferID]
    /// The false discovery rate against prices of the same kind; nil where too few such prices exist.
    public internal(set) var q: Double?
  }

  /// The prices with two claims or more, those with most claims first, then by currency and amount, the highest first.
  public let signature: [Money]
  /// The accounts to which claims were paid, in the order of their keys.
  public let known: [AccountID]
  /// Payments of such a price to a known account by somebody who claims nothing, in ledger order.
  public let unreported: [TransferID]
  /// Accounts that are not known, with two of the prices or more: by rate, payers and key.
  public let sisters: [Sister]
}

/// Finds payments at the prices of claims by people who claim nothing.
///
/// One price alone is weak: many honest payees take it. Two different prices at one account are rarer; their chance is
/// measured with sets of other prices of the same kind. O(*n*) for every set of prices.
struct RepeatedPriceSearch {
  private struct Price: Hashable {
    let currency: UInt8
    let amount: Int64
  }

  private let table: PaymentTable
  private let claims: Set<Int32>
  private static let sets = 50

  init(_ table: PaymentTable, claims: [TransferID]) {
    self.table = table
    self.claims = Set(claims.map { Int32($0.position) })
  }

  private func isClaim(_ payment: Payment) -> Bool {
    claims.contains(payment.transfer) || (payment.receipt >= 0 && claims.contains(payment.receipt))
  }

  /// - Parameter around: the accounts that a lead must touch; nil for all.
  func answer(around: Set<AccountID>? = nil) -> RepeatedPrices {
    let claimed = table.payments.filter(isClaim)
    var counts: [Price: Int] = [:]
    for payment in claimed { counts[price(payment), default: 0] += 1 }
    let signature = Set(counts.filter { $0.value >= 2 }.keys)
    let known = Set(claimed.map(\.payee).filter { $0 >= 0 })
    let claimants = Set(claimed.map(\.payer))
    let ranks = table.ledger.keyRanks
    let unreported = table.payments.filter {
      !isClaim($0) && known.contains($0.payee) && $0.payer >= 0 && !claimants.contains($0.payer)
        && signature.contains(price($0))
    }
    var sisters = sisters(signature, known: known)
    rate(&sisters, signature: signature, known: known)
    sisters.sort { left, right in
      let (one, other) = (left.q ?? 2, right.q ?? 2)
      if one != other { return one < other }
      if left.payers != right.payers { return left.payers > right.payers }
      return ranks[left.account.position] < ranks[right.account.position]
    }
    return RepeatedPrices(
      signature: signature.sorted { left, right in
        let (one, other) = (counts[left] ?? 0, counts[right] ?? 0)
        return one != other ? one > other : precedes(money(left), money(right))
      }.map(money),
      known: known.sorted { ranks[Int($0)] < ranks[Int($1)] }.map { AccountID(Int($0)) },
      unreported: unreported.filter { payment in
        around?.contains { $0.position == Int(payment.payer) || $0.position == Int(payment.payee) }
          ?? true
      }.map(paid).sorted(),
      sisters: sisters.filter { around?.contains($0.account) ?? true })
  }

  /// Returns the payment at the price: what the payer sent, also where a service passed it on.
  private func paid(_ payment: Payment) -> TransferID {
    TransferID(Int(payment.receipt >= 0 ? payment.receipt : payment.transfer))
  }

  /// The price is what the payer sent: with a service between them, the payee gets less.
  private func price(_ payment: Payment) -> Price {
    Price(currency: payment.sentCurrency, amount: payment.sent)
  }

  private func money(_ price: Price) -> Money {
    Money(minorUnits: price.amount, currency: table.ledger.columns.currency(price.currency))
  }

  private func precedes(_ one: Money, _ other: Money) -> Bool {
    one.currency == other.currency
      ? one.minorUnits > other.minorUnits : one.currency < other.currency
  }

  private func sisters(_ prices: Set<Price>, known: Set<Int32>) -> [RepeatedPrices.Sister] {
    guard prices.count >= 2 else { return [] }
    var found: [Int32: [Payment]] = [:]
    for payment in table.payments
    where payment.payee >= 0 && prices.contains(price(payment)) && !known.contains(payment.payee) {
      found[payment.payee, default: []].append(payment)
    }
    return found.compactMap { account, payments in
      let own = Set(payments.map(price))
      guard own.count >= 2 else { return nil }
      return RepeatedPrices.Sister(
        account: AccountID(Int(account)),
        payers: Set(payments.map(\.payer).filter { $0 >= 0 }).count,
        prices: own.map(money).sorted(by: precedes),
        transfers: payments.map(paid).sorted())
    }
  }

  /// Rates the accounts against seeded sets of prices of the same kind.
  private func rate(
    _ sisters: inout [RepeatedPrices.Sister], signature: Set<Price>, known: Set<Int32>
  ) {
    guard !sisters.isEmpty else { return }
    let prices = signature.sorted { ($0.currency, $0.amount) < ($1.currency, $1.amount) }
    let classes = prices.map(placebos)
    guard classes.allSatisfy({ $0.count >= 10 }) else { return }
    var chance: [Int] = []
    for set in 1...RepeatedPriceSearch.sets {
      var random = SeededNumbers(seed: UInt64(set))
      let drawn = Set(classes.map { $0[random.below($0.count)] })
      chance += self.sisters(drawn, known: known).map(\.payers)
    }
    for place in sisters.indices {
      let payers = sisters[place].payers
      let found = sisters.count { $0.payers >= payers }
      sisters[place].q = min(
        1,
        Double(1 + chance.count { $0 >= payers })
          / Double((RepeatedPriceSearch.sets + 1) * found))
    }
  }

  /// Returns other prices of the same kind: the same last two digits, the same greatest step among usual ones, and
  /// between two thirds and three halves of the amount.
  private func placebos(_ price: Price) -> [Price] {
    let steps: [Int64] = [5_000, 1_000, 500, 100, 50, 10, 5, 1]
    func step(_ amount: Int64) -> Int64 { steps.first { amount % $0 == 0 } ?? 1 }
    let own = step(price.amount)
    let (low, high) = ((price.amount * 2 + 2) / 3, price.amount / 2 * 3 + price.amount % 2)
    guard low < high else { return [] }
    var amount = (low + own - 1) / own * own
    var found: [Price] = []
    while amount <= high, found.count < 100_000 {
      if amount != price.amount, amount % 100 == price.amount % 100, step(amount) == own {
        found.append(Price(currency: price.currency, amount: amount))
      }
      amount += own
    }
    return found
  }
}
