/// The kind of column of a flow diagram, from left to right.
enum FlowTier: Int, Sendable, Hashable, Comparable, CaseIterable {
  /// The sources of the money: victims, or the accounts from which a question starts.
  case source
  /// The pooled accounts, or the account that a diagram is about.
  case channel
  /// The accounts that pay on, in as many columns as they pay each other.
  case transit
  /// The accounts where the money ends.
  case end
  /// The accounts that accounts of ``end`` pay in turn.
  case beyond
  /// The end of money of which the records tell nothing more; it is no account.
  case stop

  static func < (left: FlowTier, right: FlowTier) -> Bool { left.rawValue < right.rawValue }
}
