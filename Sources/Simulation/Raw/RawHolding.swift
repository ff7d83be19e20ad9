public import PaymentGraph

/// How much of one victim's claimed money came to an account and stayed there, first in, first out.
///
/// Amounts are kept in billionths of the minor unit, because conversions divide them.
public struct RawHolding: Sendable, Hashable {
  /// The account: its number.
  public let account: Int
  /// The victim's account: its number.
  public let victim: Int
  /// The currency.
  public let currency: Currency
  /// What came in, in billionths of the minor unit.
  public let received: Int128
  /// What is still there when the story ends.
  public let held: Int128

  /// Billionths of the minor unit rounded half up to whole minor units.
  public static func minorUnits(_ billionths: Int128) -> Int64 {
    Int64((billionths + RawLots.unit / 2) / RawLots.unit)
  }
}
