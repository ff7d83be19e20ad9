internal import ArgumentParser
internal import Drawing
internal import Inquiries
internal import Reports

/// The texts of a diagram beside the money, and the details that it hides.
struct AppearanceOptions: ParsableArguments {
  @Option(help: "The title. Default: a description of the drawing.")
  var title: String?

  @Option(help: ArgumentHelp("The number of the case, printed below.", valueName: "text"))
  var caseNumber: String?

  @Option(help: ArgumentHelp("The name of the exhibit, printed below.", valueName: "text"))
  var exhibit: String?

  @Option(
    help: ArgumentHelp(
      """
      The details to hide: none, accounts (numbers but their last digits), names (pseudonyms for persons \
      and firms too), all (banks and file names too).
      """, valueName: "what"))
  var mask: DiagramMask?

  @Option(
    help: ArgumentHelp(
      """
      A file with a secret, by which a name has one pseudonym in every diagram.
      """, valueName: "file"), completion: .file())
  var maskSecret: String?

  @Flag(help: "Show account numbers in full, like --mask none.")
  var showNumbers = false

  @Option(
    help: ArgumentHelp("The most rows in a column before rows are folded.", valueName: "n"))
  var rows = 48

  @Option(
    help: ArgumentHelp(
      "The paper of a .pdf, on as many pages as 7-point letters need. Default: one page.",
      valueName: "size"))
  var paper: Paper?

  @Option(
    help: ArgumentHelp(
      "The most pages of --paper; 1 fits all on one page.",
      valueName: "n"))
  var pages: Int?

  func validate() throws {
    if showNumbers, mask.map({ $0 != .none }) == true {
      throw ValidationError("--show-numbers and --mask contradict each other")
    }
  }

  /// The files that these options read.
  var files: [String] { [maskSecret].compactMap { $0 } }

  /// The look as a part of a question.
  var choice: Inquiry.Look {
    var look = Inquiry.Look()
    (look.title, look.caseNumber, look.exhibit) = (title, caseNumber, exhibit)
    look.mask = showNumbers ? .none : mask ?? .accounts
    (look.rows, look.paper, look.pages) = (rows, paper, pages)
    return look
  }

  /// Reads the secret for pseudonyms; nil where none is named.
  func secret() throws(CommandFailure) -> [UInt8]? {
    try maskSecret.map { path throws(CommandFailure) in try MaskSecret.bytes(path) }
  }
}
