public import Drawing
public import Graphviz
public import PaymentGraph

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
    try checkTexts(with: names)
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

  /// Refuses a drawing whose texts show what its mask hides, as ``file(_:paper:pageLimit:)`` does.
  ///
  /// - Throws: ``DiagramError/leak(_:)``.
  public func checkTexts() throws(DiagramError) {
    try checkTexts(with: folded.texts)
  }

  private func checkTexts(
    with names: [(name: NodeID, members: [String])]
  ) throws(DiagramError) {
    let texts = drawing.texts + table.texts + names.flatMap(\.members)
    if let leak = check.leak(in: texts) { throw .leak(leak) }
  }

  /// The accounts for which each part of the drawing stands, in the order in which they were folded.
  public var accounts: [NodeID: [AccountID]] { folded.accounts }

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

/// The content of a drawing as a table: the form that everybody can read.
public struct DataTable: Sendable, Hashable {
  /// A line of the table.
  public struct Row: Sendable, Hashable {
    /// The name of the row's part in the drawing; nil where the drawing has none.
    public var name: NodeID?
    /// The cells of the line, one a column.
    public var cells: [String]
    /// The days of its payments, one for each that has a day, so that a page can show those of some days.
    public var days: [String] = []
    /// The parts of the drawing that it lies between.
    public var ends: [NodeID] = []
    /// The payments that it stands for, in ledger order; none for a line that states something else.
    public var transfers: [TransferID] = []

    /// `2024-01-03 2024-02-01*2`: each day once, with how often it occurs.
    var dayWords: String {
      var counts: [String: Int] = [:]
      for day in days { counts[day, default: 0] += 1 }
      return counts.sorted { $0.key < $1.key }
        .map { $1 == 1 ? $0 : "\($0)*\($1)" }.joined(separator: " ")
    }
  }

  /// The heads of the columns.
  public var heads: [String]
  /// The columns that hold numbers.
  public var numbers: Set<Int>
  /// The column that says how many payments a line stands for; nil for none.
  public var countColumn: Int?
  /// The lines of the table.
  public var rows: [Row]

  /// A table; see the properties.
  init(heads: [String], numbers: Set<Int>, countColumn: Int? = nil, rows: [Row]) {
    self.heads = heads
    self.numbers = numbers
    self.countColumn = countColumn
    self.rows = rows
  }

  /// The texts in which a mask's hidden values are searched for: counts of payments are none.
  var texts: [String] {
    heads
      + rows.flatMap { row in row.cells.indices.filter { $0 != countColumn }.map { row.cells[$0] } }
  }
}

/// The words for the files and lines that show payments, so that a reader can look them up.
package struct RecordWords {
  /// The most lines of a file that are named.
  private static let mostLines = 6

  let mask: DiagramMask

  package init(mask: DiagramMask) { self.mask = mask }

  /// Writes `paypal.csv:12, 45 and 9 more; bank.csv:3`, in the order of names.
  func text(_ transfers: some Sequence<Transfer>) -> String {
    var lines: [SourceFile: Set<Int>] = [:]
    for citation in transfers.flatMap(\.evidence) {
      lines[citation.file, default: []].insert(citation.line)
    }
    let files = lines.keys.sorted { ($0.name, $0.textDigest) < ($1.name, $1.textDigest) }
    return files.map { file in
      let own = (lines[file] ?? []).sorted()
      let shown = own.prefix(RecordWords.mostLines).map(String.init).joined(separator: ", ")
      let more = own.count - RecordWords.mostLines
      return "\(name(file)):\(shown)" + (more > 0 ? " and \(Plural.grouped(more)) more" : "")
    }.joined(separator: "; ")
  }

  /// Returns the name of a file, masked because files are named for people and accounts.
  package func name(_ file: SourceFile) -> String {
    if mask.hidesNames { return "file \(file.textDigest.hex.prefix(12))" }
    return mask == .none ? file.name : AccountMask.fileName(file.name)
  }
}
