import PaymentGraph
import Simulation

/// The matching that a spreadsheet would do: a payout belongs to the earliest receipt of the same service, within 7
/// days before it and not used yet, that has the same amount.
struct SimpleMatching {
  static let window: Int64 = 7 * 86_400_000

  /// The pairs found, as receipt and payout.
  ///
  /// - Parameter fees: the fee that each service keeps; nil compares amounts as they are.
  static func pairs(of planted: PlantedCase, fees: [Int: ServiceFee]?) -> Set<LinkEvaluation.Pair> {
    var found: Set<LinkEvaluation.Pair> = []
    let isService = planted.accounts.map { $0.role == .processor }
    for service in planted.accounts.indices where isService[service] {
      let shown = planted.records.indices.filter { !planted.records[$0].isMissing }
      let receipts = shown.filter { planted.records[$0].beneficiary == service }
      var used: Set<Int> = []
      for payout in shown where planted.records[payout].payer == service {
        let out = planted.records[payout]
        let match = receipts.first { receipt in
          let row = planted.records[receipt]
          let wait = out.time.end - row.time.start
          guard !used.contains(receipt), row.received.currency == out.sent.currency,
            row.time.start < out.time.end, wait <= window
          else { return false }
          let amount =
            fees?[service].map { $0.net(of: row.received.minorUnits) } ?? row.received.minorUnits
          return amount == out.sent.minorUnits
        }
        if let match {
          used.insert(match)
          found.insert(LinkEvaluation.Pair(receipt: match, payout: payout))
        }
      }
    }
    return found
  }
}
