/// The form in which an answer is written.
public enum AnswerFormat: String, Sendable, CaseIterable {
  /// For people.
  case text
  /// For programs: one object, members in a fixed order.
  case json
  /// For spreadsheets and scripts: one header line, then one row for each line of the answer.
  case csv
}
