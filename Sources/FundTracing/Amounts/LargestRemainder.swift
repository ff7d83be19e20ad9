/// Rounds parts of a sum to whole units so that the rounded parts still add up to it.
///
/// Every part is rounded down, and the units that are then missing go to the parts with the largest
/// remainders; where remainders are equal, to the part that comes first. Each rounded part differs
/// from the exact one by less than a unit. Used for showing figures only, never within a trace.
///
/// Reference: Hamilton's method of apportionment.
public enum LargestRemainder {
  /// The rounded parts, in the order given; nil where a part needs more than 128 bits.
  ///
  /// The sum is rounded down first where it is no whole number.
  ///
  /// - Parameters:
  ///   - parts: exact amounts in units, in the order that breaks ties.
  /// - Complexity: O(*n* log *n*).
  public static func rounded(_ parts: [Fraction]) -> [Int128]? {
    var wholes: [Int128] = []
    var rests: [Fraction] = []
    var rest = Fraction.zero
    for part in parts {
      guard let (whole, remainder) = part.floored() else { return nil }
      wholes.append(whole)
      rests.append(remainder)
      rest += remainder
    }
    guard let missing = rest.floored().map({ Int(clamping: $0.whole) }), missing > 0 else {
      return wholes
    }
    let order = rests.indices.sorted { (rests[$1], $0) < (rests[$0], $1) }
    for index in order.prefix(missing) { wholes[index] += 1 }
    return wholes
  }
}
