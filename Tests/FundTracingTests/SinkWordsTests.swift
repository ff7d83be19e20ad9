import TestSupport
import Testing

@testable import FundTracing

/// Several cores sort words into the same order as one core does.
@Suite struct SinkWordsTests {
  @Test(arguments: 0..<12 as Range<UInt64>)
  func wordsStandByAccountAndBlock(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    // Enough for several cores and several stretches.
    let accountCount = Int.random(in: 1...20_000, using: &random)
    let share = Int.random(in: 1...5, using: &random)
    let reaches = (0..<Int.random(in: 1...5, using: &random)).map { block in
      let words = (0..<accountCount).map { _ in random.next() }
      let touched = (0..<UInt32(accountCount)).filter { _ in
        Int.random(in: 0..<share, using: &random) == 0
      }
      return SweepReach(
        first: block * SweepBlock.size, touched: touched.shuffled(using: &random), words: words)
    }
    let chosen = (0..<accountCount).filter { _ in Bool.random(using: &random) }
    var numbers = Array(repeating: Int32(-1), count: accountCount)
    for (number, account) in chosen.enumerated() { numbers[account] = Int32(number) }
    var expected: [[UInt64]] = Array(repeating: [], count: chosen.count)
    for reach in reaches {
      for (account, word) in zip(reach.accounts, reach.words) where numbers[Int(account)] >= 0 {
        expected[Int(numbers[Int(account)])] += [UInt64(reach.first), word]
      }
    }
    let found = SinkWordsKernel.grouped(reaches, numbers: numbers, count: chosen.count)
    #expect(found.starts.count == chosen.count + 1)
    for number in chosen.indices {
      let places = Int(found.starts[number])..<Int(found.starts[number + 1])
      #expect(places.flatMap { [UInt64(found.firsts[$0]), found.words[$0]] } == expected[number])
    }
  }

  @Test func nothingIsPutInOrder() {
    let found = SinkWordsKernel.grouped([], numbers: [], count: 0)
    #expect(found.starts == [0] && found.firsts.isEmpty && found.words.isEmpty)
  }
}
