internal import ArgumentParser
internal import Ingest

/// `grid`: the raw table of a file.
struct Grid: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a file's raw table as CSV: rows and cells, no meaning.",
    discussion: """
      The table is printed with commas, quotes where needed and LF, whatever the file uses. Records
      that cannot be divided into cells are left out and named on standard error.
      """)

  @Argument(help: "The file.", completion: .file())
  var file: String

  @Option(help: "The delimiter: one character, or tab. Default: found.")
  var delimiter: String?

  func run() throws {
    let byte = delimiter.map { $0 == "tab" ? 0x09 : $0.utf8.first ?? 0x2C }
    let table: RawTable
    do throws(IngestError) {
      table = try RawTable(path: file, delimiter: byte)
    } catch {
      throw CommandFailure(error)
    }
    Console.write(table.csv)
    for line in table.faultyLines {
      Console.report("\(file):\(line): the record cannot be divided into cells\n")
    }
    if !table.faultyLines.isEmpty { throw ExitCode(ExitStatus.doneWithRejects.rawValue) }
  }
}
