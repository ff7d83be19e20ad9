public import Drawing
public import Graphviz
internal import PaymentGraph

/// A diagram in all its forms: the drawing, the same data as a table, and the relations of its
/// parts.
///
/// Every form is checked for values that the diagram's mask hides before it is returned.
public struct Picture: Sendable {
  /// The drawing.
  public let drawing: Drawing
  /// The content of the drawing, as a table.
  public let table: PictureTable
  /// The parts of the drawing that each part's money passes, for every part that can be chosen.
  ///
  /// - Complexity: Computed each time, because only pages need it.
  public var related: [NodeID: [NodeID]] { findRelated() }
  /// The description of a diagram that Graphviz laid out; nil for others.
  public let description: DiagramGraph?
  /// The names behind parts that stand for several accounts.
  let folded: FoldedNames
  let scan: LeakScan
  private let findRelated: @Sendable () -> [NodeID: [NodeID]]

  init(
    drawing: Drawing, table: PictureTable, related: [NodeID: [NodeID]] = [:],
    description: DiagramGraph? = nil, folded: FoldedNames, scan: LeakScan
  ) {
    self.init(
      drawing: drawing, table: table, findingRelated: { related }, description: description,
      folded: folded, scan: scan)
  }

  init(
    drawing: Drawing, table: PictureTable,
    findingRelated: @escaping @Sendable () -> [NodeID: [NodeID]], description: DiagramGraph?,
    folded: FoldedNames, scan: LeakScan
  ) {
    self.drawing = drawing
    self.table = table
    findRelated = findingRelated
    self.description = description
    self.folded = folded
    self.scan = scan
  }

  /// Writes the bytes of a file.
  ///
  /// - Parameters:
  ///   - form: what kind of file.
  ///   - paper: the paper of PDF files; nil for one page as large as the drawing.
  ///   - pageLimit: the most pages of paper, however small letters become; nil for as many as readable letters need.
  /// - Throws: ``PictureError`` where the form cannot be made, or would show what is masked.
  public func file(
    _ form: PictureForm, paper: Paper? = nil, pageLimit: Int? = nil
  ) throws(PictureError) -> [UInt8] {
    let names = form == .html ? folded.texts : []
    let texts = drawing.texts + table.texts + names.flatMap(\.members)
    if let leak = scan.leak(in: texts) { throw .leak(leak) }
    let renderer = DrawingRenderer(paper: paper, pageLimit: pageLimit)
    let bytes: [UInt8]
    switch form {
    case .dot: bytes = try dot()
    case .html: bytes = Array(PicturePage(self, folded: names).text.utf8)
    case .svg: bytes = try written(.svg, by: renderer)
    case .png: bytes = try written(.png, by: renderer)
    case .pdf: bytes = try written(.pdf, by: renderer)
    }
    switch form {
    case .svg, .html, .dot:
      if let leak = scan.leak(inFile: bytes) { throw .leak(leak) }
    // These forms draw the texts, checked above, as shapes of letters.
    case .png, .pdf: break
    }
    return bytes
  }

  private func dot() throws(PictureError) -> [UInt8] {
    guard let description else { throw .notThisForm(.dot) }
    do throws(GraphvizError) {
      return try GraphvizRenderer().description(of: description)
    } catch {
      throw .notLaidOut(error)
    }
  }

  private func written(
    _ format: DrawingFormat, by renderer: DrawingRenderer
  ) throws(PictureError) -> [UInt8] {
    do throws(DrawingError) {
      return try renderer.render(drawing, as: format)
    } catch {
      throw .notWritten(error)
    }
  }
}
