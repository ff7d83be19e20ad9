import TestSupport
import Testing

@testable import FundTracing

@Suite("Batches: sets of receipts")
struct SubsetSumTests {
  @Test(arguments: 0..<200) func backboneIsThatOfAllSets(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let count = Int.random(in: 1...10, using: &random)
    let unit: Int64 = Bool.random(using: &random) ? 1 : 5
    let amounts = (0..<count).map { _ in unit * Int64.random(in: 1...12, using: &random) }
    let target = unit * Int64.random(in: 1...40, using: &random)
    let tolerance: Int64 = Int.random(in: 0..<4, using: &random) == 0 ? 1 : 0
    var sets: [Set<Int>] = []
    for members in 1..<(1 << count) {
      let set = (0..<count).filter { members >> $0 & 1 == 1 }
      if abs(set.reduce(0) { $0 + amounts[$1] } - target) <= tolerance { sets.append(Set(set)) }
    }
    let found = SubsetSum(amounts, targets: target - tolerance...target + tolerance)
    #expect(found.solutionCount == sets.count)
    #expect(!found.isCut)
    #expect(Set(found.possible) == sets.reduce(into: []) { $0.formUnion($1) })
    let backbone = sets.dropFirst().reduce(sets.first ?? []) { $0.intersection($1) }
    #expect(Set(found.backbone) == backbone)
  }

  @Test func thirtyOddAmounts() {
    let amounts = (1...30).map { Int64($0) * 7_919 + Int64($0 * $0) }
    let target = amounts[3] + amounts[20] + amounts[29]
    let found = SubsetSum(amounts, targets: target...target)
    #expect(found.solutionCount >= 1)
    #expect(!found.isCut && found.possible.contains(3))
  }

  @Test func moreThanFortyAreNotSearched() {
    #expect(SubsetSum(Array(repeating: 1, count: 41), targets: 41...41).isCut)
  }

  @Test func manySolutionsAreCutAndSaySo() {
    let found = SubsetSum(Array(repeating: 1, count: 30), targets: 15...15)
    #expect(found.isCut && found.backbone.isEmpty)
  }

  @Test func roundAmountsLieOnACoarseLattice() {
    #expect(Coincidences([100_00, 200_00], target: 250_00).lattice == 50_00)
    #expect(Coincidences([3, 7, 8], target: 15).lattice == 1)
    let odd = Coincidences([412_07, 198_33, 527_01, 350_00, 89_90, 611_25], target: 1137_41)
    #expect(odd.lattice == 1 && abs(odd.expected.value - 0.000511) < 0.000001)
    let round = Coincidences([100_00, 200_00, 300_00, 400_00, 37_55], target: 600_00)
    #expect(round.lattice == 100_00)
    #expect(abs(round.expected.value - 2.1805) < 0.0001)
    #expect(abs(round.expectedOnMinorUnits.value - 0.000445) < 0.000001)
  }
}
