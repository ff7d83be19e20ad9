internal import PaymentGraph

/// Divides work on a list of things among the cores.
enum CoreShares {
  /// The fewest things for which a core gets work of its own.
  static let least = 512

  /// Works on every part of some things, on all cores.
  static func forEach(_ things: Range<Int>, _ work: @Sendable (Range<Int>) -> Void) {
    _ = map(things) { part -> [Never] in
      work(part)
      return []
    }
  }

  /// Returns the results for all things, in their order.
  ///
  /// - Parameter make: returns a result for each thing of a part.
  static func map<Result: Sendable>(
    _ things: Range<Int>, _ make: @Sendable (Range<Int>) -> [Result]
  ) -> [Result] {
    // There are more parts than cores, because some things take longer than others.
    let made = Parallel.map(things, least: least, partsPerCore: 8, make)
    return made.count == 1 ? made[0] : Array(made.joined())
  }
}
