/// Words of narrations and names, in forms that can be compared.
enum StatementText {
  /// Returns a text in capitals with single blanks, for keys of placeholders.
  static func normal(_ text: String) -> String {
    text.uppercased().split { $0.isWhitespace }.joined(separator: " ")
  }

  /// Returns a text without blanks at its ends, and with single blanks within.
  static func squeezed(_ text: String) -> String {
    text.split { $0.isWhitespace }.joined(separator: " ")
  }
}
