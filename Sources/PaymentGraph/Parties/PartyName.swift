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
