import FundTracing
import PaymentGraph

@testable import Reports

/// Ledgers to draw in tests.
enum DrawnLedger {
  /// The flow from all victims to the accounts that they share.
  static func flow(
    _ ledger: Ledger, _ options: DiagramOptions = DiagramOptions()
  ) throws -> FlowDiagram {
    let sources = try AccountSelector.role(.victim).accounts(in: ledger.whole)
      .map { Source(account: $0) }
    let rules = WalkRules(pooling: .asOrdinary)
    let answer = try ledger.whole.sharedSinks(of: sources, rules: rules)
    let flow = try ledger.whole.flow(
      from: sources, to: answer.sinks.map(\.account), rules: rules)
    return FlowDiagram(answer, shown: Array(answer.sinks), flow: flow, options: options)
  }
}
