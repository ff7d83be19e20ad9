extension Ledger {
  /// Which accounts may belong to one person or firm, or be one account under two names.
  ///
  /// Names are compared without capitals, accents, forms of address and legal forms; two are alike where
  /// all words are the same, where one is the start of the other (banks cut names short), where all words of
  /// one stand in the other, or where initials fit. One word in common never suffices. Names that more
  /// than `mostCommon` accounts share say nothing and are left out.
  ///
  /// - Returns: pairs by likeness descending, then by keys.
  /// - Complexity: O(*n* log *n*) for *n* names, and what comparing names with the same beginning takes.
  public func partySuggestions(mostCommon: Int = 50) -> [PartySuggestion] {
    PartyFinder(self, mostCommon: mostCommon).suggestions()
  }
}
