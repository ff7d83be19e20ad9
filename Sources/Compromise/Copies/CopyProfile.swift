internal import Glibc

/// The moments at which a copy of a list stays possible: less than twenty times less likely than the best.
struct CopyProfile: Sendable {
  /// A victim: the first payment to the list's account, if any, and the first contact.
  struct Victim: Sendable, Hashable {
    let firstPayment: Int64?
    let contacted: Int64
  }

  /// The stretches, each from its first moment to the first that is not possible.
  let possible: [Range<Int64>]

  /// The greatest loss of log-likelihood with which a moment stays possible.
  static let limit = 3.0

  /// - Parameters:
  ///   - victims: all victims.
  ///   - reference: the first payment of each other person; nil for those without one.
  /// - Complexity: O(moments · *n*) and a search of the best share for each.
  init(_ victims: [CopyProfile.Victim], reference: [Int64?]) {
    let first = reference.compactMap { $0 }.sorted()
    let moments = Set(
      victims.compactMap(\.firstPayment) + victims.map(\.contacted) + first
    ).sorted()
    var passed = 0
    let logs = moments.map { moment -> Double in
      while passed < first.count, first[passed] <= moment { passed += 1 }
      let rate = max(
        Double(passed) / Double(max(1, reference.count)), 0.5 / Double(reference.count + 1))
      var (exposed, others) = (0, 0)
      for victim in victims where victim.contacted > moment {
        if let payment = victim.firstPayment, payment <= moment {
          exposed += 1
        } else {
          others += 1
        }
      }
      return CopyProfile.best(exposed: exposed, others: others, rate: rate)
    }
    let most = logs.max() ?? 0
    var found: [Range<Int64>] = []
    for (place, moment) in moments.enumerated() where logs[place] >= most - CopyProfile.limit {
      // The likelihood is the same until the next moment; after the last contact nothing is explained.
      let end = place + 1 < moments.count ? moments[place + 1] : moment + 1
      if let last = found.last, last.upperBound == moment {
        found[found.count - 1] = last.lowerBound..<end
      } else {
        found.append(moment..<end)
      }
    }
    possible = found
  }

  /// Returns the greatest log-likelihood over the share θ of Σ log(1 − θ + θx/b): k·log(1 − θ + θ/b) + (n − k)·log(1 − θ),
  /// whose maximum is known.
  static func best(exposed: Int, others: Int, rate: Double) -> Double {
    let n = Double(exposed + others)
    guard exposed > 0, rate < 1 else { return 0 }
    let k = Double(exposed)
    let theta = min(1, max(0, (k / n - rate) / (1 - rate)))
    guard theta > 0 else { return 0 }
    let seen = k * log(1 - theta + theta / rate)
    return others == 0 ? seen : seen + Double(others) * log1p(-theta)
  }
}
