import Foundation
import FundTracing
import PaymentGraph
import TestSupport
import Testing

/// The worked results of the specification, run by run: exact fractions and the composition of
/// every payment.
///
/// The files are not part of the project; where they are absent the test says so and skips.
@Suite struct TracingVectorTests {
  static let folder = SharedData.url("tracing-vectors")

  static let files: [URL] = {
    let found = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (found ?? []).filter { $0.lastPathComponent.hasPrefix("V") }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }()

  @Test(.shared("tracing-vectors"))
  func everyRunGivesTheWorkedResult() throws {
    var runCount = 0
    for file in Self.files {
      let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
      let vector = TracingVector(try #require(json as? [String: Any]))
      for run in vector.runs {
        runCount += 1
        let tracing = try vector.trace(run)
        let found = vector.holdings(tracing)
        let expected = TracingVector.table(run.json["expected"])
        #expect(found == expected, "\(run.name)")
        if let steps = run.json["steps"] {
          #expect(vector.steps(tracing) == TracingVector.steps(steps), "\(run.name): steps")
        }
        if let values = run.json["expectedClaimValue"] {
          #expect(
            vector.holdings(tracing, value: true) == TracingVector.table(values),
            "\(run.name): values")
        }
      }
    }
    #expect(runCount > 100)
  }

  @Test(.shared("tracing-vectors"))
  func roundingGivesTheWorkedResult() throws {
    let file = Self.folder.appending(path: "rounding.json")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    let cases = try #require(json as? [[String: Any]])
    #expect(!cases.isEmpty)
    for one in cases {
      let unit = try #require(Fraction(one["unit"] as? String ?? ""))
      let exact = try #require(one["exact"] as? [String: String])
      let rounded = try #require(one["rounded"] as? [String: String])
      let labels = exact.keys.sorted()
      let parts = try labels.map { try #require(Fraction(exact[$0] ?? "")) / unit }
      let found = try #require(LargestRemainder.rounded(parts))
      for (label, part) in zip(labels, found) {
        let wanted = try #require(Fraction(rounded[label] ?? "")) / unit
        #expect(Fraction(Int64(part)) == wanted, "\(one["description"] ?? "") \(label)")
      }
    }
  }
}
