package import FundTracing

/// The numbers of stated links and of true ones among them, grade by grade; sums over cases.
package struct LinkTally: Sendable, Hashable {
  /// Links of one grade.
  package struct Count: Sendable, Hashable {
    package var right = 0
    package var said = 0
  }

  /// By grade.
  package private(set) var counts: [Grade: Count] = [:]
  /// The number of true pairs of a receipt and a payout in the records.
  package var truePairs = 0
  /// True pairs that a link of grade A, B or C names.
  package var foundPairs = 0
  /// Simple matching by the same amount.
  package var sameAmount = Count()
  /// Simple matching by the amount less the service's documented fee.
  package var sameNet = Count()

  package init() {}

  package mutating func add(_ grade: Grade, isRight: Bool) {
    counts[grade, default: Count()].said += 1
    if isRight { counts[grade, default: Count()].right += 1 }
  }

  package mutating func add(_ other: LinkTally) {
    for (grade, count) in other.counts {
      counts[grade, default: Count()].said += count.said
      counts[grade, default: Count()].right += count.right
    }
    truePairs += other.truePairs
    foundPairs += other.foundPairs
    for path in [\LinkTally.sameAmount, \LinkTally.sameNet] {
      self[keyPath: path].said += other[keyPath: path].said
      self[keyPath: path].right += other[keyPath: path].right
    }
  }

  /// The links of a grade.
  package subscript(_ grade: Grade) -> Count { counts[grade] ?? Count() }

  /// A part of a whole in per cent with one decimal, rounded down, so that only all is 100.0.
  package static func percent(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let tenths = part * 1_000 / whole
    return "\(tenths / 10).\(tenths % 10)"
  }
}
