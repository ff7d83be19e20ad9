internal import PaymentGraph

/// Finds numbers in free text that must not be kept whole, and masks them: payment cards, Indian tax numbers (PAN) and
/// Aadhaar numbers.
///
/// - A card is a run of 13 to 19 digits, alone or in groups, with a network's first digits and a fitting check digit.
///   It keeps its first six and last four digits. Up to two blanks, dashes, points, slashes, commas or low lines of any
///   script may stand between groups, besides invisible characters; the digits may be those of any script. Fifteen or
///   sixteen digits are a card's even where letters stand beside them.
/// - A PAN is five letters, four digits and a letter; its fourth letter tells the kind of holder. It keeps its letters:
///   `AAAPA####A`.
/// - An Aadhaar number is twelve digits with a fitting check digit, in groups of four or after a word that names it.
///   Twelve digits without either are far more often references of payments, and stay: they are evidence. An Aadhaar
///   number keeps its last four digits.
public enum SensitiveNumbers {
  /// One number that was masked.
  public struct Finding: Hashable, Sendable {
    /// The kind of number.
    public let kind: Kind
    /// The bytes of the text that were replaced.
    public let range: Range<Int>
    /// The text that replaces them.
    public let replacement: String
    /// The number in ASCII, without the characters between its digits.
    let number: String
  }

  /// The kind of a masked number.
  public enum Kind: String, Sendable, Hashable {
    /// A payment card.
    case card
    /// An Indian tax number.
    case taxNumber = "pan"
    /// An Aadhaar number.
    case aadhaar
  }

  /// Returns the text with all such numbers masked.
  public static func masked(_ text: String) -> String {
    let found = findings(in: text)
    guard !found.isEmpty else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var at = 0
    for finding in found {
      result += bytes[at..<finding.range.lowerBound]
      result += Array(finding.replacement.utf8)
      at = finding.range.upperBound
    }
    return String(decoding: result + bytes[at...], as: UTF8.self)
  }

  /// Returns the numbers in a text that must be masked, in their order.
  ///
  /// - Complexity: O(length).
  public static func findings(in text: String) -> [Finding] {
    guard mayHold(text) else { return [] }
    let glyphs = NumberGlyph.all(in: text)
    let bytes = Array(text.utf8)
    var found: [Finding] = []
    var at = 0
    while at < glyphs.count {
      let startsWord = at == 0 || !glyphs[at - 1].isWord
      if glyphs[at].digit != nil, at == 0 || glyphs[at - 1].digit == nil {
        if let (finding, next) = digits(glyphs, start: at, in: bytes) {
          found.append(finding)
          at = next
          continue
        }
      } else if startsWord, let finding = taxNumber(bytes, glyphs[at].start) {
        found.append(finding)
        while at < glyphs.count, glyphs[at].start < finding.range.upperBound { at += 1 }
        continue
      }
      at += 1
    }
    return found
  }

  /// Returns true where a text may hold such a number: a cheap test that every text with one passes.
  ///
  /// A card or an Aadhaar number has twelve digits or more. A tax number has a letter before its digits and one after
  /// them, without anything between.
  private static func mayHold(_ text: String) -> Bool {
    var digits = 0
    var last: UInt8 = 0
    var (begins, ends) = (false, false)
    for byte in text.utf8 {
      if byte >= 0x80 { return true }
      let isDigit = IdentifierText.isDigit(byte)
      if isDigit {
        digits += 1
        if IdentifierText.isLetter(last & ~0x20) { begins = true }
      } else if IdentifierText.isDigit(last), IdentifierText.isLetter(byte & ~0x20) {
        ends = true
      }
      last = byte
    }
    return digits >= 12 || begins && ends
  }

  /// The most visible characters between two groups of digits.
  private static let widestGap = 2

  /// Returns the longest run of digits, with gaps between groups, that must be masked; and the glyph after it.
  private static func digits(
    _ glyphs: [NumberGlyph], start: Int, in bytes: [UInt8]
  ) -> (finding: Finding, next: Int)? {
    var run: [UInt8] = []
    /// The number of digits up to the end of each group, and the glyph after it.
    var ends: [(count: Int, at: Int)] = []
    var at = start
    while at < glyphs.count, run.count <= 19 {
      if let digit = glyphs[at].digit {
        run.append(0x30 + digit)
        at += 1
        if at == glyphs.count || glyphs[at].digit == nil { ends.append((run.count, at)) }
        continue
      }
      var next = at
      var gap = 0
      while next < glyphs.count, glyphs[next].isInvisible || glyphs[next].isSeparator {
        if !glyphs[next].isInvisible { gap += 1 }
        next += 1
      }
      guard next < glyphs.count, glyphs[next].digit != nil, gap <= widestGap, next > at else {
        break
      }
      at = next
    }
    let isBesideLetter = start > 0 && glyphs[start - 1].isWord
    for (count, end) in ends.reversed() {
      let touchesLetter = isBesideLetter || end < glyphs.count && glyphs[end].isWord
      let number = Array(run.prefix(count))
      let groups = ends.filter { $0.count <= count }.map(\.count)
      let range = glyphs[start].start..<glyphs[end - 1].end
      let shown = String(decoding: number, as: UTF8.self)
      if (13...19).contains(count), isGroupedAsCard(groups), CardNumber.isIssued(number),
        CardNumber.fitsLuhn(number), !touchesLetter || count == 15 || count == 16
      {
        return (
          Finding(
            kind: .card, range: range, replacement: "\(shown.prefix(6))…\(shown.suffix(4))",
            number: shown), end
        )
      }
      if count == 12, !touchesLetter, number[0] > 0x31, Verhoeff.fits(number),
        groups == [4, 8, 12] || groups == [12] && saysAadhaar(bytes, before: range.lowerBound)
      {
        return (
          Finding(
            kind: .aadhaar, range: range, replacement: "########\(shown.suffix(4))", number: shown),
          end
        )
      }
    }
    return nil
  }

  /// Returns true where digits stand together, in fours with no more than four left, or in the groups of American
  /// Express and Diners: other groups are neighbouring numbers.
  private static func isGroupedAsCard(_ ends: [Int]) -> Bool {
    if ends.count == 1 || ends == [4, 10, 15] || ends == [4, 10, 14] { return true }
    guard let last = ends.last, last - 4 * (ends.count - 1) <= 4 else { return false }
    return ends.dropLast().enumerated().allSatisfy { $1 == ($0 + 1) * 4 }
  }

  private static func saysAadhaar(_ bytes: [UInt8], before start: Int) -> Bool {
    let words = String(decoding: bytes[max(0, start - 16)..<start], as: UTF8.self).uppercased()
    return words.contains("AADHAAR") || words.contains("AADHAR") || words.contains("UIDAI")
      || words.contains("UID")
  }

  private static func taxNumber(_ bytes: [UInt8], _ start: Int) -> Finding? {
    guard start + 10 <= bytes.count, start + 10 == bytes.count || !isWord(bytes[start + 10]) else {
      return nil
    }
    let word = bytes[start..<start + 10].map { $0 >= 0x61 && $0 <= 0x7A ? $0 & ~0x20 : $0 }
    guard word[..<5].allSatisfy(IdentifierText.isLetter),
      word[5..<9].allSatisfy(IdentifierText.isDigit), IdentifierText.isLetter(word[9]),
      Array("ABCFGHJLPTEK".utf8).contains(word[3])
    else { return nil }
    return Finding(
      kind: .taxNumber, range: start..<start + 10,
      replacement: String(decoding: word[..<5], as: UTF8.self) + "####"
        + String(decoding: word[9...], as: UTF8.self), number: String(decoding: word, as: UTF8.self)
    )
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    IdentifierText.isDigit(byte) || IdentifierText.isLetter(byte & ~0x20) || byte >= 0x80
  }
}

/// The check digit of Aadhaar numbers: the dihedral group D5 (Verhoeff, "Error detecting decimal codes", 1969), which
/// finds every wrong digit and every exchange of two neighbours.
enum Verhoeff {
  /// Returns true where the last digit is the check digit of those before.
  static func fits(_ digits: [UInt8]) -> Bool {
    var check = 0
    for (position, digit) in digits.reversed().enumerated() {
      check = product(check, permuted(Int(digit) - 0x30, position))
    }
    return check == 0
  }

  /// Returns the product in D5: 0 to 4 are turns of a pentagon, 5 to 9 turns after a reflection.
  private static func product(_ left: Int, _ right: Int) -> Int {
    switch (left < 5, right < 5) {
    case (true, true): (left + right) % 5
    case (true, false): (left + right - 5) % 5 + 5
    case (false, true): (left - 5 - right + 5) % 5 + 5
    case (false, false): (left - right + 5) % 5
    }
  }

  private static func permuted(_ digit: Int, _ position: Int) -> Int {
    var digit = digit
    for _ in 0..<position % 8 { digit = permutation[digit] }
    return digit
  }

  private static let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
}
