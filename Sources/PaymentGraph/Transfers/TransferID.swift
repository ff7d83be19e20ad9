/// The number of a transfer within one ledger: its place in the ledger's total order.
public struct TransferID: Hashable, Sendable, Comparable {
  /// The position in the ledger's transfer columns, from 0.
  package let index: UInt32

  package init(index: UInt32) { self.index = index }
  package init(_ index: Int) { self.index = UInt32(truncatingIfNeeded: index) }

  /// The position as an array index.
  package var position: Int { Int(index) }

  /// Earlier in the ledger's order.
  public static func < (left: TransferID, right: TransferID) -> Bool { left.index < right.index }
}
