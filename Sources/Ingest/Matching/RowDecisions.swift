internal import PaymentGraph

/// Decisions on rows, applied to the transfers that the rows became.
struct RowDecisions {
  private struct Pair: Hashable {
    let first: UInt32
    let second: UInt32

    init(_ left: UInt32, _ right: UInt32) {
      first = min(left, right)
      second = max(left, right)
    }
  }

  /// The pairs of rows of statements that were decided to be one payment, by their indices among these rows.
  var statementPairs: [StatementMatch] = []
  private var apart: Set<Pair> = []

  /// Notes that the rows of two transfers are not one.
  mutating func separate(_ left: UInt32, _ right: UInt32) { apart.insert(Pair(left, right)) }

  /// Returns true where the rows of two transfers were decided to be different.
  func areApart(_ left: UInt32, _ right: UInt32) -> Bool {
    !apart.isEmpty && apart.contains(Pair(left, right))
  }

  /// Returns the decisions with their transfers renumbered.
  func renumbered(_ number: (UInt32) -> UInt32?) -> RowDecisions {
    var moved = RowDecisions()
    for pair in apart {
      if let left = number(pair.first), let right = number(pair.second) {
        moved.separate(left, right)
      }
    }
    return moved
  }
}
