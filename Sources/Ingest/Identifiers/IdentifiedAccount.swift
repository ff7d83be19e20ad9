/// An account that a text names, with the spelling of the text.
public struct IdentifiedAccount: Hashable, Sendable {
  /// The key.
  public let key: AccountKey
  /// The spelling in the file, to be kept as an alias; nil where it is the key or its value.
  public let alias: String?

  init(key: AccountKey, written: String) {
    self.key = key
    alias = written == key.description || written == key.value ? nil : written
  }
}
