public import PaymentGraph

/// Accounts that identifiers join.
public struct IdentifierGroup: Sendable, Hashable {
  /// An identifier that several accounts have.
  public struct Shared: Sendable, Hashable {
    /// The kind and the identifier.
    public let kind: String, value: String
    /// The accounts, in the order of their keys.
    public let accounts: [AccountID]
  }

  /// The accounts, in the order of their keys.
  public let accounts: [AccountID]
  /// The identifiers that join them, by kind and value.
  public let by: [Shared]
}

/// Joins accounts that share an identifier; identifiers of more accounts than a limit are named and join nobody.
///
/// O(*n* log *n*).
struct SharedIdentifiers {
  private(set) var groups: [IdentifierGroup] = []
  private(set) var popular: [IdentifierGroup.Shared] = []

  init(_ identifiers: [AccountIdentifier], in ledger: Ledger, mostHolders: Int) {
    let ranks = ledger.keyRanks
    func ordered(_ accounts: Set<AccountID>) -> [AccountID] {
      accounts.sorted { ranks[$0.position] < ranks[$1.position] }
    }
    var holders: [IdentifierKey: Set<AccountID>] = [:]
    // The spelling that is shown: the first in the order of bytes, whatever the order of rows.
    var spellings: [IdentifierKey: (kind: String, value: String)] = [:]
    for one in identifiers {
      let key = IdentifierKey(kind: one.kind, value: one.value)
      holders[key, default: []].insert(one.account)
      if let known = spellings[key], (known.value, known.kind) <= (one.value, one.kind) { continue }
      spellings[key] = (one.kind, one.value)
    }
    let shared = holders.filter { $0.value.count > 1 }.map { key, accounts in
      IdentifierGroup.Shared(
        kind: spellings[key]?.kind ?? key.kind, value: spellings[key]?.value ?? key.value,
        accounts: ordered(accounts))
    }.sorted { ($0.kind, $0.value) < ($1.kind, $1.value) }
    popular = shared.filter { $0.accounts.count > mostHolders }
    let usable = shared.filter { $0.accounts.count <= mostHolders }
    var parent: [AccountID: AccountID] = [:]
    func root(_ account: AccountID) -> AccountID {
      var one = account
      while let next = parent[one], next != one { one = next }
      return one
    }
    for one in usable {
      for account in one.accounts.dropFirst() {
        let (left, right) = (root(one.accounts[0]), root(account))
        if left.index < right.index {
          parent[right] = left
        } else if right.index < left.index {
          parent[left] = right
        }
      }
    }
    var members: [AccountID: Set<AccountID>] = [:]
    var reasons: [AccountID: [IdentifierGroup.Shared]] = [:]
    for one in usable {
      let root = root(one.accounts[0])
      members[root, default: []].formUnion(one.accounts)
      reasons[root, default: []].append(one)
    }
    groups = members.map { IdentifierGroup(accounts: ordered($0.value), by: reasons[$0.key] ?? []) }
      .sorted { ranks[$0.accounts[0].position] < ranks[$1.accounts[0].position] }
  }
}
