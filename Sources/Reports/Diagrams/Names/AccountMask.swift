internal import PaymentGraph

/// Shortens account numbers and addresses, so that a picture can be shown without giving them away.
///
/// A number is what a person reads as one: digits of any script, also in groups with blanks, dashes, points, slashes or
/// low lines between them, and with characters that nobody sees.
enum AccountMask {
  /// The fewest digits of a key that are hidden, and of a name.
  private static let leastInKey = 5
  private static let leastInName = 6
  /// In a name fewer digits than this are a number only where they stand together.
  private static let leastInGroups = 8

  /// The key with its kind left out, and of every number only its last digits; of an e-mail address only the first
  /// letter and the domain; of the address of a wallet both ends.
  static func masked(_ key: String) -> String {
    let value = withoutKind(key)
    let scalars = value.unicodeScalars
    if let sign = scalars.firstIndex(of: "@"), sign > scalars.startIndex {
      return "\(scalars[scalars.startIndex])•••\(String(scalars[sign...]))"
    }
    if isWalletAddress(value) {
      let start = value.hasPrefix("0x") ? 6 : 4
      return "\(String(scalars.prefix(start)))…\(String(scalars.suffix(4)))"
    }
    return hiding(value) { digits, _ in digits >= leastInKey }
  }

  /// A name, in which numbers and addresses can stand as well: the addresses in it are masked word by word.
  static func text(_ value: String) -> String {
    let words = value.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.unicodeScalars.contains("@") || isWalletAddress(String(word))
        ? masked(String(word)) : String(word)
    }
    return withoutNumbers(words.joined(separator: " "))
  }

  /// The text with only the last digits of every number: of six digits that stand together, or eight in groups.
  static func withoutNumbers(_ value: String) -> String {
    hiding(value) { digits, isTogether in digits >= (isTogether ? leastInName : leastInGroups) }
  }

  /// The text with the numbers that a rule chooses cut to their last digits.
  private static func hiding(
    _ value: String, _ isHidden: (_ digits: Int, _ isTogether: Bool) -> Bool
  ) -> String {
    // Most texts hold no number of any length.
    guard mayHoldNumber(value) else { return value }
    let glyphs = NumberGlyph.all(in: value)
    let scalars = Array(value.unicodeScalars)
    var result = ""
    var at = 0
    for run in NumberGlyph.runs(in: glyphs) {
      let count = run.digits.utf8.count
      let isTogether = run.glyphs.allSatisfy { glyphs[$0].digit != nil }
      guard isHidden(count, isTogether) else {
        // Groups that are no number together may be one each.
        if !isTogether { result += groups(scalars, glyphs, at..<run.glyphs.upperBound, isHidden) }
        if !isTogether { at = run.glyphs.upperBound }
        continue
      }
      result += text(scalars[at..<run.glyphs.lowerBound])
      let digits = run.glyphs.filter { glyphs[$0].digit != nil }
      let shown = digits.suffix(count < leastInName ? 2 : 4).map { String(scalars[$0]) }
      result += "••••" + shown.joined()
      at = run.glyphs.upperBound
    }
    return result + text(scalars[at...])
  }

  /// Groups of digits with what stands before and between them, each group for itself.
  private static func groups(
    _ scalars: [Unicode.Scalar], _ glyphs: [NumberGlyph], _ range: Range<Int>,
    _ isHidden: (_ digits: Int, _ isTogether: Bool) -> Bool
  ) -> String {
    var result = ""
    var at = range.lowerBound
    while at < range.upperBound {
      var end = at
      while end < range.upperBound, glyphs[end].digit != nil { end += 1 }
      if end > at, isHidden(end - at, true) {
        result += "••••" + text(scalars[max(at, end - 4)..<end])
      } else {
        end = max(end, at + 1)
        result += text(scalars[at..<end])
      }
      at = end
    }
    return result
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  /// True where a text has five digits, or anything beyond ASCII, where other scripts have theirs.
  private static func mayHoldNumber(_ value: String) -> Bool {
    var digits = 0
    for byte in value.utf8 {
      if byte >= 0x80 { return true }
      if byte >= 0x30, byte <= 0x39 { digits += 1 }
    }
    return digits >= leastInKey
  }

  /// The text with every number of eight or more digits in ASCII and without what divides it.
  static func joiningNumbers(_ value: String) -> String {
    guard mayHoldNumber(value) else { return value }
    let glyphs = NumberGlyph.all(in: value)
    let scalars = Array(value.unicodeScalars)
    var result = ""
    var at = 0
    for run in NumberGlyph.runs(in: glyphs) where run.digits.utf8.count >= leastInGroups {
      result += text(scalars[at..<run.glyphs.lowerBound]) + run.digits
      at = run.glyphs.upperBound
    }
    return result + text(scalars[at...])
  }

  /// Whether the mask hides any of a key.
  static func hides(_ key: String) -> Bool { masked(key) != withoutKind(key) }

  /// Every number of six or more digits: as a whole in ASCII, and each of its groups that is so long.
  static func longNumbers(in text: String) -> [String] {
    let glyphs = NumberGlyph.all(in: text)
    let scalars = Array(text.unicodeScalars)
    return NumberGlyph.runs(in: glyphs).flatMap { run -> [String] in
      guard run.digits.utf8.count >= leastInName else { return [] }
      let written = run.glyphs.split { glyphs[$0].digit == nil }.filter { $0.count >= leastInName }
        .map { self.text(scalars[$0]) }
      return [run.digits] + written
    }
  }

  /// True for the address of a wallet: `0x` and hexadecimal digits, or 25 letters and digits and more, both mixed.
  private static func isWalletAddress(_ value: String) -> Bool {
    let bytes = Array(value.utf8)
    if bytes.starts(with: "0x".utf8), bytes.count > 14 { return true }
    guard bytes.count >= 25, bytes.count <= 110 else { return false }
    var (letters, digits) = (0, 0)
    for byte in bytes {
      if byte >= 0x30, byte <= 0x39 {
        digits += 1
      } else if byte & ~0x20 >= 0x41, byte & ~0x20 <= 0x5A {
        letters += 1
      } else {
        return false
      }
    }
    return letters >= 4 && digits >= 3
  }

  /// The key without a kind of one or two letters and a colon, `in:GNGB:9001` as `GNGB 9001`.
  static func withoutKind(_ key: String) -> String {
    let parts = key.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1, (1...5).contains(parts[0].count) else { return key }
    return parts.dropFirst().joined(separator: " ")
  }
}
