import FundTracing
import PaymentGraph
import Reports
import TestSupport

/// Every kind of picture is drawn of every ledger under every mask, or refused with words.
enum PictureFuzz {
  static func run(_ random: inout SplitMix64) throws {
    let view = HostileLedger.make(&random, hostileNames: Bool.random(using: &random)).whole
    let sources = try AccountSelector.role(.victim).accounts(in: view).map { Source(account: $0) }
    let rules = WalkRules(pooling: .asOrdinary)
    var options = DiagramOptions(
      title: Bool.random(using: &random) ? HostileText.text(&random) : nil)
    options.mask = DiagramMask.allCases.randomElement(using: &random) ?? .accounts
    options.rowLimit = Int.random(in: 1...12, using: &random)
    let answer = try view.sharedSinks(of: sources, minimumVictims: 1, rules: rules)
    let shown = Array(answer.sinks.prefix(Int.random(in: 0...4, using: &random)))
    let flow = try view.flow(from: sources, to: shown.map(\.account), rules: rules)
    let whole = FlowDiagram(view, options: options)
    let some = FlowDiagram(answer, shown: shown, flow: flow, sources: sources, options: options)
    var terms = TracingTerms()
    terms.pooling = .asOrdinary
    let method = TracingMethod.all.randomElement(using: &random) ?? .rule(.fifo)
    let trace = try view.trace(of: sources, by: method, terms: terms)
    let make: [() throws -> RenderedDiagram] = [
      { try whole.picture() }, { try some.picture() }, { try SankeyDiagram(some).picture() },
      { try TimelineDiagram(some).picture() }, { try SankeyDiagram(whole).picture() },
      { try TimelineDiagram(whole).picture() },
      { try MatrixDiagram(answer, shown: shown, sources: sources, options: options).picture() },
      {
        try MatrixDiagram(trace, sinks: shown, sources: sources, columnLimit: 3, options: options)
          .picture()
      },
      {
        try WalkDiagram(trace, of: sources[0].account, sources: sources, options: options).picture()
      },
    ]
    for (number, make) in make.enumerated() where number < 8 || !sources.isEmpty {
      guard let picture = try? make() else { continue }
      for form in [OutputFormat.svg, .html, .dot] {
        guard let bytes = try? picture.file(form), form != .dot else { continue }
        let text = String(decoding: bytes, as: UTF8.self)
        for word in ["=\"nan", "=\"inf", "=\"-inf", " nan ", ",nan"] {
          try FuzzFault.unless(!text.contains(word), "\(word) in picture \(number)")
        }
      }
    }
  }
}
