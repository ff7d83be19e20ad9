internal import ArgumentParser
internal import Drawing
internal import Ingest
internal import PaymentGraph
internal import Reports

/// `draw`: the diagram of a question, one subcommand for each kind.
struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draw how the money flowed, as SVG, PNG, PDF, DOT or a page for a browser.",
    discussion: """
      Examples:
        tributary draw case/*.csv -o flow.svg
        tributary draw sankey case/*.csv --rates ecb.csv --unit EUR -o bands.svg
        tributary draw timeline case/*.csv --sink in:GNGB:1234 -o time.html
        tributary draw matrix case/*.csv -o matrix.pdf
        tributary draw walk case/*.csv --account anna --rule fifo -o anna.svg
        tributary draw neighbourhood case/*.csv --account psp -o psp.html

      Without a kind, the flow is drawn. The ending of the file decides its form: .html is a page to pan, \
      zoom and search.

      Account numbers are masked unless you use --mask none.
      """,
    subcommands: [
      DrawFlow.self, DrawSankey.self, DrawTimeline.self, DrawMatrix.self, DrawWalk.self,
      DrawNeighbourhood.self,
    ],
    defaultSubcommand: DrawFlow.self)

  /// The kinds of pictures, by which the subcommands are called.
  static var kinds: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }
}

/// A subcommand that draws one picture into one file.
protocol DrawingCommand: ParsableCommand {
  var input: InputOptions { get }
  var scope: ScopeOptions { get }
  var look: AppearanceOptions { get }
  var target: DrawingTarget { get }
  /// The files that are read beside the case and must not be written over.
  var otherFiles: [String] { get }

  /// Draws the answer to the question of the options.
  func picture(
    _ intake: Intake, in view: LedgerView, options: DiagramOptions
  ) throws -> RenderedDiagram
}

extension DrawingCommand {
  var otherFiles: [String] { [] }

  mutating func run() throws {
    let file = OutputFile(
      path: target.output, inputs: try input.paths() + look.files + otherFiles,
      replaces: input.force)
    try file.check()
    let intake = try input.load()
    let view = scope.view(of: intake.ledger)
    let bytes: [UInt8]
    do {
      let picture = try picture(intake, in: view, options: look.options())
      Progress.clear()
      target.warnOfBoxes(in: picture)
      bytes = try picture.file(target.form ?? .svg, paper: look.paper, pageLimit: look.pages)
    } catch let error as DiagramError {
      throw CommandFailure(error.description)
    }
    try file.save(bytes)
    if !input.quiet { Console.report("wrote \(target.output)\n") }
    try input.end(intake)
  }
}

/// The file of a drawing, whose ending decides its form.
struct DrawingTarget: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write: .svg, .html, .png, .pdf or .dot.", valueName: "file"),
    completion: .file(extensions: OutputFormat.allCases.map(\.rawValue)))
  var output: String

  var form: OutputFormat? {
    output.split(separator: ".").last.flatMap { OutputFormat(rawValue: $0.lowercased()) }
  }

  func validate() throws {
    guard form != nil else {
      throw ValidationError(
        "--output takes a file name that ends in .svg, .html, .png, .pdf or .dot")
    }
  }

  /// Warns of words that will be boxes, because no font of this machine has their letters.
  func warnOfBoxes(in picture: RenderedDiagram) {
    guard form == .png || form == .pdf else { return }
    let texts = DrawingRenderer().unreadable(in: picture.drawing)
    guard let first = texts.first else { return }
    let more = texts.count > 1 ? " and \(texts.count - 1) more" : ""
    Console.report(
      "warning: no font on this machine has the letters of \"\(TerminalText.safe(first))\"\(more), which \(output) shows "
        + "as boxes: install a font that has them (on Debian fonts-noto-core and fonts-noto-cjk), or write .svg\n"
    )
  }
}
