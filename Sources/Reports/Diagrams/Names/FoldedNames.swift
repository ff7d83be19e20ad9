internal import Drawing
internal import PaymentGraph

/// The names behind each part of a drawing that stands for several accounts, so that a page finds
/// them too.
struct FoldedNames: Sendable {
  private let names: NameBook
  private let accounts: [NodeID: [AccountID]]

  /// Collects the accounts.
  ///
  /// - Parameter parties: Accounts with the part of the drawing that stands for them; a part that
  ///   stands for one account shows its name itself and is left out.
  init(_ parties: some Sequence<(name: NodeID, accounts: [AccountID])>, _ names: NameBook) {
    self.names = names
    var accounts: [NodeID: [AccountID]] = [:]
    for party in parties { accounts[party.name, default: []] += party.accounts }
    self.accounts = accounts
  }

  /// The names of each part's accounts, as the drawing's mask allows them, in the order in which
  /// they were folded; the parts by name.
  ///
  /// O(accounts): only pages ask for it.
  var texts: [(name: NodeID, members: [String])] {
    accounts.sorted { $0.key.description < $1.key.description }.map { name, accounts in
      (
        name,
        accounts.map { id in
          let number = names.numberBesideName(id)
          return number.isEmpty ? names.name(id) : "\(names.name(id)), \(number)"
        }
      )
    }
  }
}
