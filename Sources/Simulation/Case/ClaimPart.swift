/// How much of a transfer is the money of one claimed payment.
public struct ClaimPart: Sendable, Hashable {
  /// The claimed payment: the number of its record.
  public let claim: Int
  /// How much of what the beneficiary got, in its minor units.
  public let minorUnits: Int64
}
