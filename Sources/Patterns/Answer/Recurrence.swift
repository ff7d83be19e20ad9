internal import PaymentGraph

/// The recurrence of fans and turns: payroll recurs each month, a mule does not.
enum Recurrence {
  /// Returns for each row the number of other rows of the same account that are at least half as large; nil for rows of
  /// patterns that do not recur.
  static func counts(_ found: [FoundRow]) -> [Int?] {
    var sizes: [Int32: [Int]] = [:]
    let own = found.map { row -> (account: Int32, size: Int)? in
      switch row.shape {
      case .fan(let account, _, _, let count): (account, count)
      case .turn(let account, let payers, let payees, _): (account, payers + payees)
      default: nil
      }
    }
    for case .some(let one) in own { sizes[one.account, default: []].append(one.size) }
    for account in sizes.keys { sizes[account]?.sort() }
    return own.map { one in
      guard let one, let all = sizes[one.account] else { return nil }
      let smaller = BinarySearch.lowerBound(all.count) { 2 * all[$0] < one.size }
      return all.count - smaller - 1
    }
  }
}
