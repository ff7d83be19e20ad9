/// The numbers of a sequence, arranged so that those of any stretch of it are found in order of size.
///
/// Each level holds one bit of every number, the highest first, and sorts the sequence by that bit without disturbing it
/// otherwise; a stretch is followed down the levels by counting bits. Claude, Navarro, Ordóñez, The wavelet matrix
/// (Information Systems 47, 2015).
///
/// Making it takes O(*n* log *n*) for *n* numbers below *n*; it holds about 1.5 bits of each number a level.
struct WaveletMatrix: Sendable {
  private let levels: Int
  private let words: Int
  /// The bits of each level, 64 to a word; one word more than the bits need, so that the end can be looked up.
  private var bits: [UInt64]
  /// The number of ones of each level before each word.
  private var ones: [UInt32]
  /// The number of zeros of each level.
  private var zeros: [Int] = []

  init(_ numbers: [Int32]) {
    let count = numbers.count
    levels = max(1, Int.bitWidth - max(0, count - 1).leadingZeroBitCount)
    words = count / 64 + 1
    bits = Array(repeating: 0, count: levels * words)
    ones = Array(repeating: 0, count: levels * words)
    var sequence = numbers
    var (low, high): ([Int32], [Int32]) = ([], [])
    for level in 0..<levels {
      low.removeAll(keepingCapacity: true)
      high.removeAll(keepingCapacity: true)
      let shift = Int32(levels - 1 - level)
      for (position, number) in sequence.enumerated() {
        if (number >> shift) & 1 == 1 {
          bits[level * words + position / 64] |= 1 << UInt64(position % 64)
          high.append(number)
        } else {
          low.append(number)
        }
      }
      var sum: UInt32 = 0
      for word in level * words..<(level + 1) * words {
        ones[word] = sum
        sum += UInt32(bits[word].nonzeroBitCount)
      }
      zeros.append(low.count)
      sequence.replaceSubrange(0..<low.count, with: low)
      sequence.replaceSubrange(low.count..<count, with: high)
    }
  }

  /// Returns how many numbers of a stretch are smaller than a number, which is not negative.
  ///
  /// - Complexity: O(log *n*).
  func count(below number: Int, in stretch: Range<Int>) -> Int {
    guard number < 1 << levels else { return stretch.count }
    var (start, end) = (stretch.lowerBound, stretch.upperBound)
    var smaller = 0
    for level in 0..<levels {
      let (startOnes, endOnes) = (onesBefore(start, level), onesBefore(end, level))
      if (number >> (levels - 1 - level)) & 1 == 1 {
        smaller += end - start - (endOnes - startOnes)
        (start, end) = (zeros[level] + startOnes, zeros[level] + endOnes)
      } else {
        (start, end) = (start - startOnes, end - endOnes)
      }
    }
    return smaller
  }

  /// Returns the number of a stretch that so many numbers of it precede by size: 0 asks for the smallest.
  ///
  /// - Complexity: O(log *n*).
  func number(after rank: Int, in stretch: Range<Int>) -> Int {
    var (start, end) = (stretch.lowerBound, stretch.upperBound)
    var (rank, number) = (rank, 0)
    for level in 0..<levels {
      let (startOnes, endOnes) = (onesBefore(start, level), onesBefore(end, level))
      let zerosInside = end - start - (endOnes - startOnes)
      number <<= 1
      if rank < zerosInside {
        (start, end) = (start - startOnes, end - endOnes)
      } else {
        rank -= zerosInside
        number |= 1
        (start, end) = (zeros[level] + startOnes, zeros[level] + endOnes)
      }
    }
    return number
  }

  private func onesBefore(_ position: Int, _ level: Int) -> Int {
    let word = level * words + position / 64
    let below = bits[word] & ((1 << UInt64(position % 64)) - 1)
    return Int(ones[word]) + below.nonzeroBitCount
  }
}
