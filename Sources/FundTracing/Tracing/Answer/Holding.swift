public import PaymentGraph

/// Money of one origin that lies in one account, with one bank or in fees, under the rule of a trace.
public struct Holding: Sendable, Hashable {
  /// The kinds of sites where money ends up.
  public enum Place: Sendable, Hashable {
    /// An account.
    case account(AccountID)
    /// The bank of an overdrawn account, whose debt the money paid off.
    case bank(of: AccountID)
    /// A fee kept on the way, on a payment of the account.
    case fees(of: AccountID)
    /// Money on its way to an account: it had left its payer, and had not arrived when the question ends.
    case onItsWay(to: AccountID)
    /// Payments of an account that no record shows, although its balances say that money left: no rule follows them,
    /// and bounds allow for them.
    case unseen(by: AccountID)
  }

  /// The account, bank or fee where the money is.
  public let place: Place
  /// The currency in which it lies there.
  public let currency: Currency
  /// The origin of the money.
  public let origin: MoneyOrigin
  /// The amount, in minor units of ``currency``: exact.
  public let amount: Fraction
  /// The amount in minor units of the claim's currency: exact.
  ///
  /// The values of all holdings of a claim add up to the claim. Meaningless for money that is not claimed.
  public let value: Fraction
}

extension Holding.Place {
  /// The account itself, the overdrawn one, the one whose payment bore the fee, or the one that is being paid.
  public var account: AccountID {
    switch self {
    case .account(let account), .bank(let account), .fees(let account), .onItsWay(let account),
      .unseen(let account):
      account
    }
  }

  /// The rank in an answer among the sites of one account.
  var kind: Int {
    switch self {
    case .account: 0
    case .fees: 1
    case .bank: 2
    case .onItsWay: 3
    case .unseen: 4
    }
  }

  /// Returns the text that outputs print: an account key, `bank:acct-1`, `fees:acct-1`, `on-its-way:acct-1` or
  /// `unseen:acct-1`; with one more colon where an account of the ledger has such a key.
  public func label(in ledger: Ledger) -> String {
    let key = ledger.account(account).key
    let word: String
    switch self {
    case .account: return key
    case .bank: word = "bank:"
    case .fees: word = "fees:"
    case .onItsWay: word = "on-its-way:"
    case .unseen: word = "unseen:"
    }
    var label = word + key
    while ledger.account(label) != nil { label = ":" + label }
    return label
  }
}

/// One victim's money in one account, with one bank or in fees: the lots of all its claims together.
public struct VictimHolding: Sendable, Hashable {
  /// The fates of money.
  public enum Fate: String, Sendable, Hashable, CaseIterable {
    /// The money is in an account where it can still be.
    case held
    /// The money is in a pooled account, and no link says where it went on: a break of the records.
    case stoppedAtPooled = "stopped"
    /// The money is back in the victim's own account, which the records identify by more than a name.
    case returned
    /// The money is on its way to an account at which it has not arrived yet.
    case onItsWay = "on its way"
    /// The money was drawn as cash, kept as a fee, or paid to the bank of an overdrawn account.
    case dissipated
  }

  /// The account, bank or fee where the money is.
  public let place: Holding.Place
  /// The currency in which it lies there.
  public let currency: Currency
  /// The victim.
  public let victim: AccountID
  /// The currency in which the victim claims it.
  public let claimCurrency: Currency
  /// The amount, in minor units of ``currency``: exact.
  public let amount: Fraction
  /// The amount in minor units of ``claimCurrency``: exact.
  public let value: Fraction
  /// The fate of the money.
  public let fate: Fate
}

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
