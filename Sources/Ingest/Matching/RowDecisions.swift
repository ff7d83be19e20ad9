internal import PaymentGraph

/// Decisions on rows, brought to the transfers that the rows became.
struct RowDecisions {
  private struct Pair: Hashable {
    let first: UInt32
    let second: UInt32

    init(_ left: UInt32, _ right: UInt32) {
      first = min(left, right)
      second = max(left, right)
    }
  }

  /// Pairs of rows of statements that were decided to be one payment, by their places among these rows.
  var statementPairs: [StatementMatch] = []
  private var apart: Set<Pair> = []

  /// Notes that the rows of two transfers are not one.
  mutating func separate(_ left: UInt32, _ right: UInt32) { apart.insert(Pair(left, right)) }

  /// True where the rows of two transfers were decided to be different.
  func areApart(_ left: UInt32, _ right: UInt32) -> Bool {
    !apart.isEmpty && apart.contains(Pair(left, right))
  }

  /// The decisions with their transfers numbered anew.
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
