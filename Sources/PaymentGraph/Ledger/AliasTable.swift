/// The spellings of accounts that are not their keys; empty in most ledgers.
package struct AliasTable: Sendable {
  /// One spelling, and the first row that has it.
  package struct Entry: Sendable {
    package let spelling: String
    package var row: EvidenceRow?
  }

  private var entries: [UInt32: [Entry]] = [:]
  private var accounts: [String: UInt32] = [:]
  /// The accounts to which an address led for some payments and may have led for others, by the
  /// address.
  private(set) var leads: [UInt32: UInt32] = [:]
  /// The decisions by which two spellings are one account, in words and in their order.
  private(set) var decisions: [String] = []

  package init() {}

  package var isEmpty: Bool { entries.isEmpty && leads.isEmpty && decisions.isEmpty }

  /// The spellings of an account in alphabetical order.
  subscript(account: UInt32) -> [Entry] { entries[account] ?? [] }

  /// The spellings of every account that has any, in no order.
  var spellings: [UInt32: [Entry]] { entries }

  /// Adds a spelling; one that is known keeps its account.
  mutating func add(_ spelling: String, of account: UInt32, row: EvidenceRow?) {
    guard accounts[spelling] == nil else { return }
    accounts[spelling] = account
    var known = entries[account] ?? []
    let index = known.firstIndex { spelling < $0.spelling } ?? known.endIndex
    known.insert(Entry(spelling: spelling, row: row), at: index)
    entries[account] = known
  }

  /// Records the account to which an address led for those of its payments whose rows show it.
  mutating func note(address: UInt32, leadsTo account: UInt32) { leads[address] = account }

  /// Records that somebody decided, and no record shows, that two spellings are one account.
  mutating func note(decision words: String) { decisions.append(words) }

  package func account(spelled spelling: some StringProtocol) -> UInt32? {
    accounts.isEmpty ? nil : accounts[String(spelling)]
  }

  /// Returns the table with its accounts numbered anew.
  func renumberingAccounts(_ numbers: [UInt32?]) -> AliasTable {
    var table = AliasTable()
    table.decisions = decisions
    // Accounts that become one have the spellings of both.
    for account in entries.keys.sorted() {
      guard let new = numbers[Int(account)] else { continue }
      for entry in entries[account] ?? [] { table.add(entry.spelling, of: new, row: entry.row) }
    }
    for (address, account) in leads {
      guard let from = numbers[Int(address)], let to = numbers[Int(account)], from != to else {
        continue
      }
      table.leads[from] = to
    }
    return table
  }

  /// Returns the table with its files numbered anew.
  func renumberingFiles(_ rank: [UInt16]) -> AliasTable {
    var table = self
    for (account, known) in entries {
      table.entries[account] = known.map { entry in
        guard var row = entry.row, rank.indices.contains(Int(row.file)) else { return entry }
        row.file = rank[Int(row.file)]
        return Entry(spelling: entry.spelling, row: row)
      }
    }
    return table
  }
}
