/// A condition on the cells of a row: all patterns must be found.
struct RowCondition: Sendable {
  /// The text of a row that a condition examines.
  enum Subject: String, CaseIterable, Sendable {
    case type, status, narration, name, impact, reference, pot
  }

  let patterns: [(subject: Subject, pattern: TextPattern)]

  func compiled() -> Compiled {
    Compiled(patterns: patterns.map { ($0.subject, $0.pattern.compiled()) })
  }

  /// A condition ready for matching.
  struct Compiled {
    fileprivate let patterns: [(Subject, TextPattern.Compiled)]

    /// Returns true where a row, whose texts the closure returns by subject, fulfils the condition.
    func holds(_ text: (Subject) -> String) -> Bool {
      patterns.allSatisfy { subject, pattern in pattern.matches(text(subject)) }
    }
  }
}
