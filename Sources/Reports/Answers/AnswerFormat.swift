/// The form in which an answer is written.
public enum AnswerFormat: String, Sendable, CaseIterable {
  /// For people.
  case text
  /// For programs: one object, members in a fixed order.
  case json
  /// For spreadsheets and scripts: one header line, then one row for each line of the answer.
  case csv

  /// The one of three writings that this form is; the others are not made.
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
