internal import Drawing
public import FundTracing
public import Graphviz
public import PaymentGraph

/// The flow of money as a diagram: tiers from left to right, amounts, dates, evidence.
///
/// Up to 30 lines are drawn between cards with the amounts beside them; more, between tables with
/// one row for each account. Equal payments between two accounts are one line. Money that stops at
/// a pooled account, because no payout is linked to its receipt, ends at a node of its own.
public struct FlowDiagram: Sendable {
  /// The most lines between cards.
  static let cardLimit = 30
  /// The most cards in a column.
  static let groupLimit = 8
  /// The most parties, and the most lines between them, that can be followed; pinned accounts alone may be more.
  static let partyLimit = 300
  static let lineLimit = 600

  var input: FlowInput
  let title: String
  let notes: [String]
  let options: DiagramOptions

  /// Creates the flow from victims to some of the accounts where their money meets.
  ///
  /// - Parameters:
  ///   - answer: The shared sinks.
  ///   - sinks: The sinks to which the flow leads.
  ///   - flow: The transfers on walks to those sinks.
  ///   - stopped: The claimed receipts of pooled accounts that no link passes on.
  ///   - sources: The sources of the answer, so that the picture can state each one's loss and how
  ///     much of it is drawn.
  public init(
    _ answer: SharedSinks, shown sinks: [SharedSink], flow: Flow, stopped: [TransferID] = [],
    sources: [Source] = [], options: DiagramOptions = DiagramOptions()
  ) {
    var input = FlowInput(ledger: answer.scope.ledger, transfers: flow.transfers)
    input.sources = Set(answer.victims)
    input.targets = sinks.map(\.account)
    input.take(flow)
    input.stop(stopped)
    input.countVictims(answer.sinks)
    input.sourceNoun = answer.areVictims ? "victim" : "payer"
    let paying = Set(sinks.flatMap(\.victims))
      .union(stopped.map { answer.scope.ledger.transfer($0).payer.id }).count
    input.takeClaims(of: sources, in: answer.scope)
    input.warn(of: answer.rules.pooling)
    let counted = MatrixText.counted(paying, of: answer.victims.count, input.sourceNoun)
    title =
      options.title
      ?? "Payment flow: \(counted), \(Plural.text(sinks.count, "shared account"))"
    var notes: [String] = []
    let left = answer.sinks.count - sinks.count
    if left > 0 {
      notes.append(
        "Shown: \(sinks.count) of the \(answer.sinks.count) accounts that "
          + "\(answer.minimumVictims) or more \(input.sourceNoun)s share.")
    }
    let missing = answer.victims.count - paying
    if missing > 0 {
      notes.append(
        "Not in this picture: \(Plural.text(missing, input.sourceNoun)) whose money reaches none of these accounts."
      )
    }
    self.notes = notes
    self.input = input
    self.options = options
  }

  /// Creates the flow from every account whose money can have reached some accounts.
  ///
  /// - Parameters:
  ///   - origins: The accounts; those that received nothing on the way are drawn as sources.
  ///   - flow: The transfers on walks from them.
  public init(_ origins: Origins, flow: Flow, options: DiagramOptions = DiagramOptions()) {
    var input = FlowInput(ledger: origins.scope.ledger, transfers: flow.transfers)
    let sources = origins.accounts.filter(\.isSource)
    input.sources = Set(sources.map(\.account))
    input.targets = origins.targets
    input.take(flow)
    input.warn(of: origins.rules.pooling)
    input.sourceNoun = "source"
    let names = origins.targets.prefix(2).map { origins.scope.ledger.account($0).displayName }
    let more = origins.targets.count > 2 ? " and \(origins.targets.count - 2) more" : ""
    title =
      options.title
      ?? "Sources of money that can have reached \(names.joined(separator: ", "))\(more)"
    notes = []
    self.input = input
    self.options = options
  }

  /// Creates the flow from some sources to every account that their money reaches.
  ///
  /// - Parameters:
  ///   - reach: The accounts.
  ///   - flow: The transfers on walks to them.
  ///   - sources: The sources of the reach, so that the picture can state each one's payments and
  ///     how much of them is drawn.
  public init(
    _ reach: Reach, flow: Flow, sources: [Source] = [], options: DiagramOptions = DiagramOptions()
  ) {
    var input = FlowInput(ledger: reach.scope.ledger, transfers: flow.transfers)
    input.sources = Set(reach.sources)
    input.take(flow)
    let passedOn = Set(flow.links.map(\.inbound))
    if !flow.links.isEmpty {
      input.stop(
        flow.transfers.filter {
          let transfer = reach.scope.ledger.transfer($0)
          return transfer.beneficiary.isPooled && !passedOn.contains($0)
        })
    }
    input.takeClaims(of: sources, in: reach.scope)
    input.warn(of: reach.rules.pooling)
    input.sourceNoun = "source"
    title =
      options.title
      ?? "Reach of \(Plural.text(reach.sources.count, "source")): "
      + Plural.text(reach.accounts.count, "account")
    notes = []
    self.input = input
    self.options = options
  }

  /// Creates the flow of all transfers of a small ledger.
  public init(_ scope: LedgerView, options: DiagramOptions = DiagramOptions()) {
    var input = FlowInput(
      ledger: scope.ledger, transfers: scope.transfers.map(\.id))
    input.sources = Set(scope.ledger.accounts.filter { $0.role == .victim }.map(\.id))
    input.takeLinks(of: scope)
    input.sourceNoun = input.sources.isEmpty ? "payer" : "victim"
    title = options.title ?? "All \(Plural.text(scope.transferCount, "payment"))"
    notes = []
    self.input = input
    self.options = options
  }

  /// Creates the flow through one account: its payers, and its beneficiaries.
  ///
  /// - Parameters:
  ///   - account: The account in the middle.
  ///   - scope: The payments that count.
  public init(
    around account: AccountID, in scope: LedgerView, options: DiagramOptions = DiagramOptions()
  ) {
    let transfers = scope.transfers.filter {
      $0.payer.id == account || $0.beneficiary.id == account
    }
    var input = FlowInput(ledger: scope.ledger, transfers: transfers.map(\.id))
    input.center = account
    input.takeLinks(of: scope)
    title = options.title ?? "Payments of \(AccountNamer(scope.ledger, options).name(account))"
    notes = []
    self.input = input
    self.options = options
  }

  init(input: FlowInput, title: String, notes: [String], options: DiagramOptions) {
    (self.input, self.title, self.notes, self.options) = (input, title, notes, options)
  }

  /// The diagram, ready to be drawn.
  ///
  /// - Complexity: O(*t* log *t* + *s*²) for *t* transfers on *s* lines.
  public var graph: DiagramGraph { graph(text) }

  /// Draws the diagram in all its forms.
  ///
  /// - Throws: ``DiagramError`` where it cannot be drawn.
  public func picture() throws(DiagramError) -> RenderedDiagram {
    try picture(GraphvizRenderer())
  }

  /// Draws the diagram in all its forms with a renderer that has its own limits.
  func picture(_ renderer: GraphvizRenderer) throws(DiagramError) -> RenderedDiagram {
    let text = text
    let graph = graph(text)
    // Title and notes are set like those of every other kind: as wide as can be read, on paper anew.
    var body = graph
    (body.header, body.footer) = (nil, nil)
    let laid: Drawing
    do throws(GraphvizError) {
      laid = try renderer.drawing(of: body)
    } catch {
      throw .notLaidOut(error)
    }
    return RenderedDiagram(
      drawing: drawing(around: laid, text), table: text.table,
      findingRelated: { Relations(of: text.model).parts }, description: graph,
      folded: FoldedMembers(
        text.model.parties.enumerated().filter { $1.tier != .stop }
          .map { (FlowModel.name($0), $1.accounts) }, text.names),
      check: text.check(options.mask))
  }

  /// The words of the parties and streams; of a large ledger so many rows are folded that the lines
  /// can be followed, about four a row.
  var text: FlowText {
    let names = AccountNamer(input.ledger, options)
    var rows = max(1, options.rowLimit)
    var cards = FlowDiagram.groupLimit
    let most = max(120, min(480, rows * 4))
    // Whoever asks for more rows gets more parties.
    let parties = max(FlowDiagram.partyLimit, rows * 6)
    var arranger = FlowArranger(input, names)
    func arrange(lines: Int) {
      arranger.arrange(rowLimit: rows, cardLimit: cards)
      while arranger.streams.count > lines || arranger.parties.count > parties,
        rows > 1 || cards > 1
      {
        if rows > 4 || cards == 1 { rows = max(1, rows * 3 / 4) } else { cards = max(1, cards / 2) }
        arranger.arrange(rowLimit: rows, cardLimit: cards)
      }
    }
    arrange(lines: most)
    if !options.pinned.isEmpty {
      // The others keep their rows, so that what is shown stays where more is opened.
      arranger.pinned = options.pinned
      arrange(lines: max(most, FlowDiagram.lineLimit))
    }
    return FlowText(model: arranger.model, names: names)
  }

  private func notes(_ text: FlowText) -> FlowNotes {
    FlowNotes(text: text, isLedger: text.model.streams.count > FlowDiagram.cardLimit)
  }

  private func graph(_ text: FlowText) -> DiagramGraph {
    let words = notes(text)
    let frame = words.frame(options, title: title, notes: notes)
    var graph = DiagramGraph(
      title: title, summary: frame.wholeSummary, header: frame.header,
      // Lines that pass a column below its tables need room.
      footer: frame.footer(gap: words.isLedger ? 28 : 8, files: words.files),
      darkColors: Palette.dark)
    if words.isLedger {
      let layout = LedgerLayout(text)
      graph.nodes = layout.nodes
      graph.edges = layout.edges
      graph.columns = layout.columns
      graph.nodeGap = 25
      graph.columnGap = min(200, 110 + layout.rowCount * 2)
    } else {
      let layout = CardLayout(text)
      graph.nodes = text.model.parties.indices.map(layout.card)
      graph.edges = layout.edges
      graph.columns = layout.columns
    }
    return graph
  }

  /// The drawing of the boxes and lines that were laid out, with everything around it.
  private func drawing(around laid: Drawing, _ text: FlowText) -> Drawing {
    let words = notes(text)
    var frame = words.frame(options, title: title, notes: notes)
    frame.width = max(frame.width, laid.width - 2 * DiagramFrame.margin)
    // Graphviz leaves a margin of its own around what it lays out.
    let top = frame.top - DiagramFrame.margin + 6
    let items = laid.items.map { $0.placed(at: DrawingPoint(0, top)) }
    return frame.drawing(
      items, bottom: top + laid.height - DiagramFrame.margin, files: words.files)
  }
}

extension SharedSinks {
  /// Draws how the victims' money came to the shared accounts.
  ///
  /// The picture holds every transfer on a walk from the sources to the shown accounts, the links at pooled accounts, and
  /// the receipts that no link passes on. Where pooled accounts count as ordinary ones, no link is needed and nothing
  /// stops.
  ///
  /// ```swift
  /// let victims = [Source(account: anna), Source(account: bela)]
  /// let answer = try ledger.whole.sharedSinks(of: victims)
  /// let picture = try answer.flowDiagram(of: victims, atMost: 5).picture()
  /// let svg = try picture.file(.svg)
  /// ```
  ///
  /// - Parameters:
  ///   - sources: the sources of the question.
  ///   - accounts: the shared accounts to show; nil for the first of the answer.
  ///   - limit: the number to show where no accounts are given.
  ///   - losses: the sources with all their claims, where the question followed some of them only; nil for the sources.
  ///   - options: masks, title and the like.
  /// - Throws: ``FundTracingError`` where a source or an account is not in the ledger.
  /// - Complexity: O(*v* + *e*) for *v* transfers and *e* steps on walks, and the layout of the picture.
  public func flowDiagram(
    of sources: [Source], showing accounts: [AccountID]? = nil, atMost limit: Int = 10,
    losses: [Source]? = nil, options: DiagramOptions = DiagramOptions()
  ) throws(FundTracingError) -> FlowDiagram {
    let shown = choosing(accounts, atMost: limit)
    let flow = try scope.flow(from: sources, to: shown.map(\.account), rules: rules)
    var stopped: [TransferID] = []
    if case .links(let minimum) = rules.pooling {
      stopped = scope.stoppedReceipts(
        of: sources, minimumGrade: minimum, settings: rules.matching)
    }
    return FlowDiagram(
      self, shown: shown, flow: flow, stopped: stopped, sources: losses ?? sources,
      options: options)
  }
}

extension Reach {
  /// Draws how the sources' money came to all that it reached.
  ///
  /// ```swift
  /// let sources = [Source(account: anna)]
  /// let reach = try ledger.whole.reach(of: sources)
  /// let diagram = try reach.flowDiagram(of: sources)
  /// ```
  ///
  /// - Throws: ``FundTracingError`` where a source is not in the ledger.
  public func flowDiagram(
    of sources: [Source], options: DiagramOptions = DiagramOptions()
  ) throws(FundTracingError) -> FlowDiagram {
    let flow = try scope.flow(from: sources, to: accounts.map(\.account), rules: rules)
    return FlowDiagram(self, flow: flow, sources: sources, options: options)
  }
}

extension Origins {
  /// Draws how money came to the target accounts from all accounts whose money can have come there.
  ///
  /// ```swift
  /// let origins = try ledger.whole.origins(of: [villa])
  /// let diagram = try origins.flowDiagram()
  /// ```
  ///
  /// - Throws: ``FundTracingError`` where an account is not in the ledger.
  public func flowDiagram(
    options: DiagramOptions = DiagramOptions()
  ) throws(FundTracingError) -> FlowDiagram {
    let flow = try scope.flow(
      from: accounts.map { Source(account: $0.account) }, to: targets, rules: rules)
    return FlowDiagram(self, flow: flow, options: options)
  }
}
