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
  private let model: MatrixModel
  private let text: MatrixText
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
    let matrix = try ReachedMatrix(answer, shown: shown, sources: sources, options: options)
    (model, text) = (matrix.model, matrix.text)
    ledger = answer.scope.ledger
    let sinks = shown + answer.sinks.prefix(MatrixModel.sinkLimit)
    files = Set(sinks.flatMap(\.transfers)).sorted()
      .flatMap { answer.scope.ledger.transfer($0).evidence }.map(\.file)
    accounts = model.rows.flatMap(\.accounts) + sinks.map(\.account)
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
    let matrix = TracedMatrix(
      answer, sinks: sinks, sources: sources, columnLimit: columnLimit, options: options)
    (model, text) = (matrix.model, matrix.text)
    ledger = answer.scope.ledger
    files = answer.transfers.flatMap { answer.scope.ledger.transfer($0.transfer).evidence }
      .map(\.file)
    accounts =
      model.rows.flatMap(\.accounts)
      + Set(answer.holdings.map(\.place.account))
      .sorted { $0.position < $1.position }
    self.options = options
  }

  /// Draws the diagram in all its forms.
  ///
  /// - Throws: ``DiagramError`` where there is nothing to draw.
  public func picture() throws(DiagramError) -> RenderedDiagram {
    guard !model.rows.isEmpty, !model.columns.isEmpty else {
      throw .nothing(
        "there is nothing to draw: no account is shared, or the method is not a trace and attributes "
          + "no balance to anybody")
    }
    let layout = MatrixLayout(model, text)
    var frame = DiagramFrame(
      options: options, title: text.title, facts: text.facts, lead: text.lead,
      summary: text.summary(model), width: max(layout.width, 560))
    frame.banner = text.banner
    frame.legend = layout.legend
    frame.notes = text.notes
    let (items, heads) = layout.items(top: frame.top)
    var drawing = frame.drawing(items, bottom: heads.end.y, files: files)
    drawing.heads = heads
    return RenderedDiagram(
      drawing: drawing, table: text.table(model), related: model.relations.parts,
      folded: FoldedMembers(
        model.rows.enumerated().map { (MatrixModel.rowName($0), $1.accounts) },
        AccountNamer(ledger, options)),
      check: MaskCheck(ledger, accounts: accounts, mask: options.mask))
  }
}
