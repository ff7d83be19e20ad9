public import PaymentGraph

/// The amount of one victim's claimed money that came to an account and stayed there, first in,
/// first out.
///
/// Amounts are kept in billionths of the minor unit, because conversions divide them.
public struct RawHolding: Sendable, Hashable {
  /// The number of the account.
  public let account: Int
  /// The number of the victim's account.
  public let victim: Int
  /// The currency.
  public let currency: Currency
  /// The victim's money in all receipts together, in billionths of the minor unit.
  public let received: Int128
  /// The victim's money that is still there when the story ends, in billionths of the minor unit.
  public let held: Int128

  /// Rounds billionths of the minor unit half up to whole minor units.
  public static func minorUnits(_ billionths: Int128) -> Int64 {
    Int64((billionths + RawLots.unit / 2) / RawLots.unit)
  }
}
