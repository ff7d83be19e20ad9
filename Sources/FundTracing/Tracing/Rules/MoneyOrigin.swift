public import PaymentGraph

/// Where money was before the trace follows it: the label that a lot carries.
public enum MoneyOrigin: Sendable, Hashable {
  /// A payment that a victim claims.
  case claim(TransferID)
  /// All claims of one account in one currency, where single claims are too many to be told apart: by the first of them.
  case claims(from: TransferID)
  /// Proved to be the account holder's own.
  case own(AccountID)
  /// From an account outside the case, or a victim's payment that is not claimed.
  case clean(AccountID)
  /// Paid by an account beyond everything that is known to have come in.
  case unknown(AccountID)
  /// The bank's money: paid by an overdrawn account.
  case overdraft(AccountID)
  /// A pooled account's own, with which it paid a chargeback.
  case processor(AccountID)
  /// Paid by a pooled account, and no link says on which receipt.
  case unlinked(AccountID)
  /// Of any origin that is no claim, where there are too many to be told apart.
  case other
  /// Any of the claims, where there are too many to be told apart.
  case allClaims

  /// Whether it is a victim's.
  public var isClaim: Bool {
    switch self {
    case .claim, .claims, .allClaims: true
    case .own, .clean, .unknown, .overdraft, .processor, .unlinked, .other: false
    }
  }

  /// The claim, or the first of several claims of one account in one currency; nil for other money, and for the claims of
  /// several accounts together.
  public var claim: TransferID? {
    switch self {
    case .claim(let claim), .claims(from: let claim): claim
    case .own, .clean, .unknown, .overdraft, .processor, .unlinked, .other, .allClaims: nil
    }
  }

  /// Whether no record explains it.
  public var isUnidentified: Bool {
    switch self {
    case .unknown, .unlinked: true
    case .claim, .claims, .own, .clean, .overdraft, .processor, .other, .allClaims: false
    }
  }

  /// The label as outputs spell it, `own:acct-1`; of a claim the key of the account that paid it.
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
