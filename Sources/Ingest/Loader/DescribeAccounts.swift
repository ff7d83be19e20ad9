internal import PaymentGraph

/// Gives the accounts the facts that rows and accounts files state, and reports those that contradict each other.
struct DescribeAccounts {
  /// Describes the accounts, and returns those on which rows disagree.
  func apply(to draft: inout LedgerDraft) -> [(account: AccountID, words: String)] {
    draft.facts.describe(in: &draft.builder)
  }

  /// Reports accounts on which rows disagree; as no row is to blame, the first file has the reports.
  static func report(
    _ conflicts: [(account: AccountID, words: String)], in ledger: Ledger,
    to readings: inout [FileReading]
  ) {
    guard !readings.isEmpty else { return }
    let found = conflicts.map { conflict in
      "account \"\(ledger.account(conflict.account).key)\" has \(conflict.words)"
    }.sorted()
    readings[0].add(
      found.map { summary in
        Diagnostic(
          code: DiagnosticCode.accountDetailConflict.rawValue, severity: .warning,
          summary: summary, note: "rows disagree; the alphabetically first spelling is shown",
          remedy: "state the right one in an accounts file")
      })
  }
}

/// The facts that rows and the accounts file state about accounts, gathered so that the order of rows and files does
/// not matter.
///
/// Where rows disagree, the alphabetically first spelling and the role that comes last in ``AccountRole`` win, and the
/// disagreement is reported.
///
/// The accounts file overrides rows, and the holder's name in the account's own statement overrides the names in other
/// rows.
struct AccountFacts {
  private struct Facts {
    var roles: Set<AccountRole> = []
    var names: Set<String> = []
    /// The names of the holder in the account's own statements.
    var holders: Set<String> = []
    var institutions: Set<String> = []
    var countries: Set<String> = []
    var stated: AccountDetails?
    /// The role that was decided, whatever files and rows say.
    var decidedRole: AccountRole?
  }

  private var facts: [AccountID: Facts] = [:]
  /// The accounts that the accounts file describes under two spellings, differently.
  private var twice: [AccountID] = []

  /// Notes the facts that one row states about an account.
  mutating func note(
    _ account: AccountID, role: AccountRole?, name: String?, institution: String?, country: String?
  ) {
    guard let known = facts[account] else {
      facts[account] = Facts(
        roles: Set([role].compactMap { $0 }), names: Set([name].compactMap { $0 }),
        institutions: Set([institution].compactMap { $0 }),
        countries: Set([country].compactMap { $0 }))
      return
    }
    // Most rows repeat what others say.
    if let role, !known.roles.contains(role) { facts[account]?.roles.insert(role) }
    if let name, !known.names.contains(name) { facts[account]?.names.insert(name) }
    if let institution, !known.institutions.contains(institution) {
      facts[account]?.institutions.insert(institution)
    }
    if let country, !known.countries.contains(country) { facts[account]?.countries.insert(country) }
  }

  /// Notes the holder's name in an account's own statement, which no other row knows better.
  mutating func note(holder: String, of account: AccountID) {
    facts[account, default: Facts()].holders.insert(holder)
  }

  /// Notes the description in the accounts file; returns false where an earlier one differs.
  mutating func state(_ account: AccountID, _ details: AccountDetails) -> Bool {
    let before = facts[account]?.stated
    facts[account, default: Facts()].stated = details
    return before == nil || before == details
  }

  /// Notes the facts that a decision states, whatever other files say; all others stay as they are.
  ///
  /// - Parameter saysRole: true where the role is decided, which may be ``AccountRole/unknown``.
  mutating func decide(_ account: AccountID, _ details: AccountDetails, saysRole: Bool) {
    var known = facts[account]?.stated ?? AccountDetails()
    if saysRole { facts[account, default: Facts()].decidedRole = details.role }
    known.statedPooled = details.statedPooled ?? known.statedPooled
    known.name = details.name ?? known.name
    known.holder = details.holder ?? known.holder
    known.institution = details.institution ?? known.institution
    known.country = details.country ?? known.country
    facts[account, default: Facts()].stated = known
  }

  /// Gives accounts their new numbers, and joins the facts of accounts that became one.
  mutating func renumber(_ numbers: [UInt32]) {
    var moved: [AccountID: Facts] = [:]
    for (old, known) in facts.sorted(by: { $0.key.index < $1.key.index }) {
      let account = AccountID(index: numbers[old.position])
      guard var one = moved[account] else {
        moved[account] = known
        continue
      }
      one.roles.formUnion(known.roles)
      one.names.formUnion(known.names)
      one.holders.formUnion(known.holders)
      one.institutions.formUnion(known.institutions)
      one.countries.formUnion(known.countries)
      one.decidedRole = known.decidedRole ?? one.decidedRole
      if let stated = known.stated {
        if let before = one.stated, before != stated { twice.append(account) }
        one.stated = stated
      }
      moved[account] = one
    }
    facts = moved
  }

  /// Gives accounts their new numbers, and forgets those that have none.
  mutating func renumber(_ numbers: [UInt32?]) {
    var moved: [AccountID: Facts] = [:]
    for (old, known) in facts {
      if let new = numbers[old.position] { moved[AccountID(index: new)] = known }
    }
    facts = moved
  }

  /// Returns the names that rows and the accounts file give an account or its holder.
  func names(of account: AccountID) -> Set<String> {
    guard let known = facts[account] else { return [] }
    return known.names.union(known.holders)
      .union([known.stated?.name, known.stated?.holder].compactMap { $0 })
  }

  /// Returns the names without those that a bank cut short: "RAVI KUM" adds nothing to "RAVI KUMAR".
  private static func whole(_ names: Set<String>) -> Set<String> {
    guard names.count > 1 else { return names }
    let known = names.sorted().map { ($0, StatementText.normal($0)) }
    var kept: [(String, String)] = []
    for (name, normal) in known {
      let isPart = known.contains { $1 != normal && normal.utf8.count >= 6 && $1.hasPrefix(normal) }
      let isAgain = kept.contains { $1 == normal }
      if !isPart, !isAgain { kept.append((name, normal)) }
    }
    return Set(kept.map(\.0))
  }

  /// Describes the accounts to a ledger, and returns those on which rows disagree.
  func describe(in builder: inout LedgerBuilder) -> [(account: AccountID, words: String)] {
    var conflicts: [(account: AccountID, words: String)] = twice.map {
      ($0, "two descriptions in the accounts file, under two spellings")
    }
    for (account, known) in facts {
      let stated = known.stated
      func pick(_ stated: String?, values: Set<String>, word: String) -> String? {
        if let stated { return stated }
        if values.count > 1 {
          conflicts.append(
            (
              account,
              "\(word) \(values.sorted().prefix(3).map { "\"\($0)\"" }.joined(separator: ", "))"
            ))
        }
        return values.min()
      }
      var details = stated ?? AccountDetails()
      if let decided = known.decidedRole {
        details.role = decided
      } else if details.role == .unknown {
        let roles = known.roles.subtracting([.unknown])
        if roles.count > 1 {
          let names = roles.sorted { $0.rawValue < $1.rawValue }.map(\.name)
          conflicts.append((account, "roles \(names.joined(separator: ", "))"))
        }
        details.role = roles.max { $0.rawValue < $1.rawValue } ?? .unknown
        if roles.contains(.processor) { details.role = .processor }
      }
      // Names of people may hold numbers that are masked everywhere else.
      details.name = pick(
        details.name.map(SensitiveNumbers.masked),
        values: AccountFacts.whole(
          Set((known.holders.isEmpty ? known.names : known.holders).map(SensitiveNumbers.masked))),
        word: "names")
      details.institution = pick(
        details.institution, values: known.institutions, word: "institutions")
      details.country = pick(details.country, values: known.countries, word: "countries")
      builder.describe(account, as: details)
      if stated?.name != nil || stated?.holder != nil { builder.setNamed(account) }
    }
    return conflicts
  }
}
