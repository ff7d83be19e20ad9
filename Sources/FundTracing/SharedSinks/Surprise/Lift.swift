internal import Glibc

/// The ratio of the rates at which victims and others reach an account, with a lower limit that stays small where cases
/// are few.
///
/// The rates get half a case on either side (Jeffreys), and the lower limit is that of a 95 per cent
/// interval on the logarithmic scale (Katz), so that two of two does not outrank nine of twelve.
struct Lift: Sendable, Hashable {
  /// The ratio of the plain rates: (k/n) / (K/N).
  let ratio: Double
  /// The rate of victims over that of the others, each with half a case on either side.
  let estimate: Double
  /// The lower limit of the estimate.
  let lowerLimit: Double

  init(victims: Int, of victimCount: Int, others: Int, of otherCount: Int) {
    let population = Double(victimCount + otherCount)
    let reaching = Double(victims + others)
    ratio =
      victimCount == 0 || reaching == 0
      ? 0 : Double(victims) / Double(victimCount) / (reaching / population)
    let (k, n) = (Double(victims) + 0.5, Double(victimCount) + 1)
    let (c, m) = (Double(others) + 0.5, Double(otherCount) + 1)
    let deviation = (1 / k - 1 / n + 1 / c - 1 / m).squareRoot()
    estimate = (k / n) / (c / m)
    lowerLimit = estimate * exp(-1.959_963_984_540_054 * deviation)
  }
}
