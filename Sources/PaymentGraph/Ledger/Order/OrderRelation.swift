/// The order of two transfers as far as the records show it.
package enum OrderRelation: Sendable, Hashable {
  /// The times alone put the first before the second.
  case before
  /// The times alone put the second before the first.
  case after
  /// The times are equal, and the positions of rows put the first before the second.
  case placedBefore
  /// The times are equal, and the positions of rows put the second before the first.
  case placedAfter
  /// Nothing decides: a tie.
  case tied
}
