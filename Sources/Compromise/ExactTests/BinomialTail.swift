internal import FundTracing
internal import Glibc

/// Tails of the binomial distribution.
enum BinomialTail {
  /// Returns P(X ≥ k) of *n* trials with a chance each.
  static func atLeast(_ count: Int, of trials: Int, chance: Double) -> Double {
    if count <= 0 { return 1 }
    if count > trials || chance <= 0 { return 0 }
    if chance >= 1 { return 1 }
    let terms = distribution(trials, chance: chance)
    return min(1, terms[count...].reversed().reduce(0, +))
  }

  /// Returns P(X = k) for k from 0 to *n*.
  static func distribution(_ trials: Int, chance: Double) -> [Double] {
    var terms = [Double](repeating: 0, count: trials + 1)
    guard chance > 0 else {
      terms[0] = 1
      return terms
    }
    guard chance < 1 else {
      terms[trials] = 1
      return terms
    }
    let mode = min(trials, Int(Double(trials + 1) * chance))
    let odds = chance / (1 - chance)
    terms[mode] = exp(
      Combinations.logChoose(trials, mode)
        + Double(mode) * log(chance) + Double(trials - mode) * log1p(-chance))
    for count in stride(from: mode, to: trials, by: 1) {
      terms[count + 1] = terms[count] * Double(trials - count) / Double(count + 1) * odds
    }
    for count in stride(from: mode, to: 0, by: -1) {
      terms[count - 1] = terms[count] * Double(count) / Double(trials - count + 1) / odds
    }
    return terms
  }
}
