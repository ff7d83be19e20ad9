/// The counts of one stratum for one list: victims and others, with and without exposure.
struct StratumCounts: Sendable, Hashable {
  /// The victims that were on the list before their first contact.
  let exposed: Int
  /// The victims of whom that is known.
  let victims: Int
  /// The number of others that were on it, as a mean over the victims' masks.
  let referenceExposed: ReferenceCount
  /// The number of others that can be compared.
  let reference: Int
  /// The probability that a customer of the window is seen as one in the records that there are.
  var visibility = 1.0
  /// The part of people who are on the list, where it is stated instead of counted.
  var statedRate: Double?

  /// The others on the list, rounded against the claim, for exact tests.
  var roundedReference: Int { min(reference, referenceExposed.ceiling) }

  /// The part of the others who are on the list.
  var baseRate: Double {
    statedRate ?? (reference == 0 ? 0 : referenceExposed.value / Double(reference))
  }

  /// The part of the others who are on the list, which stays above 0 (Jeffreys).
  var estimatedRate: Double {
    statedRate ?? (referenceExposed.value + 0.5) / (Double(reference) + 1)
  }
}

/// A number of others that may be a fraction, because it is a mean over victims.
struct ReferenceCount: Sendable, Hashable {
  let value: Double
  /// The least whole number that is not less.
  let ceiling: Int
  private let numerator: Int128?
  private let denominator: Int128

  init(_ whole: Int) { self.init(Int128(whole), 1) }

  /// - Parameter denominator: above 0.
  init(_ numerator: Int128, _ denominator: Int128) {
    let divisor = max(1, ReferenceCount.divisor(numerator.magnitude, denominator.magnitude))
    let (top, bottom) = (numerator / divisor, denominator / divisor)
    self.numerator = top
    self.denominator = bottom
    value = Double(top) / Double(bottom)
    ceiling = Int((top + bottom - 1) / bottom)
  }

  /// Creates a number of which only the decimal is known; a rounding error does not lift the ceiling.
  init(approximate value: Double) {
    self.value = value
    numerator = nil
    denominator = 1
    ceiling = Int((value - 1e-9 * max(1, value)).rounded(.up))
  }

  /// Creates reference × the mean over victims of (others exposed in the victim's mask / others comparable with it).
  ///
  /// - Parameter masks: the exposed and the comparable others of each victim that has any comparable.
  init(masks: [(exposed: Int, comparable: Int)], reference: Int) {
    var sums: [Int: Int] = [:]
    for mask in masks { sums[mask.comparable, default: 0] += mask.exposed }
    guard !masks.isEmpty else {
      self.init(0)
      return
    }
    var (top, bottom): (Int128, Int128) = (0, 1)
    var approximate = 0.0
    var isExact = true
    for (comparable, exposed) in sums.sorted(by: { $0.key < $1.key }) {
      approximate += Double(exposed) / Double(comparable)
      guard isExact else { continue }
      let scale = Int128(comparable)
      let divisor = max(1, ReferenceCount.divisor(bottom.magnitude, scale.magnitude))
      let (left, lost) = top.multipliedReportingOverflow(by: scale / divisor)
      let (right, gone) = Int128(exposed).multipliedReportingOverflow(by: bottom / divisor)
      let (next, beyond) = bottom.multipliedReportingOverflow(by: scale / divisor)
      isExact = !lost && !gone && !beyond && next < Int128(1) << 90
      if isExact { (top, bottom) = (left + right, next) }
    }
    let (scaled, lost) = top.multipliedReportingOverflow(by: Int128(reference))
    let (whole, gone) = bottom.multipliedReportingOverflow(by: Int128(masks.count))
    if isExact, !lost, !gone {
      self.init(scaled, whole)
    } else {
      self.init(approximate: approximate * Double(reference) / Double(masks.count))
    }
  }

  /// The number as a fraction in lowest terms, `33/13`; nil where only the decimal is known.
  var fraction: String? { numerator.map { "\($0)/\(denominator)" } }

  private static func divisor(_ one: UInt128, _ other: UInt128) -> Int128 {
    var (left, right) = (one, other)
    while right != 0 { (left, right) = (right, left % right) }
    return Int128(left)
  }
}
