/// The value of asking for documents, summed over cases, in minor units of claims.
package struct DocumentTally: Sendable, Hashable {
  /// The number of cases asked about, and of those whose first request names a missing document.
  package var cases = 0
  package var firstIsMissing = 0
  /// In how many cases some request names a missing document.
  package var anyIsMissing = 0
  /// In how many cases the document named first resolves at least as much as a random one resolves on
  /// average, and in how many as much as the best.
  package var atLeastRandom = 0
  package var asGoodAsBest = 0
  /// The sums resolved by the first missing document that is named, by a missing one drawn at random on average, and by
  /// the best one.
  package var requested: Int64 = 0
  package var random: Int64 = 0
  package var best: Int64 = 0

  package init() {}

  package mutating func add(_ other: DocumentTally) {
    cases += other.cases
    firstIsMissing += other.firstIsMissing
    anyIsMissing += other.anyIsMissing
    atLeastRandom += other.atLeastRandom
    asGoodAsBest += other.asGoodAsBest
    requested += other.requested
    random += other.random
    best += other.best
  }
}
