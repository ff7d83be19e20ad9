package import PaymentGraph

extension LedgerView {
  /// The links that the records themselves state, in ledger order of the payouts, with which evaluations compare
  /// inferred links.
  ///
  /// - Complexity: O(*t*) over the whole ledger.
  package var recordedLinks: [Link] { RecordedLinks.find(in: ledger).links }
}
