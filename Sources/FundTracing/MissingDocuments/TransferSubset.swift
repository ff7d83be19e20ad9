public import PaymentGraph

/// Some of a question's claims: a bit for each, so that thousands of documents can each concern thousands of claims.
///
/// Claims lie in blocks of 512. Only blocks are kept that hold any of them, and of a block that is there as a whole only
/// its number: where money has mixed for long, every account has all claims but the last few. The elements are in ledger
/// order. Iterating costs the blocks and the elements.
public struct TransferSubset: Sequence, Sendable {
  /// A bit for each claim of a block, the first one lowest.
  typealias Block = SIMD8<UInt64>

  static let blockSize = 512

  /// All claims of the question, in ledger order, which every subset of the answer shares.
  let all: [TransferID]
  /// The numbers of the blocks that hold any, in order.
  private var blocks: [Int32] = []
  /// True for each of them that is there as a whole.
  private var isWhole: [Bool] = []
  /// The bits of the others, in order.
  private var parts: [Block] = []

  /// Creates an empty subset.
  init(of all: [TransferID]) { self.all = all }

  /// Creates the subset that holds all of some transfers, which are in ledger order.
  init(all transfers: [TransferID]) {
    self.init(of: transfers)
    for block in 0..<(transfers.count + Self.blockSize - 1) / Self.blockSize {
      append(Self.whole(numbers(of: block).count), number: block)
    }
  }

  /// Creates a subset from words of 64 claims, in order, each with its number.
  init(of all: [TransferID], words: [(number: Int32, claims: UInt64)]) {
    self.init(of: all)
    var block = Block.zero
    for (place, word) in words.enumerated() {
      let number = Int(word.number) / Block.scalarCount
      block[Int(word.number) % Block.scalarCount] |= word.claims
      if place + 1 == words.count || Int(words[place + 1].number) / Block.scalarCount != number {
        append(block, number: number)
        block = .zero
      }
    }
  }

  /// Adds a block, whose number is above all others.
  mutating func append(_ bits: Block, number: Int) {
    guard bits != .zero else { return }
    let isWhole = bits == Self.whole(numbers(of: number).count)
    blocks.append(Int32(truncatingIfNeeded: number))
    self.isWhole.append(isWhole)
    if !isWhole { parts.append(bits) }
  }

  /// Returns a block of so many claims that are all there.
  private static func whole(_ count: Int) -> Block {
    var block = Block.zero
    for word in block.indices {
      let bits = Swift.min(64, Swift.max(0, count - word * 64))
      block[word] = bits == 64 ? .max : (1 << UInt64(bits)) - 1
    }
    return block
  }

  /// Returns the numbers of the claims of a block.
  private func numbers(of block: Int) -> Range<Int> {
    let start = Swift.min(all.count, block * Self.blockSize)
    return start..<Swift.min(all.count, start + Self.blockSize)
  }

  /// The number of elements.
  public var count: Int {
    var count = 0
    for (place, block) in blocks.enumerated() where isWhole[place] {
      count += numbers(of: Int(block)).count
    }
    return parts.reduce(count) { sum, bits in
      bits.indices.reduce(sum) { $0 + bits[$1].nonzeroBitCount }
    }
  }

  /// True where there is no element.
  public var isEmpty: Bool { blocks.isEmpty }

  /// Calls a function with the number of each block that is there as a whole, and another with the number of each other
  /// element.
  func forEach(block: (Int) -> Void, number: (Int) -> Void) {
    var part = 0
    for (place, index) in blocks.enumerated() {
      guard !isWhole[place] else {
        block(Int(index))
        continue
      }
      let bits = parts[part]
      part += 1
      for word in bits.indices {
        var rest = bits[word]
        while rest != 0 {
          number(Int(index) * Self.blockSize + word * 64 + rest.trailingZeroBitCount)
          rest &= rest &- 1
        }
      }
    }
  }

  /// Gives the elements in ledger order.
  public func makeIterator() -> AnyIterator<TransferID> {
    var (place, part, word) = (-1, 0, Block.scalarCount)
    var (bits, rest) = (Block.zero, UInt64(0))
    return AnyIterator {
      while rest == 0 {
        word += 1
        if word >= Block.scalarCount {
          (place, word) = (place + 1, 0)
          guard place < blocks.count else { return nil }
          if isWhole[place] {
            bits = Self.whole(numbers(of: Int(blocks[place])).count)
          } else {
            bits = parts[part]
            part += 1
          }
        }
        rest = bits[word]
      }
      defer { rest &= rest &- 1 }
      return all[Int(blocks[place]) * Self.blockSize + word * 64 + rest.trailingZeroBitCount]
    }
  }
}

extension TransferSubset: Hashable {
  /// Compares the elements, whatever claims they were chosen from.
  public static func == (left: TransferSubset, right: TransferSubset) -> Bool {
    left.elementsEqual(right)
  }

  /// Hashes the elements.
  public func hash(into hasher: inout Hasher) { for id in self { hasher.combine(id) } }
}
