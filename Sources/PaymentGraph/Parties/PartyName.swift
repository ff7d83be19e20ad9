/// The name of a person or firm in a form in which two spellings can be compared.
///
/// Capitals and accents do not count, nor do forms of address (`Mr`, `Shri`) and legal forms
/// (`Ltd`, `Private Limited`). German umlauts are written both ways, so a name has one or two
/// spellings.
struct PartyName: Sendable, Hashable {
  /// The words of each spelling, in their order.
  let spellings: [[String]]

  /// Reads the name in a text; nil where no letter is left.
  init?(_ text: String) {
    let plain = PartyName.words(in: text, umlautsWithE: false)
    guard !plain.isEmpty else { return nil }
    let other = PartyName.words(in: text, umlautsWithE: true)
    spellings = other == plain ? [plain] : [plain, other]
  }

  private static func words(in text: String, umlautsWithE: Bool) -> [String] {
    var words: [String] = []
    var word = ""
    func isInitials(_ word: String) -> Bool { word.utf8.count == 1 }
    func end() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    for character in text.lowercased() {
      if let letters = LetterForms.plain(character, umlautsWithE: umlautsWithE) {
        word += letters
      } else if character == "'" || character == "’" || character == "." && isInitials(word) {
        // O'Brien and S.P. Traders are O Brien and S P Traders to some banks, OBrien and SP to others.
        continue
      } else if character == "/" && word == "m" {
        // M/s precedes the names of firms in India.
        continue
      } else {
        end()
      }
    }
    end()
    let kept = words.filter { !left.contains($0) }
    return kept.isEmpty ? words : kept
  }

  /// The words that do not tell one name from another.
  private static let left: Set<String> = [
    "mr", "mrs", "ms", "miss", "dr", "shri", "smt", "sri", "the", "and",
    "ltd", "limited", "pvt", "private", "llp", "plc", "inc", "incorporated", "gmbh", "co",
    "company",
    "corp", "corporation", "llc", "ag", "sa", "bv",
  ]
}

/// Conversion of letters with marks to letters without.
enum LetterForms {
  /// Returns a letter or digit in plain lower case; nil for other characters.
  static func plain(_ character: Character, umlautsWithE: Bool) -> String? {
    if character.isASCII {
      return character.isLetter || character.isNumber ? String(character) : nil
    }
    guard character.isLetter || character.isNumber else { return nil }
    if umlautsWithE, let pair = umlauts[character] { return pair }
    if let base = bases[character] { return base }
    // A letter with combining marks: the first scalar is the letter where the marks follow it.
    guard let first = character.unicodeScalars.first, first.isASCII else {
      return String(character)
    }
    return String(first)
  }

  private static let umlauts: [Character: String] = [
    "ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe",
  ]

  private static let bases: [Character: String] = {
    let rows: [(String, String)] = [
      ("a", "àáâãäåāăą"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"),
      ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŉ"),
      ("o", "òóôõöøōŏő"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("t", "ţťŧț"), ("u", "ùúûüũūŭůűų"),
      ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"), ("ss", "ß"), ("ae", "æ"), ("oe", "œ"), ("th", "þ"),
    ]
    var table: [Character: String] = [:]
    for (base, letters) in rows { for letter in letters { table[letter] = base } }
    return table
  }()
}

/// The likeness of two names, and the reason for it.
///
/// One word in common never suffices: many share a family name.
enum NameLikeness {
  /// Returns the likeness of two names; nil where they are not alike.
  static func compare(_ left: PartyName, _ right: PartyName) -> (score: Int, reason: String)? {
    var best: (score: Int, reason: String)?
    for one in left.spellings {
      for other in right.spellings {
        guard let found = compare(one, other) else { continue }
        if found.score > best?.score ?? 0 { best = found }
      }
    }
    return best
  }

  private static func compare(
    _ left: [String], _ right: [String]
  ) -> (score: Int, reason: String)? {
    let letters = (left.joined(), right.joined())
    if left.count > 1 || letters.0.utf8.count >= 4, left.sorted() == right.sorted() {
      return (100, left == right ? "same name" : "same words in another order")
    }
    if letters.0.utf8.count >= 4, letters.0 == letters.1 { return (98, "same letters") }
    let (short, long) =
      letters.0.utf8.count < letters.1.utf8.count ? letters : (letters.1, letters.0)
    if short.utf8.count >= 8, long.hasPrefix(short) { return (90, "one is the start of the other") }
    let common = Set(left).intersection(right)
    let (fewer, more) = left.count <= right.count ? (left, right) : (right, left)
    if common.count >= 2 {
      let matched = common.reduce(0) { $0 + $1.utf8.count }
      let all = max(letters.0.utf8.count, letters.1.utf8.count)
      guard Set(fewer).isSubset(of: more) else {
        let score = 70 * matched / max(1, all)
        return score >= 50 ? (score, "\(common.count) words in common") : nil
      }
      return (85, "all words of one are in the other")
    }
    guard common.count == 1, fewer.count > 1, more.count > 1, isInitialled(fewer, by: more, common)
    else { return nil }
    return (60, "one word in common, and initials that fit")
  }

  /// Returns true where the words that one name does not share begin with the letters of the
  /// other's.
  private static func isInitialled(
    _ fewer: [String], by more: [String], _ common: Set<String>
  ) -> Bool {
    var others = more.filter { !common.contains($0) }
    for word in fewer where !common.contains(word) {
      guard
        let index = others.firstIndex(where: {
          ($0.utf8.count == 1 || word.utf8.count == 1) && $0.first == word.first
        })
      else { return false }
      others.remove(at: index)
    }
    return true
  }
}

/// Comparison of names as rows of statements spell them.
package enum PartyNames {
  /// Returns true where two names can be one party's: they are equal, cut short, or alike as
  /// defined by ``Ledger/partySuggestions(mostCommon:)``.
  package static func areAlike(_ left: String, _ right: String) -> Bool {
    guard let one = PartyName(left), let two = PartyName(right) else { return false }
    return one.spellings.contains { two.spellings.contains($0) }
      || NameLikeness.compare(one, two) != nil || isCut(left, right) || isCut(right, left)
  }

  /// Returns true where a name is the start of another, as banks cut them: six letters at least.
  private static func isCut(_ short: String, _ long: String) -> Bool {
    let letters = (letters(short), letters(long))
    return letters.0.utf8.count >= 6 && letters.1.hasPrefix(letters.0)
  }

  private static func letters(_ text: String) -> String {
    String(text.uppercased().filter { $0.isLetter || $0.isNumber })
  }
}
