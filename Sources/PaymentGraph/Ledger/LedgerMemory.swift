internal import Synchronization

/// The results that questions derived from a whole ledger, kept for the questions that follow.
///
/// A ledger never changes, so a result holds for ever. There is one value of each type.
package final class LedgerMemory: Sendable {
  private let kept = Mutex<[ObjectIdentifier: any Sendable]>([:])

  init() {}

  /// Returns the value of a type that was kept last.
  package func value<Value: Sendable>(_ type: Value.Type) -> Value? {
    kept.withLock { $0[ObjectIdentifier(type)] as? Value }
  }

  /// Keeps a value and drops the earlier one of its type.
  package func keep<Value: Sendable>(_ value: Value) {
    kept.withLock { $0[ObjectIdentifier(Value.self)] = value }
  }
}
