import BigInt
import TestSupport
import Testing

@testable import FundTracing

@Suite("Greatest common divisors of large numbers")
struct CommonDivisorTests {
  /// A number of up to as many words, with long runs of equal bits at times.
  private func number(_ words: Int, _ numbers: inout SplitMix64) -> BigUInt {
    let count = Int(numbers.next() % UInt64(words + 1))
    return BigUInt(
      words: (0..<count).map { _ in
        switch numbers.next() % 4 {
        case 0: UInt.max
        case 1: 0
        default: UInt(numbers.next())
        }
      })
  }

  @Test("are those of the binary algorithm, for numbers of 0 to 20 words")
  func binary() {
    var numbers = SplitMix64(seed: 20_261_130)
    for _ in 0..<4000 {
      let common = number(4, &numbers)
      let (left, right) = (number(20, &numbers) * common, number(8, &numbers) * common)
      #expect(CommonDivisor.of(left, right) == left.greatestCommonDivisor(with: right))
      #expect(CommonDivisor.of(right, left) == left.greatestCommonDivisor(with: right))
    }
  }

  @Test("are right where every quotient is 1: neighbours in the sequence of Fibonacci")
  func fibonacci() {
    var (earlier, later) = (BigUInt(0), BigUInt(1))
    for _ in 0..<600 {
      #expect(CommonDivisor.of(later * 12, earlier * 12) == (earlier.isZero ? later * 12 : 12))
      (earlier, later) = (later, earlier + later)
    }
  }

  @Test("leave sums and products in lowest terms")
  func lowestTerms() throws {
    var numbers = SplitMix64(seed: 7)
    for _ in 0..<2000 {
      let tops = (0..<2).map { _ in BigInt(number(3, &numbers)) * (numbers.next() % 2 == 0 ? 1 : -1)
      }
      let common = number(2, &numbers) + 1
      let bottoms = (0..<2).map { _ in BigInt((number(3, &numbers) + 1) * common) }
      let (left, right) = (
        Fraction.reduced(tops[0], bottoms[0]), Fraction.reduced(tops[1], bottoms[1])
      )
      let sum = Fraction.reduced(
        tops[0] * bottoms[1] + tops[1] * bottoms[0], bottoms[0] * bottoms[1])
      let product = Fraction.reduced(tops[0] * tops[1], bottoms[0] * bottoms[1])
      for (found, expected) in [(left + right, sum), (left * right, product)] {
        let (found, expected) = (try #require(found.large), try #require(expected.large))
        #expect(found.numerator == expected.numerator)
        #expect(found.denominator == expected.denominator)
      }
    }
  }
}
