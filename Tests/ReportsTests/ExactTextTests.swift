import PaymentGraph
import Testing

@testable import FundTracing
@testable import Reports

/// Long exact numbers are shortened for people, and say so; machines get them whole.
@Suite("Exact numbers in texts")
struct ExactTextTests {
  private let euro = Currency("EUR") ?? .none
  private let yen = Currency("JPY") ?? .none

  private func fraction(_ text: String) throws -> Fraction { try #require(Fraction(text)) }

  @Test func shortNumbersStandAsTheyAre() throws {
    #expect(ExactText.short(try fraction("5500/3"), euro) == "55/3")
    #expect(ExactText.worded(try fraction("5500/3"), euro) == "exactly 55/3")
    #expect(ExactText.short(try fraction("-118500"), euro) == "-1185")
    #expect(ExactText.short(.zero, yen) == "0")
  }

  @Test func longFractionsAreDecimalsThatSayWhatTheyAreShortFor() throws {
    // A third of a cent less than 12.34, and next to nothing.
    let long = try fraction("1" + String(repeating: "0", count: 60))
    let amount = Fraction(1_234) - (Fraction(1, 3) ?? .zero) + Fraction.one / (long + .one)
    let text = ExactText.short(amount, euro)
    #expect(text == "≈ 12.336667 (fraction of 63 digits)", "\(text)")
    #expect(ExactText.worded(amount, euro) == text)
    #expect(AmountText.exact(amount, euro).count > 100)
    #expect(ExactText.short(-amount, euro) == "≈ -12.336667 (fraction of 63 digits)")
    #expect(ExactText.short(amount, yen).hasPrefix("≈ 1233.6667 (fraction of "))
    #expect(ExactText.short(Fraction.one / long, euro) == "≈ 0.000000 (fraction of 63 digits)")
  }

  @Test func boundsAreSaidToBeBounds() throws {
    let third = Fraction.$mostBits.withValue(64) {
      let long = Fraction(1, .max) ?? .one
      return (Fraction(100, 3) ?? .one) + long * long - long * long
    }
    #expect(!third.isExact)
    #expect(ExactText.short(third, euro) == "≈ 0.333333 (between bounds)")
    #expect(ExactText.worded(third, euro) == "≈ 0.333333 (between bounds)")
    // Bounds that differ before the last digit shown are both there, rounded outwards.
    let wide = Fraction.$mostBits.withValue(64) { third - third }
    let far = (0..<30).reduce(wide) { sum, _ in sum + sum } * (try fraction("1" + zeros(27)))
    #expect(!far.isExact)
    let text = ExactText.short(far, euro)
    let ends = text.replacing(" (bounds)", with: "").components("..")
    #expect(text.hasSuffix(" (bounds)") && ends.count == 2, "\(text)")
    let bounds = far.bounds
    #expect(try fraction(ends[0]) * Fraction(100) <= bounds.lower)
    #expect(try fraction(ends[1]) * Fraction(100) >= bounds.upper)
  }

  @Test func shortTextsStaySmall() {
    var (number, longest) = (Fraction.one, 0)
    for step in Int64(1)...60 {
      number =
        number * (Fraction(1_000_003 + step, 999_983) ?? .one) + (Fraction(1, 7 + step) ?? .one)
      #expect(ExactText.short(number, euro).count < 60)
      longest = max(longest, AmountText.exact(number, euro).count)
    }
    #expect(longest > 300 && !number.isExact)
  }

  private func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
}

extension String {
  fileprivate func components(_ separator: String) -> [String] {
    split(separator: separator).map(String.init)
  }
}
