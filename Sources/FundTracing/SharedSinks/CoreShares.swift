internal import Dispatch
internal import PaymentGraph
internal import Synchronization

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
    let cores = Machine.coreCount
    let parts = min(things.count / least, cores * 8)
    guard cores > 1, parts > 1 else { return make(things) }
    let made = Mutex<[[Result]]>(Array(repeating: [], count: parts))
    // There are more parts than cores, because some things take longer than others.
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let first = things.lowerBound + things.count * part / parts
      let end = things.lowerBound + things.count * (part + 1) / parts
      let results = make(first..<end)
      made.withLock { $0[part] = results }
    }
    return made.withLock { Array($0.joined()) }
  }
}
