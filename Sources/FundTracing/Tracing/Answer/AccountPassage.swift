public import PaymentGraph

/// What of one victim's money passed through one account, in one currency.
///
/// Received = forwarded + what discharged an overdraft + held. Money that runs in a circle is received
/// each time it comes, so received can exceed the claim.
public struct AccountPassage: Sendable, Hashable {
  /// The account.
  public let account: AccountID
  /// The currency.
  public let currency: Currency
  /// Whose money.
  public let victim: AccountID
  /// What came in, over all credits, in minor units: exact.
  public internal(set) var received = Fraction.zero
  /// What went out, over all debits.
  public internal(set) var forwarded = Fraction.zero
  /// What paid off an overdraft.
  public internal(set) var absorbed = Fraction.zero
  /// What is there at the end.
  public internal(set) var held = Fraction.zero

  /// Whether money came in again after some had gone out: it may have run in a circle, and then
  /// counts twice in ``received``.
  public internal(set) var mayBeCircular = false
}
