public import PaymentGraph

/// The start of a question: an account, usually a victim's, and the payments that it claims.
public struct Source: Sendable, Hashable {
  /// The account that paid.
  public let account: AccountID
  /// The payments that are claimed; nil for all that the account paid within the scope.
  public let claims: [TransferID]?

  /// Creates a source; without claims, all outgoing transfers in scope are claimed.
  public init(account: AccountID, claims: [TransferID]? = nil) {
    self.account = account
    self.claims = claims
  }

  /// Returns the sources of some claimed payments: one for each account that paid any of them, in the order of account
  /// keys.
  public static func claiming(_ transfers: [TransferID], in ledger: Ledger) -> [Source] {
    var claims: [AccountID: [TransferID]] = [:]
    for transfer in transfers {
      claims[ledger.transfer(transfer).payer.id, default: []].append(transfer)
    }
    let ranks = ledger.keyRanks
    return claims.sorted { ranks[$0.key.position] < ranks[$1.key.position] }
      .map { Source(account: $0.key, claims: $0.value.sorted()) }
  }
}
