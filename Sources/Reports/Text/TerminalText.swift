internal import Drawing

/// Text from the data made safe for a terminal and a line of its own.
///
/// Control characters can move the cursor or rename the window, bidirectional overrides can turn an account
/// number round, and characters of no width make two accounts of one name. They are shown as `⟨U+001B⟩`.
public enum TerminalText {
  /// Returns the text with every such character made visible.
  public static func safe(_ text: String) -> String {
    HiddenCharacter.isIn(text) ? HiddenCharacter.shown(in: text) : text
  }
}
