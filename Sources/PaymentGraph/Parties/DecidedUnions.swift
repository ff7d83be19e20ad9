/// The accounts that decisions make one, where other decisions say that some are different.
///
/// The decisions are taken one after the other, in an order that does not depend on who wrote which first; one by which
/// two different accounts would be one has no effect, and those before it stand.
package struct DecidedUnions<Account: Hashable> {
  private let different: [(Account, Account)]
  private var parent: [Account: Account] = [:]

  /// - Parameter different: the pairs that are decided to be different.
  package init(different: [(Account, Account)]) { self.different = different }

  /// Returns true where one decision is taken before another: by the text of the account whose key gives way, then by
  /// that of the other, byte by byte.
  package static func precedes(
    _ one: (account: String, other: String), _ other: (account: String, other: String)
  ) -> Bool {
    if !one.account.utf8.elementsEqual(other.account.utf8) {
      return one.account.utf8.lexicographicallyPrecedes(other.account.utf8)
    }
    return one.other.utf8.lexicographicallyPrecedes(other.other.utf8)
  }

  /// Makes two accounts one; returns the number of the pair that forbids it, or nil where they are one now.
  ///
  /// - Complexity: O(*d*) for *d* pairs of different accounts, apart from the length of chains.
  package mutating func unite(_ one: Account, _ other: Account) -> Int? {
    let (left, right) = (root(one), root(other))
    let against = different.firstIndex { pair in
      let ends = (root(pair.0), root(pair.1))
      return ends == (left, right) || ends == (right, left)
    }
    if against == nil, left != right { parent[left] = right }
    return against
  }

  /// Returns the account that stands for all that are one with an account.
  package func root(_ account: Account) -> Account {
    var account = account
    while let next = parent[account] { account = next }
    return account
  }
}
