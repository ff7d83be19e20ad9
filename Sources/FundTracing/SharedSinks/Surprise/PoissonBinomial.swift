/// The distribution of the number of independent events that happen, where each has its own probability.
///
/// Victims differ in the number of accounts that they pay, and thus in their probability of reaching any one of them.
/// The distribution is computed by plain convolution, whose far tail is exact to rounding; transforms lose it.
struct PoissonBinomial: Sendable {
  /// P(X = k) for k from 0 on.
  let probabilities: [Double]

  /// - Parameter chances: the probabilities, each from 0 to 1; a value outside counts as the nearer limit.
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

  /// Returns P(X ≥ k), summed from the end.
  func upperTail(from count: Int) -> Double {
    guard count > 0 else { return 1 }
    guard count < probabilities.count else { return 0 }
    return min(1, probabilities[count...].reversed().reduce(0, +))
  }
}
