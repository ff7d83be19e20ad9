import Foundation
import TestSupport
import Testing

/// `--min-grade` on a made-up case in which most links are inferred: every question that passes pooled accounts
/// follows links of that grade or better, and no others.
@Suite("The weakest link that is followed", .serialized)
struct LeastGradeTests {
  private static let folder = FileManager.default.temporaryDirectory
    .appending(path: "least-grade-\(ProcessInfo.processInfo.processIdentifier)").path
  private static let files = "$(ls \(folder)/*.csv)"

  private static let isMade: Bool = {
    let run = try? Program.run(
      [
        "simulate", "--seed", "3", "--regime", "fee", "--victims", "15", "--customers", "60",
        "--months", "2", "-o", folder,
      ])
    return run?.status == 0
  }()

  private func answer(_ command: String, _ grade: String, _ more: String = "") throws -> String {
    try #require(LeastGradeTests.isMade)
    let run = try Program.shell(
      "$TRIBUTARY \(command) \(LeastGradeTests.files) --quiet --min-grade \(grade) \(more)")
    #expect(run.status == 0, "\(command) \(grade): \(run.messages)")
    return run.output
  }

  /// The accounts of a table, with the grades of the links that they rest on.
  private func rows(_ csv: String, _ account: String, _ grade: String) throws -> [String: String] {
    let lines = csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let heads = try #require(lines.first)
    let place = try #require(heads.firstIndex { $0 == account })
    let mark = try #require(heads.firstIndex { $0 == grade })
    return Dictionary(lines.dropFirst().map { (String($0[place]), String($0[mark])) }) { one, _ in
      one
    }
  }

  @Test(arguments: ["sinks", "reach"]) func tables(_ command: String) throws {
    let more =
      command == "sinks" ? "--format csv --top 1000" : "--format csv --from role:victim --top 1000"
    let strict = try rows(try answer(command, "A", more), "account", "grade")
    let wide = try rows(try answer(command, "C", more), "account", "grade")
    #expect(strict.values.allSatisfy { ["A", ""].contains($0) })
    #expect(wide.values.contains("C") && !wide.values.contains("D"))
    #expect(Set(strict.keys).isSubset(of: wide.keys))
    #expect(wide.count > strict.count)
  }

  @Test func drawings() throws {
    func dashed(_ grade: String) throws -> Int {
      let path = "\(LeastGradeTests.folder)-\(grade).dot"
      defer { try? FileManager.default.removeItem(atPath: path) }
      _ = try answer("draw", grade, "-o \(path)")
      return try String(contentsOfFile: path, encoding: .utf8).matches(of: /dashed/).count
    }
    // Lines whose order no record decides are dashed under any grade; inferred links come on top of them.
    #expect(try dashed("C") > dashed("A"))
  }

  @Test func explanations() throws {
    let strict = try rows(try answer("sinks", "A", "--format csv --top 1000"), "account", "grade")
    let wide = try rows(try answer("sinks", "C", "--format csv --top 1000"), "account", "grade")
    let inferred = try #require(wide.keys.filter { strict[$0] == nil }.sorted().first)
    #expect(try answer("explain", "C", "--account \(inferred)").contains("reached by the money of"))
    let run = try Program.shell(
      "$TRIBUTARY explain \(LeastGradeTests.files) --quiet --min-grade A --account \(inferred)")
    #expect(!run.output.contains("reached by the money of 2"))
  }
}
