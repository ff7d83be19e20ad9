internal import Dispatch

/// Runs independent parts of some work on all cores.
enum Concurrently {
  /// Returns what `make` makes of every part, in the order of the parts.
  static func map<Made: Sendable>(
    _ parts: Int, _ make: @Sendable (_ part: Int) -> Made
  ) -> [Made] {
    let made = Guarded<[Made?]>(Array(repeating: nil, count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let result = make(part)
      made.withLock { $0[part] = result }
    }
    return made.withLock { $0.compactMap(\.self) }
  }
}
