internal import Glibc

/// The likelihood of the victims if a share of the calls came from a list, compared with chance.
struct SourceLikelihood: Sendable {
  /// The number of victims on the list, and of all victims.
  let listed: Int
  let victims: Int
  /// The share of controls on the list.
  let baseRate: Double
  /// The share of calls that came from the list, supposing that it was used.
  let share: Double

  /// The logarithm to base 10 of the likelihood ratio.
  var log10Ratio: Double {
    let used = share + (1 - share) * baseRate
    let unlisted = Double(victims - listed)
    let gain = listed == 0 ? 0 : Double(listed) * (log10(used) - log10(baseRate))
    return gain + (unlisted == 0 ? 0 : unlisted * log10(1 - share))
  }
}
