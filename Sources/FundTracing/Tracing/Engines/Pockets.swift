internal import PaymentGraph

/// The balances that a trace keeps: one for every account and currency that transfers name.
///
/// Currencies never mix, so an account with two currencies has two balances. Most accounts have one, which is found
/// without hashing.
struct Pockets: Sendable {
  private(set) var account: [UInt32] = []
  private(set) var currency: [UInt8] = []
  private var first: [Int32]
  private var others: [UInt64: Int32] = [:]

  init(accountCount: Int) { first = Array(repeating: -1, count: accountCount) }

  var count: Int { account.count }

  /// Returns the index of a balance, which is made where it is new.
  mutating func number(_ account: UInt32, _ currency: UInt8) -> Int32 {
    let known = first[Int(account)]
    if known >= 0, self.currency[Int(known)] == currency { return known }
    if known < 0 {
      let added = add(account, currency)
      first[Int(account)] = added
      return added
    }
    let key = UInt64(account) << 8 | UInt64(currency)
    if let found = others[key] { return found }
    let added = add(account, currency)
    others[key] = added
    return added
  }

  private mutating func add(_ account: UInt32, _ currency: UInt8) -> Int32 {
    self.account.append(account)
    self.currency.append(currency)
    return Int32(truncatingIfNeeded: self.account.count - 1)
  }
}
