/// The number of an account within one ledger.
///
/// A number has no meaning and no order: two ledgers of the same rows may number accounts
/// differently. Compare and sort by ``Account/key``.
public struct AccountID: Hashable, Sendable {
  /// The index in the ledger's account columns.
  package let index: UInt32

  package init(index: UInt32) { self.index = index }
  package init(_ index: Int) { self.index = UInt32(truncatingIfNeeded: index) }

  /// The same index as an `Int`, for arrays.
  package var position: Int { Int(index) }
}
