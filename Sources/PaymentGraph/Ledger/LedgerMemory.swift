internal import Synchronization

/// What questions worked out of a whole ledger, kept for the questions that come after.
///
/// A ledger never changes, so what was worked out of it holds for ever. There is one value of each type.
package final class LedgerMemory: Sendable {
  private let kept = Mutex<[ObjectIdentifier: any Sendable]>([:])

  init() {}

  /// The value of a type that was kept last.
  package func value<Value: Sendable>(_ type: Value.Type) -> Value? {
    kept.withLock { $0[ObjectIdentifier(type)] as? Value }
  }

  /// Keeps a value instead of the one of its type that was kept before.
  package func keep<Value: Sendable>(_ value: Value) {
    kept.withLock { $0[ObjectIdentifier(Value.self)] = value }
  }
}
