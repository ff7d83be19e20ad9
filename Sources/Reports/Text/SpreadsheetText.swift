/// The texts that a spreadsheet takes for something else when it opens a table.
package enum SpreadsheetText {
  /// Returns true for a text that would be a formula.
  package static func isFormula(_ text: String) -> Bool {
    let first = text.unicodeScalars.first { $0 != " " && $0 != "\u{A0}" }
    return first.map { "=+-@\t\r＝＋－＠".unicodeScalars.contains($0) } ?? false
  }

  /// Returns true for a text that would be a number or a day, and lose zeros, digits or its form by it: `007`,
  /// `9001004200171234`, `12e5`, `1/2`, `3-4`.
  package static func isTakenForNumber(_ text: String) -> Bool {
    let bytes = text.utf8.drop { $0 == 0x20 }
    guard let first = bytes.first, (0x30...0x39).contains(first) else { return false }
    let digits = bytes.count { (0x30...0x39).contains($0) }
    let others = bytes.filter { !(0x30...0x39).contains($0) }
    if others.isEmpty { return first == 0x30 && digits > 1 || digits > 11 }
    // Signs between the parts of days, times, fractions and grouped or scientific numbers.
    return others.count <= 3 && others.allSatisfy { "-/.:,eE +".utf8.contains($0) }
  }

  /// Returns true for a fraction, `55/3`, which would be a day.
  package static func isFraction(_ value: String) -> Bool {
    let parts = value.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in
        let digits = part.first == 0x2D ? part.dropFirst() : part
        return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
      }
  }
}
