internal import ArgumentParser
internal import Reports

/// The form of the answer.
struct FormatOption: ParsableArguments {
  @Option(help: "The form of the answer: text, json or csv.")
  var format = AnswerFormat.text

  @Option(
    help: ArgumentHelp(
      """
      The width of text in characters; tables leave out columns, or use several lines a row. 0 sets no limit. \
      Default: the environment's COLUMNS, else the width of the terminal; no limit in files and pipes.
      """, valueName: "n"))
  var width: Int?

  @Flag(
    help:
      "Write csv for spreadsheets: Excel knows its letters, and takes no number of an account and no fraction for something else."
  )
  var spreadsheet = false

  func validate() throws {
    if spreadsheet, format != .csv { throw ValidationError("--spreadsheet goes with --format csv") }
    if let width, width < 0 { throw ValidationError("--width takes 0 or more") }
  }

  /// Writes an answer in the form that is asked for.
  func written(_ answer: (AnswerFormat, TextStyle) -> String?) -> String {
    guard spreadsheet else { return answer(format, style) ?? "" }
    return CSVText.$form.withValue(.spreadsheet) {
      // The mark by which spreadsheets know UTF-8.
      "\u{FEFF}" + (answer(format, style) ?? "")
    }
  }

  /// The style of text: with colour and within the width of a terminal, where it is read on one.
  var style: TextStyle { Console.answerStyle(width: width) }
}
