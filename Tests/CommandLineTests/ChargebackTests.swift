import Foundation
import TestSupport
import Testing

/// Chargebacks as `trace` prints them.
@Suite("Chargebacks")
struct ChargebackTests {
  private func trace(_ options: [String]) throws -> Program.Run {
    let folder = try TemporaryFolder()
    try """
    id,time,from,to,amount,currency,link,kind
    p1,2024-01-01,v1,psp,100.00,EUR,,
    p2,2024-01-02,v2,psp,50.00,EUR,,
    o1,2024-01-03,psp,mule,95.00,EUR,p1,
    c1,2024-02-01,psp,v1,60.00,EUR,p1,chargeback
    c2,2024-02-02,psp,v1,70.00,EUR,p1,chargeback

    """.write(to: folder.url.appending(path: "t.csv"), atomically: true, encoding: .utf8)
    try "account,role\nv1,victim\nv2,victim\npsp,processor\n"
      .write(to: folder.url.appending(path: "a.csv"), atomically: true, encoding: .utf8)
    let files = ["t.csv", "a.csv"].map { folder.url.appending(path: $0).path }
    return try Program.run(["trace"] + files + options)
  }

  @Test(arguments: ["fifo", "proRata"]) func theScheduleReconciles(_ rule: String) throws {
    let text = try trace(["--rule", rule]).output
    let rows = text.split(separator: "\n").map {
      $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
    #expect(rows.contains("v1 EUR 100.00 EUR 100.00 psp EUR 0.00"))
    #expect(rows.contains("all claims in EUR EUR 150.00 EUR 100.00 EUR 50.00"))
    // The payout to the mule carries the whole of its receipt, whatever was charged back.
    #expect(rows.contains("mule EUR 95.00 - EUR 95.00 1 victim"))
    #expect(text.contains("reconciled: ") && text.contains("paid more than was left of the claim"))
    let csv = try trace(["--rule", rule, "--schedule", "chargebacks", "--format", "csv"]).output
    let lines = csv.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("v1,psp,p1,100.00,c1,2024-02-01,EUR,60.00,0.00,60.00,40.00,"))
    #expect(lines[2].hasPrefix("v1,psp,p1,100.00,c2,2024-02-02,EUR,70.00,0.00,40.00,0.00,"))
    let table = try trace(["--rule", rule, "--schedule", "chargebacks"]).output
    #expect(table.contains("EUR 70.00") && table.contains("EUR 40.00"))
    let json = try trace(["--rule", rule, "--format", "json"]).output
    #expect(json.contains("\"chargedBack\": \"100.00\"") && json.contains("\"processor:psp\""))
  }
}
