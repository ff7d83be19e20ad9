/// A text that is sought in others, whatever its case.
///
/// Texts of ASCII, nearly all of a ledger, are compared by bytes, without a copy in lower case for each.
package struct SoughtText: Sendable {
  private let lower: String
  /// The bytes in lower case; nil where the text has others than ASCII's.
  private let bytes: [UInt8]?

  package init(_ text: String) {
    lower = text.lowercased()
    let bytes = Array(lower.utf8)
    self.bytes = bytes.allSatisfy { $0 < 0x80 } ? bytes : nil
  }

  /// Returns true where a text contains the one that is sought.
  package func isIn(_ text: String) -> Bool { isIn(text.utf8.span) }

  /// Returns true where a text of UTF-8 contains the one that is sought.
  ///
  /// - Complexity: O(*n*·*m*) for *n* bytes in which *m* are sought, and O(*n*) but for texts that repeat themselves.
  func isIn(_ text: Span<UInt8>) -> Bool {
    guard let bytes else { return isSpelled(in: text) }
    guard let first = bytes.first else { return true }
    let sought = bytes.span
    var seen: UInt8 = 0
    var position = 0
    while position < text.count {
      let byte = text[position]
      seen |= byte
      if SoughtText.lower(byte) == first, text.count - position >= sought.count {
        var length = 1
        while length < sought.count, SoughtText.lower(text[position &+ length]) == sought[length] {
          length &+= 1
        }
        // A letter with a mark behind it is another letter, so that such texts are compared as they are read.
        if length == sought.count, seen < 0x80,
          position &+ length == text.count
            || text[position &+ length] < 0x80
        {
          return true
        }
      }
      position &+= 1
    }
    return seen >= 0x80 && isSpelled(in: text)
  }

  /// Returns, for every text of a table, true where it contains the one that is sought.
  func matches(in table: TextTable) -> [Bool] {
    var found = Array(repeating: false, count: table.count)
    table.withAllBytes { bytes, ends in
      var start = 0
      for number in 0..<ends.count {
        found[number] = isIn(bytes.extracting(start..<ends[number]))
        start = ends[number]
      }
    }
    return found
  }

  private func isSpelled(in text: Span<UInt8>) -> Bool {
    String(decoding: (0..<text.count).map { text[$0] }, as: UTF8.self).lowercased().contains(lower)
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte &- 0x41 < 26 ? byte | 0x20 : byte
  }
}
