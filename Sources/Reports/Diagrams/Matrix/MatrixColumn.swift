internal import PaymentGraph

/// A column of a matrix: an account, or several, in one unit.
struct MatrixColumn: Sendable, Hashable {
  /// The content of a column.
  enum Kind: Sendable, Hashable {
    /// One account of a tier of the flow.
    case account(FlowTier)
    /// Several accounts.
    case folded
    /// Money that no account holds: fees, stopped and returned money.
    case rest
    /// The sum of all columns of its unit.
    case sum
  }

  let kind: Kind
  let name: String
  /// The number beside the name, or the number of victims that reach it.
  let detail: String
  let unit: MatrixUnit
}
