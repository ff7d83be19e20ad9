internal import FundTracing

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
