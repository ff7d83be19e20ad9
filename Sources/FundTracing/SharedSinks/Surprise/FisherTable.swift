internal import BigInt
internal import Glibc

/// Counts of victims and controls, with and without a property: Fisher's exact test and odds ratios.
struct FisherTable: Sendable {
  let victimsWith: Int
  let victimsWithout: Int
  let controlsWith: Int
  let controlsWithout: Int

  private var model: Hypergeometric? {
    Hypergeometric(
      population: victimsWith + victimsWithout + controlsWith + controlsWithout,
      marked: victimsWith + controlsWith, drawn: victimsWith + victimsWithout)
  }

  /// The probability of as many victims with the property or more, given all margins.
  var oneSided: Double { model?.upperTail(from: victimsWith) ?? 1 }

  /// The one-sided probability with half the probability of just as many.
  var midP: Double { model?.midTail(from: victimsWith) ?? 1 }

  /// The probability of all tables that are no likelier than this one.
  var twoSided: Double {
    guard let model else { return 1 }
    let here = model.probability(of: victimsWith)
    // Equally likely tables may differ by rounding.
    return min(
      1,
      (0...(victimsWith + victimsWithout)).map { model.probability(of: $0) }
        .filter { $0 <= here * (1 + 1e-9) }.sorted().reduce(0, +))
  }

  /// The one-sided probability as a fraction in lowest terms.
  var exactOneSided: (numerator: BigInt, denominator: BigInt) {
    model?.exactUpperTail(from: victimsWith) ?? (1, 1)
  }

  /// The odds ratio under which this table is the expected one, given the margins; nil where the ratio is not finite
  /// because the count is the least or the greatest possible.
  ///
  /// Found by halving: the expected count of Fisher's noncentral distribution rises with the ratio.
  var conditionalOddsRatio: Double? {
    guard let model else { return nil }
    let counts = (0...(victimsWith + victimsWithout)).filter { model.probability(of: $0) > 0 }
    guard let least = counts.first, let most = counts.last, victimsWith > least, victimsWith < most
    else { return nil }
    let logs = counts.map { (Double($0), log(model.probability(of: $0))) }
    func expected(_ logRatio: Double) -> Double {
      let weights = logs.map { $0.1 + $0.0 * logRatio }
      let top = weights.max() ?? 0
      let scaled = weights.map { exp($0 - top) }
      return zip(logs, scaled).reduce(0) { $0 + $1.0.0 * $1.1 } / scaled.reduce(0, +)
    }
    var (low, high) = (-60.0, 60.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if expected(middle) < Double(victimsWith) { low = middle } else { high = middle }
    }
    return exp((low + high) / 2)
  }

  /// The odds ratio with half a person added to each cell (Haldane and Anscombe), so that it stays finite beside a
  /// zero, and its 95 per cent limits on the logarithmic scale.
  var haldaneOddsRatio: (ratio: Double, low: Double, high: Double) {
    let cells = [victimsWith, victimsWithout, controlsWith, controlsWithout].map {
      Double($0) + 0.5
    }
    let ratio = cells[0] * cells[3] / (cells[1] * cells[2])
    let deviation = cells.reduce(0) { $0 + 1 / $1 }.squareRoot()
    return (
      ratio, ratio * exp(-1.959_963_984_540_054 * deviation),
      ratio * exp(1.959_963_984_540_054 * deviation)
    )
  }
}
