/// Words of narrations and names, brought into forms that can be compared.
enum StatementText {
  /// A text in capitals with single blanks, for keys of placeholders.
  static func normal(_ text: String) -> String {
    text.uppercased().split { $0.isWhitespace }.joined(separator: " ")
  }

  /// A text with blanks at its ends taken off and runs of blanks made one.
  static func squeezed(_ text: String) -> String {
    text.split { $0.isWhitespace }.joined(separator: " ")
  }
}
