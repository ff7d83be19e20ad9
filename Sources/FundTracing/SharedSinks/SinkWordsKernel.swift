internal import PaymentGraph

/// Sorts the words of victims of several blocks by chosen account.
///
/// Each core takes a part of the accounts. It goes through them in small stretches, and through all blocks for each, so
/// that its writes stay near each other in memory.
///
/// Invariant: `numbers` has an entry for every account that a block reaches, and no two accounts have the same number,
/// so that no two cores write to one address.
struct SinkWordsKernel: @unchecked Sendable {
  /// The number of accounts in a stretch.
  private static let stretch = 1 << 12

  private let reaches: [SweepReach]
  private let numbers: [Int32]
  /// The number of words of each chosen account, then the index for its next one.
  private let next: UnsafeMutablePointer<UInt32>

  /// - Parameters:
  ///   - reaches: the accounts that each block of victims reaches, in the order of blocks.
  ///   - numbers: the index of each account among the chosen ones, or -1.
  ///   - count: the number of chosen accounts.
  /// - Returns: by chosen account the index of its first word, with one more for the end; and by word the index of the
  ///   block's first victim, and the word.
  static func grouped(
    _ reaches: [SweepReach], numbers: [Int32], count: Int
  ) -> (starts: [UInt32], firsts: [UInt32], words: [UInt64]) {
    var starts: [UInt32] = SweepMemoryKernel.array(0, count: count + 1)
    let next = SweepMemoryKernel.filled(UInt32(0), count: count)
    defer { next.deallocate() }
    let kernel = SinkWordsKernel(reaches: reaches, numbers: numbers, next: next)
    CoreShares.forEach(numbers.indices) { kernel.count($0) }
    for number in 0..<count {
      starts[number + 1] = starts[number] + next[number]
      next[number] = starts[number]
    }
    let total = Int(starts[count])
    var firsts: [UInt32] = []
    // Every entry of both arrays is written before any is read.
    let words = [UInt64](unsafeUninitializedCapacity: total) { words, wordCount in
      firsts = [UInt32](unsafeUninitializedCapacity: total) { firsts, firstCount in
        if let words = words.baseAddress, let firsts = firsts.baseAddress {
          let places = Places(firsts: firsts, words: words)
          CoreShares.forEach(numbers.indices) { kernel.put($0, places) }
        }
        firstCount = total
      }
      wordCount = total
    }
    return (starts, firsts, words)
  }

  /// The memory that words are written to.
  private struct Places: @unchecked Sendable {
    let firsts: UnsafeMutablePointer<UInt32>
    let words: UnsafeMutablePointer<UInt64>
  }

  private func count(_ accounts: Range<Int>) {
    for reach in reaches {
      let positions = reach.positions(of: accounts)
      for position in positions {
        let number = Int(numbers[Int(reach.accounts[position])])
        if number >= 0 { next[number] &+= 1 }
      }
    }
  }

  private func put(_ accounts: Range<Int>, _ places: Places) {
    var positions = reaches.map { $0.positions(of: accounts).lowerBound }
    var stretch = accounts.lowerBound
    while stretch < accounts.upperBound {
      stretch = min(stretch + SinkWordsKernel.stretch, accounts.upperBound)
      for (block, reach) in reaches.enumerated() {
        let first = UInt32(truncatingIfNeeded: reach.first)
        var position = positions[block]
        while position < reach.accounts.count, Int(reach.accounts[position]) < stretch {
          let number = Int(numbers[Int(reach.accounts[position])])
          if number >= 0 {
            let place = Int(next[number])
            next[number] &+= 1
            (places.firsts + place).initialize(to: first)
            (places.words + place).initialize(to: reach.words[position])
          }
          position &+= 1
        }
        positions[block] = position
      }
    }
  }
}
