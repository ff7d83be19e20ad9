/// A choice of accounts for a question, as people write it.
///
/// `all` is every account that pays; `role:victim` every account with a role; anything else is an
/// account key, or a name that only one account has, or several with commas between. Accounts that
/// stand in for somebody unnamed (``Account/isNamed``) are chosen by their keys only.
public struct AccountSelector: Sendable, Hashable {
  private enum Part: Sendable, Hashable {
    case everyPayer
    case role(AccountRole)
    case key(String)
  }

  private let parts: [Part]

  /// The selector of every account that pays within the scope.
  public static let everyPayer = AccountSelector(parts: [.everyPayer])

  /// Returns the selector of every account with a role.
  public static func role(_ role: AccountRole) -> AccountSelector {
    AccountSelector(parts: [.role(role)])
  }

  /// Reads a selector from one text or from the lines of a file.
  ///
  /// - Throws: ``SelectionError`` where a role does not exist or nothing is named.
  public init(_ texts: [String]) throws(SelectionError) {
    var parts: [Part] = []
    for text in texts where !text.isEmpty {
      if text == "all" {
        parts.append(.everyPayer)
      } else if text.hasPrefix("role:") {
        let name = String(text.dropFirst(5))
        guard let role = AccountRole(name: name) else { throw .unknownRole(name) }
        parts.append(.role(role))
      } else {
        parts.append(.key(text))
      }
    }
    guard !parts.isEmpty else { throw .nothingNamed }
    self.parts = parts
  }

  private init(parts: [Part]) { self.parts = parts }

  /// Returns the one account that has a name, whatever its case.
  private static func account(
    called name: String, in ledger: Ledger
  ) throws(SelectionError) -> AccountID {
    let wanted = name.lowercased()
    let found = ledger.accountsByDetail.filter { account in
      let details = ledger.account(account).details
      return [details.name, details.holder].contains { $0?.lowercased() == wanted }
    }
    if found.count == 1, let only = found.first { return only }
    if found.count > 1 {
      throw .severalAccounts(name, keys: found.prefix(5).map { ledger.account($0).key })
    }
    throw .unknownAccount(name, suggestions: NearMiss.keys(near: name, in: ledger))
  }

  /// Returns the accounts in the order of their keys, each once.
  ///
  /// A key that contains commas is taken whole where the ledger has it, else divided.
  ///
  /// - Throws: ``SelectionError/unknownAccount(_:suggestions:)`` where a key is not in the ledger.
  /// - Complexity: O(*t* + *a* log *a*).
  public func accounts(in view: LedgerView) throws(SelectionError) -> [AccountID] {
    let ledger = view.ledger
    var chosen: Set<AccountID> = []
    for part in parts {
      switch part {
      case .everyPayer:
        for transfer in 0..<ledger.transferCount where view.contains(transfer) {
          let payer = AccountID(index: ledger.columns.payer[transfer])
          if ledger.isNamed(payer.position) { chosen.insert(payer) }
        }
      case .role(let role):
        for number in 0..<ledger.accountCount
        where ledger.account(AccountID(number)).role == role && ledger.isNamed(number) {
          chosen.insert(AccountID(number))
        }
      case .key(let text):
        if let account = ledger.account(text) {
          chosen.insert(account.id)
          continue
        }
        // A name may itself have commas.
        if text.contains(","), let account = try? AccountSelector.account(called: text, in: ledger)
        {
          chosen.insert(account)
          continue
        }
        for key in text.split(separator: ",") {
          let key = key.drop { $0 == " " }
          if let account = ledger.account(key) {
            chosen.insert(account.id)
          } else {
            chosen.insert(try AccountSelector.account(called: String(key), in: ledger))
          }
        }
      }
    }
    let ranks = ledger.keyRanks
    return chosen.sorted { ranks[$0.position] < ranks[$1.position] }
  }
}

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
