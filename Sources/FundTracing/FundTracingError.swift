public import PaymentGraph

/// The reason why a question cannot be asked.
///
/// A search that finds nothing is an answer, never an error.
public enum FundTracingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No source was named, so there is nothing to follow.
  case noSources
  /// All claimed payments have payers whom the data does not name.
  case onlyUnnamedSources
  /// A limit of less than one hop finds nothing by definition.
  case hopLimitTooSmall(Int)
  /// A shared sink needs at least one victim.
  case minimumVictimsTooSmall(Int)
  /// A claimed payment was not paid by the account that is said to claim it.
  case claimOfAnother(TransferID, AccountID)
  /// An account of the question is not one of the ledger's.
  case unknownAccount(AccountID)
  /// Links are asked for at an account that is not pooled.
  case notPooled(AccountID)
  /// Two payments are declared co-ordinated, and the later one does not pay the account that made the earlier one.
  case notCoordinated(debit: TransferID, credit: TransferID)
  /// A distribution needs the accounts that are to be shared out.
  case noPool
  /// So many claims mix in so many transfers that they cannot be told apart at the missing documents in a minute.
  case tooManyClaims(Int)

  /// The cause in one sentence.
  public var description: String {
    switch self {
    case .noSources: "no source is named: name victims, or the payments that they claim"
    case .onlyUnnamedSources:
      "none of the claimed payments has a named payer, so the number of victims is unknown: load the payers' "
        + "statements, or name the payers in an accounts file"
    case .hopLimitTooSmall(let limit): "a limit of \(limit) hops allows no walk: use 1 or more"
    case .minimumVictimsTooSmall(let count):
      "with at least \(count) victims every account would be a sink: use 1 or more"
    case .claimOfAnother:
      "a claimed payment was paid by an account other than the one that claims it"
    case .unknownAccount: "an account of the question is not in the ledger"
    case .notPooled:
      "the account has no links, because it is not pooled: its role must be processor, or the "
        + "accounts file must say pooled"
    case .notCoordinated:
      "co-ordinated payments are a debit and a later credit of the account that made it: name the "
        + "debit first"
    case .noPool: "a distribution needs a pool: name the accounts to share out"
    case .tooManyClaims(let count):
      "\(count) claims mix in too many transfers to tell apart which of them each missing document would decide: name "
        + "fewer victims, or a shorter period"
    }
  }
}
