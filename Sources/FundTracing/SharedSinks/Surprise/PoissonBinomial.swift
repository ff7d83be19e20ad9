/// How many of several independent events happen, where each has a chance of its own.
///
/// Victims differ in how many accounts they pay, and with it in their chance to reach any one of them.
/// The distribution is computed by plain convolution, whose far tail is exact to rounding; transforms
/// lose it.
struct PoissonBinomial: Sendable {
  /// P(X = k) for k from 0 on.
  let probabilities: [Double]

  /// - Parameter chances: each from 0 to 1; values outside are taken as the nearest end.
  /// - Complexity: O(*n*²).
  init(_ chances: [Double]) {
    var known = [1.0]
    for chance in chances {
      let chance = min(1, max(0, chance))
      var next = Array(repeating: 0.0, count: known.count + 1)
      for (count, probability) in known.enumerated() {
        next[count] += probability * (1 - chance)
        next[count + 1] += probability * chance
      }
      known = next
    }
    probabilities = known
  }

  /// P(X ≥ k), summed from the end.
  func upperTail(from count: Int) -> Double {
    guard count > 0 else { return 1 }
    guard count < probabilities.count else { return 0 }
    return min(1, probabilities[count...].reversed().reduce(0, +))
  }
}
