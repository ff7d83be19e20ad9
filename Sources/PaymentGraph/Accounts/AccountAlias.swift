/// A spelling of an account that is not its key, and the first row that has it.
public struct AccountAlias: Hashable, Sendable {
  /// The spelling, word for word.
  public let spelling: String
  /// The first row with this spelling, in the order of files and lines; nil where only the accounts
  /// file has it.
  public let citation: Citation?
}
