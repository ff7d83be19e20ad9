/// The accounts whose keys look like those of others: they differ by ``LookAlikes`` or ``UnseenCharacters`` only.
package struct AlikeKeys: Sendable {
  /// An account and the one that its key looks like.
  package struct Pair: Sendable, Hashable {
    package let account: UInt32
    package let other: UInt32
    /// Why the two keys are not one.
    package let difference: Difference
  }

  /// The difference between two keys that look alike.
  package enum Difference: Sendable, Hashable {
    case unseen, letters, both
  }

  /// All pairs, in the order of the accounts given.
  package let pairs: [Pair]

  /// - Parameters:
  ///   - accounts: those whose keys have bytes beyond ASCII.
  ///   - key: an account's key.
  ///   - find: the account of a key; nil where there is none.
  package init(
    _ accounts: some Sequence<UInt32>, key: (UInt32) -> String, find: (String) -> UInt32?
  ) {
    var groups: [String: [UInt32]] = [:]
    var order: [String] = []
    for account in accounts {
      guard let plain = LookAlikes.plain(key(account)) else { continue }
      if groups[plain] == nil { order.append(plain) }
      groups[plain, default: []].append(account)
    }
    var pairs: [Pair] = []
    for plain in order {
      let group = groups[plain] ?? []
      // The plain key itself where an account has it, else of all keys the one that sorts first.
      let first = group.min { key($0).utf8.lexicographicallyPrecedes(key($1).utf8) }
      guard let base = find(plain) ?? first else { continue }
      for account in group where account != base {
        pairs.append(
          Pair(
            account: account, other: base,
            difference: AlikeKeys.difference(key(account), key(base))))
      }
    }
    self.pairs = pairs
  }

  private static func difference(_ key: String, _ other: String) -> Difference {
    let (one, two) = (
      UnseenCharacters.removed(from: key) ?? key, UnseenCharacters.removed(from: other) ?? other
    )
    if one == two { return .unseen }
    return one == key && two == other ? .letters : .both
  }
}
