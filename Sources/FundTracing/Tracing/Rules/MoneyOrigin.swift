public import PaymentGraph

/// The origin of money before the trace follows it: the label of a lot.
public enum MoneyOrigin: Sendable, Hashable {
  /// A payment that a victim claims.
  case claim(TransferID)
  /// All claims of one account in one currency, where there are too many claims to tell apart; the first represents
  /// them.
  case claims(from: TransferID)
  /// Money proved to be the account holder's own.
  case own(AccountID)
  /// Money from an account outside the case, or from a victim's payment that is not claimed.
  case clean(AccountID)
  /// Money that an account paid beyond everything known to have come in.
  case unknown(AccountID)
  /// The bank's money: paid by an overdrawn account.
  case overdraft(AccountID)
  /// A pooled account's own money, with which it paid a chargeback.
  case processor(AccountID)
  /// Money that a pooled account paid while no link names the receipt.
  case unlinked(AccountID)
  /// Money that is not claimed, where there are too many origins to tell apart.
  case other
  /// Claimed money, where there are too many claims to tell apart.
  case allClaims

  /// True where the money is a victim's.
  public var isClaim: Bool {
    switch self {
    case .claim, .claims, .allClaims: true
    case .own, .clean, .unknown, .overdraft, .processor, .unlinked, .other: false
    }
  }

  /// The claim, or the first of several claims of one account in one currency; nil for other money, and for the claims
  /// of several accounts together.
  public var claim: TransferID? {
    switch self {
    case .claim(let claim), .claims(from: let claim): claim
    case .own, .clean, .unknown, .overdraft, .processor, .unlinked, .other, .allClaims: nil
    }
  }

  /// True where no record explains the money.
  public var isUnidentified: Bool {
    switch self {
    case .unknown, .unlinked: true
    case .claim, .claims, .own, .clean, .overdraft, .processor, .other, .allClaims: false
    }
  }

  /// Returns the label that outputs print, `own:acct-1`; for a claim the key of the account that paid it.
  public func label(in ledger: Ledger) -> String {
    switch self {
    case .claim(let claim), .claims(from: let claim): ledger.transfer(claim).payer.key
    case .own(let account): "own:\(ledger.account(account).key)"
    case .clean(let account): "clean:\(ledger.account(account).key)"
    case .unknown(let account): "unknown:\(ledger.account(account).key)"
    case .overdraft(let account): "overdraft:\(ledger.account(account).key)"
    case .processor(let account): "processor:\(ledger.account(account).key)"
    case .unlinked(let account): "unlinked:\(ledger.account(account).key)"
    case .other: "other"
    case .allClaims: "claims"
    }
  }
}
