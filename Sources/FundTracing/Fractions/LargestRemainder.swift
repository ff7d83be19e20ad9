/// Rounds parts of a sum to whole units so that the rounded parts still add up to it.
///
/// Every part is rounded down, and the missing units go to the parts with the largest remainders; of equal remainders,
/// to the part that comes first. Each rounded part differs from the exact one by less than a unit. It serves only to
/// show figures, never within a trace.
///
/// Reference: Hamilton's method of apportionment.
public enum LargestRemainder {
  /// Rounded parts of a sum.
  public struct Rounding: Sendable, Hashable {
    /// The rounded parts, in the order of the parts.
    public let wholes: [Int128]
    /// True where no other rounding of these parts can be the one by largest remainders.
    ///
    /// It is always true for exact parts. Where bounds of remainders overlap, it is open which part gets the last unit:
    /// the one with the higher bounds, or the first, gets it.
    public let isDecided: Bool
  }

  /// Returns the rounded parts, in the order given; nil where a part needs more than 128 bits, or where bounds leave
  /// open to which integer a part or the sum is rounded down.
  ///
  /// The sum is rounded down first where it is not a whole number.
  ///
  /// - Parameters:
  ///   - parts: amounts in units, in the order that breaks ties.
  ///   - total: the sum of the parts, where it is known; exact parts need none.
  /// - Complexity: O(*n* log *n*).
  public static func rounding(_ parts: [Fraction], total: Int128? = nil) -> Rounding? {
    var wholes: [Int128] = []
    var rests: [Fraction] = []
    var sum = Fraction.zero
    for part in parts {
      // A number whose bounds are on both sides of an integer is rounded to that integer either way: from below, its
      // remainder is larger than all others.
      guard let (whole, rest) = part.floored() ?? part.onlyInteger.map({ ($0, .zero) }) else {
        return nil
      }
      wholes.append(whole)
      rests.append(rest)
      sum += part
    }
    let isExact = sum.isExact && parts.allSatisfy(\.isExact)
    guard let all = isExact ? sum.floored()?.whole : total ?? sum.floored()?.whole else {
      return nil
    }
    var missing = all
    for whole in wholes {
      let (difference, overflow) = missing.subtractingReportingOverflow(whole)
      guard !overflow else { return nil }
      missing = difference
    }
    guard missing >= 0, missing <= parts.count else { return nil }
    let count = Int(missing)
    let order = rests.indices.sorted { (rests[$1], $0) < (rests[$0], $1) }
    for index in order.prefix(count) { wholes[index] += 1 }
    return Rounding(
      wholes: wholes, isDecided: isExact || isDecided(order.map { rests[$0] }, count))
  }

  /// Returns true where the first remainders are proved to be the largest; exact ones may be equal, because then the
  /// order of the parts decides.
  private static func isDecided(_ rests: [Fraction], _ count: Int) -> Bool {
    guard count > 0, count < rests.count else { return true }
    if rests.allSatisfy(\.isExact) { return true }
    let (first, others) = (rests[..<count], rests[count...])
    guard let least = first.map(\.enclosure.lower).min(),
      let most = others.map(\.enclosure.upper).max()
    else { return true }
    return most < least
  }

  /// The rounded parts of ``rounding(_:total:)``.
  public static func rounded(_ parts: [Fraction]) -> [Int128]? { rounding(parts)?.wholes }
}
