internal import BigInt

/// Finds the greatest common divisor of large numbers.
///
/// Lehmer's algorithm (Knuth, The Art of Computer Programming 2, 4.5.2, algorithm L): the leading 62 bits of both
/// numbers decide many steps of Euclid's algorithm at once, so that the whole numbers are touched once for some 30 bits
/// of quotients. O(*b*²/30) for *b* bits; the library's binary algorithm touches them for every bit.
enum CommonDivisor {
  static func of(_ left: BigUInt, _ right: BigUInt) -> BigUInt {
    var (larger, smaller) = left < right ? (right, left) : (left, right)
    while smaller.bitWidth > UInt.bitWidth {
      let steps = Steps(larger, smaller)
      (larger, smaller) =
        steps.isEmpty ? (smaller, larger % smaller) : steps.applied(to: larger, smaller)
    }
    // One division of the larger number brings both into a word.
    var (word, rest) = (UInt(larger.isZero || smaller.isZero ? 0 : larger % smaller), UInt(smaller))
    guard rest != 0 else { return larger }
    while word != 0 { (word, rest) = (rest % word, word) }
    return BigUInt(rest)
  }

  /// Several steps of Euclid's algorithm as one matrix: larger becomes `a`·larger + `b`·smaller, smaller becomes
  /// `c`·larger + `d`·smaller.
  private struct Steps {
    private var (a, b, c, d) = (1, 0, 0, 1)

    var isEmpty: Bool { b == 0 }

    /// Finds the steps that every pair of numbers with these leading bits takes.
    init(_ larger: BigUInt, _ smaller: BigUInt) {
      let cut = larger.bitWidth - 62
      var (x, y) = (Steps.bits(of: larger, from: cut), Steps.bits(of: smaller, from: cut))
      // The leading bits are below 2^62 and every factor is at most as large as they are: no sum passes 63 bits.
      while y + c != 0, y + d != 0 {
        let quotient = (x + a) / (y + c)
        guard quotient == (x + b) / (y + d) else { break }
        (a, c) = (c, a - quotient * c)
        (b, d) = (d, b - quotient * d)
        (x, y) = (y, x - quotient * y)
      }
    }

    func applied(to larger: BigUInt, _ smaller: BigUInt) -> (BigUInt, BigUInt) {
      func sum(_ factor: Int, _ other: Int) -> BigUInt {
        let first = larger.multiplied(byWord: factor.magnitude)
        let second = smaller.multiplied(byWord: other.magnitude)
        // The two factors have opposite signs, and the sum is not negative.
        return factor > 0 ? first - second : second - first
      }
      return (sum(a, b), sum(c, d))
    }

    /// The 62 bits of a number above a bit.
    private static func bits(of value: BigUInt, from bit: Int) -> Int {
      let words = value.words
      let (index, shift) = (bit / UInt.bitWidth, bit % UInt.bitWidth)
      let below = index < words.count ? words[index] >> shift : 0
      // A shift of a whole word gives 0.
      let above = index + 1 < words.count ? words[index + 1] << (UInt.bitWidth - shift) : 0
      return Int(truncatingIfNeeded: below | above)
    }
  }
}
