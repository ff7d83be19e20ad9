/// The column of a flow diagram in which an account stands, from left to right.
enum FlowTier: Int, Sendable, Hashable, Comparable, CaseIterable {
  /// Where the money comes from: victims, or whoever a question starts from.
  case source
  /// Pooled accounts.
  case channel
  /// Accounts that pay on.
  case transit
  /// Accounts where it ends.
  case end
  /// What is paid out of those.
  case beyond

  static func < (left: FlowTier, right: FlowTier) -> Bool { left.rawValue < right.rawValue }
}
