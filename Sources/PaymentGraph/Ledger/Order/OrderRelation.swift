/// What the records say of the order of two transfers.
package enum OrderRelation: Sendable, Hashable {
  /// The times alone put the first before the second.
  case before
  /// The times alone put the second before the first.
  case after
  /// Of one time, the places of rows put the first before the second.
  case placedBefore
  /// Of one time, the places of rows put the second before the first.
  case placedAfter
  /// Nothing decides: a tie.
  case tied
}
