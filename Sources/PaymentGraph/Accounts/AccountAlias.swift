/// Another spelling of an account in the data, and the first row that has it.
public struct AccountAlias: Hashable, Sendable {
  /// The spelling, word for word.
  public let spelling: String
  /// The first row that names the account so, by file and place; nil where only the accounts file does.
  public let citation: Citation?
}
