public import FundTracing
public import Graphviz
public import PaymentGraph

/// How money flowed, as a diagram: tiers from left to right, amounts, dates, evidence.
///
/// Up to 30 lines are drawn between cards with the amounts beside them; more, between tables with
/// one row for each account. Equal payments between two accounts are one line.
public struct FlowDiagram: Sendable {
  /// The most lines between cards.
  static let cardLimit = 30
  /// The most lines at all: beyond, more rows are folded into one.
  static let streamLimit = 320

  private let ledger: Ledger
  private let transfers: [TransferID]
  private let sources: Set<AccountID>
  private let targets: [AccountID]
  private let inferred: Set<TransferID>
  private let victimCounts: [AccountID: Int]
  private let sourceNoun: String
  private let title: String
  private let notes: [String]
  private let options: DiagramOptions

  /// The flow from victims to some of the accounts where they meet.
  ///
  /// - Parameters:
  ///   - answer: the shared sinks.
  ///   - sinks: those of them that the flow leads to.
  ///   - flow: the transfers on walks to those.
  public init(
    _ answer: SharedSinks, shown sinks: [SharedSink], flow: Flow,
    options: DiagramOptions = DiagramOptions()
  ) {
    ledger = answer.scope.ledger
    transfers = flow.transfers
    sources = Set(answer.victims)
    targets = sinks.map(\.account)
    inferred = FlowDiagram.inferred(flow)
    victimCounts = Dictionary(sinks.map { ($0.account, $0.victims.count) }) { first, _ in first }
    sourceNoun = answer.areVictims ? "victim" : "payer"
    let paying = Set(sinks.flatMap(\.victims)).count
    title =
      options.title
      ?? "Payment flow: \(Counted.text(paying, sourceNoun)), \(Counted.text(sinks.count, "shared account"))"
    let left = answer.sinks.count - sinks.count
    notes =
      left > 0
      ? [
        "Shown: \(sinks.count) of the \(answer.sinks.count) accounts that "
          + "\(answer.minimumVictims) or more \(answer.areVictims ? "victims" : "payers") share."
      ] : []
    self.options = options
  }

  /// Everything that some sources' money reaches.
  ///
  /// - Parameters:
  ///   - reach: the accounts.
  ///   - flow: the transfers on walks to them.
  public init(_ reach: Reach, flow: Flow, options: DiagramOptions = DiagramOptions()) {
    ledger = reach.scope.ledger
    transfers = flow.transfers
    sources = Set(reach.sources)
    targets = []
    inferred = FlowDiagram.inferred(flow)
    victimCounts = [:]
    sourceNoun = "source"
    title =
      options.title
      ?? "Reach of \(Counted.text(reach.sources.count, "source")): "
      + Counted.text(reach.accounts.count, "account")
    notes = []
    self.options = options
  }

  /// All transfers of a small ledger.
  public init(_ scope: LedgerView, options: DiagramOptions = DiagramOptions()) {
    ledger = scope.ledger
    transfers = scope.transfers.map(\.id)
    sources = Set(scope.ledger.accounts.filter { $0.role == .victim }.map(\.id))
    targets = []
    inferred = Set(scope.unlinkedPayouts())
    victimCounts = [:]
    sourceNoun = sources.isEmpty ? "payer" : "victim"
    title = options.title ?? "All \(Counted.text(scope.transferCount, "payment"))"
    notes = []
    self.options = options
  }

  /// The diagram, ready to be drawn.
  ///
  /// - Complexity: O(*t* + *s*²) for *t* transfers on *s* lines.
  public var graph: DiagramGraph {
    var limit = max(1, options.rowLimit)
    var cast = self.cast(limit)
    while cast.streams.count > FlowDiagram.streamLimit, limit > 4 {
      limit /= 2
      cast = self.cast(limit)
    }
    let scene = FlowScene(
      ledger: ledger, parties: cast.parties, streams: cast.streams, sourceNoun: sourceNoun,
      victimCounts: victimCounts, showsNumbers: options.showsNumbers)
    let isLedger = cast.streams.count > FlowDiagram.cardLimit
    let frame = PageFrame(scene: scene, title: title, notes: notes, isLedger: isLedger)
    var graph = DiagramGraph(
      title: title, summary: frame.summary, header: frame.header, footer: frame.footer,
      darkColors: FlowPalette.dark)
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

  private func cast(_ limit: Int) -> FlowCast {
    FlowCast(
      ledger, transfers: transfers, sources: sources, targets: targets, inferred: inferred,
      rowLimit: limit)
  }

  private static func inferred(_ flow: Flow) -> Set<TransferID> {
    let strong = Set(flow.links.filter { $0.grade <= .b }.map(\.outbound))
    return Set(flow.unlinked).union(flow.links.map(\.outbound).filter { !strong.contains($0) })
  }
}
