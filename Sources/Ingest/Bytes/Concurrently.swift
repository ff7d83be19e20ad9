internal import Dispatch

/// Work on parts that do not wait for each other.
enum Concurrently {
  /// What is made of every part, in the order of parts, on all cores.
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
