public import PaymentGraph

extension RawCase {
  /// An account that money of two or more victims reaches, in the order of time.
  public struct Shared: Sendable, Hashable {
    /// The number of the account.
    public let account: Int
    /// The numbers of the accounts of the victims whose money reaches it.
    public let victims: [Int]
    /// The number of payments on the walks that end there.
    public let paymentCount: Int
    /// The sum of these payments, currency by currency.
    public let received: [Money]
  }

  /// The accounts that two or more victims' claimed payments reach, most victims first, then by
  /// number.
  ///
  /// Each account keeps the victims whose money has come so far; a later payment carries all of
  /// them on. The victims themselves are no shared accounts.
  public var shared: [Shared] {
    var present: [Int: Set<Int>] = [:]
    var counts: [Int: Int] = [:]
    var sums: [Int: [Currency: Int64]] = [:]
    for payment in payments {
      var carried = present[payment.payer] ?? []
      if payment.isClaim { carried = [payment.payer] }
      if accounts[payment.payer].isVictim, !payment.isClaim { carried = [] }
      guard !carried.isEmpty else { continue }
      present[payment.payee, default: []].formUnion(carried)
      guard payment.payer != payment.payee else { continue }
      counts[payment.payee, default: 0] += 1
      sums[payment.payee, default: [:]][payment.received.currency, default: 0] +=
        payment.received.minorUnits
    }
    return present.filter { $0.value.count > 1 && !accounts[$0.key].isVictim }
      .map { account, victims in
        Shared(
          account: account, victims: victims.sorted(), paymentCount: counts[account] ?? 0,
          received: (sums[account] ?? [:]).sorted { $0.key < $1.key }.map {
            Money(minorUnits: $0.value, currency: $0.key)
          })
      }
      .sorted { ($1.victims.count, $0.account) < ($0.victims.count, $1.account) }
  }
}
