/// The decimals in which one row writes its amounts, where they are more than its currencies' own.
struct FinerUnits: Sendable, Hashable {
  /// The decimals of what was sent.
  let sent: UInt8
  /// The decimals of what arrived.
  let received: UInt8
}
