/// The false discovery rates of rows, from the rows that shuffled ledgers gave.
enum DiscoveryRates {
  /// Returns the rate of each row: (1 + rows of all shuffles with its score or more) / (shuffles × rows found with its
  /// score or more), at most 1, and never more than that of a row with a lower score.
  ///
  /// The 1 keeps a single row from a rate below 1 / shuffles. O(*n* log *n*).
  ///
  /// - Parameters:
  ///   - found: the scores of the rows.
  ///   - shuffled: the scores of all rows of all shuffles.
  static func rates(_ found: [Double], shuffled: [Double], shuffles: Int) -> [Double] {
    let order = found.indices.sorted { (found[$1], $0) < (found[$0], $1) }
    let chance = shuffled.sorted(by: >)
    var rates = [Double](repeating: 1, count: found.count)
    var passed = 0
    var place = 0
    while place < order.count {
      // Rows of one score share one rate.
      let score = found[order[place]]
      var end = place
      while end < order.count, found[order[end]] == score { end += 1 }
      while passed < chance.count, chance[passed] >= score { passed += 1 }
      let rate = min(1, Double(1 + passed) / (Double(shuffles) * Double(end)))
      for index in place..<end { rates[order[index]] = rate }
      place = end
    }
    var least = 1.0
    for index in order.reversed() {
      least = min(least, rates[index])
      rates[index] = least
    }
    return rates
  }
}
