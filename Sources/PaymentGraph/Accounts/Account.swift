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

  /// The name that the data gives the account; nil where it gives none.
  public var name: String? { details.name }

  /// The bank or service that keeps the account; nil where the data names none.
  public var institution: String? { details.institution }

  /// The country, as the data spells it; nil where it names none.
  public var country: String? { details.country }

  /// The transfers that the account pays or receives, in ledger order.
  ///
  ///     for transfer in ledger.account("mule")?.transfers ?? [] { print(transfer) }
  ///
  /// - Complexity: O(*n*) for *n* transfers of the account, once the ledger's indexes are built.
  public var transfers: [Transfer] { ledger.whole.transfers(of: id) }

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

  /// Something of the whole ledger that is worked out once and kept.
  package func remembering<Value: Sendable>(_ value: (Ledger) -> Value) -> Value {
    if let known = ledger.cache.value(Value.self) { return known }
    let found = value(ledger)
    ledger.cache.keep(found)
    return found
  }

  /// The name to show: the stated name, else the holder, else the key.
  public var displayName: String { details.name ?? details.holder ?? key }
}

extension Account: Hashable {
  /// Two accounts are equal if they are one account of one ledger.
  public static func == (one: Account, other: Account) -> Bool {
    one.id == other.id && one.ledger.isSame(as: other.ledger)
  }

  /// Hashes the number within the ledger.
  public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

extension Account: CustomStringConvertible {
  /// The key, and the name behind it where the data gives one: `in:GNGB:1234 (Vardhikosh Holdings)`.
  public var description: String { name.map { "\(key) (\($0))" } ?? key }
}

/// The number of an account within one ledger.
///
/// A number has no meaning and no order: two ledgers of the same rows may number accounts
/// differently. Compare and sort by ``Account/key``.
public struct AccountID: Hashable, Sendable {
  /// The index in the ledger's account columns.
  package let index: UInt32

  package init(index: UInt32) { self.index = index }
  package init(_ index: Int) { self.index = UInt32(truncatingIfNeeded: index) }

  /// The same index as an `Int`, for arrays.
  package var position: Int { Int(index) }
}

/// The part of an account in the case, as the data or the accounts file says.
///
/// A role labels and selects. No algorithm depends on it: they depend only on whether an account is
/// pooled, which role ``processor`` implies unless the accounts file says otherwise.
public enum AccountRole: UInt8, CaseIterable, Sendable, Hashable {
  /// No role is stated.
  case unknown
  /// Somebody who lost money.
  case victim
  /// A payment service in whose accounts the money of many customers is mixed.
  case processor
  /// A business that sells.
  case merchant
  /// An account that passes others' money on.
  case mule
  /// An account where money is thought to arrive.
  case destination

  /// Finds the role with this name, in any case; nil where there is none.
  public init?(name: some StringProtocol) {
    let wanted = name.lowercased()
    guard let found = AccountRole.allCases.first(where: { $0.name == wanted }) else { return nil }
    self = found
  }

  /// The name as files and outputs spell it.
  public var name: String {
    switch self {
    case .unknown: "unknown"
    case .victim: "victim"
    case .processor: "processor"
    case .merchant: "merchant"
    case .mule: "mule"
    case .destination: "destination"
    }
  }
}

/// The facts that are known of an account beside its key.
public struct AccountDetails: Hashable, Sendable {
  /// The account's part in the case.
  public var role: AccountRole
  /// True where the accounts file says that the money of many customers is mixed in the account,
  /// false where it denies it; nil where it says nothing, and then role ``AccountRole/processor``
  /// decides.
  public var statedPooled: Bool?
  /// The name that the data gives the account.
  public var name: String?
  /// The person or firm that controls the account.
  public var holder: String?
  /// The bank or service that keeps the account.
  public var institution: String?
  /// The country, as the data spells it.
  public var country: String?
  /// The statements whose balances show payments that no row does, as a list of accounts states them; nil where it
  /// states none.
  public var unseenPayments: String?

  /// Creates details; a property that is not given is unknown.
  public init(
    role: AccountRole = .unknown, statedPooled: Bool? = nil, name: String? = nil,
    holder: String? = nil, institution: String? = nil, country: String? = nil,
    unseenPayments: String? = nil
  ) {
    self.role = role
    self.statedPooled = statedPooled
    self.name = name
    self.holder = holder
    self.institution = institution
    self.country = country
    self.unseenPayments = unseenPayments
  }

  /// True where the money of many customers is mixed in this account.
  public var isPooled: Bool { statedPooled ?? (role == .processor) }
}

/// A spelling of an account that is not its key, and the first row that has it.
public struct AccountAlias: Hashable, Sendable {
  /// The spelling, word for word.
  public let spelling: String
  /// The first row with this spelling, in the order of files and lines; nil where only the accounts
  /// file has it.
  public let citation: Citation?
}
