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

  static func cardName(_ card: Int) -> NodeID { NodeID("p\(card)") }
  static func ticketName(_ ticket: Int) -> NodeID { NodeID("e\(ticket + 1)") }

  /// The cards and tickets to draw.
  var cast: WalkCast {
    WalkCast(
      answer, victim: victim, links: links, openOrders: openOrders, rowLimit: options.rowLimit)
  }

  /// Draws the diagram in all its forms.
  ///
  /// - Throws: ``PictureError`` where there is nothing to draw.
  /// - Complexity: O(*t*) for the transfers of the trace, and O(*h*²) for *h* hops that are drawn.
  public func picture() throws(PictureError) -> Picture {
    guard case .rule = answer.method else {
      throw .nothing(
        "\(answer.method.name) is not a trace and follows no money from hop to hop: choose a tracing rule"
      )
    }
    let scene = WalkScene(cast: cast, names: NameBook(answer.scope.ledger, options))
    guard !scene.cast.tickets.isEmpty else {
      throw .nothing("no transfer carries this victim's money: nothing is claimed in scope")
    }
    return Picture(
      drawing: drawing(scene), table: table(scene), related: related(scene.cast),
      folded: FoldedNames(
        scene.cast.cards.enumerated().map { (WalkDiagram.cardName($0), $1.accounts) }, scene.names),
      scan: LeakScan(
        answer.scope.ledger, accounts: scene.cast.cards.flatMap(\.accounts), mask: options.mask))
  }

  private func drawing(_ scene: WalkScene) -> Drawing {
    let ledger = answer.scope.ledger
    let layout = WalkLayout(scene)
    let transfers = scene.cast.tickets.flatMap(\.transfers).map(ledger.transfer)
    let claimed = scene.claimed.lines.map(\.description).joined(separator: " + ")
    let weakest = scene.cast.tickets.max { $0.evidence < $1.evidence }
    let facts = [
      DayText.range(transfers.map(\.time)),
      "\(Counted.text(scene.claims.count, "claimed payment")), \(claimed)",
      "\(Counted.text(transfers.count, "transfer")) carried it",
      weakest.map { $0.evidence == .recorded ? "" : "weakest: \(scene.evidence($0))" } ?? "",
    ]
    var sheet = Sheet(
      options: options,
      title: options.title ?? "Where the money of \(NameBook(ledger, options).name(victim)) went",
      facts: facts, lead: "Rule \(answer.method.name): \(answer.method.definition).",
      summary: "Accounts as cards and transfers as tickets between them, from left to right. "
        + "Rule \(answer.method.name). " + scene.endWords.joined(separator: " "),
      width: max(layout.width, 620))
    if answer.terms.pooling == .asOrdinary, transfers.contains(where: { $0.payer.isPooled }) {
      sheet.banner = FlowMaterial.pooledAsOrdinary
    }
    sheet.notes = notes(scene)
    sheet.legend = legend(scene)
    return sheet.drawing(
      layout.items(top: sheet.top + 6), bottom: sheet.top + 6 + layout.height,
      files: transfers.flatMap(\.evidence).map(\.file))
  }

  private func notes(_ scene: WalkScene) -> [String] {
    var notes = scene.endWords
    notes.append(
      "Each transfer: this victim's part of it, in bold, and its whole amount; rounded to "
        + "minor units, with remainders below one left out.")
    if scene.cast.tickets.contains(where: { $0.evidence == .openOrder }) {
      notes.append(
        "Dashed, order not recorded: the records do not show that the money arrived before it left."
      )
    }
    if scene.cast.tickets.contains(where: { $0.evidence > .openOrder }) {
      notes.append(
        "Dashed: the payout is linked with the receipt only by inference, or not at all.")
    }
    if scene.cast.tickets.contains(where: { $0.grade == .a || $0.grade == .b }) {
      notes.append(
        "Link of grade A: the records pair the payout with its receipt. B: the amount is exact, and no "
          + "other pairing fits.")
    }
    if !scene.cast.trifles.isEmpty {
      notes.append(
        "Not drawn: \(Counted.text(scene.cast.trifles.count, "transfer")) with less than half a minor "
          + "unit of this victim's money.")
    }
    if scene.cast.tickets.contains(where: { $0.transfers.count > 1 }) {
      notes.append("A ticket of several payments holds their sums; nothing is left out.")
    }
    return notes
  }

  private func legend(_ scene: WalkScene) -> [LegendMark] {
    let tiers = Set(scene.cast.cards.map(scene.tier))
    var marks: [LegendMark] = [LegendMark(.square(Palette.band(.source)), "The victim (V)")]
    let channels = scene.cast.cards.filter { $0.channel != nil }
    for card in channels.prefix(5) {
      marks.append(LegendMark(.square(Palette.band(card.channel)), "via \(scene.name(card)) (P)"))
    }
    if tiers.contains(.transit) {
      marks.append(LegendMark(.square(Palette.band(.transit)), "Accounts that pay on (T)"))
    }
    if tiers.contains(.end) {
      marks.append(LegendMark(.square(Palette.band(.end)), "Accounts where the money ends (B)"))
    }
    return marks
  }

  private func table(_ scene: WalkScene) -> PictureTable {
    let rows = scene.cast.tickets.enumerated().map { number, ticket in
      PictureTable.Row(
        name: WalkDiagram.ticketName(number),
        cells: [
          DayText.range(ticket.transfers.map { scene.ledger.transfer($0).time }),
          scene.name(scene.cast.cards[ticket.from]), scene.name(scene.cast.cards[ticket.to]),
          AmountText.people(ticket.amount, ticket.currency),
          ExactText.short(ticket.amount, ticket.currency), ticket.whole.description,
          AmountText.people(ticket.arrived, ticket.receivedCurrency),
          scene.evidence(ticket).isEmpty ? "recorded" : scene.evidence(ticket),
          RecordWords(mask: scene.names.mask).text(ticket.transfers.map(scene.ledger.transfer)),
        ],
        days: ticket.transfers.compactMap { scene.ledger.transfer($0).time.day?.iso8601 },
        ends: [ticket.from, ticket.to].map(WalkDiagram.cardName))
    }
    let ends = scene.cast.cards.enumerated().flatMap { number, card in
      scene.holdings(card).map { words, amount in
        PictureTable.Row(
          name: WalkDiagram.cardName(number),
          cells: ["at the end", scene.name(card), words, amount, "", "", "", "", ""])
      }
    }
    return PictureTable(
      heads: [
        "Date", "From", "To", "This victim's money", "Exactly", "In all", "Arrives as", "Evidence",
        "Records",
      ], numbers: [3, 4, 5, 6], rows: rows + ends)
  }

  /// Returns the parts that each card's money passes, before it and after it.
  private func related(_ cast: WalkCast) -> [NodeID: [NodeID]] {
    var related: [NodeID: [NodeID]] = [:]
    for card in cast.cards.indices {
      var names: Set<NodeID> = [WalkDiagram.cardName(card)]
      for isForward in [true, false] {
        var seen: Set<Int> = [card]
        var open = [card]
        while let here = open.popLast() {
          for (number, ticket) in cast.tickets.enumerated()
          where (isForward ? ticket.from : ticket.to) == here {
            let next = isForward ? ticket.to : ticket.from
            names.insert(WalkDiagram.ticketName(number))
            names.insert(WalkDiagram.cardName(next))
            if seen.insert(next).inserted { open.append(next) }
          }
        }
      }
      related[WalkDiagram.cardName(card)] = names.sorted { $0.description < $1.description }
    }
    return related
  }
}
