/// Accounts that transfers join, each part a tree that leads to the account that stands for it.
///
/// Nearly all transfers of a large ledger join accounts of one large part, whose trees are flat: most
/// cost one look at the parent of either account.
///
/// Invariant: every parent is below `count`, and following parents ends at an account that is its own.
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
  mutating func join(_ payer: [UInt32], _ beneficiary: [UInt32], _ included: [Bool]?) {
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
    // The smaller number stands for both, so that the answer does not hang on the order of joining.
    parents[Int(max(left, right))] = min(left, right)
    partCount -= 1
  }

  /// The account that stands for the part of one; shortens the way for those who ask next.
  private func root(_ account: UInt32) -> UInt32 {
    var at = account
    while parents[Int(at)] != at {
      parents[Int(at)] = parents[Int(parents[Int(at)])]
      at = parents[Int(at)]
    }
    // Straight to the end, so that the next transfer sees it at one look.
    if parents[Int(account)] != at { parents[Int(account)] = at }
    return at
  }

  /// By account: the one that stands for its part.
  var roots: [UInt32] {
    var roots: [UInt32] = []
    roots.reserveCapacity(count)
    for account in 0..<count { roots.append(root(UInt32(truncatingIfNeeded: account))) }
    return roots
  }
}
