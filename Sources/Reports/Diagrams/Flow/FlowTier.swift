/// The kind of column of a flow diagram in which an account stands, from left to right.
enum FlowTier: Int, Sendable, Hashable, Comparable, CaseIterable {
  /// Where the money comes from: victims, or whoever a question starts from.
  case source
  /// Pooled accounts, or the account that a diagram is about.
  case channel
  /// Accounts that pay on, in as many columns as they pay each other.
  case transit
  /// Accounts where it ends.
  case end
  /// What is paid out of those.
  case beyond
  /// Where the records say nothing more of it: not an account.
  case stop

  static func < (left: FlowTier, right: FlowTier) -> Bool { left.rawValue < right.rawValue }
}
