/// What sweeps find, added up over blocks of victims.
struct SweepTally: Sendable {
  /// The most words of victims that are kept; where there are more, victims are searched for again.
  static let keptWords = 1 << 25

  /// By account: how many victims' money reaches it.
  var victims: [UInt32]
  /// By account: the fewest hops of any victim's money; 0 where none reaches it.
  var hops: [UInt32]
  /// By account: the transfer into it with which the last of its victims first arrived, or -1.
  var completing: [Int32]
  var marks: TransferMarks
  var wasCutByHops = false
  /// Who reaches what, block by block; nil where that is too much to keep.
  private(set) var reaches: [SweepReach]? = []
  private var wordCount = 0

  /// Nothing found but the marks of transfers; the completing transfers are left to be filled in.
  init(accountCount: Int, marks: TransferMarks) {
    victims = Array(repeating: 0, count: accountCount)
    hops = Array(repeating: 0, count: accountCount)
    completing = []
    self.marks = marks
  }

  mutating func keep(_ reach: SweepReach) {
    wordCount += reach.words.count
    if wordCount > SweepTally.keptWords { reaches = nil }
    reaches?.append(reach)
  }

  /// Adds what another thread found of other victims.
  mutating func add(_ other: SweepTally) {
    for account in victims.indices where other.victims[account] > 0 {
      victims[account] += other.victims[account]
      hops[account] =
        hops[account] == 0 ? other.hops[account] : min(hops[account], other.hops[account])
      completing[account] = max(completing[account], other.completing[account])
    }
    marks.add(other.marks)
    wasCutByHops = wasCutByHops || other.wasCutByHops
    wordCount += other.wordCount
    if let more = other.reaches, wordCount <= SweepTally.keptWords {
      reaches?.append(contentsOf: more)
    } else {
      reaches = nil
    }
  }
}
