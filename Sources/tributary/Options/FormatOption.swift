public import ArgumentParser
public import Reports

extension AnswerFormat: ExpressibleByArgument {}

/// The form of the answer.
struct FormatOption: ParsableArguments {
  @Option(help: "The form of the answer: text, json or csv.")
  var format = AnswerFormat.text
}
