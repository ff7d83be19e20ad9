internal import Drawing
public import FundTracing
public import PaymentGraph

/// The route of one victim's money, hop by hop, under a tracing rule.
///
/// Accounts are cards, transfers are tickets between them: the day, the victim's part of the
/// transfer, and the whole amount. Cards state the balance at the end.
public struct WalkDiagram: Sendable {
  private let answer: Tracing
  private let victim: AccountID
  private let links: [Link]
  /// The transfers that the money reaches only in an order that the records do not show.
  private let openOrders: Set<TransferID>
  private let options: DiagramOptions

  /// Creates the diagram of one victim's part of a trace.
  ///
  /// - Parameters:
  ///   - answer: The trace of all victims: the owner of a payment depends on all claims.
  ///   - victim: The victim whose claims are followed.
  ///   - sources: The sources of the trace.
  /// - Throws: ``FundTracing/FundTracingError`` as the question for a flow does.
  /// - Complexity: A search for the links at pooled accounts.
  public init(
    _ answer: Tracing, of victim: AccountID, sources: [Source],
    options: DiagramOptions = DiagramOptions()
  ) throws(FundTracingError) {
    self.answer = answer
    self.victim = victim
    self.options = options
    let ledger = answer.scope.ledger
    var rules = WalkRules(pooling: answer.terms.pooling)
    rules.matching = answer.terms.matching
    let accounts = Set(answer.transfers.map { ledger.transfer($0.transfer).beneficiary.id })
    let flow = try answer.scope.flow(
      from: sources.filter { $0.account == victim },
      to: accounts.sorted { $0.position < $1.position }, rules: rules)
    links = flow.links
    openOrders = Set(flow.openOrders)
  }

  /// Draws the diagram in all its forms.
  ///
  /// - Throws: ``DiagramError`` where there is nothing to draw.
  /// - Complexity: O(*t*) for the transfers of the trace, and O(*h*²) for *h* hops that are drawn.
  public func picture() throws(DiagramError) -> RenderedDiagram {
    guard case .rule = answer.method else {
      throw .nothing(
        "\(answer.method.name) is not a trace and follows no money from hop to hop: choose a tracing rule"
      )
    }
    let text = WalkText(model: model, names: AccountNamer(answer.scope.ledger, options))
    guard !text.model.steps.isEmpty else {
      throw .nothing("no transfer carries this victim's money: nothing is claimed in scope")
    }
    return RenderedDiagram(
      drawing: drawing(text), table: text.table, related: text.model.relations.sorted,
      folded: FoldedMembers(
        text.model.cards.enumerated().map { (WalkModel.cardName($0), $1.accounts) }, text.names),
      check: MaskCheck(
        answer.scope.ledger, accounts: text.model.cards.flatMap(\.accounts), mask: options.mask))
  }

  /// The cards and steps to draw.
  var model: WalkModel {
    WalkModel(
      answer, victim: victim, links: links, openOrders: openOrders, rowLimit: options.rowLimit)
  }

  private func drawing(_ text: WalkText) -> Drawing {
    let ledger = answer.scope.ledger
    let layout = WalkLayout(text)
    let transfers = text.model.steps.flatMap(\.transfers).map(ledger.transfer)
    let claimed = text.claimed.words
    let weakest = text.model.steps.max { $0.evidence < $1.evidence }
    let facts = [
      DayText.range(transfers.map(\.time)),
      "\(Plural.text(text.claims.count, "claimed payment")), \(claimed)",
      "\(Plural.text(transfers.count, "transfer")) carried it",
      weakest.map { $0.evidence == .recorded ? "" : "weakest: \(text.evidence($0))" } ?? "",
    ]
    var frame = DiagramFrame(
      options: options,
      title: options.title ?? "Where the money of \(text.names.name(victim)) went",
      facts: facts, lead: "Rule \(answer.method.name): \(answer.method.definition).",
      summary: "Accounts as cards and transfers as tickets between them, from left to right. "
        + "Rule \(answer.method.name). " + text.endWords.joined(separator: " "),
      width: max(layout.width, 620))
    if answer.terms.pooling == .asOrdinary, transfers.contains(where: { $0.payer.isPooled }) {
      frame.banner = FlowInput.pooledAsOrdinary
    }
    frame.notes = text.notes
    frame.legend = text.legend
    return frame.drawing(
      layout.items(top: frame.top + 6), bottom: frame.top + 6 + layout.height,
      files: transfers.flatMap(\.evidence).map(\.file))
  }
}
