public import PaymentGraph

extension LedgerView {
  /// Divides all accounts of the ledger into parts that no transfer in scope joins.
  ///
  /// ```swift
  /// let connected = ledger.whole.connectedAccounts()
  /// print(connected.count, "parts of the ledger have no payment between them")
  /// ```
  ///
  /// - Returns: the parts, whatever the directions and times of transfers.
  /// - Complexity: O(*t* + *a*) up to a factor that never reaches five; 4 bytes an account.
  public func connectedAccounts() -> ConnectedAccounts {
    var union = AccountUnion(count: ledger.accountCount)
    union.join(ledger.columns.payer, beneficiary: ledger.columns.beneficiary, included: included)
    let roots = union.roots
    return ConnectedAccounts(scope: self, roots: roots, count: union.partCount)
  }
}
