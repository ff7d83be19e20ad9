internal import Drawing
internal import PaymentGraph

/// A scale of five colours for the figures of one unit: each darker than the one before, so that a
/// grey print shows them as well.
struct HeatScale: Sendable, Hashable {
  let unit: MatrixUnit
  /// The upper limits of the first four steps, in minor units or payments, rising; fewer where
  /// figures are small.
  let limits: [Int128]

  /// Creates the scale.
  ///
  /// - Parameter largest: The largest figure.
  init(_ unit: MatrixUnit, largest: Int128) {
    self.unit = unit
    var limits: [Int128] = []
    for part in [16, 8, 4, 2] as [Int128] {
      let limit = HeatScale.round(max(1, largest / part))
      if limit < largest, limit > limits.last ?? 0 { limits.append(limit) }
    }
    self.limits = limits
  }

  /// Returns the least of 1, 2, 5, 10, 20, 50, … that is no less than an amount.
  static func round(_ amount: Int128) -> Int128 {
    var power: Int128 = 1
    while power < Int128.max / 100 {
      for step in [1, 2, 5] as [Int128] where step * power >= amount { return step * power }
      power *= 10
    }
    return amount
  }

  /// Returns the colour behind an amount and the colour of its digits.
  func colors(_ amount: Int128) -> (fill: DiagramColor, ink: DiagramColor) {
    // A scale of fewer steps has the darker ones.
    let step = (limits.firstIndex { amount <= $0 } ?? limits.count) + 4 - limits.count
    return (Palette.heat[step], step < 3 ? Palette.ink : Palette.paper)
  }

  /// The steps with their ranges.
  var legend: [LegendMark] {
    (limits.map(Optional.some) + [nil]).enumerated().map { number, limit in
      let color = Palette.heat[number + 4 - limits.count]
      let words: String
      if let limit, let figure = unit.cell(limit) {
        words =
          number == 0
          ? "\(unit.heading) up to \(HeatScale.withoutZeros(figure))"
          : "to \(HeatScale.withoutZeros(figure))"
      } else {
        words = limits.isEmpty ? unit.heading : "more"
      }
      return LegendMark(.square(color), words, startsLine: number == 0)
    }
  }

  /// Returns a figure without decimals that are all 0.
  static func withoutZeros(_ text: String) -> String {
    guard let point = text.lastIndex(of: "."), text[point...].dropFirst().allSatisfy({ $0 == "0" })
    else { return text }
    return String(text[..<point])
  }

  /// Writes an amount without its currency.
  static func cell(_ total: MoneyTotal) -> String {
    String(total.description.dropFirst(total.currency.code.count + 1))
  }
}
