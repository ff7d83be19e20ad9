internal import FundTracing

/// Writes what a reader must know beside the figures.
enum NoteText {
  /// One line a note.
  static func lines(_ notes: [AnswerNote], _ style: TextStyle) -> [String] {
    notes.filter { !$0.comesFirst }.map { line($0, style.note("note")) }
  }

  /// What a reader must know before any figure: one line each, below the head of an answer.
  static func warnings(_ notes: [AnswerNote], _ style: TextStyle) -> [String] {
    notes.filter(\.comesFirst).map { line($0, style.warning("warning")) }
  }

  private static func line(_ note: AnswerNote, _ word: String) -> String {
    "\(word): \(TerminalText.safe(note.text)) [\(note.code.rawValue)]"
  }
}
