internal import PaymentGraph

/// Gives accounts local indices in the order in which they are met.
///
/// Few accounts are found by a small hash table of their own number, so that a question that meets few costs nothing
/// that grows with the ledger; many by one entry for every account, which is faster.
struct AccountIndexMap: Sendable {
  /// The number of accounts from which every account of the ledger has an entry.
  private static let sparseLimit = 1 << 12

  private let accountCount: Int
  /// The account of each local index.
  private(set) var accounts: [UInt32] = []
  /// A table with open addressing whose size is a power of two: the index + 1, or 0 where free; empty once there are
  /// many.
  private var slots = Array(repeating: UInt32(0), count: 256)
  /// The local index + 1 of each account, or 0; empty while there are few.
  private var all: [UInt32] = []
  /// Secret, so that no accounts can be chosen that all fall on one slot.
  private let factor = HashSeed.process.factor

  /// Creates an empty set of indices.
  ///
  /// - Parameter accountCount: a number above all accounts.
  init(accountCount: Int) { self.accountCount = accountCount }

  var count: Int { accounts.count }

  /// True where every account of the ledger has an entry, so that the look-up of one does not wait for another's.
  var isDense: Bool { !all.isEmpty }

  /// Returns the local index of an account; nil where it has none.
  @inline(__always)
  func place(of account: Int) -> Int? {
    let found = number(of: account)
    return found == 0 ? nil : found &- 1
  }

  /// Returns the local index of an account + 1; 0 where it has none.
  @inline(__always)
  func number(of account: Int) -> Int {
    Int(all.isEmpty ? slots[slot(of: account)] : all[account])
  }

  /// Returns the local index of an account, and gives it one where it has none.
  @inline(__always)
  mutating func add(_ account: Int) -> Int {
    if let known = place(of: account) { return known }
    accounts.append(UInt32(truncatingIfNeeded: account))
    let number = UInt32(truncatingIfNeeded: accounts.count)
    guard all.isEmpty else {
      all[account] = number
      return accounts.count &- 1
    }
    slots[slot(of: account)] = number
    if accounts.count * 2 > slots.count { grow() }
    return accounts.count &- 1
  }

  /// Returns the slot of an account, or the free slot for it.
  @inline(__always)
  private func slot(of account: Int) -> Int {
    let mask = slots.count &- 1
    var slot = HashSeed.slot(account, by: factor) & mask
    while slots[slot] != 0, Int(accounts[Int(slots[slot]) &- 1]) != account {
      slot = (slot &+ 1) & mask
    }
    return slot
  }

  @inline(never)
  private mutating func grow() {
    if accounts.count >= AccountIndexMap.sparseLimit {
      slots = []
      all = Array(repeating: 0, count: accountCount)
      for (place, account) in accounts.enumerated() { all[Int(account)] = UInt32(place + 1) }
      return
    }
    slots = Array(repeating: 0, count: slots.count * 2)
    for (place, account) in accounts.enumerated() {
      slots[slot(of: Int(account))] = UInt32(place + 1)
    }
  }
}
