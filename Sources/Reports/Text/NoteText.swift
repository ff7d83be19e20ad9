internal import FundTracing

/// Writes what a reader must know beside the figures.
enum NoteText {
  /// One line a note.
  static func lines(_ notes: [AnswerNote], _ style: TextStyle) -> [String] {
    notes.map { "\(style.note("note")): \(TerminalText.safe($0.text)) [\($0.code.rawValue)]" }
  }
}
