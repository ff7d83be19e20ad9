internal import Graphviz
internal import PaymentGraph

/// Who is behind each part of a drawing, so that a page finds those whose names are folded or cut as well.
struct FoldedNames: Sendable {
  private let names: NameBook
  private let accounts: [NodeID: [AccountID]]

  /// - Parameter parties: accounts with the part of the drawing that stands for them.
  init(_ parties: some Sequence<(name: NodeID, accounts: [AccountID])>, _ names: NameBook) {
    self.names = names
    var accounts: [NodeID: [AccountID]] = [:]
    for party in parties { accounts[party.name, default: []] += party.accounts }
    self.accounts = accounts
  }

  /// By part of the drawing, in the order of their names: what its accounts are called, as the drawing's mask
  /// lets them be called, in the order in which they were folded.
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
