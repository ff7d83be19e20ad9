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
