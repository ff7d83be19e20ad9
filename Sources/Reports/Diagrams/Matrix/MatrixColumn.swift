internal import PaymentGraph

/// A column of a matrix: an account, or several, in one unit.
struct MatrixColumn: Sendable, Hashable {
  /// What it stands for.
  enum Kind: Sendable, Hashable {
    /// An account of a tier of the flow.
    case account(FlowTier)
    /// Several accounts.
    case folded
    /// What no account holds: fees, what stopped, what was given back.
    case rest
    /// The sum of all columns of its unit.
    case sum
  }

  let kind: Kind
  let name: String
  /// The number beside the name, or how many reach it.
  let detail: String
  let unit: MatrixUnit
}
