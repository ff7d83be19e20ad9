public import PaymentGraph

/// How much of each victim's money is where, by the weakest link that is followed: the answer of
/// ``PaymentGraph/LedgerView/gradedAmounts(of:by:terms:)``.
///
/// The sums are cumulative: under B links graded A and B are followed. They need not grow at every
/// place, because money that a weaker link leads on no longer lies where it stopped before.
public struct GradedAmounts: Sendable {
  /// One victim's money at one place.
  public struct Line: Sendable, Hashable {
    /// Where, and in which currency it lies there.
    public let site: BoundTable.Site
    /// Whose.
    public let victim: AccountID
    /// The currency of the claim.
    public let claimCurrency: Currency
    /// What of the claim is there where links of grade A, of A and B, of A to C are followed: in minor
    /// units of the claim's currency, exact.
    public let values: [Fraction]
  }

  /// The weakest links followed, in the order of ``Line/values``.
  public static let grades: [Grade] = [.a, .b, .c]

  /// All that is more than nothing under any of them, in the order of account keys, places, currencies
  /// and victims.
  public let lines: [Line]
  private let ranks: [UInt32]

  init(lines: [Line], ranks: [UInt32]) {
    self.lines = lines
    self.ranks = ranks
  }

  /// What of a victim's claim is at a place, by grade; all zero where nothing is.
  ///
  /// - Complexity: O(log lines).
  public func values(
    of victim: AccountID, at site: BoundTable.Site, claimedIn currency: Currency
  ) -> [Fraction] {
    let place = LinkSet.lowerBound(lines.count) { index in
      let line = lines[index]
      if line.site != site { return line.site.precedes(site, ranks) }
      return (ranks[line.victim.position], line.claimCurrency.code)
        < (ranks[victim.position], currency.code)
    }
    guard place < lines.count, lines[place].site == site, lines[place].victim == victim,
      lines[place].claimCurrency == currency
    else { return GradedAmounts.grades.map { _ in .zero } }
    return lines[place].values
  }
}
