import TestSupport
import Testing

@testable import FundTracing

@Suite("Numbers of a stretch by size")
struct WaveletMatrixTests {
  @Test(arguments: [1, 2, 3, 63, 64, 65, 127, 200, 1_000]) func equalSorting(_ count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let numbers = (0..<count).map(Int32.init).shuffled(using: &random)
    let matrix = WaveletMatrix(numbers)
    for _ in 0..<60 {
      let start = Int.random(in: 0...count, using: &random)
      let stretch = start..<Int.random(in: start...count, using: &random)
      let sorted = numbers[stretch].map(Int.init).sorted()
      #expect(sorted.indices.map { matrix.number(after: $0, in: stretch) } == sorted)
      for bound in [0, count / 3, count - 1, count, count + 5, 4 * count] {
        #expect(matrix.count(below: bound, in: stretch) == sorted.count { $0 < bound })
      }
    }
  }

  @Test func ofNothingThereIsNothing() {
    #expect(WaveletMatrix([]).count(below: 7, in: 0..<0) == 0)
  }
}
