public import PaymentGraph

/// Some of a question's claims: a bit for each, so that thousands of documents can each concern thousands of claims.
///
/// The elements are in ledger order. O(1) memory words for 64 claims; iterating costs the words and the elements.
public struct TransferSubset: Sequence, Sendable {
  /// All claims of the question, in ledger order, which every subset of the answer shares.
  let all: [TransferID]
  /// A bit for each of them, the first one lowest.
  private(set) var words: [UInt64]

  /// Creates an empty subset.
  init(of all: [TransferID]) {
    self.all = all
    words = Array(repeating: 0, count: (all.count + 63) / 64)
  }

  /// Creates the subset that holds all of some transfers, which are in ledger order.
  init(all transfers: [TransferID]) {
    self.init(of: transfers)
    for number in transfers.indices { insert(number) }
  }

  /// The number of elements.
  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// True where there is no element.
  public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// Adds the claim with a number.
  mutating func insert(_ number: Int) { words[number / 64] |= 1 << UInt64(number % 64) }

  /// Adds claims of one block of 64.
  @inline(__always) mutating func insert(_ bits: UInt64, ofBlock block: Int) {
    words[block] |= bits
  }

  /// Calls a function with the number of each element.
  @inline(__always) func forEachNumber(_ body: (Int) -> Void) {
    for index in words.indices {
      var rest = words[index]
      while rest != 0 {
        body(index * 64 + rest.trailingZeroBitCount)
        rest &= rest &- 1
      }
    }
  }

  /// Gives the elements in ledger order.
  public func makeIterator() -> AnyIterator<TransferID> {
    var (index, rest) = (0, words.first ?? 0)
    return AnyIterator {
      while rest == 0 {
        index += 1
        guard index < words.count else { return nil }
        rest = words[index]
      }
      defer { rest &= rest &- 1 }
      return all[index * 64 + rest.trailingZeroBitCount]
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
