public import PaymentGraph

/// Money of one origin at one place, under the rule of a trace.
public struct Holding: Sendable, Hashable {
  /// Where money ends up.
  public enum Place: Sendable, Hashable {
    /// In an account.
    case account(AccountID)
    /// With the bank of an overdrawn account, whose debt it paid off.
    case bank(of: AccountID)
    /// Kept on the way, as a fee on what an account paid.
    case fees(of: AccountID)
    /// On its way to an account: it had left its payer, and had not come when the question ends.
    case onItsWay(to: AccountID)
  }

  /// Where it is.
  public let place: Place
  /// The currency in which it lies there.
  public let currency: Currency
  /// Whose it was.
  public let origin: MoneyOrigin
  /// How much, in minor units of ``currency``: exact.
  public let amount: Fraction
  /// How much of the claim it is, in minor units of the claim's currency: exact.
  ///
  /// Over all holdings of a claim this adds up to the claim. Meaningless for money that is no
  /// claim.
  public let value: Fraction
}

extension Holding.Place {
  /// The account itself, the overdrawn one, the one whose payment bore the fee, or the one that is being paid.
  public var account: AccountID {
    switch self {
    case .account(let account), .bank(let account), .fees(let account), .onItsWay(let account):
      account
    }
  }

  /// Where it comes in an answer among the places of its account.
  var kind: Int {
    switch self {
    case .account: 0
    case .fees: 1
    case .bank: 2
    case .onItsWay: 3
    }
  }

  /// The place as outputs spell it: an account key, `bank:acct-1`, `fees:acct-1` or `on-its-way:acct-1`.
  public func label(in ledger: Ledger) -> String {
    switch self {
    case .account(let account): ledger.account(account).key
    case .bank(let account): "bank:\(ledger.account(account).key)"
    case .fees(let account): "fees:\(ledger.account(account).key)"
    case .onItsWay(let account): "on-its-way:\(ledger.account(account).key)"
    }
  }
}
