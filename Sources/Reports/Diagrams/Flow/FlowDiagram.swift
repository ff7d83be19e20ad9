public import FundTracing
public import Graphviz
public import PaymentGraph

/// How money flowed, as a diagram: tiers from left to right, amounts, dates, evidence.
///
/// Up to 30 lines are drawn between cards with the amounts beside them; more, between tables with
/// one row for each account. Equal payments between two accounts are one line. Money that stops at a
/// pooled account, because no payout is linked to its receipt, ends at a place of its own.
public struct FlowDiagram: Sendable {
  /// The most lines between cards.
  static let cardLimit = 30
  /// The most lines at all: beyond, more rows are folded into one.
  static let streamLimit = 320

  var material: FlowMaterial
  let title: String
  let notes: [String]
  let options: DiagramOptions

  /// The flow from victims to some of the accounts where they meet.
  ///
  /// - Parameters:
  ///   - answer: the shared sinks.
  ///   - sinks: those of them that the flow leads to.
  ///   - flow: the transfers on walks to those.
  ///   - stopped: claimed receipts of pooled accounts that no link passes on.
  public init(
    _ answer: SharedSinks, shown sinks: [SharedSink], flow: Flow, stopped: [TransferID] = [],
    options: DiagramOptions = DiagramOptions()
  ) {
    var material = FlowMaterial(ledger: answer.scope.ledger, transfers: flow.transfers)
    material.sources = Set(answer.victims)
    material.targets = sinks.map(\.account)
    material.take(flow)
    material.stop(stopped)
    material.victimCounts = Dictionary(
      sinks.map { ($0.account, $0.victims.count) }, uniquingKeysWith: { first, _ in first })
    material.sourceNoun = answer.areVictims ? "victim" : "payer"
    let paying = Set(sinks.flatMap(\.victims))
      .union(stopped.map { answer.scope.ledger.transfer($0).payer.id }).count
    title =
      options.title
      ?? "Payment flow: \(Counted.text(paying, material.sourceNoun)), \(Counted.text(sinks.count, "shared account"))"
    let left = answer.sinks.count - sinks.count
    notes =
      left > 0
      ? [
        "Shown: \(sinks.count) of the \(answer.sinks.count) accounts that "
          + "\(answer.minimumVictims) or more \(material.sourceNoun)s share."
      ] : []
    self.material = material
    self.options = options
  }

  /// Everything that some sources' money reaches.
  ///
  /// - Parameters:
  ///   - reach: the accounts.
  ///   - flow: the transfers on walks to them.
  public init(_ reach: Reach, flow: Flow, options: DiagramOptions = DiagramOptions()) {
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
    material.sourceNoun = "source"
    title =
      options.title
      ?? "Reach of \(Counted.text(reach.sources.count, "source")): "
      + Counted.text(reach.accounts.count, "account")
    notes = []
    self.material = material
    self.options = options
  }

  /// All transfers of a small ledger.
  public init(_ scope: LedgerView, options: DiagramOptions = DiagramOptions()) {
    var material = FlowMaterial(
      ledger: scope.ledger, transfers: scope.transfers.map(\.id))
    material.sources = Set(scope.ledger.accounts.filter { $0.role == .victim }.map(\.id))
    for transfer in scope.unlinkedPayouts() { material.evidence[transfer] = .unlinked }
    material.take(scope.recordedLinks)
    material.sourceNoun = material.sources.isEmpty ? "payer" : "victim"
    title = options.title ?? "All \(Counted.text(scope.transferCount, "payment"))"
    notes = []
    self.material = material
    self.options = options
  }

  /// The payments of one account: who paid it, and whom it paid.
  ///
  /// - Parameters:
  ///   - account: the account in the middle.
  ///   - scope: the payments that are looked at.
  public init(
    around account: AccountID, in scope: LedgerView, options: DiagramOptions = DiagramOptions()
  ) {
    let transfers = scope.transfers.filter {
      $0.payer.id == account || $0.beneficiary.id == account
    }
    var material = FlowMaterial(ledger: scope.ledger, transfers: transfers.map(\.id))
    material.center = account
    let own = Set(material.transfers)
    for transfer in scope.unlinkedPayouts() where own.contains(transfer) {
      material.evidence[transfer] = .unlinked
    }
    material.take(scope.recordedLinks.filter { own.contains($0.outbound) })
    title = options.title ?? "Payments of \(NameBook(scope.ledger, options).name(account))"
    notes = []
    self.material = material
    self.options = options
  }

  /// The diagram, ready to be drawn.
  ///
  /// - Complexity: O(*t* log *t* + *s*²) for *t* transfers on *s* lines.
  public var graph: DiagramGraph { graph(scene) }

  /// The diagram in all its forms.
  ///
  /// - Throws: ``PictureError`` where it cannot be drawn.
  public func picture() throws(PictureError) -> Picture {
    let scene = scene
    let graph = graph(scene)
    let drawing: Drawing
    do throws(GraphvizError) {
      drawing = try GraphvizRenderer().drawing(of: graph)
    } catch {
      throw .notDrawn(error)
    }
    return Picture(
      drawing: drawing, table: FlowTable(scene: scene).table,
      related: FlowRelations(scene: scene).all(), description: graph,
      scan: LeakScan(
        material.ledger, accounts: scene.parties.flatMap(\.accounts), mask: options.mask))
  }

  private var scene: FlowScene {
    let names = NameBook(material.ledger, options)
    var limit = max(1, options.rowLimit)
    var cast = FlowCast(material, names, rowLimit: limit)
    while cast.streams.count > FlowDiagram.streamLimit, limit > 4 {
      limit /= 2
      cast = FlowCast(material, names, rowLimit: limit)
    }
    return FlowScene(
      material: material, parties: cast.parties, streams: cast.streams, names: names)
  }

  private func graph(_ scene: FlowScene) -> DiagramGraph {
    let isLedger = scene.streams.count > FlowDiagram.cardLimit
    let frame = PageFrame(
      scene: scene, options: options, title: title, notes: notes, isLedger: isLedger)
    var graph = DiagramGraph(
      title: title, summary: frame.summary, header: frame.header, footer: frame.footer,
      darkColors: Palette.dark)
    if isLedger {
      let layout = LedgerLayout(scene: scene)
      graph.nodes = layout.nodes
      graph.edges = layout.edges
      graph.columns = layout.columns
      graph.nodeGap = 25
      graph.columnGap = min(280, 160 + layout.rowCount * 3)
    } else {
      let layout = CardLayout(scene: scene)
      graph.nodes = scene.parties.indices.map(layout.card)
      graph.edges = layout.edges
      graph.columns = layout.columns
    }
    return graph
  }
}
