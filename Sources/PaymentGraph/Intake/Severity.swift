/// The weight of a problem in the data.
public enum Severity: String, Sendable, Hashable, CaseIterable {
  /// The row is not in the ledger, so totals are affected.
  case error
  /// The row is in the ledger, but somebody should look.
  case warning
  /// A remark that asks for nothing.
  case note
}
