/// The sets of amounts that add up to a sum wanted.
///
/// They are found by meeting in the middle (Horowitz and Sahni, 1974): the sums of either half, one half sorted. Time
/// and memory are O(2^(*n*/2) log) and the number of solutions.
struct SubsetSum: Sendable {
  /// The most amounts that are searched.
  static let mostAmounts = 40
  /// The most solutions that are examined.
  static let mostSolutions = 100_000

  /// The number of sets; at least this many where ``isCut``.
  let solutionCount: Int
  /// The indices of the amounts that are in every set.
  let backbone: [Int]
  /// The indices of the amounts that are in some set.
  let possible: [Int]
  /// True where not all solutions were examined: then the backbone is unknown and left empty.
  let isCut: Bool

  /// - Parameters:
  ///   - amounts: positive, in minor units.
  ///   - targets: the sums wanted.
  init(_ amounts: [Int64], targets: ClosedRange<Int64>) {
    guard amounts.count <= SubsetSum.mostAmounts else {
      self.init(count: 0, all: 0, some: 0, isCut: true)
      return
    }
    let middle = amounts.count / 2
    let left = SubsetSum.sums(amounts[..<middle], from: 0)
    let right = SubsetSum.sums(amounts[middle...], from: middle).sorted {
      ($0.sum, $0.members) < ($1.sum, $1.members)
    }
    var count = 0
    var all = UInt64.max
    var some: UInt64 = 0
    for part in left {
      let lowest = targets.lowerBound - part.sum
      var index = LinkSet.lowerBound(right.count) { right[$0].sum < lowest }
      while index < right.count, right[index].sum <= targets.upperBound - part.sum {
        let members = part.members | right[index].members
        index += 1
        guard members != 0 else { continue }
        count += 1
        all &= members
        some |= members
        if count == SubsetSum.mostSolutions {
          self.init(count: count, all: 0, some: some, isCut: true)
          return
        }
      }
    }
    self.init(count: count, all: count == 0 ? 0 : all, some: some, isCut: false)
  }

  private init(count: Int, all: UInt64, some: UInt64, isCut: Bool) {
    func positions(_ members: UInt64) -> [Int] { (0..<64).filter { members >> $0 & 1 == 1 } }
    solutionCount = count
    backbone = positions(all)
    possible = positions(some)
    self.isCut = isCut
  }

  private static func sums(
    _ amounts: ArraySlice<Int64>, from first: Int
  ) -> [(sum: Int64, members: UInt64)] {
    var sums: [(sum: Int64, members: UInt64)] = [(0, 0)]
    for (offset, amount) in amounts.enumerated() {
      let bit = UInt64(1) << (first + offset)
      sums += sums.map { ($0.sum + amount, $0.members | bit) }
    }
    return sums
  }
}
