public import Drawing
public import Graphviz
internal import PaymentGraph

/// A diagram in all its forms: the drawing, the same data as a table, and the relations of its
/// parts.
///
/// Every form is checked for values that the diagram's mask hides before it is returned.
public struct RenderedDiagram: Sendable {
  /// The drawing.
  public let drawing: Drawing
  /// The content of the drawing, as a table.
  public let table: DataTable
  /// The parts of the drawing that each part's money passes, for every part that can be chosen.
  ///
  /// - Complexity: Computed each time, because only pages need it.
  public var related: [NodeID: [NodeID]] { findRelated() }
  /// The description of a diagram that Graphviz laid out; nil for others.
  public let description: DiagramGraph?
  /// The names behind parts that stand for several accounts.
  let folded: FoldedMembers
  let check: MaskCheck
  private let findRelated: @Sendable () -> [NodeID: [NodeID]]

  init(
    drawing: Drawing, table: DataTable, related: [NodeID: [NodeID]] = [:],
    description: DiagramGraph? = nil, folded: FoldedMembers, check: MaskCheck
  ) {
    self.init(
      drawing: drawing, table: table, findingRelated: { related }, description: description,
      folded: folded, check: check)
  }

  init(
    drawing: Drawing, table: DataTable,
    findingRelated: @escaping @Sendable () -> [NodeID: [NodeID]], description: DiagramGraph?,
    folded: FoldedMembers, check: MaskCheck
  ) {
    self.drawing = drawing
    self.table = table
    findRelated = findingRelated
    self.description = description
    self.folded = folded
    self.check = check
  }

  /// Writes the bytes of a file.
  ///
  /// - Parameters:
  ///   - form: what kind of file.
  ///   - paper: the paper of PDF files; nil for one page as large as the drawing.
  ///   - pageLimit: the most pages of paper, however small letters become; nil for as many as readable letters need.
  /// - Throws: ``DiagramError`` where the form cannot be made, or would show what is masked.
  public func file(
    _ form: OutputFormat, paper: Paper? = nil, pageLimit: Int? = nil
  ) throws(DiagramError) -> [UInt8] {
    let names = form == .html ? folded.texts : []
    let texts = drawing.texts + table.texts + names.flatMap(\.members)
    if let leak = check.leak(in: texts) { throw .leak(leak) }
    let renderer = DrawingRenderer(paper: paper, pageLimit: pageLimit)
    let bytes: [UInt8]
    switch form {
    case .dot: bytes = try dot()
    case .html: bytes = Array(HTMLPage(self, folded: names).text.utf8)
    case .svg: bytes = try written(.svg, by: renderer)
    case .png: bytes = try written(.png, by: renderer)
    case .pdf: bytes = try written(.pdf, by: renderer)
    }
    switch form {
    case .svg, .html, .dot:
      if let leak = check.leak(inFile: bytes) { throw .leak(leak) }
    // These forms draw the texts, checked above, as shapes of letters.
    case .png, .pdf: break
    }
    return bytes
  }

  private func dot() throws(DiagramError) -> [UInt8] {
    guard let description else { throw .notThisForm(.dot) }
    do throws(GraphvizError) {
      return try GraphvizRenderer().description(of: description)
    } catch {
      throw .notLaidOut(error)
    }
  }

  private func written(
    _ format: DrawingFormat, by renderer: DrawingRenderer
  ) throws(DiagramError) -> [UInt8] {
    do throws(DrawingError) {
      return try renderer.render(drawing, as: format)
    } catch {
      throw .notWritten(error)
    }
  }
}

/// The form of a diagram's file, named by its ending.
public enum OutputFormat: String, Sendable, CaseIterable {
  /// Scalable vector graphics.
  case svg
  /// A picture of pixels.
  case png
  /// Pages for printing.
  case pdf
  /// The description from which Graphviz draws a diagram again.
  case dot
  /// A page for a browser: the drawing, which can be moved, searched and selected in, and the
  /// table.
  case html
}

/// A reason why a diagram was not made.
public enum DiagramError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The diagram would show a value that its mask hides.
  case leak(String)
  /// The diagram could not be laid out.
  case notLaidOut(GraphvizError)
  /// The file could not be made of the drawing.
  case notWritten(DrawingError)
  /// The requested form of file cannot show this diagram.
  case notThisForm(OutputFormat)
  /// There is nothing to draw in the requested way.
  case nothing(String)

  /// The cause and what to do, in one line.
  public var description: String {
    switch self {
    case .leak(let value):
      "nothing was written, because the drawing shows \"\(value)\", which --mask hides: "
        + "leave it out of the title, or choose another --mask"
    case .notLaidOut(let error): error.description
    case .notWritten(let error): error.description
    case .notThisForm(let form):
      "this kind of drawing has no .\(form.rawValue) form: write .svg, .png or .pdf"
    case .nothing(let reason): reason
    }
  }
}
