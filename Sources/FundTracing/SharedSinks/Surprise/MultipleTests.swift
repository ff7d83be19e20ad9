/// Corrects probabilities for the number of questions that were asked at once.
enum MultipleTests {
  /// Returns values adjusted by Benjamini and Hochberg's step-up: of all accounts called surprising at *q*, at most the
  /// share *q* is expected to be called so by chance.
  ///
  /// - Returns: the adjusted values in the order of the input.
  static func benjaminiHochberg(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var adjusted = values
    var least = 1.0
    for (rank, index) in order.enumerated().reversed() {
      least = min(least, values[index] * (Double(values.count) / Double(rank + 1)))
      adjusted[index] = least
    }
    return adjusted
  }

  /// Returns values adjusted by Holm's step-down: the probability that any account called surprising is so by chance is
  /// at most the adjusted value.
  ///
  /// It serves the few accounts that a report names.
  ///
  /// - Returns: the adjusted values in the order of the input.
  static func holm(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var adjusted = values
    var most = 0.0
    for (rank, index) in order.enumerated() {
      most = max(most, min(1, values[index] * Double(values.count - rank)))
      adjusted[index] = most
    }
    return adjusted
  }
}
