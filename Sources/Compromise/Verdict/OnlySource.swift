/// The test of a list as the only source of the contacts, from victims who are known not to be on it.
///
/// No control population is needed: it is the strongest thing that can be said of a telephone book.
struct OnlySource: Sendable, Hashable {
  /// The victims who are known not to be on the list.
  let notOnList: Int
  /// The victims of whom it is known.
  let known: Int
  /// The probability of as many if one victim in fifty is wrongly thought not to be on the list.
  let p: Double

  init(notOnList: Int, known: Int) {
    self.notOnList = notOnList
    self.known = known
    p = BinomialTail.atLeast(notOnList, of: known, chance: 0.02)
  }

  /// True where the list cannot have been the only source.
  var isExcluded: Bool { known > 0 && p <= 0.01 }
}
