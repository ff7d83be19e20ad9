internal import FundTracing

/// The style of text output: colour, and the width of lines.
public struct TextStyle: Sendable, Hashable {
  private let isColoured: Bool
  /// The number of columns that a line may have; nil where it may be of any length.
  let width: Int?

  /// Creates a style.
  ///
  /// - Parameters:
  ///   - isColoured: Colour on or off; off for anything that is no terminal, and where NO_COLOR is
  ///     set.
  ///   - width: The number of columns that a line may have; nil for files and pipes, which keep
  ///     every column of a table.
  public init(isColoured: Bool, width: Int? = nil) {
    self.isColoured = isColoured
    self.width = width
  }

  /// The style without colour, with lines of any length.
  public static let plain = TextStyle(isColoured: false)

  func head(_ text: String) -> String { paint(text, "1") }
  func error(_ text: String) -> String { paint(text, "1;31") }
  func warning(_ text: String) -> String { paint(text, "1;33") }
  func note(_ text: String) -> String { paint(text, "1;36") }
  func mark(_ text: String) -> String { paint(text, "32") }

  /// Returns this style for lines that are moved to the right by so many columns.
  func indented(_ columns: Int) -> TextStyle {
    TextStyle(isColoured: isColoured, width: width.map { max(1, $0 - columns) })
  }

  /// Moves lines to the right by so many columns.
  func moved(_ lines: [String], by columns: Int) -> [String] {
    let blanks = String(repeating: " ", count: columns)
    return lines.map { $0.isEmpty ? "" : blanks + $0 }
  }

  /// Joins lines to one text, with those that are too long broken at blanks.
  func page(_ lines: [String]) -> String {
    let fitting = width.map { width in lines.flatMap { WrappedText.lines($0, width: width) } }
    return (fitting ?? lines).joined(separator: "\n") + "\n"
  }

  private func paint(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension TextStyle {
  /// The word that starts a message of failure.
  public var errorWord: String { error("error") }
}

/// The form in which an answer is written.
public enum AnswerFormat: String, Sendable, CaseIterable {
  /// Text for people.
  case text
  /// JSON for programs: one object, members in a fixed order.
  case json
  /// CSV for spreadsheets and scripts: one header line, then one row for each line of the answer.
  case csv

  /// Returns the one of three texts that this format asks for; the others are not made.
  func choose(
    text: @autoclosure () -> String, json: @autoclosure () -> String, csv: @autoclosure () -> String
  ) -> String {
    switch self {
    case .text: text()
    case .json: json()
    case .csv: csv()
    }
  }
}

/// Text of the notes that a reader must know beside the figures.
enum NoteText {
  /// Writes the notes, one line each.
  static func lines(_ notes: [AnswerNote], _ style: TextStyle) -> [String] {
    notes.filter { !$0.comesFirst }.map { line($0, style.note("note")) }
  }

  /// Writes the warnings that a reader must know before any figure: one line each, below the head
  /// of an answer.
  static func warnings(_ notes: [AnswerNote], _ style: TextStyle) -> [String] {
    notes.filter(\.comesFirst).map { line($0, style.warning("warning")) }
  }

  private static func line(_ note: AnswerNote, _ word: String) -> String {
    "\(word): \(TerminalText.safe(note.text)) [\(note.code.rawValue)]"
  }
}
