public import PaymentGraph

extension LedgerView {
  /// Asks how victims were chosen: which lists of people, in which order, where, and when such a list was copied.
  ///
  /// The question is asked of attributes before first contact and never of the payments to the fraudsters. Victims are
  /// compared with others of the same strata under the same masks; a list is named only where an exact test, corrected
  /// for all lists that could have been named, and the posterior over all of them agree. A list that is not named is
  /// "behind at most so many contacts", or nothing can be said, with the share that would have been found.
  ///
  /// ```swift
  /// let claims = ledger.whole.transfers(of: anna).map(\.id)
  /// let answer = try ledger.whole.compromise(claims: claims, records: CaseRecords())
  /// for row in answer.lists { print(row.list, row.verdict) }
  /// ```
  ///
  /// - Parameters:
  ///   - settings: the parameters.
  ///   - claims: the payments that victims claim.
  ///   - records: persons, lists, areas and statements held.
  /// - Returns: lists by verdict, posterior and name; orders and areas test by test.
  /// - Throws: ``CompromiseError`` where nobody is a victim or a name is unknown.
  /// - Complexity: O(*t* log *t*) for the payments of persons, and O(payments · log *n*) for each list with whole
  ///   statements, else O(*n* · *m*).
  public func compromise(
    _ settings: CompromiseSettings = CompromiseSettings(), claims: [TransferID] = [],
    records: CaseRecords = CaseRecords()
  ) throws -> CompromiseAnswer {
    try CompromiseQuestion(self, settings, claims: claims, records: records).answer()
  }
}
