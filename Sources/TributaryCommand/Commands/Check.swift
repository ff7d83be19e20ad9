internal import ArgumentParser
internal import Ingest
internal import PaymentGraph
internal import Reports

/// `check`: the format and the problems of each file.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Report the format of each file, the use of its rows, and its problems.",
    discussion: """
      Reports for every file: the profile that fits its header, encoding and dialect, SHA-256, period, \
      totals by currency, problems with file, line and bytes, and the row balance \
      (rows = loaded + memo + skipped + rejected). Nothing is kept.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var output: FormatOption

  func run() throws {
    try input.rejectFile?.check()
    // An unreadable file must not hide the findings on the others.
    input.reportLeftOut()
    let (intake, failures) = try input.reader().readAvailable(try input.paths())
    Progress.clear()
    if let intake {
      Console.write(
        output.written { CheckReport(intake).text($0, style: $1) })
      if !input.quiet { Console.report("\(intake.rows)\n") }
      try input.saveRejects(of: intake)
    }
    for failure in failures.dropLast() { Console.report(CommandFailure(failure)) }
    if let last = failures.last { throw CommandFailure(last) }
    if let intake { try input.end(intake) }
  }
}
