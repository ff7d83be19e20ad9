/// Whether text output carries colour.
public struct TextStyle: Sendable, Hashable {
  private let isColoured: Bool

  /// Colour on or off; off for anything that is no terminal, and where NO_COLOR is set.
  public init(isColoured: Bool) { self.isColoured = isColoured }

  /// No colour.
  public static let plain = TextStyle(isColoured: false)

  func head(_ text: String) -> String { paint(text, "1") }
  func error(_ text: String) -> String { paint(text, "1;31") }
  func warning(_ text: String) -> String { paint(text, "1;33") }
  func note(_ text: String) -> String { paint(text, "1;36") }
  func mark(_ text: String) -> String { paint(text, "32") }

  private func paint(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension TextStyle {
  /// The word that starts a message of failure.
  public var errorWord: String { error("error") }
}
