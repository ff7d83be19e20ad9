/// Shortens account numbers and addresses, so that a picture can be shown without giving them away.
enum AccountMask {
  /// The key with its kind left out, and of every run of six or more digits only the last four; of
  /// an e-mail address only the first letter and the domain; of a hexadecimal address both ends.
  static func masked(_ key: String) -> String {
    let value = withoutKind(key)
    if let sign = value.firstIndex(of: "@"), sign > value.startIndex {
      return "\(value[value.startIndex])•••\(value[sign...])"
    }
    if value.hasPrefix("0x"), value.count > 14 { return "\(value.prefix(6))…\(value.suffix(4))" }
    return withoutNumbers(value)
  }

  /// A name, in which numbers and addresses can stand as well: the addresses in it are masked word by
  /// word, and numbers of eight or more digits also where blanks or hyphens divide them.
  static func text(_ value: String) -> String {
    // Most names hold neither.
    guard digitCount(value) >= 6 || value.utf8.contains(where: { $0 == 0x40 || $0 == 0x78 }) else {
      return value
    }
    let words = value.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.contains("@") || word.hasPrefix("0x") ? masked(String(word)) : String(word)
    }
    return withoutNumbers(joiningNumbers(words.joined(separator: " ")))
  }

  /// The text without the single blanks and hyphens between the digits of numbers of eight or more.
  static func joiningNumbers(_ value: String) -> String {
    guard digitCount(value) >= 8 else { return value }
    var text = ""
    var run = ""
    func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }
    func end() {
      let tail = run.last.map(isDigit) == false ? String(run.removeLast()) : ""
      text += (run.count(where: isDigit) >= 8 ? run.filter(isDigit) : run) + tail
      run = ""
    }
    for character in value {
      let isGap = character == " " || character == "-"
      if isDigit(character) || (isGap && run.last.map(isDigit) == true) {
        run.append(character)
      } else {
        if !run.isEmpty { end() }
        text.append(character)
      }
    }
    if !run.isEmpty { end() }
    return text
  }

  /// The text with only the last four digits of every run of six or more.
  static func withoutNumbers(_ value: String) -> String {
    guard digitCount(value) >= 6 else { return value }
    var text = ""
    var digits = ""
    for character in value + " " {
      if character.isASCII, character.isNumber {
        digits.append(character)
      } else {
        text += digits.count >= 6 ? "••••" + digits.suffix(4) : digits
        digits = ""
        text.append(character)
      }
    }
    return String(text.dropLast())
  }

  private static func digitCount(_ value: String) -> Int {
    value.utf8.count { (0x30...0x39).contains($0) }
  }

  /// Whether the mask hides any of a key.
  static func hides(_ key: String) -> Bool { masked(key) != withoutKind(key) }

  /// Every run of six or more digits.
  static func longNumbers(in text: String) -> [String] {
    text.split { !($0.isASCII && $0.isNumber) }.filter { $0.count >= 6 }.map(String.init)
  }

  /// The key without a kind of one or two letters and a colon, `in:GNGB:9001` as `GNGB 9001`.
  static func withoutKind(_ key: String) -> String {
    let parts = key.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1, (1...5).contains(parts[0].count) else { return key }
    return parts.dropFirst().joined(separator: " ")
  }
}
