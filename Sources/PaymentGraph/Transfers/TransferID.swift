/// The number of a transfer within one ledger: its index in the ledger's total order.
public struct TransferID: Hashable, Sendable, Comparable {
  /// The index in the ledger's transfer columns, from 0.
  package let index: UInt32

  package init(index: UInt32) { self.index = index }
  package init(_ index: Int) { self.index = UInt32(truncatingIfNeeded: index) }

  /// The same index as an `Int`, for arrays.
  package var position: Int { Int(index) }

  /// Returns true where a transfer is earlier in the ledger's order.
  public static func < (left: TransferID, right: TransferID) -> Bool { left.index < right.index }
}
