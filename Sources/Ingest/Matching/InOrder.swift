/// Equal payments between the same two accounts, paired in order.
///
/// The rows of both sides are divided into stretches: where the next row is further away than any window, a new one
/// begins. In a stretch in which both sides have as many rows that fit pairwise, the pairing is certain: any other
/// would give the same payments. Otherwise only the pairs with one candidate on either side are given, as possible
/// ones.
struct InOrder {
  struct Pair {
    let out: Int
    let into: Int
    let isCertain: Bool
  }

  private(set) var pairs: [Pair] = []

  /// - Parameters:
  ///   - day: returns the day of a row.
  ///   - reach: returns the number of days by which the other row may precede a receipt, or follow a payment.
  ///   - fits: returns true where a paying and a receiving row can be one payment.
  /// - Complexity: O(*n* log *n*).
  init(
    outs: [Int], intos: [Int], day: (Int) -> Int, reach: (Int) -> Int, fits: (Int, Int) -> Bool
  ) {
    let ordered =
      (outs.map { (day: day($0), isOut: true, row: $0) }
      + intos.map { (day: day($0), isOut: false, row: $0) })
      .sorted { ($0.day, $0.row) < ($1.day, $1.row) }
    var stretch: (outs: [Int], intos: [Int]) = ([], [])
    // The last day on which a payment of the stretch can still appear, and the last day of a payment.
    var end = Int.min
    var lastOut = Int.min
    for next in ordered {
      let touches =
        next.day <= end || !next.isOut && lastOut > .min && next.day - reach(next.row) <= lastOut
      if !touches {
        take(stretch.outs, intos: stretch.intos, fits: fits)
        stretch = ([], [])
      }
      if next.isOut {
        stretch.outs.append(next.row)
        lastOut = next.day
        end = max(end, next.day + max(1, reach(next.row)))
      } else {
        stretch.intos.append(next.row)
        end = max(end, next.day + 1)
      }
    }
    take(stretch.outs, intos: stretch.intos, fits: fits)
  }

  private mutating func take(_ outs: [Int], intos: [Int], fits: (Int, Int) -> Bool) {
    guard !outs.isEmpty, !intos.isEmpty else { return }
    if outs.count == intos.count, zip(outs, intos).allSatisfy({ fits($0, $1) }) {
      pairs += zip(outs, intos).map { Pair(out: $0, into: $1, isCertain: true) }
      return
    }
    guard outs.count <= StatementMatcher.crowd, intos.count <= StatementMatcher.crowd else {
      return
    }
    for out in outs {
      for into in intos where fits(out, into) {
        pairs.append(Pair(out: out, into: into, isCertain: false))
      }
    }
  }
}
