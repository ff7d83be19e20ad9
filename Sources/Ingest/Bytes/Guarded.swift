internal import Synchronization

/// A value that several threads change, one at a time.
///
/// A mutex that the thread sanitizer sees: it does not know the library's own, and would take every
/// change under one for a race. Whoever leaves stores a word (releasing) that whoever enters next
/// reads (acquiring): that states the order that the mutex gives anyhow.
struct Guarded<Value>: ~Copyable {
  private let value: Mutex<Value>
  private let turn = Atomic<Int>(0)

  init(_ value: sending Value) {
    self.value = Mutex(value)
  }

  /// Lends the value to a closure that nobody else's overlaps.
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

extension Guarded: Sendable {}
