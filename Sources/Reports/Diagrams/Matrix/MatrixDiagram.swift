internal import Drawing
public import FundTracing
internal import PaymentGraph

/// A heat map of accounts and victims: a row for each victim, a column for each account.
///
/// Columns come in the order in which sinks are listed, rows by the number of sinks that a victim
/// reaches. Without a rule nobody can say how much of a payment is whose: cells then count
/// payments, and hold amounts only under a rule. Amounts of different currencies never share a
/// column or a scale.
public struct MatrixDiagram: Sendable {
  private let content: MatrixContent
  private let ledger: Ledger
  private let files: [SourceFile]
  /// The accounts that have a row or a column.
  private let accounts: [AccountID]
  private let options: DiagramOptions

  /// Creates the matrix of payments on which each victim's money can have reached each account.
  ///
  /// - Parameters:
  ///   - answer: The shared sinks.
  ///   - shown: The sinks with columns of their own; all others share one.
  ///   - sources: The sources of the answer.
  /// - Throws: ``FundTracing/FundTracingError`` as the question for a reach does.
  /// - Complexity: A search for each row.
  public init(
    _ answer: SharedSinks, shown: [SharedSink], sources: [Source],
    options: DiagramOptions = DiagramOptions()
  ) throws(FundTracingError) {
    content = try MatrixContent(answer, shown: shown, sources: sources, options: options)
    ledger = answer.scope.ledger
    let sinks = shown + answer.sinks.prefix(MatrixContent.sinkLimit)
    files = Set(sinks.flatMap(\.transfers)).sorted()
      .flatMap { answer.scope.ledger.transfer($0).evidence }.map(\.file)
    accounts = content.rows.flatMap(\.accounts) + sinks.map(\.account)
    self.options = options
  }

  /// Creates the matrix of the amounts of each victim's money at the end, under a rule.
  ///
  /// - Parameters:
  ///   - answer: The trace.
  ///   - sinks: The sinks, which give the order of accounts.
  ///   - sources: The sources of the trace.
  ///   - columnLimit: The number of accounts with columns of their own.
  /// - Complexity: O(*r* · *c*) for rows and columns.
  public init(
    _ answer: Tracing, sinks: [SharedSink], sources: [Source], columnLimit: Int,
    options: DiagramOptions = DiagramOptions()
  ) {
    content = MatrixContent(
      answer, sinks: sinks, sources: sources, columnLimit: columnLimit, options: options)
    ledger = answer.scope.ledger
    files = answer.transfers.flatMap { answer.scope.ledger.transfer($0.transfer).evidence }
      .map(\.file)
    accounts =
      content.rows.flatMap(\.accounts)
      + Set(answer.holdings.map(\.place.account))
      .sorted { $0.position < $1.position }
    self.options = options
  }

  /// Draws the diagram in all its forms.
  ///
  /// - Throws: ``PictureError`` where there is nothing to draw.
  public func picture() throws(PictureError) -> Picture {
    guard !content.rows.isEmpty, !content.columns.isEmpty else {
      throw .nothing(
        "there is nothing to draw: no account is shared, or the method is not a trace and attributes "
          + "no balance to anybody")
    }
    let layout = MatrixLayout(content)
    var sheet = Sheet(
      options: options, title: content.title, facts: content.facts, lead: content.lead,
      summary: "A table of \(Counted.text(content.rows.count, "row")) and "
        + "\(Counted.text(content.columns.count, "column")). The larger the figure, the stronger the colour of its cell. "
        + content.lead,
      width: max(layout.width, 560))
    sheet.banner = content.banner
    sheet.legend = layout.legend
    sheet.notes = content.notes
    let (items, heads) = layout.items(top: sheet.top)
    var drawing = sheet.drawing(items, bottom: heads.end.y, files: files)
    drawing.heads = heads
    return Picture(
      drawing: drawing, table: table, related: related,
      folded: FoldedNames(
        content.rows.enumerated().map { (MatrixDiagram.rowName($0), $1.accounts) },
        NameBook(ledger, options)),
      scan: LeakScan(ledger, accounts: accounts, mask: options.mask))
  }

  static func rowName(_ row: Int) -> NodeID { NodeID("p\(row)") }
  static func columnName(_ column: Int) -> NodeID { NodeID("c\(column)") }
  static func cellName(_ row: Int, column: Int, content: MatrixContent) -> NodeID {
    NodeID("e\(row * content.columns.count + column)")
  }

  private var table: PictureTable {
    var rows: [PictureTable.Row] = []
    for (number, row) in content.rows.enumerated() {
      for (place, column) in content.columns.enumerated() {
        guard let amount = row.amounts[place],
          let total = column.unit.words(amount)
        else { continue }
        rows.append(
          PictureTable.Row(
            name: MatrixDiagram.cellName(number, column: place, content: content),
            cells: [
              MatrixDiagram.joined(row.name, row.detail),
              MatrixDiagram.joined(column.name, column.detail), total,
              row.words[place],
            ]))
      }
    }
    for (place, column) in content.columns.enumerated() {
      let total = column.unit.words(content.sums[place])
      rows.append(
        PictureTable.Row(
          name: nil,
          cells: [
            content.sumWords, MatrixDiagram.joined(column.name, column.detail),
            total ?? "", "",
          ]))
    }
    let noun = content.noun.prefix(1).uppercased() + content.noun.dropFirst()
    return PictureTable(
      heads: [noun, "Account", content.figureWord, "Of which"], numbers: [2], rows: rows)
  }

  private static func joined(_ name: String, _ detail: String) -> String {
    detail.isEmpty ? name : "\(name), \(detail)"
  }

  private var related: [NodeID: [NodeID]] {
    var related: [NodeID: [NodeID]] = [:]
    for (number, row) in content.rows.enumerated() {
      let cells = content.columns.indices.filter { row.amounts[$0] != nil }
      related[MatrixDiagram.rowName(number)] =
        [MatrixDiagram.rowName(number)]
        + cells.map { MatrixDiagram.cellName(number, column: $0, content: content) }
        + cells.map(MatrixDiagram.columnName)
    }
    for column in content.columns.indices {
      let rows = content.rows.indices.filter { content.rows[$0].amounts[column] != nil }
      related[MatrixDiagram.columnName(column)] =
        [MatrixDiagram.columnName(column)]
        + rows.map { MatrixDiagram.cellName($0, column: column, content: content) }
        + rows.map(MatrixDiagram.rowName)
    }
    return related
  }
}
