/// What sweeps find, added up over blocks of victims.
struct SweepTally: Sendable {
  /// The most words of victims that are kept; where there are more, victims are searched for again.
  static let keptWords = 1 << 25

  var counts: AccountCounts
  var marks: TransferMarks
  var wasCutByHops = false
  /// Who reaches what, block by block; nil where that is too much to keep.
  ///
  /// Where one block is all, the counts may have it.
  private(set) var reaches: [SweepReach]? = []
  private var wordCount = 0

  /// Nothing found but the marks of transfers; the completing transfers are left to be filled in.
  init(accountCount: Int, marks: TransferMarks) {
    self.init(AccountCounts(accountCount: accountCount), marks: marks)
  }

  init(_ counts: AccountCounts, marks: TransferMarks) {
    self.counts = counts
    self.marks = marks
  }

  mutating func keep(_ reach: SweepReach) {
    wordCount += reach.words.count
    if wordCount > SweepTally.keptWords { reaches = nil }
    reaches?.append(reach)
  }

  /// Adds what another thread found of other victims.
  mutating func add(_ other: SweepTally) {
    counts.add(other.counts)
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
