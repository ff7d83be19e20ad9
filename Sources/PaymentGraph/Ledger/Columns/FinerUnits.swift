/// The decimals in which one row writes its amounts, where they are more than the currencies
/// themselves have.
struct FinerUnits: Sendable, Hashable {
  /// The decimals of the amount sent.
  let sent: UInt8
  /// The decimals of the amount received.
  let received: UInt8
}
