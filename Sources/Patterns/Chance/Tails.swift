internal import Glibc

/// Probabilities of counts, as logarithms of base 10: they are far below what a number of floating point holds.
enum Tails {
  private static func log10Factorial(_ number: Double) -> Double {
    lgamma(number + 1) / Glibc.log(10)
  }

  private static let log10OfE = 1 / Glibc.log(10.0)

  /// Adds the terms of a tail: the first by its logarithm, each further one by its ratio to the one before.
  private static func sum(from first: Double, ratio: (_ step: Int) -> Double) -> Double {
    // Terms fall quickly in a tail; those below the first by 17 digits change nothing.
    var (total, term, step) = (1.0, 1.0, 1)
    while true {
      let next = ratio(step)
      guard next > 0 else { break }
      term *= next
      total += term
      if term < 1e-17 * total { break }
      step += 1
    }
    return first + log10(total)
  }

  /// Returns log₁₀ P(X ≥ k) for X binomial of *n* trials with chance *p*.
  static func binomial(_ trials: Int, chance p: Double, atLeast count: Int) -> Double {
    if count <= 0 { return 0 }
    if count > trials || p <= 0 { return -.infinity }
    if p >= 1 { return 0 }
    let (hit, miss) = (log10(p), log1p(-p) * log10OfE)
    func term(_ hits: Int) -> Double {
      let (n, k) = (Double(trials), Double(hits))
      return log10Factorial(n) - log10Factorial(k) - log10Factorial(n - k) + k * hit
        + (n - k) * miss
    }
    let mean = Double(trials) * p
    if Double(count) <= mean {
      // Below the mean the other tail is the short one.
      guard count > 0 else { return 0 }
      // P(k - 1) / P(k) = k / (n - k + 1) · (1 - p) / p, which is 0 below no hits at all.
      let below = sum(from: term(count - 1)) { step in
        let hits = Double(count - step)
        return hits <= 0 ? 0 : hits / (Double(trials) - hits + 1) * (1 - p) / p
      }
      return log1p(-min(1 - 1e-300, pow(10, below))) * log10OfE
    }
    return min(
      0,
      sum(from: term(count)) { step in
        let hits = Double(count + step)
        return (Double(trials) - hits + 1) / hits * p / (1 - p)
      })
  }

  /// Returns log₁₀ P(X ≥ k) for X Poisson with a mean.
  static func poisson(mean: Double, atLeast count: Int) -> Double {
    if count <= 0 { return 0 }
    if mean <= 0 { return -.infinity }
    func term(_ hits: Int) -> Double {
      Double(hits) * log10(mean) - mean * log10OfE - log10Factorial(Double(hits))
    }
    if Double(count) <= mean {
      let below = sum(from: term(count - 1)) { step in max(0, Double(count - step)) / mean }
      return log1p(-min(1 - 1e-300, pow(10, below))) * log10OfE
    }
    return min(0, sum(from: term(count)) { step in mean / Double(count + step) })
  }
}
