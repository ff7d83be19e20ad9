/// The results of sweeps, added up over blocks of victims.
struct SweepTally: Sendable {
  /// The most words of victims that are kept; beyond that, victims are searched for again.
  static let keptWords = 1 << 25

  var counts: AccountCounts
  var marks: TransferMarks
  var wasCutByHops = false
  /// The accounts that each block of victims reaches; nil where that is too much to keep.
  ///
  /// With a single block, ``counts`` may hold the victims instead.
  private(set) var reaches: [SweepReach]? = []
  private var wordCount = 0

  /// Creates an empty result with the marks of transfers; the caller fills in the completing transfers.
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

  /// Adds the results of another thread for other victims.
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
