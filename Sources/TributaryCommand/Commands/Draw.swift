internal import ArgumentParser
internal import Drawing
internal import Foundation
internal import Inquiries
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
        tributary draw pattern case/*.csv --row 1 -o row.svg
        tributary draw compromise case/*.csv persons.csv -o chosen.svg

      Without a kind, the flow is drawn. The ending of the file decides its form: .html is a page to pan, \
      zoom and search.

      Account numbers are masked unless you use --mask none.
      """,
    subcommands: [
      DrawFlow.self, DrawSankey.self, DrawTimeline.self, DrawMatrix.self, DrawWalk.self,
      DrawNeighbourhood.self, DrawPattern.self, DrawCompromise.self,
    ],
    defaultSubcommand: DrawFlow.self)

  /// The kinds of pictures, by which the subcommands are called.
  static var kinds: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }
}

/// A subcommand that draws the answer to its question into one file.
protocol DrawingCommand: AskingCommand {
  var look: AppearanceOptions { get }
  var target: DrawingTarget { get }
  /// The file of rates that is read beside the case; nil for none.
  var ratesFile: String? { get }
}

extension DrawingCommand {
  var ratesFile: String? { nil }

  mutating func run() throws {
    // What is read beside the case must not be written over.
    let file = OutputFile(
      path: target.output, inputs: try input.paths() + look.files + [ratesFile].compactMap { $0 },
      replaces: input.force)
    try file.check()
    let intake = try input.load()
    var basis = input.basis(intake)
    basis.maskSecret = try look.secret()
    if let ratesFile {
      let kept = CaseContext.current?.rates
      basis.rates[ratesFile] =
        kept ?? FileManager.default.contents(atPath: ratesFile).map { Array($0) }
    }
    guard case .picture(let picture) = try inquiry(.read).answered(by: basis) else { return }
    target.warnOfBoxes(in: picture.diagram)
    let bytes: [UInt8]
    do throws(DiagramError) {
      bytes = try picture.file(target.form ?? .svg)
    } catch {
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
