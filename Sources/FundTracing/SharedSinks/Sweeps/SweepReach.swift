/// The accounts that the money of one block of victims reaches, with their victims.
struct SweepReach: Sendable {
  /// The index of the block's first victim among all victims.
  let first: Int
  /// The accounts, ascending.
  private(set) var accounts: [UInt32] = []
  /// The victims of each account, by index in ``accounts``.
  private(set) var words: [UInt64] = []

  /// Creates an empty result.
  init(first: Int) { self.first = first }

  /// - Parameters:
  ///   - touched: the accounts, each once, in any order.
  ///   - words: the victims of every account.
  init(first: Int, touched: [UInt32], words: [UInt64]) {
    self.first = first
    accounts = touched.sorted()
    self.words = accounts.map { words[Int($0)] }
  }

  /// Adds an account that comes after all others.
  @inline(__always)
  mutating func append(_ account: Int, _ word: UInt64) {
    accounts.append(UInt32(truncatingIfNeeded: account))
    words.append(word)
  }

  /// Returns the indices of the accounts of a range.
  func positions(of range: Range<Int>) -> Range<Int> {
    let start = LinkSet.lowerBound(accounts.count) { Int(accounts[$0]) < range.lowerBound }
    let end = LinkSet.lowerBound(accounts.count) { Int(accounts[$0]) < range.upperBound }
    return start..<end
  }
}
