internal import Glibc

/// The comparison of two leaks: one payment suffices (every customer once), or each adds to the risk (a till, an insider).
struct DoseComparison: Sendable, Hashable {
  /// A model with its best share.
  struct Fit: Sendable, Hashable {
    let logLikelihood: Double
    /// The share, on a grid of thousandths.
    let share: Double
  }

  /// The words of a comparison.
  enum Dose: String, Sendable, Hashable {
    case perPayment, anyPayment, cannotSay
  }

  let anyPayment: Fit
  let perPayment: Fit

  /// - Parameters:
  ///   - victims: the numbers of payments of each victim before contact.
  ///   - reference: those of each other person, which may be means over masks.
  init(victims: [Double], reference: [Double]) {
    let m = Double(max(1, reference.count))
    let least = 0.5 / (m + 1)
    let rate = max(least, Double(reference.count { $0 > 0 }) / m)
    let mean = max(least, reference.reduce(0, +) / m)
    anyPayment = DoseComparison.fit(victims.map { $0 > 0 ? 1 / rate : 0 })
    perPayment = DoseComparison.fit(victims.map { $0 / mean })
  }

  /// The logarithm, base 10, of how much likelier the second model is.
  var log10Ratio: Double { (perPayment.logLikelihood - anyPayment.logLikelihood) / log(10) }

  var dose: Dose {
    log10Ratio > 1.3 ? .perPayment : log10Ratio < -1.3 ? .anyPayment : .cannotSay
  }

  private static func fit(_ lifts: [Double]) -> Fit {
    var best = Fit(logLikelihood: 0, share: 0)
    var counts: [Double: Int] = [:]
    for lift in lifts { counts[lift, default: 0] += 1 }
    let groups = counts.sorted { $0.key < $1.key }
    for step in 1...1_000 {
      let share = Double(step) / 1_000
      let sum = groups.reduce(0.0) { sum, group in
        sum + Double(group.value) * log(1 - share + share * group.key)
      }
      if sum > best.logLikelihood { best = Fit(logLikelihood: sum, share: share) }
    }
    return best
  }
}
