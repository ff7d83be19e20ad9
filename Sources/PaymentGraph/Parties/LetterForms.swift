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
