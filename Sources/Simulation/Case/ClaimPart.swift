/// The part of a transfer that is the money of one claimed payment.
public struct ClaimPart: Sendable, Hashable {
  /// The number of the claimed payment's record.
  public let claim: Int
  /// The part of the amount received, in minor units of its currency.
  public let minorUnits: Int64
}
