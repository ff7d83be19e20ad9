internal import ArgumentParser
internal import CaseStore
internal import Exchange
internal import FundTracing
internal import Inquiries
internal import PaymentGraph
internal import Reports

/// `export`: transfers, or those of an answer, in the format of another tool.
struct Export: ReadingCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the transfers, or those of an answer, in the format of another tool.",
    discussion: """
      Examples:
        tributary export case/*.csv --to graphml -o case.graphml
        tributary export case/*.csv --to neo4j -o graph
        tributary export case/*.csv --to gexf --aggregate -o sums.gexf
        tributary export case/*.csv --to xlsx --of "sinks --min-victims 3" -o sinks.xlsx
        tributary export --case C --to ftm --mask names -o case.ftm.json.gz

      Formats: csv (two tables; they load again), graphml, gexf (Gephi), ftm (FollowTheMoney, Aleph), neo4j (tables \
      for its bulk importer), json (node-link), xlsx, i2 (a table of links). csv and neo4j are folders. A name that \
      ends in .gz is packed.

      --of takes a question as the command line writes it, with its options and without files: sinks, reach, path, \
      trace, match, transfers or accounts. The export then has what is in that answer, with its figures.

      Nothing is hidden unless --mask asks for it. A page beside the export, NAME.export.txt, holds the question, the \
      evidence, the sums, and what the format cannot carry. Numbers and sums are read back from the written bytes.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions

  @Option(help: ArgumentHelp("The format, as above.", valueName: "format"))
  var to: ExportFormat

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write; for csv and neo4j the folder.", valueName: "path"),
    completion: .file())
  var output: String

  @Option(
    help: ArgumentHelp("A question, whose answer is exported.", valueName: "question"))
  var of: [String] = []

  @Flag(help: "Add up the transfers of each payer, beneficiary and currency.")
  var aggregate = false

  @Option(
    help: ArgumentHelp(
      """
      The details to hide: none (default), accounts (numbers except the last digits), names (persons and firms \
      get pseudonyms as well), all (banks and file names too).
      """, valueName: "what"))
  var mask = DiagramMask.none

  @Option(
    help: ArgumentHelp(
      "A file with a secret for masked identifiers and pseudonyms. Default: made from the files.",
      valueName: "file"), completion: .file())
  var maskSecret: String?

  @Flag(
    help:
      "Write csv and i2 for spreadsheets: Excel knows their letters, and takes no number of an account for a sum."
  )
  var spreadsheet = false

  @Flag(help: "Call the edges of json links, as older readers do.")
  var links = false

  @Flag(help: "Write the days of xlsx as numbers with a format of dates, not as text.")
  var excelDates = false

  func validate() throws {
    guard input.ofCase.record == nil else {
      throw ValidationError("--record goes with a question, not with export")
    }
    guard of.count < 2 else { throw ValidationError("--of takes one question") }
    let hasScope =
      scope.since != nil || scope.before != nil || scope.currency != nil || scope.without != nil
    if !of.isEmpty, hasScope {
      throw ValidationError(
        "with --of the question says which transfers count: write --of \"\(of[0]) --since …\"")
    }
    if aggregate, !to.canAggregate {
      throw ValidationError("\(to.rawValue) has a row for each transfer: leave out --aggregate")
    }
    if spreadsheet, to != .csv, to != .i2 {
      throw ValidationError("--spreadsheet goes with csv and i2")
    }
    if links, to != .json { throw ValidationError("--links goes with json") }
    if excelDates, to != .xlsx { throw ValidationError("--excel-dates goes with xlsx") }
    if output.isEmpty || output == "-" {
      throw ValidationError("--output takes the name of a file or folder")
    }
  }

  mutating func run() throws {
    let inputs = try input.paths() + [maskSecret].compactMap { $0 }
    for path in Exporter.paths(for: output, as: to) {
      try OutputFile(path: path, inputs: inputs, replaces: input.force).check()
    }
    let intake = try input.load()
    guard intake.ledger.extract == nil else {
      throw CommandFailure(
        "an export needs all payments of the lake, and these files are an extract of it, which holds only what walks "
          + "from its claims need; export from the lake itself")
    }
    let basis = input.basis(intake)
    var material = try AnswerMaterial(basis, hasSchedules: to == .xlsx && mask == .none)
      .material(of: of.first, in: scope)
    material.mask = mask
    material.maskSecret = try secret()
    material.aggregates = aggregate
    material.program = Version.line
    if let context = CaseContext.current {
      material.origin = [
        ("Case", mask == .none ? context.path : "a case file"),
        ("Head", "\(context.head)"), ("Basis", context.basis.hex),
      ]
    }
    var settings = ExportSettings(to)
    (settings.isForSpreadsheets, settings.callsEdgesLinks) = (spreadsheet, links)
    settings.hasSerialDates = excelDates
    let receipt: ExportReceipt
    do throws(ExportError) {
      receipt = try Exporter(material, settings).write(to: output)
    } catch {
      throw CommandFailure(error.description)
    }
    Progress.clear()
    Console.write(words(of: receipt))
    try input.end(intake)
  }

  private func secret() throws(CommandFailure) -> [UInt8]? {
    try maskSecret.map { path throws(CommandFailure) in try MaskSecret.bytes(path) }
  }

  private func words(of receipt: ExportReceipt) -> String {
    let accounts = receipt.accounts.map { "\(Plural.text($0, "account")), " } ?? ""
    let rows =
      receipt.rows == receipt.transfers ? "" : " in \(Plural.text(receipt.rows, "sum"))"
    let sums = receipt.sums.isEmpty ? "nothing" : receipt.sums.joined(separator: " + ")
    var lines = [
      "wrote \(TerminalText.safe(output)) (\(to.rawValue), \(Plural.text(receipt.byteCount, "byte"))) and \(TerminalText.safe(receipt.paths.last ?? ""))",
      "read back: \(accounts)\(Plural.text(receipt.transfers, "transfer"))\(rows), sent \(sums)",
    ]
    lines += receipt.losses.map { "note: \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }
}
