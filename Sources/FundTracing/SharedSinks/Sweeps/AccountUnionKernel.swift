/// Accounts joined by transfers, each part a tree that leads to the account that represents it.
///
/// Nearly all transfers of a large ledger join accounts of one large part, whose trees are flat: most cost one look at
/// the parent of either account.
///
/// Invariant: every parent is below `count`, and the way along parents ends at an account that is its own parent.
struct AccountUnion: ~Copyable {
  private let parents: UnsafeMutablePointer<UInt32>
  private let count: Int
  private(set) var partCount: Int

  init(count: Int) {
    self.count = count
    partCount = count
    parents = .allocate(capacity: max(1, count))
    for account in 0..<count {
      (parents + account).initialize(to: UInt32(truncatingIfNeeded: account))
    }
  }

  deinit { parents.deallocate() }

  /// Joins the accounts of transfers in scope; accounts of the columns are below `count`.
  mutating func join(_ payer: [UInt32], beneficiary: [UInt32], included: [Bool]?) {
    payer.withUnsafeBufferPointer { payer in
      beneficiary.withUnsafeBufferPointer { beneficiary in
        for transfer in 0..<min(payer.count, beneficiary.count) {
          let (one, other) = (payer[transfer], beneficiary[transfer])
          if parents[Int(one)] == parents[Int(other)] { continue }
          if let included, !included[transfer] { continue }
          join(one, other)
        }
      }
    }
  }

  @inline(never)
  private mutating func join(_ one: UInt32, _ other: UInt32) {
    let (left, right) = (root(one), root(other))
    guard left != right else { return }
    // The smaller number represents both, so that the answer does not depend on the order of joining.
    parents[Int(max(left, right))] = min(left, right)
    partCount -= 1
  }

  /// Returns the account that represents the part of one; shortens the way for later calls.
  private func root(_ account: UInt32) -> UInt32 {
    var at = account
    while parents[Int(at)] != at {
      parents[Int(at)] = parents[Int(parents[Int(at)])]
      at = parents[Int(at)]
    }
    // The account then leads straight to the end, so that the next transfer needs one look.
    if parents[Int(account)] != at { parents[Int(account)] = at }
    return at
  }

  /// The representative of its part, by account.
  var roots: [UInt32] {
    var roots: [UInt32] = []
    roots.reserveCapacity(count)
    for account in 0..<count { roots.append(root(UInt32(truncatingIfNeeded: account))) }
    return roots
  }
}
