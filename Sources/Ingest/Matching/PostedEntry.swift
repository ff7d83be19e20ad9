/// A row of a statement and the transfer that was made of it.
struct PostedEntry: Sendable {
  /// The transfer's index in the ledger that is being built.
  var transfer: UInt32
  var entry: StatementEntry
  /// The name of the profile that read the statement.
  let profile: String
  /// The number of the statement's file.
  let file: Int

  /// True where the statement's own account paid.
  var isOut: Bool { entry.amount < 0 }
}
