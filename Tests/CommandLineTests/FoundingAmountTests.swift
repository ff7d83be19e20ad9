import Foundation
import Testing

/// The planted amounts of the founding case: what every victim has at every account under three rules,
/// against `expected/traced.json`, which `make.py` works out from its own rows by plain lists of lots.
@Suite struct FoundingAmountTests {
  @Test(arguments: ["fifo", "proRata", "ownFirst-proRata"])
  func everyPlantedAmountComesOutExactly(rule: String) throws {
    let folder = Program.root.appending(path: "fixtures/cases/founding")
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
    }
    #expect(found == planted)
  }
}
