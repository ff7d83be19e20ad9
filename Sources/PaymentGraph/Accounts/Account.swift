/// An account, pooled or not, as a ledger knows it: somewhere that money can lie.
///
/// A light view: it holds the ledger and an account number, and looks its properties up.
public struct Account: Sendable {
  /// The number within the ledger.
  public let id: AccountID
  let ledger: Ledger

  /// The identifier, as the data gives it: `kind:value` where the kind is known, else plain text.
  public var key: String { ledger.accountKeys.key(at: id.position) }

  /// The spellings in the data that differ from the key, in alphabetical order.
  public var aliases: [AccountAlias] { ledger.aliases(of: id) }

  /// The facts that are known beside the key.
  public var details: AccountDetails { ledger.details(of: id) }

  /// The account's part in the case.
  public var role: AccountRole { details.role }

  /// True where the money of many customers is mixed in the account.
  public var isPooled: Bool { ledger.isPooled(id) }

  /// True where the data identifies the holder by anything: a number, a name, an address.
  ///
  /// Where a row names nobody, an account of its own stands in. Such accounts take part in walks
  /// and sums like any other; they are never counted as payers or victims, because nobody can tell
  /// how many persons they are.
  public var isNamed: Bool { ledger.isNamed(id.position) }

  /// True where the account stands in for somebody of whom the data gives no number: a name only,
  /// or nothing.
  ///
  /// Its key then begins with `?:` and the account whose row names it. Nobody can tell whether two
  /// such accounts are one person's, or which other account of the data is the same person's.
  public var isStandIn: Bool { ledger.isStandIn(id.position) }

  /// Returns true where the key, a spelling, the name, the holder or the bank contains a text,
  /// whatever its case.
  public func mentions(_ text: String) -> Bool {
    let wanted = text.lowercased()
    let texts = [key, details.name, details.holder, details.institution].compactMap { $0 }
    return (texts + aliases.map(\.spelling)).contains { $0.lowercased().contains(wanted) }
  }

  /// Something of the whole ledger that is worked out once and kept.
  package func remembering<Value: Sendable>(_ value: (Ledger) -> Value) -> Value {
    if let known = ledger.memory.value(Value.self) { return known }
    let found = value(ledger)
    ledger.memory.keep(found)
    return found
  }

  /// The name to show: the stated name, else the holder, else the key.
  public var displayName: String { details.name ?? details.holder ?? key }
}
