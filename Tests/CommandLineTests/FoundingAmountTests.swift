import Foundation
import TestSupport
import Testing

/// The planted amounts of the founding case: what every victim has at every account under three rules,
/// against `expected/traced.json`, which `make.py` works out from its own rows by plain lists of lots.
@Suite struct FoundingAmountTests {
  @Test(arguments: ["fifo", "proRata", "ownFirst-proRata"])
  func everyPlantedAmountComesOutExactly(rule: String) throws {
    let folder = Repository.root.appending(path: "fixtures/cases/founding")
    let file = folder.appending(path: "expected/traced.json")
    let all = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    let planted = try #require((all as? [String: [String: [String: String]]])?[rule])
    #expect(planted.count > 15)

    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".csv") }.sorted().map { "fixtures/cases/founding/\($0)" }
    let run = try Program.run(["trace"] + files + ["--rule", rule, "--format", "json", "--quiet"])
    #expect(run.status == 0)
    let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    let answer = try #require(json as? [String: Any])
    #expect((answer["totals"] as? [String: Any])?["reconciles"] as? Bool == true)
    var found: [String: [String: String]] = [:]
    for holding in try #require(answer["holdings"] as? [[String: Any]]) {
      let account = try #require(holding["account"] as? String)
      let currency = try #require(holding["currency"] as? String)
      let claim = try #require(holding["claim"] as? String)
      found["\(account) \(currency)", default: [:]][claim] = holding["exact"] as? String
      // No null goes unsaid, every figure lies within its bounds, and here all links are recorded.
      let value = try Self.number(holding["claimExact"])
      let (lower, upper) = (try Self.number(holding["lower"]), try Self.number(holding["upper"]))
      #expect(lower <= value && value <= upper, "\(claim) at \(account)")
      let byGrade = try #require(holding["byGrade"] as? [String: String])
      #expect(Set(byGrade.keys) == ["A", "AB", "ABC"])
      #expect(byGrade["A"] == holding["claimExact"] as? String)
    }
    #expect(found == planted)
    #expect(answer["boundsOmitted"] as? Int == 0)
    let missing = try #require(answer["missing"] as? [[String: Any]])
    #expect(missing.contains { $0["kind"] as? String == "balance" })
  }

  /// A fraction as it is printed, near enough to compare.
  private static func number(_ text: Any?) throws -> Double {
    let parts = try #require(text as? String).split(separator: "/").map { Double($0) }
    let top = try #require(parts.first ?? nil)
    return parts.count == 2 ? top / (try #require(parts[1])) : top
  }
}
