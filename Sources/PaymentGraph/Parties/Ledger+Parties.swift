extension Ledger {
  /// Returns pairs of accounts that may belong to one person or firm, or be one account under two
  /// names.
  ///
  /// Names are compared without capitals, accents, forms of address and legal forms; two are alike
  /// where all words are the same, where one is the start of the other (banks cut names short),
  /// where one contains all words of the other, or where initials fit. One word in common never
  /// suffices. Names that more than `mostCommon` accounts share tell nothing and are left out.
  ///
  /// - Returns: The pairs by likeness descending, then by keys.
  /// - Complexity: O(*n* log *n*) for *n* names, plus the comparison of names with the same
  ///   beginning.
  public func partySuggestions(mostCommon: Int = 50) -> [PartySuggestion] {
    PartyFinder(self, mostCommon: mostCommon).suggestions()
  }
}
