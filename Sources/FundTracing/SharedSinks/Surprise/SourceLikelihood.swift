internal import Glibc

/// How much better "a share of the calls came from this list" explains the victims than chance does.
struct SourceLikelihood: Sendable {
  /// Victims on the list, and all victims.
  let listed: Int
  let victims: Int
  /// The share of controls on the list.
  let baseRate: Double
  /// The share of calls that came from the list, if it was used.
  let share: Double

  /// The logarithm to base 10 of the likelihood ratio.
  var log10Ratio: Double {
    let used = share + (1 - share) * baseRate
    let unlisted = Double(victims - listed)
    let gain = listed == 0 ? 0 : Double(listed) * (log10(used) - log10(baseRate))
    return gain + (unlisted == 0 ? 0 : unlisted * log10(1 - share))
  }
}
