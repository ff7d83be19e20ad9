// swift-format-ignore-file: NeverForceUnwrap

import FundTracing
import PaymentGraph
import TestSupport

/// One hub with receipts and payouts, each with a name, a time in seconds and an amount.
struct HubLiteral {
  let ledger: Ledger
  let hub: AccountID

  init(
    receipts: [(name: String, time: Int, amount: String)],
    payouts: [(name: String, time: Int, amount: String)], more: [String] = []
  ) {
    var lines = ["role hub processor"]
    lines += receipts.map {
      "\($0.time) from-\($0.name) -> hub \($0.amount) EUR id:\($0.name)"
    }
    lines += payouts.map {
      "\($0.time) hub -> to-\($0.name) \($0.amount) EUR id:\($0.name) file:b"
    }
    let literal = LedgerLiteral(lines: lines + more)
    ledger = literal.ledger
    hub = literal["hub"]
  }

  /// Settings under which the hub's records are complete.
  var settings: MatchSettings {
    var settings = MatchSettings()
    settings.complete = [hub]
    return settings
  }

  func name(_ finding: LinkFinding) -> String {
    let payout = ledger.transfer(finding.link.outbound).recordedID ?? "?"
    return "\(idOfReceipt(finding))-\(payout)"
  }

  func names(_ findings: [LinkFinding]) -> [String] { findings.map(name) }

  func idOfReceipt(_ finding: LinkFinding) -> String {
    ledger.transfer(finding.link.inbound).recordedID ?? "-"
  }

  static func minorUnits(_ text: String) -> Int64? {
    let parts = text.split(separator: ".")
    guard let whole = parts.first.flatMap({ Int64($0) }) else { return nil }
    guard parts.count > 1 else { return whole * 100 }
    let cents = String((parts[1] + "00").prefix(2))
    return Int64(cents).map { whole * 100 + $0 }
  }
}
