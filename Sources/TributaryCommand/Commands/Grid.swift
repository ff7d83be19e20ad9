internal import ArgumentParser
internal import Foundation
internal import Ingest
internal import Reports

/// `grid`: the raw table of a file.
struct Grid: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "grid",
    abstract: "Print a file's raw table as CSV: rows and cells, without meaning.",
    discussion: """
      Example:
        tributary grid statement.csv
        tributary grid statements -o tables

      Detects delimiter, quotes, preamble and header; the table of a statement is the part with dates and \
      amounts. The first table is printed with commas, \
      quotes where needed and LF, whatever the file uses; lines before its header and any \
      further table are named on standard error, or printed as well with --whole.
      """)

  @Argument(help: "The file, or a folder whose files are all converted.", completion: .file())
  var file: String

  @Option(help: "The delimiter: one character, or tab. Default: detected.")
  var delimiter: String?

  @Option(
    help: ArgumentHelp(
      "The line number of the header, or none. Default: detected.", valueName: "line"))
  var header: String?

  @Option(help: ArgumentHelp("The file of an archive to print.", valueName: "path"))
  var part: String?

  @Option(
    help: ArgumentHelp(
      "The sheet of a workbook to print. Default: the only one with a table.", valueName: "name"))
  var sheet: String?

  @Option(
    help: ArgumentHelp(
      "The direction in entries of camt messages that undo others, if no balance shows it: booked or original.",
      valueName: "direction"))
  var reversals: String?

  @Flag(help: "Print everything: preamble, header rows as they are, all tables.")
  var whole = false

  @Option(
    name: .shortAndLong,
    help: "The folder to write to if a folder is converted: FILE_converted.csv for each file.",
    completion: .directory)
  var output: String?

  @Option(
    help: ArgumentHelp(
      "The names that the header should have; another header is reported.",
      valueName: "a,b,c"))
  var expectHeader: String?

  @Flag(help: "Replace files that exist in the folder of --output.")
  var force = false

  func validate() throws {
    guard InputFolder.isFolder(file) == (output != nil) else {
      throw ValidationError(
        output == nil
          ? "\(file) is a folder: name another for its tables with --output"
          : "--output is for the tables of a folder, and \(file) is none")
    }
    guard header == nil || header.flatMap({ HeaderPlace($0) }) != nil else {
      throw ValidationError("--header takes the number of a line, or none")
    }
    guard reversals == nil || reversals.flatMap({ ReversalDirection(rawValue: $0) }) != nil else {
      throw ValidationError("--reversals takes booked or original")
    }
  }

  func run() throws {
    if let output {
      try convert(file, to: output)
    } else {
      let table: RawTable
      do throws(IngestError) {
        table = try read(file)
      } catch {
        throw CommandFailure(error)
      }
      Console.write(table.csv)
      report(table, file)
      if !table.faultyLines.isEmpty || !table.raggedLines.isEmpty || !hasExpectedHeader(table) {
        throw ExitCode(ExitStatus.doneWithRejects.rawValue)
      }
    }
  }

  private func hasExpectedHeader(_ table: RawTable) -> Bool {
    guard let expectHeader else { return true }
    return table.rows.first?.joined(separator: ",") == expectHeader
  }

  private func read(_ path: String) throws(IngestError) -> RawTable {
    let byte = delimiter.map { $0 == "tab" ? 0x09 : $0.utf8.first ?? 0x2C }
    return try RawTable(
      path: path, delimiter: byte, header: header.flatMap { HeaderPlace($0) }, isWhole: whole,
      part: part, sheet: sheet,
      reversals: reversals.flatMap { ReversalDirection(rawValue: $0) })
  }

  private func report(_ table: RawTable, _ file: String) {
    let name = TerminalText.safe(file)
    for line in table.faultyLines {
      Console.report(
        "\(name):\(line): quotes are malformed; stray ones are taken as text\n")
    }
    for (line, cells) in table.raggedLines.prefix(20) {
      Console.report("\(name):\(line): \(cells) cells, but the header has \(table.width)\n")
    }
    if table.raggedLines.count > 20 {
      Console.report("(+\(table.raggedLines.count - 20) more lines of another width)\n")
    }
    if table.rows.isEmpty { Console.report("\(name): there are no rows\n") }
    if let expectHeader, !hasExpectedHeader(table) {
      let found = table.rows.first?.joined(separator: ",") ?? ""
      Console.report(
        "\(name): the header is \(TerminalText.safe(found)), not \(TerminalText.safe(expectHeader))\n"
      )
    }
    if let first = table.leftOutLines.first {
      let count = table.leftOutLines.count
      Console.report(
        "\(name):\(first): \(count) lines outside the first table are left out; --whole prints all\n"
      )
    }
  }

  private func convert(_ folder: String, to target: String) throws {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw CommandFailure("\(folder) is not a readable folder")
    }
    try? FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    var failures = 0
    for name in names.sorted() {
      do {
        let table = try read("\(folder)/\(name)")
        let output = OutputFile(
          path: "\(target)/\(name)_converted.csv", inputs: names.map { "\(folder)/\($0)" },
          replaces: force)
        try output.save(table.csv)
      } catch {
        failures += 1
        let message = (error as? CommandFailure)?.message ?? "\(error)"
        Console.report(CommandFailure(message))
      }
    }
    Console.report("\(names.count - failures) of \(names.count) files converted\n")
    if failures > 0 { throw ExitCode(ExitStatus.doneWithRejects.rawValue) }
  }
}
