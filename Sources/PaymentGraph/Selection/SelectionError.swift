/// A reason why a selector names no accounts.
public enum SelectionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text is empty.
  case nothingNamed
  /// No role has this name.
  case unknownRole(String)
  /// The ledger has no account with this key; the suggestions are keys that are spelled much the
  /// same.
  case unknownAccount(String, suggestions: [String])
  /// Several accounts have this name; the keys are those of some of them.
  case severalAccounts(String, keys: [String])

  /// The cause and what to do, in one line.
  public var description: String {
    switch self {
    case .nothingNamed:
      return "no account is named: give all, role:ROLE, an account key or several with commas"
    case .unknownRole(let name):
      let roles = AccountRole.allCases.map(\.name).joined(separator: ", ")
      return "there is no role \"\(name)\": the roles are \(roles)"
    case .severalAccounts(let name, let keys):
      return "several accounts are called \"\(name)\": give the key of the intended one, "
        + keys.map { "\"\($0)\"" }.joined(separator: ", ")
    case .unknownAccount(let key, let suggestions):
      guard !suggestions.isEmpty else { return "no account \"\(key)\" in the ledger" }
      let list = suggestions.map { "\"\($0)\"" }.joined(separator: ", ")
      return "no account \"\(key)\" in the ledger; similar: \(list)"
    }
  }
}
