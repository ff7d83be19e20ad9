import TestSupport
import Testing

@testable import FundTracing

/// The next small number is the one that a look at each finds.
@Suite("Least of many numbers")
struct LeastTreeTests {
  @Test(arguments: 0..<60 as Range<UInt64>)
  func theNextIsThatOfALookAtEach(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let count = Int.random(in: 0...40, using: &random)
    let numbers = (0..<count).map { _ in Int64.random(in: 1...20, using: &random) }
    let tree = LeastTree(numbers)
    for place in 0...count + 1 {
      for limit in [0, 1, 5, 10, 20, Int64.max] {
        let expected = numbers.indices.first { $0 >= place && numbers[$0] <= limit }
        #expect(tree.next(from: place, atMost: limit) == expected, "\(numbers) \(place) \(limit)")
      }
    }
  }
}
