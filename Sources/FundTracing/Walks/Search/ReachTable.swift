/// Collects the accounts that each victim's money reaches, victim by victim, in blocks of 64.
struct ReachTable {
  private var words: [UInt64]
  private var touched: [UInt32] = []
  private var first = 0
  private var reaches: [SweepReach]? = []
  private var wordCount = 0

  /// The most words that are kept.
  private let limit: Int

  init(accountCount: Int, limit: Int = SweepTally.keptWords) {
    words = Array(repeating: 0, count: accountCount)
    self.limit = limit
  }

  /// Adds the accounts that a victim's money reaches; victims come in order.
  mutating func add(_ accounts: [Int], of victim: Int) {
    if victim >= first + SweepBlock.size {
      close()
      first = victim / SweepBlock.size * SweepBlock.size
    }
    let bit = (1 as UInt64) << UInt64(victim % SweepBlock.size)
    for account in accounts {
      if words[account] == 0 { touched.append(UInt32(truncatingIfNeeded: account)) }
      words[account] |= bit
    }
  }

  /// The collected accounts; nil where they are too many to keep.
  var finished: [SweepReach]? {
    mutating get {
      close()
      return reaches
    }
  }

  private mutating func close() {
    wordCount += touched.count
    if wordCount > limit { reaches = nil }
    reaches?.append(SweepReach(first: first, touched: touched, words: words))
    for account in touched { words[Int(account)] = 0 }
    touched.removeAll(keepingCapacity: true)
  }
}
