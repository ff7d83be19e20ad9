public import PaymentGraph

/// The part of one victim's money that passed through one account, in one currency.
///
/// Received = forwarded + paid to an overdraft + held. Money that runs in a circle is received each time it comes, so
/// received can exceed the claim.
public struct AccountPassage: Sendable, Hashable {
  /// The account.
  public let account: AccountID
  /// The currency.
  public let currency: Currency
  /// The victim whose money it is.
  public let victim: AccountID
  /// The money that came in, over all credits, in minor units: exact.
  public internal(set) var received = Fraction.zero
  /// The money that went out, over all debits.
  public internal(set) var forwarded = Fraction.zero
  /// The money that paid off an overdraft.
  public internal(set) var absorbed = Fraction.zero
  /// The money that is there at the end.
  public internal(set) var held = Fraction.zero

  /// True where money came in again after some had gone out: it may have run in a circle, and then counts twice in
  /// ``received``.
  public internal(set) var mayBeCircular = false
}
