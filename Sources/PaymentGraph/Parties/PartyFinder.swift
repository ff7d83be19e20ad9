/// Compares the names of accounts that share some word or beginning.
struct PartyFinder {
  private struct Named {
    let account: AccountID
    let key: String
    let written: String
    let name: PartyName
    /// True for a name in another account's records that has no account number.
    let isPlaceholder: Bool
  }

  private var named: [Named] = []
  /// The suggestions for accounts whose keys look like those of others.
  private var alikeKeys: [PartySuggestion] = []
  private let mostCommon: Int
  /// The rank of each account in the order of keys.
  private let ranks: [UInt32]

  init(_ ledger: Ledger, mostCommon: Int) {
    self.mostCommon = mostCommon
    ranks = ledger.keyRanks
    alikeKeys = PartyFinder.alikeKeys(ledger)
    for account in ledger.accounts {
      let key = account.key
      let isPlaceholder = key.hasPrefix("?:")
      let written = Set([account.details.name, account.details.holder].compactMap { $0 })
      for text in written.sorted() {
        guard let name = PartyName(text) else { continue }
        named.append(
          Named(
            account: account.id, key: key, written: text, name: name,
            isPlaceholder: isPlaceholder))
      }
    }
  }

  /// Accounts whose keys differ from those of others by what nobody sees, by letters that look the same, or by capitals.
  private static func alikeKeys(_ ledger: Ledger) -> [PartySuggestion] {
    let beyond = ledger.accounts.filter { $0.key.utf8.contains { $0 >= 0x80 } }.map(\.id.index)
    let alike = AlikeKeys(
      beyond, key: { ledger.account(AccountID(index: $0)).key },
      find: { ledger.account($0)?.id.index })
    return (alike.pairs + AlikeKeys.inCapitals(ledger.accountKeys)).map { pair in
      let reason =
        switch pair.difference {
        case .unseen: "the keys differ only in invisible characters"
        case .letters: "the keys differ only in characters that look the same"
        case .both: "the keys differ only in characters that are invisible or look the same"
        case .capitals: "the keys differ only in capitals"
        }
      return PartySuggestion(
        account: AccountID(index: pair.account), other: AccountID(index: pair.other),
        relation: .account, score: 100, reason: reason)
    }
  }

  func suggestions() -> [PartySuggestion] {
    struct Pair: Hashable {
      let first: Int
      let second: Int
    }
    var blocks: [String: [Int]] = [:]
    for (number, one) in named.enumerated() {
      for key in Set(one.name.spellings.flatMap(PartyFinder.blocks)) {
        blocks[key, default: []].append(number)
      }
    }
    var seen: Set<Pair> = []
    var best: [Pair: PartySuggestion] = [:]
    // The names are compared in the order of the words, and of equal reasons the first by its text
    // wins: the same files give the same bytes.
    for (_, members) in blocks.sorted(by: { $0.key < $1.key })
    where members.count > 1 && members.count <= mostCommon {
      for (index, first) in members.enumerated() {
        for second in members[(index + 1)...]
        where seen.insert(Pair(first: first, second: second)).inserted {
          guard let found = suggestion(named[first], named[second]) else { continue }
          let pair = Pair(first: found.account.position, second: found.other.position)
          if let known = best[pair],
            (known.score, found.reason) >= (found.score, known.reason)
          {
            continue
          }
          best[pair] = found
        }
      }
    }
    for found in alikeKeys {
      let pair = Pair(first: found.account.position, second: found.other.position)
      if best[pair].map({ $0.score < found.score }) ?? true { best[pair] = found }
    }
    return best.values.sorted { left, right in
      if left.score != right.score { return left.score > right.score }
      let (one, other) = (ranks[left.account.position], ranks[right.account.position])
      return one != other
        ? one < other : ranks[left.other.position] < ranks[right.other.position]
    }
  }

  private func suggestion(_ left: Named, _ right: Named) -> PartySuggestion? {
    guard left.account != right.account,
      let likeness = NameLikeness.compare(left.name, right.name)
    else { return nil }
    let isSwapped =
      left.isPlaceholder == right.isPlaceholder ? right.key < left.key : right.isPlaceholder
    let (one, other) = isSwapped ? (right, left) : (left, right)
    return PartySuggestion(
      account: one.account, other: other.account,
      relation: one.isPlaceholder ? .account : .holder,
      score: likeness.score,
      reason: "\(likeness.reason): \"\(one.written)\", \"\(other.written)\"")
  }

  /// Returns the keys under which a name is looked up: its first eight letters, and each two of its
  /// words.
  private static func blocks(_ words: [String]) -> [String] {
    var keys: [String] = []
    let letters = words.joined()
    if letters.utf8.count >= 4 { keys.append("=" + letters.prefix(8)) }
    let sorted = words.sorted().prefix(6)
    for (index, first) in sorted.enumerated() {
      for second in sorted.dropFirst(index + 1) {
        keys.append(first + " " + second)
        // "j smith" is looked for among those whose first name begins with a j.
        keys.append(String(first.prefix(1)) + " " + second)
        keys.append(first + " " + String(second.prefix(1)))
        keys.append(String(second.prefix(1)) + " " + first)
      }
    }
    return keys
  }
}

/// A pair of accounts that may belong to one person or firm, or be one account, and the reason.
///
/// The tool never acts on it: a person who knows decides, and states it in a file of decisions.
public struct PartySuggestion: Sendable, Hashable {
  /// The possible relation of the two accounts.
  public enum Relation: String, Sendable, Hashable {
    /// The two may be one account: at least one of them is no more than a name in another's
    /// records.
    case account
    /// The two may belong to one holder.
    case holder
  }

  /// The account of which less is known: a name in another's records comes before a number.
  public let account: AccountID
  /// The other account.
  public let other: AccountID
  /// The possible relation of the two.
  public let relation: Relation
  /// The likeness of the names, from 0 to 100.
  public let score: Int
  /// The reason, in words.
  public let reason: String
}

extension Ledger {
  /// Returns pairs of accounts that may belong to one person or firm, or be one account under two
  /// names.
  ///
  /// Names are compared without capitals, accents, forms of address and legal forms; two are alike
  /// where all words are the same, where one is the start of the other (banks cut names short),
  /// where one contains all words of the other, or where initials fit. One word in common never
  /// suffices. Names that more than `mostCommon` accounts share tell nothing and are left out.
  ///
  /// - Returns: The pairs by likeness descending, then by keys.
  /// - Complexity: O(*n* log *n*) for *n* names, plus the comparison of names with the same
  ///   beginning.
  public func partySuggestions(mostCommon: Int = 50) -> [PartySuggestion] {
    PartyFinder(self, mostCommon: mostCommon).suggestions()
  }
}
