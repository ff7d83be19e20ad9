public import Drawing
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

  var material: FlowMaterial
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
    var material = FlowMaterial(ledger: answer.scope.ledger, transfers: flow.transfers)
    material.sources = Set(answer.victims)
    material.targets = sinks.map(\.account)
    material.take(flow)
    material.stop(stopped)
    material.countVictims(answer.sinks)
    material.sourceNoun = answer.areVictims ? "victim" : "payer"
    let paying = Set(sinks.flatMap(\.victims))
      .union(stopped.map { answer.scope.ledger.transfer($0).payer.id }).count
    material.takeClaims(of: sources, in: answer.scope)
    material.warn(of: answer.rules.pooling)
    let counted = MatrixContent.counted(paying, of: answer.victims.count, material.sourceNoun)
    title =
      options.title
      ?? "Payment flow: \(counted), \(Counted.text(sinks.count, "shared account"))"
    var notes: [String] = []
    let left = answer.sinks.count - sinks.count
    if left > 0 {
      notes.append(
        "Shown: \(sinks.count) of the \(answer.sinks.count) accounts that "
          + "\(answer.minimumVictims) or more \(material.sourceNoun)s share.")
    }
    let missing = answer.victims.count - paying
    if missing > 0 {
      notes.append(
        "Not in this picture: \(Counted.text(missing, material.sourceNoun)) whose money reaches none of these accounts."
      )
    }
    self.notes = notes
    self.material = material
    self.options = options
  }

  /// Creates the flow from every account whose money can have reached some accounts.
  ///
  /// - Parameters:
  ///   - origins: The accounts; those that received nothing on the way are drawn as sources.
  ///   - flow: The transfers on walks from them.
  public init(_ origins: Origins, flow: Flow, options: DiagramOptions = DiagramOptions()) {
    var material = FlowMaterial(ledger: origins.scope.ledger, transfers: flow.transfers)
    let sources = origins.accounts.filter(\.isSource)
    material.sources = Set(sources.map(\.account))
    material.targets = origins.targets
    material.take(flow)
    material.warn(of: origins.rules.pooling)
    material.sourceNoun = "source"
    let names = origins.targets.prefix(2).map { origins.scope.ledger.account($0).displayName }
    let more = origins.targets.count > 2 ? " and \(origins.targets.count - 2) more" : ""
    title =
      options.title
      ?? "Sources of money that can have reached \(names.joined(separator: ", "))\(more)"
    notes = []
    self.material = material
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
    var material = FlowMaterial(ledger: reach.scope.ledger, transfers: flow.transfers)
    material.sources = Set(reach.sources)
    material.take(flow)
    let passedOn = Set(flow.links.map(\.inbound))
    if !flow.links.isEmpty {
      material.stop(
        flow.transfers.filter {
          let transfer = reach.scope.ledger.transfer($0)
          return transfer.beneficiary.isPooled && !passedOn.contains($0)
        })
    }
    material.takeClaims(of: sources, in: reach.scope)
    material.warn(of: reach.rules.pooling)
    material.sourceNoun = "source"
    title =
      options.title
      ?? "Reach of \(Counted.text(reach.sources.count, "source")): "
      + Counted.text(reach.accounts.count, "account")
    notes = []
    self.material = material
    self.options = options
  }

  /// Creates the flow of all transfers of a small ledger.
  public init(_ scope: LedgerView, options: DiagramOptions = DiagramOptions()) {
    var material = FlowMaterial(
      ledger: scope.ledger, transfers: scope.transfers.map(\.id))
    material.sources = Set(scope.ledger.accounts.filter { $0.role == .victim }.map(\.id))
    material.takeLinks(of: scope)
    material.sourceNoun = material.sources.isEmpty ? "payer" : "victim"
    title = options.title ?? "All \(Counted.text(scope.transferCount, "payment"))"
    notes = []
    self.material = material
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
    var material = FlowMaterial(ledger: scope.ledger, transfers: transfers.map(\.id))
    material.center = account
    material.takeLinks(of: scope)
    title = options.title ?? "Payments of \(NameBook(scope.ledger, options).name(account))"
    notes = []
    self.material = material
    self.options = options
  }

  /// The diagram, ready to be drawn.
  ///
  /// - Complexity: O(*t* log *t* + *s*²) for *t* transfers on *s* lines.
  public var graph: DiagramGraph {
    let scene = scene
    return graph(scene, frame(scene))
  }

  /// Draws the diagram in all its forms.
  ///
  /// - Throws: ``PictureError`` where it cannot be drawn.
  public func picture() throws(PictureError) -> Picture {
    try picture(GraphvizRenderer())
  }

  /// Draws the diagram in all its forms with a renderer that has its own limits.
  func picture(_ renderer: GraphvizRenderer) throws(PictureError) -> Picture {
    let scene = scene
    let frame = frame(scene)
    let graph = graph(scene, frame)
    // Title and notes are set like those of every other kind: as wide as can be read, on paper anew.
    var body = graph
    (body.header, body.footer) = (nil, nil)
    let drawing: Drawing
    do throws(GraphvizError) {
      drawing = frame.drawing(around: try renderer.drawing(of: body))
    } catch {
      throw .notLaidOut(error)
    }
    return Picture(
      drawing: drawing, table: FlowTable(scene: scene).table,
      findingRelated: { FlowRelations(scene: scene).all() }, description: graph,
      folded: FoldedNames(
        scene.parties.enumerated().filter { $1.tier != .stop }
          .map { (FlowScene.name($0), $1.accounts) }, scene.names),
      scan: scene.scan(options.mask))
  }

  /// The parties and streams; of a large ledger so many rows are folded that the lines can be
  /// followed, about four a row.
  var scene: FlowScene {
    let names = NameBook(material.ledger, options)
    var rows = max(1, options.rowLimit)
    var cards = FlowDiagram.groupLimit
    let most = max(120, min(480, rows * 4))
    var cast = FlowCast(material, names)
    cast.cast(rowLimit: rows, cardLimit: cards)
    while cast.streams.count > most, rows > 1 || cards > 1 {
      if rows > 4 || cards == 1 { rows = max(1, rows * 3 / 4) } else { cards = max(1, cards / 2) }
      cast.cast(rowLimit: rows, cardLimit: cards)
    }
    return FlowScene(
      material: material, parties: cast.parties, streams: cast.streams, names: names)
  }

  private func frame(_ scene: FlowScene) -> PageFrame {
    PageFrame(
      scene: scene, options: options, title: title, notes: notes,
      isLedger: scene.streams.count > FlowDiagram.cardLimit)
  }

  private func graph(_ scene: FlowScene, _ frame: PageFrame) -> DiagramGraph {
    var graph = DiagramGraph(
      title: title, summary: frame.summary, header: frame.header, footer: frame.footer,
      darkColors: Palette.dark)
    if frame.isLedger {
      let layout = LedgerLayout(scene: scene)
      graph.nodes = layout.nodes
      graph.edges = layout.edges
      graph.columns = layout.columns
      graph.nodeGap = 25
      graph.columnGap = min(200, 110 + layout.rowCount * 2)
    } else {
      let layout = CardLayout(scene: scene)
      graph.nodes = scene.parties.indices.map(layout.card)
      graph.edges = layout.edges
      graph.columns = layout.columns
    }
    return graph
  }
}
