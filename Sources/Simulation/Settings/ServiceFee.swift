/// The part of each payment that a payment service keeps: a share and a fixed amount.
public struct ServiceFee: Sendable, Hashable, CustomStringConvertible {
  /// The share in hundredths of a per cent: 340 is 3.4 per cent.
  public var basisPoints: Int
  /// The fixed part in minor units of the payment's currency.
  public var fixed: Int64

  /// Creates a fee of a share, in hundredths of a per cent, and a fixed amount, in minor units.
  public init(basisPoints: Int, fixed: Int64) {
    self.basisPoints = basisPoints
    self.fixed = fixed
  }

  /// Reads a fee such as `3.4%+0.20` or `2%`; nil for any other text, and for fees of 50 per cent
  /// and more.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "+", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts[0].hasSuffix("%"),
      let share = ServiceFee.hundredths(parts[0].dropLast()),
      let fixed = parts.count == 2 ? ServiceFee.hundredths(parts[1]) : 0, share < 5_000,
      fixed < 10_000
    else { return nil }
    self.init(basisPoints: share, fixed: Int64(fixed))
  }

  /// Returns a payment less the fee, which is rounded half up to the minor unit.
  public func net(of gross: Int64) -> Int64 {
    max(0, gross - ExactMath.halfUp(gross, Int64(basisPoints), over: 10_000) - fixed)
  }

  /// The fee as text, `3.4%+0.20`.
  public var description: String {
    var share = ServiceFee.decimal(Int64(basisPoints))
    while share.last == "0" || share.last == "." {
      let wasPoint = share.removeLast() == "."
      if wasPoint { break }
    }
    return "\(share)%+\(ServiceFee.decimal(fixed))"
  }

  private static func decimal(_ hundredths: Int64) -> String {
    "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  private static func hundredths(_ text: some StringProtocol) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
      parts[0].count <= 6, let whole = Int(parts[0])
    else { return nil }
    guard parts.count == 2 else { return whole * 100 }
    guard (1...2).contains(parts[1].count), let fraction = Int(parts[1]) else { return nil }
    return whole * 100 + (parts[1].count == 1 ? fraction * 10 : fraction)
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
