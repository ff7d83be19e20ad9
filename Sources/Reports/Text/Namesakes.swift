internal import PaymentGraph

/// The stand-ins of a ledger that texts would call by one name, and what tells them apart.
///
/// Two statements that name a party alike, or one that names it in two ways, have a stand-in each, because nobody can tell
/// whether they are one person's. A table that shows both says beside which account each stands, and where that is one,
/// how the rows pay it and what else they call it.
struct Namesakes: Sendable {
  /// The owners of the stand-ins of each name that several have, as often as each has one.
  private let owners: [String: [String: Int]]

  /// The namesakes of an account's ledger, which are looked for once.
  static func of(_ account: Account) -> Namesakes {
    account.remembering { ledger in
      var owners: [String: [String: Int]] = [:]
      for number in 0..<ledger.accountCount where ledger.isStandIn(number) && ledger.isNamed(number)
      {
        let other = ledger.account(AccountID(number))
        let (owner, parts) = PartyText.parts(other)
        let name = other.details.name ?? parts.last ?? ""
        owners[name, default: [:]][owner, default: 0] += 1
      }
      return Namesakes(owners: owners.filter { $0.value.values.reduce(0, +) > 1 })
    }
  }

  /// Returns the words that tell a stand-in from others of its name; empty where no other has it.
  func words(_ account: Account, name: String, owner: String, parts: [String]) -> String {
    guard let owners = owners[name] else { return "" }
    let rows = parts.filter { !$0.isEmpty && $0 != name }.joined(separator: " ")
    let isOnlyOfOwner = owners[owner, default: 0] < 2
    return ", beside \(owner)" + (isOnlyOfOwner || rows.isEmpty ? "" : ", \(rows)")
  }
}
