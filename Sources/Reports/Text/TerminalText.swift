/// Text from the data made safe for a terminal and a line of its own.
///
/// Control characters can move the cursor or rename the window, and bidirectional overrides can
/// turn an account number round. They are shown as `⟨U+001B⟩` instead.
public enum TerminalText {
  /// The text with every such character made visible.
  public static func safe(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar) {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        result += "⟨U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex + "⟩"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069:
      true
    default: false
    }
  }

  /// How many columns a terminal gives the text, taken as one a character.
  static func width(_ text: String) -> Int { text.count }
}
