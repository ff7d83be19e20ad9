internal import PaymentGraph

/// Shortens account numbers and addresses, so that a picture can be shown without giving them away.
///
/// A number is whatever a person reads as one: digits of any script, also in groups with blanks,
/// dashes, points, slashes or low lines between them, and with invisible characters.
enum AccountMask {
  /// The fewest digits of a number that is hidden, in a key and in a name.
  private static let leastInKey = 5
  private static let leastInName = 6
  /// The fewest digits in groups that make a number of a name; fewer count only where they are
  /// together.
  private static let leastInGroups = 8

  /// Returns a key without its kind and with only the last digits of every number; of an e-mail
  /// address only the first letter and the domain; of the address of a wallet both ends.
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

  /// Returns a key as ``masked(_:)`` does, without what tells who holds the account: the host of an address that may be
  /// the holder's own, and words.
  ///
  /// Capitals of at most four letters stay, because they are codes of countries and banks, unless they are of a name.
  ///
  /// - Parameter names: The holder's names.
  static func masked(_ key: String, hidingNames names: [String]) -> String {
    let text = masked(key)
    if let host = host(of: key) {
      guard !PublicHosts.contain(host), let first = text.unicodeScalars.first else { return text }
      return "\(first)•••@•••"
    }
    if isWalletAddress(withoutKind(key)) { return text }
    let words = names.flatMap { letterRuns(in: $0.lowercased()) }.filter { $0.count >= 3 }
    func tells(_ run: String) -> Bool {
      guard run.unicodeScalars.count >= 3 else { return false }
      let isCode = run.utf8.count <= 4 && run.utf8.allSatisfy { (0x41...0x5A).contains($0) }
      let word = run.lowercased()
      return !isCode || words.contains { $0.hasPrefix(word) || word.hasPrefix($0) }
    }
    var result = ""
    var run = ""
    for scalar in text.unicodeScalars {
      if isOfWord(scalar) {
        run.unicodeScalars.append(scalar)
        continue
      }
      result += tells(run) ? "•••" : run
      run = ""
      result.unicodeScalars.append(scalar)
    }
    return result + (tells(run) ? "•••" : run)
  }

  /// Returns the part of an address behind its sign, in lower case; nil for a key that is no address.
  static func host(of key: String) -> String? {
    let scalars = withoutKind(key).unicodeScalars
    guard let sign = scalars.firstIndex(of: "@"), sign > scalars.startIndex else { return nil }
    return String(scalars[scalars.index(after: sign)...]).lowercased()
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: scalar.properties.isAlphabetic
    }
  }

  private static func letterRuns(in text: String) -> [String] {
    text.unicodeScalars.split { !isOfWord($0) }.map { String($0) }
  }

  /// Masks the numbers in a name and, word by word, the addresses.
  ///
  /// - Parameter key: The account that the text is of; a number of five digits that its key holds is hidden as well.
  static func text(_ value: String, of key: String = "") -> String {
    let words = value.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.unicodeScalars.contains("@") || isWalletAddress(String(word))
        ? masked(String(word)) : String(word)
    }
    let text = withoutNumbers(words.joined(separator: " "))
    let short = NumberGlyph.runs(in: NumberGlyph.all(in: key)).map(\.digits)
      .filter { $0.utf8.count == leastInKey }
    return short.isEmpty
      ? text : hiding(text) { digits, isTogether in isTogether && digits == leastInKey }
  }

  /// Returns the name of a file with only the last digits of every number, which may be that of an account.
  static func fileName(_ value: String) -> String {
    hiding(value) { digits, isTogether in digits >= (isTogether ? leastInKey : leastInGroups) }
  }

  /// Returns a text with only the last digits of every number: of six digits together, or eight in
  /// groups.
  static func withoutNumbers(_ value: String) -> String {
    hiding(value) { digits, isTogether in digits >= (isTogether ? leastInName : leastInGroups) }
  }

  /// Returns a text in which numbers that a rule chooses are cut to their last digits.
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
        // Groups that together are no number may each be one.
        if !isTogether {
          result += groups(
            scalars, glyphs: glyphs, range: at..<run.glyphs.upperBound, isHidden: isHidden)
        }
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

  /// Masks groups of digits one by one, and keeps the text before and between them.
  private static func groups(
    _ scalars: [Unicode.Scalar], glyphs: [NumberGlyph], range: Range<Int>,
    isHidden: (_ digits: Int, _ isTogether: Bool) -> Bool
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

  /// Returns true where a text has five digits, or anything beyond ASCII, where other scripts have
  /// theirs.
  private static func mayHoldNumber(_ value: String) -> Bool {
    var digits = 0
    for byte in value.utf8 {
      if byte >= 0x80 { return true }
      if byte >= 0x30, byte <= 0x39 { digits += 1 }
    }
    return digits >= leastInKey
  }

  /// Returns a text with every number of eight or more digits in ASCII and without separators.
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

  /// Returns true where the mask hides any part of a key.
  static func hides(_ key: String) -> Bool { masked(key) != withoutKind(key) }

  /// Returns true where the mask of names hides any part of a key.
  static func hides(_ key: String, hidingNames names: [String]) -> Bool {
    masked(key, hidingNames: names) != withoutKind(key)
  }

  /// Returns every number of six or more digits: as a whole in ASCII, and each of its groups of
  /// that length.
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

  /// Returns true for the address of a wallet: `0x` and hexadecimal digits, or at least 25
  /// characters with letters and digits mixed.
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

  /// Returns a key without a kind of one to five letters and a colon, `in:GNGB:9001` as
  /// `GNGB 9001`.
  static func withoutKind(_ key: String) -> String {
    let parts = key.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 1, (1...5).contains(parts[0].count) else { return key }
    return parts.dropFirst().joined(separator: " ")
  }
}
