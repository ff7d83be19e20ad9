internal import Synchronization

/// A value that several threads change, one at a time.
///
/// The thread sanitizer does not know the library's mutex, and would take every change under it for a race. So each
/// thread stores a word (releasing) when it leaves, which the next thread reads (acquiring) when it enters: that states
/// the order that the mutex gives anyhow.
///
/// It is the module's own: from another module, every use would look up the type at run time, 260,000 times for 100,000
/// rows.
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
