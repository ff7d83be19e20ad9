internal import Dispatch
internal import Glibc
internal import Synchronization

/// The processor that the program runs on.
package enum Processor {
  /// The number of threads that can run at once; 1 where the system does not say.
  package static let coreCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

/// Work that all cores share.
package enum Parallel {
  /// Returns the results of some parts of a work, in the order of the parts.
  package static func map<Result: Sendable>(
    parts: Int, _ make: @Sendable (_ part: Int) -> Result
  ) -> [Result] {
    let made = Locked<[Result?]>(Array(repeating: nil, count: parts))
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let result = make(part)
      made.withLock { $0[part] = result }
    }
    return made.withLock { $0.compactMap(\.self) }
  }

  /// Returns the results for the parts of a range, in its order.
  ///
  /// - Parameters:
  ///   - least: the fewest things for which a part is made.
  ///   - partsPerCore: more than one where some things take longer than others.
  package static func map<Result: Sendable>(
    _ things: Range<Int>, least: Int, partsPerCore: Int = 1,
    _ make: @Sendable (_ part: Range<Int>) -> Result
  ) -> [Result] {
    let parts = min(things.count / least, Processor.coreCount * partsPerCore)
    guard Processor.coreCount > 1, parts > 1 else { return [make(things)] }
    return map(parts: parts) { part in
      let first = things.lowerBound + things.count * part / parts
      return make(first..<things.lowerBound + things.count * (part + 1) / parts)
    }
  }
}

/// A value that several threads change, one at a time.
///
/// The thread sanitizer does not know the library's mutex, and would take every change under it for a race. So each
/// thread stores a word (releasing) when it leaves, which the next thread reads (acquiring) when it enters: that states
/// the order that the mutex gives anyhow.
struct Locked<Value>: ~Copyable {
  private let value: Mutex<Value>
  private let turn = Atomic<Int>(0)

  init(_ value: sending Value) {
    self.value = Mutex(value)
  }

  /// Lends the value to a closure while no other thread has it.
  borrowing func withLock<Result>(
    _ body: (inout sending Value) -> sending Result
  ) -> sending Result {
    value.withLock { value in
      let turn = self.turn.load(ordering: .acquiring)
      defer { self.turn.store(turn &+ 1, ordering: .releasing) }
      return body(&value)
    }
  }
}

extension Locked: Sendable {}
