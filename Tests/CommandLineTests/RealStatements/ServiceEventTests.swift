import Foundation
import TestSupport
import Testing

/// A file for each payment service in which every event occurs: what each row becomes, and the balance.
///
/// `fixtures/services/make.py` says by hand what is right.
@Suite("Events of payment services")
struct ServiceEventTests {
  static let services = ["paypal", "payoneer", "revolut", "stripe", "wise"]

  private func table(_ service: String, _ name: String) throws -> Table {
    let file = Repository.root.appending(path: "fixtures/services/\(service)/\(name)")
    return Table(try String(contentsOf: file, encoding: .utf8))
  }

  /// True where an account's key is the one that is meant.
  private func fits(_ key: String, _ meant: String) -> Bool {
    switch meant {
    case "own": key.hasSuffix(":own")
    case "bank": key.hasPrefix("?:") && key.contains(":bank:")
    case "cash": key.hasPrefix("?:") && (key.hasSuffix(":CASH") || key.hasSuffix(":CASH-IN"))
    case "nobody": key.wholeMatch(of: /\?:.*:[0-9a-f]{32}(-[0-9]+)?/) != nil
    case let key_ where key_.hasPrefix("email:") || key_.hasPrefix("processor:"): key == key_
    default: key.hasPrefix("?:") && key.hasSuffix(":\(meant)")
    }
  }

  @Test(arguments: services) func everyEventBecomesWhatItIs(_ service: String) throws {
    let closing = try table(service, "closing.csv")
    let (file, profile) = (closing.cells[0][0], closing.cells[0][1])
    let run = try Program.run(
      ["profile", "test", profile, file], in: "fixtures/services/\(service)")
    #expect(run.status == 0, "\(run.messages)")
    #expect(!run.messages.contains("type-unknown") && !run.messages.contains("conversion-open"))
    #expect(!run.messages.contains("hold-unpaired") && !run.messages.contains("payout-differs"))
    let columns = [
      "line", "kind", "amount", "currency", "received_amount", "received_currency",
    ]
    let found = Table(run.output)
    let meant = try table(service, "expected.csv")
    let sides = Table(run.output).rows(["from", "to"])
    var open = zip(found.rows(columns), zip(found.rows(["from"]), found.rows(["to"]))).map {
      (row: $0, from: $1.0, to: $1.1)
    }
    #expect(open.count == meant.cells.count, "\(sides)")
    let wanted = meant.rows(["line", "kind", "amount", "currency", "received", "received_currency"])
    for (row, parties) in zip(wanted, zip(meant.rows(["from"]), meant.rows(["to"]))) {
      let place = open.firstIndex {
        $0.row == row && fits($0.from, parties.0) && fits($0.to, parties.1)
      }
      if let place {
        open.remove(at: place)
      } else {
        Issue.record("\(service): no transfer is \(row) from \(parties.0) to \(parties.1)")
      }
    }
    #expect(open.isEmpty, "\(open)")
  }

  private struct Reading: Decodable {
    struct Statement: Decodable {
      struct Account: Decodable {
        let currency: String
        let closing: String?
        let difference: String?
        let balances: Int
        let balancesFollow: Int
      }
      let accounts: [Account]
    }
    let rowsRead: Int
    let loaded: Int
    let memo: Int
    let statement: Statement
  }

  @Test(arguments: services) func theBalanceCloses(_ service: String) throws {
    let closing = try table(service, "closing.csv")
    let run = try Program.run(
      ["check", closing.cells[0][0], "--format", "json"], in: "fixtures/services/\(service)")
    let reading = try #require(
      try JSONDecoder().decode([Reading].self, from: Data(run.output.utf8)).first)
    #expect(reading.rowsRead == Int(closing.cells[0][2]))
    #expect(reading.loaded + reading.memo == reading.rowsRead)
    let accounts = reading.statement.accounts
    #expect(accounts.allSatisfy { $0.balances == $0.balancesFollow })
    #expect(accounts.allSatisfy { $0.difference.map { Double($0) == 0 } ?? true })
    guard service != "stripe" else { return }
    for row in closing.cells {
      #expect(accounts.contains { $0.currency == row[3] && $0.closing == row[4] }, "\(row)")
    }
    #expect(accounts.count == closing.cells.count)
  }

  /// A row that is lost or changed is seen, by how much.
  @Test func aBalanceThatDoesNotCloseIsSaid() throws {
    let folder = try TemporaryFolder()
    let file = Repository.root.appending(path: "fixtures/services/paypal/activity.csv")
    var lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    lines.removeAll { $0.contains("\"Partner Fee\"") }
    let short = folder.url.appending(path: "short.csv")
    try Data(lines.joined(separator: "\n").utf8).write(to: short)
    let run = try Program.run(["check", short.path])
    #expect(run.output.contains("GBP -0.75 of the closing balance is unexplained"))
    #expect(run.output.contains("[balance-break]"))
  }
}
