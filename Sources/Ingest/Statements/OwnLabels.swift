internal import PaymentGraph

/// Accounts of one file that have names instead of numbers, where its rows name them as the other party:
/// `Savings` pays `Main`.
enum OwnLabels {
  /// Gives rows the account of the file that they name as the other party.
  ///
  /// - Parameter stem: the beginning of the keys of such accounts.
  static func resolve(_ entries: inout [StatementEntry], stem: String) {
    var accounts: [String: String] = [:]
    for entry in entries where entry.own.hasPrefix("\(stem):") {
      accounts[StatementText.normal(String(entry.own.dropFirst(stem.count + 1)))] = entry.own
    }
    guard accounts.count > 1 else { return }
    for index in entries.indices {
      let entry = entries[index]
      guard entry.role == .movement, entry.counter.account == nil,
        entry.counter.accountNumber == nil, let name = entry.counter.name,
        let account = accounts[named(name)], account != entry.own
      else { continue }
      entries[index].counter = PartyHint(account: account)
    }
  }

  /// Returns the name of an account without the words for a transfer before it: `Transfer : Savings`.
  private static func named(_ name: String) -> String {
    let text = StatementText.normal(name)
    for start in ["TRANSFER : ", "TRANSFER: ", "TRANSFER TO ", "TRANSFER FROM "]
    where text.hasPrefix(start) { return String(text.dropFirst(start.count)) }
    return text
  }
}
