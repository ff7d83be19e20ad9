import Foundation
import TestSupport
import Testing

/// Claims as large as a row can hold are answered under every rule, with bounds that hold.
@Suite("Claims of the largest amounts")
struct LargestAmountCommandTests {
  private struct Answer: Decodable {
    struct Bound: Decodable {
      let account: String
      let lower: String
      let upper: String
    }
    let bounds: [Bound]
  }

  @Test(arguments: [
    "50000000000000000.00", "92233720368547758.07", "20000000000000000.00", "30000000000000000.00",
  ])
  func everyRuleAnswers(_ amount: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let rows = """
      id,time,from,to,amount,currency,from_role
      t1,2020-01-01,anna,account,\(amount),GBP,victim
      t2,2020-01-02,bela,account,\(amount),GBP,victim
      t3,2020-01-03,account,shop,1.00,GBP,

      """
    try Data(rows.utf8).write(to: folder.appending(path: "t.csv"))
    for rule in ["fifo", "lifo", "proRata", "ownFirst-proRata", "ownLast-fifo"] {
      let run = try Program.run(
        [
          "trace", folder.appending(path: "t.csv").path, "--rule", rule, "--bounds", "all",
          "--format", "json", "--quiet",
        ])
      #expect(run.status == 0, "\(rule) \(amount): \(run.messages)")
      let answer = try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
      let shop = answer.bounds.filter { $0.account == "shop" }
      #expect(!shop.isEmpty && shop.allSatisfy { $0.upper == "1.00" })
      for bound in answer.bounds {
        #expect(
          try #require(Decimal(string: bound.lower)) <= #require(Decimal(string: bound.upper)))
      }
    }
  }
}
