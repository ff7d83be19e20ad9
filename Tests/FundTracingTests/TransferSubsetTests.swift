import PaymentGraph
import TestSupport
import Testing

@testable import FundTracing

/// Subsets of a question's claims in blocks, of which those that are there as a whole are only numbers.
@Suite struct TransferSubsetTests {
  @Test func elementsAreThoseThatWereAdded() {
    var random = SplitMix64(seed: 3)
    for count in [0, 1, 63, 64, 65, 511, 512, 513, 1_024, 5_000] {
      let all = (0..<count).map { TransferID($0 * 3) }
      for share in [0, 1, 50, 99, 100] {
        let chosen = (0..<count).filter { number in
          // Some blocks are empty and some are whole.
          number / 512 % 3 == 1 ? share > 50 : Int.random(in: 0..<100, using: &random) < share
        }
        var words: [Int32: UInt64] = [:]
        for number in chosen { words[Int32(number / 64), default: 0] |= 1 << UInt64(number % 64) }
        let subset = TransferSubset(
          of: all, words: words.keys.sorted().map { (number: $0, claims: words[$0] ?? 0) })
        #expect(Array(subset) == chosen.map { all[$0] }, "\(count), \(share)")
        #expect(subset.count == chosen.count && subset.isEmpty == chosen.isEmpty)
        var found: [Int] = []
        subset.forEach { block in
          found += block * 512..<min(count, block * 512 + 512)
        } number: {
          found.append($0)
        }
        #expect(found == chosen)
        if share == 100, count > 0, count <= 512 {
          #expect(subset == TransferSubset(all: all))
        }
      }
      #expect(Array(TransferSubset(all: all)) == all)
    }
  }
}
