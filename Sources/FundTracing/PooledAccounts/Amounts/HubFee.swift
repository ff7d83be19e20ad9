/// The fee that a pooled account keeps of a receipt: a rounded part of it, and a fixed sum.
public struct HubFee: Sendable, Hashable {
  /// The way in which the part is rounded to whole minor units.
  public enum Rounding: String, Sendable, Hashable, CaseIterable {
    case halfUp = "half up"
    case halfEven = "half to even"
    case halfDown = "half down"
    case up = "up"
    case down = "down"
  }

  /// The rate that makes the whole: ``rate`` is in thousandths of a per cent.
  static let whole: Int64 = 100_000

  /// The part that is kept, in thousandths of a per cent: 3400 is 3.4 %.
  public let rate: Int64
  /// The fixed sum that is kept, in minor units.
  public let fixed: Int64
  /// The rounding of the part.
  public let rounding: Rounding

  /// Creates a rule.
  public init(rate: Int64, fixed: Int64, rounding: Rounding = .halfUp) {
    self.rate = rate
    self.fixed = fixed
    self.rounding = rounding
  }

  /// True where nothing is kept.
  var isNothing: Bool { rate == 0 && fixed == 0 }

  /// The rule that keeps nothing.
  public static let none = HubFee(rate: 0, fixed: 0)

  /// Returns the net amount of a receipt, in minor units.
  public func net(of gross: Int64) -> Int64 {
    gross &- HubFee.part(of: gross, rate, rounding) &- fixed
  }

  static func part(of gross: Int64, _ rate: Int64, _ rounding: Rounding) -> Int64 {
    let (product, isTooLarge) = gross.multipliedReportingOverflow(by: rate)
    guard !isTooLarge else {
      let (quotient, remainder) = (Int128(gross) * Int128(rate)).quotientAndRemainder(
        dividingBy: Int128(whole))
      return Int64(truncatingIfNeeded: quotient)
        &+ step(Int64(truncatingIfNeeded: remainder), Int64(truncatingIfNeeded: quotient), rounding)
    }
    let (quotient, remainder) = product.quotientAndRemainder(dividingBy: whole)
    return quotient &+ step(remainder, quotient, rounding)
  }

  /// Returns the amount that rounding adds to a quotient, for a remainder that is not negative.
  private static func step(_ remainder: Int64, _ quotient: Int64, _ rounding: Rounding) -> Int64 {
    let twice = remainder * 2
    switch rounding {
    case .down: return 0
    case .up: return remainder > 0 ? 1 : 0
    case .halfUp: return twice >= whole ? 1 : 0
    case .halfDown: return twice > whole ? 1 : 0
    case .halfEven: return twice > whole || (twice == whole && quotient & 1 == 1) ? 1 : 0
    }
  }

  /// The rate in per cent without needless digits: `3.4`.
  public var rateText: String {
    var digits = String(rate % 1_000 + 1_000).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return digits.isEmpty ? "\(rate / 1_000)" : "\(rate / 1_000).\(digits)"
  }

  /// The number of digits needed to state the rule: of several that explain as much, the plainest is shown.
  var plainness: Int {
    func digits(_ number: Int64) -> Int {
      var (rest, count) = (number, 0)
      while rest > 0, rest % 10 == 0 { rest /= 10 }
      while rest > 0 { (rest, count) = (rest / 10, count + 1) }
      return count
    }
    return digits(rate) + digits(fixed)
  }
}
