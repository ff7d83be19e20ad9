import FundTracing
import PaymentGraph

@testable import Reports

/// Ledgers to draw in tests.
enum DrawnLedger {
  /// Victims who each pay one of some services, which pay one account on; names and banks as given.
  static func victims(
    _ count: Int, services: Int = 1, references: Bool = true,
    details: (AccountRole, Int) -> AccountDetails = { role, _ in AccountDetails(role: role) },
    key: (Int) -> String = { "victim-\(1_000 + $0)" }
  ) -> Ledger {
    var builder = LedgerBuilder()
    let gbp = Currency("GBP") ?? .none
    let processors = (0..<services).map { number in
      let processor = builder.account("psp-\(number)")
      builder.describe(processor, as: details(.processor, number))
      return processor
    }
    let account = builder.account("in:GNGB:900100420017")
    builder.describe(account, as: details(.destination, 0))
    for number in 0..<count {
      let victim = builder.account(key(number))
      builder.describe(victim, as: details(.victim, number))
      let processor = processors[number % services]
      for leg in 0..<2 {
        builder.add(
          TransferDraft(
            payer: leg == 0 ? victim : processor, beneficiary: leg == 0 ? processor : account,
            sent: Money(minorUnits: Int64(100 + number), currency: gbp),
            time: PostingTime(start: Int64(number * 2 + leg) * 1_000, precision: .second),
            reference: references ? "r\(number)" : nil))
      }
    }
    return builder.build()
  }

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
