/// The settings of a planted case; the same settings make the same bytes.
package struct SimulationSettings: Sendable, Hashable {
  /// The seed of the chance.
  package var seed: UInt64
  /// The terms of the payment services, one element each.
  package var processors: [ProcessorTerms]
  /// The number of victims.
  package var victims = 40
  /// The number of other customers of the payment services.
  package var customers = 120
  /// The number of honest merchants whom they pay.
  package var merchants = 12
  /// The number of accounts that pass the victims' money on; the last of them sells as well, and
  /// looks like a merchant.
  package var mules = 6
  /// The number of accounts that the mules pay.
  package var destinations = 3
  /// The length of the story in months.
  package var months = 12
  /// The price that most victims are asked to pay, in minor units of GBP.
  package var price: Int64 = 18_500
  /// The number of a thousand honest purchases that cost exactly ``price``.
  package var samePricePerMille = 150
  /// The number of a thousand victims whose bank gives the day of a payment only.
  package var dayOnlyPerMille = 300
  /// The number of missing documents: months of a payment service, statements of mules.
  package var missingFiles = 0
  /// The number of a thousand other rows that are missing.
  package var missingRowsPerMille = 0

  /// Creates settings of a case of the usual size.
  ///
  /// - Parameters:
  ///   - seed: The seed of the chance.
  ///   - processors: The terms of the payment services.
  package init(seed: UInt64, processors: [ProcessorTerms]) {
    self.seed = seed
    self.processors = processors
  }

  /// Creates settings of a case of the usual size whose payment services work as a regime states.
  package init(seed: UInt64, regime: Regime, processorCount: Int = 2) {
    self.init(seed: seed, processors: regime.terms(count: processorCount))
  }

  func checked() throws(SimulationError) -> SimulationSettings {
    let limits: [(String, Int, ClosedRange<Int>)] = [
      ("the number of processors", processors.count, 1...InventedNames.processors.count),
      ("the number of victims", victims, 1...100_000),
      ("the number of customers", customers, 0...1_000_000),
      ("the number of merchants", merchants, 1...10_000),
      ("the number of mules", mules, 1...1_000),
      ("the number of destinations", destinations, 1...1_000),
      ("the number of months", months, 2...120),
      ("the price in minor units", Int(clamping: price), 1_000...10_000_000),
      ("same prices in a thousand", samePricePerMille, 0...1_000),
      ("victims with days only in a thousand", dayOnlyPerMille, 0...1_000),
      ("the number of missing files", missingFiles, 0...10_000),
      ("missing rows in a thousand", missingRowsPerMille, 0...500),
    ]
    try SimulationError.check(limits)
    for terms in processors {
      let shares = [
        terms.recordedPerMille, terms.refundedPerMille, terms.heldPerMille,
        terms.misquotedPerMille,
      ]
      for share in shares where !(0...1_000).contains(share) {
        throw .outOfRange(setting: "a share in a thousand", value: share, allowed: 0...1_000)
      }
      if let batch = terms.batch {
        for number in [batch.days, batch.maximumSize] where !(1...366).contains(number) {
          throw .outOfRange(setting: "a batch", value: number, allowed: 1...366)
        }
      }
    }
    return self
  }
}

/// A reason why a case cannot be made.
package enum SimulationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A setting is outside its limits.
  case outOfRange(setting: String, value: Int, allowed: ClosedRange<Int>)

  /// Refuses the first setting that is outside its limits.
  static func check(
    _ limits: [(setting: String, value: Int, allowed: ClosedRange<Int>)]
  ) throws(SimulationError) {
    for (setting, value, allowed) in limits where !allowed.contains(value) {
      throw .outOfRange(setting: setting, value: value, allowed: allowed)
    }
  }

  /// The reason in one sentence.
  package var description: String {
    switch self {
    case .outOfRange(let setting, let value, let allowed):
      "\(setting) is \(value), and can be \(allowed.lowerBound) to \(allowed.upperBound)"
    }
  }
}
