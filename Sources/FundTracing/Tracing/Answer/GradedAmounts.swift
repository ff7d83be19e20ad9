public import PaymentGraph

/// The amounts of each victim's money by the weakest link that is followed: the answer of
/// ``PaymentGraph/LedgerView/gradedAmounts(of:by:terms:)``.
///
/// The sums are cumulative: under B, links graded A and B are followed. A sum need not grow with the grade, because
/// money that a weaker link leads on no longer lies where it stopped before.
public struct GradedAmounts: Sendable {
  /// One victim's money on one account, with its bank, or in its fees.
  public struct Line: Sendable, Hashable {
    /// The account, bank or fee, and the currency in which the money lies there.
    public let site: BoundTable.Site
    /// The victim.
    public let victim: AccountID
    /// The currency of the claim.
    public let claimCurrency: Currency
    /// The parts of the claim that lie there where links of grade A, of A and B, and of A to C are followed: in minor
    /// units of the claim's currency, exact.
    public let values: [Fraction]
  }

  /// The weakest links followed, in the order of ``Line/values``.
  public static let grades: [Grade] = [.a, .b, .c]

  /// The lines with an amount above zero under any of the grades, in the order of account keys, kind of site,
  /// currencies and victims.
  public let lines: [Line]
  private let ranks: [UInt32]

  init(lines: [Line], ranks: [UInt32]) {
    self.lines = lines
    self.ranks = ranks
  }

  /// Returns the parts of a victim's claim at a site, by grade; all zero where the answer has no such line.
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
