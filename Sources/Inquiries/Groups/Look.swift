public import Drawing
internal import PaymentGraph
public import Reports

extension Inquiry {
  /// The texts of a drawing beside the money, and the details that it hides.
  public struct Look: Hashable, Sendable {
    /// The title; nil for a description of the drawing.
    public var title: String?
    /// The number of the case.
    public var caseNumber: String?
    /// The name of the exhibit.
    public var exhibit: String?
    /// The details to hide.
    public var mask = DiagramMask.accounts
    /// The most rows in a column before rows are folded.
    public var rows = 48
    /// The paper of a PDF; nil for one page as large as the drawing.
    public var paper: Paper?
    /// The most pages of paper; nil for as many as readable letters need.
    public var pages: Int?

    /// Creates the look of all drawings.
    public init() {}

    static let fields: [InquiryField<Look>] = [
      .text("title", \.title), .text("caseNumber", \.caseNumber), .text("exhibit", \.exhibit),
      .text("mask", \.mask, default: .accounts), .integer("rows", \.rows, default: 48),
      .text("paper", \.paper), .integer("pages", \.pages),
    ]

    func check() throws(InquiryError) {
      if let pages, pages < 1 || paper == nil {
        throw .contradiction("--pages takes a number of 1 or more and goes with --paper")
      }
      if rows < 1 { throw .contradiction("--rows takes a number of 1 or more") }
    }

    /// Returns the options of a diagram of a view.
    func options(_ basis: Basis, in view: LedgerView) -> DiagramOptions {
      var options = DiagramOptions(
        title: title, caseNumber: caseNumber, exhibit: exhibit, mask: mask,
        maskSecret: basis.maskSecret, rowLimit: rows, paper: paper)
      // Only a drawing without a mask may name what is left out.
      options.leftOut =
        mask == .none
        ? view.leftOut.words(in: view.ledger)
        : view.leftOut.counts
      options.limits = view.limitWords ?? ""
      options.unreadRows = view.ledger.rejectedRowCount
      options.unreadFacts = view.ledger.unreadFacts.words
      options.decisions = view.ledger.accountDecisions.count
      return options
    }
  }
}

/// A drawing that answers a question, in all its forms.
public struct InquiryPicture: Sendable {
  /// The drawing.
  public let diagram: RenderedDiagram
  /// The look that was asked for.
  public let look: Inquiry.Look

  /// Writes the bytes of a file.
  ///
  /// - Throws: ``DiagramError`` where the form cannot be made, or would show what is masked.
  public func file(_ form: OutputFormat) throws(DiagramError) -> [UInt8] {
    try diagram.file(form, paper: look.paper, pageLimit: look.pages)
  }
}
