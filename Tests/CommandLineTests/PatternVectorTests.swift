import Foundation
import TestSupport
import Testing

/// The ledgers of the specification with the rows that screening must give, and variations of each.
@Suite("Patterns: vectors")
struct PatternVectorTests {
  private struct Case: Sendable, CustomStringConvertible {
    let file: String
    let arguments: [String]
    let description: String
    let variant: Int?
  }

  private static let folder = Repository.root.appending(path: "../shared/data/patterns-vectors")

  private static var cases: [Case] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    if files.isEmpty { print("patterns vectors are skipped: ../shared is absent") }
    return files.filter { $0.hasSuffix(".json") }.sorted().flatMap { file -> [Case] in
      guard let vector = read(file), let command = vector["command"] as? String else { return [] }
      let words = command.split(separator: " ").map(String.init)
      let variants = vector["variants"] as? [[String: Any]] ?? []
      return [
        Case(file: file, arguments: Array(words.dropFirst()), description: file, variant: nil)
      ]
        + variants.enumerated().compactMap { number, variant in
          guard let more = variant["command"] as? String else { return nil }
          return Case(
            file: file,
            arguments: words.dropFirst()
              + more.replacing("… ", with: "").split(separator: " ").map(String.init),
            description: "\(file) \(more)", variant: number)
        }
    }
  }

  private static func read(_ file: String) -> [String: Any]? {
    guard let data = FileManager.default.contents(atPath: folder.appending(path: file).path) else {
      return nil
    }
    return try? JSONSerialization.jsonObject(with: data) as? [String: Any]
  }

  @Test(arguments: cases) private func fieldsAreThoseOfTheVector(_ one: Case) throws {
    let vector = try #require(Self.read(one.file))
    let variants = vector["variants"] as? [[String: Any]] ?? []
    var expected = try #require(
      (one.variant.map { variants[$0] } ?? vector)["expected"] as? [String: Any])
    let run = try Program.run(one.arguments, in: "../shared/data/patterns-vectors")
    #expect(run.status == 0, "\(run.messages)")
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let searched = try #require(answer["searched"] as? [String: Any])
    for name in ["selfTransfers", "stepsNotCompared"] {
      if let wanted = expected.removeValue(forKey: name) as? Int {
        #expect(searched[name] as? Int == wanted, "\(name)")
      }
    }
    for name in ["exitStatus", "permutation1", "rowsInShuffles"] { expected[name] = nil }
    let rows = answer["rows"] as? [[String: Any]] ?? []
    if expected["groups"] == nil,
      let accounts = expected.removeValue(forKey: "accounts") as? [String]
    {
      #expect(rows.map { $0["account"] as? String } == accounts)
    }
    if one.file.hasPrefix("21-"), let wanted = (expected["rows"] as? [[String: Any]])?.first {
      let row = rows.first { $0["account"] as? String == wanted["account"] as? String }
      compare(wanted, row ?? [:], path: "row")
    } else {
      compare(expected, answer, path: "")
    }
  }

  /// Holds every field that the vector gives against the answer's.
  private func compare(_ expected: Any, _ found: Any, path: String) {
    switch expected {
    case let object as [String: Any]:
      let other = found as? [String: Any]
      for (name, value) in object {
        compare(value, other?[name] ?? "missing", path: "\(path)/\(name)")
      }
    case let list as [Any]:
      guard let other = found as? [Any], other.count == list.count else {
        Issue.record("\(path): \(list) is expected, \(found) found")
        return
      }
      for (number, value) in list.enumerated() {
        compare(value, other[number], path: "\(path)/\(number)")
      }
    case let number as NSNumber:
      let other = (found as? NSNumber)?.doubleValue ?? .nan
      #expect(abs(number.doubleValue - other) <= 1e-6, "\(path): \(number), \(found)")
    default:
      #expect("\(expected)" == "\(found)", "\(path)")
    }
  }
}

/// Screening on the command line.
@Suite("Patterns: command")
struct PatternCommandTests {
  private func run(_ arguments: String, in folder: TemporaryFolder) throws -> Program.Run {
    try Program.shell("cd \(folder.url.path) && $TRIBUTARY patterns \(arguments)")
  }

  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var text = "id,time,from,to,amount,currency\n"
    for number in 0..<6 {
      text += "t\(number),2024-03-01T1\(number):00:00Z,p\(number),mule,100.00,GBP\n"
    }
    try folder.write(text, as: "t.csv")
    return folder
  }

  @Test(arguments: [
    ("--only fan", 64, "there is no pattern fan"), ("--keep 1.2", 64, "between 0 and 1"),
    ("--within 0", 64, "--within"), ("--only structuring", 64, "--limit USD=10000"),
    ("--limit USD=x", 64, "USD=10000"), ("--limit GBP=-5", 64, "USD=10000"),
    ("--only cycle --min 1", 64, "2 or more"), ("--between mule,mule", 64, "two different"),
    ("--between mule,nobody", 2, "nobody"), ("--shuffles -1", 64, "shuffles"),
    ("--q 2", 64, "between 0 and 1"), ("--band 0", 64, "--band"),
    ("--max-length 1", 64, "2 or more"),
    ("--around nobody", 2, "nobody"),
  ])
  func wrongUsageIsRefused(arguments: String, status: Int32, words: String) throws {
    let run = try run("t.csv \(arguments)", in: folder())
    #expect(run.status == status && run.messages.contains(words), "\(run.messages)")
    #expect(run.output.isEmpty)
  }

  @Test func textNamesWhatAReaderNeeds() throws {
    let folder = try folder()
    let run = try run("t.csv --only fan-in --within 1d -q", in: folder)
    #expect(run.status == 0)
    #expect(run.output.contains("fan-in: 1 found"))
    #expect(run.output.contains("6 payers in 6 payments"))
    #expect(run.output.contains("GBP 600.00"))
    #expect(run.output.contains("with fewer than 50 payments no false discovery rate is computed"))
    #expect(run.output.contains("complete: every payment in scope was searched"))
  }

  @Test func nothingSkippedIsUnsaid() throws {
    let run = try run("t.csv -q", in: folder())
    for words in [
      "structuring needs --limit", "split-merge needs --between", "repeated-price needs claims",
    ] {
      #expect(run.output.contains(words))
    }
  }

  @Test(arguments: ["text", "json", "csv"])
  func sameInputSameBytes(format: String) throws {
    let folder = try folder()
    let runs = try (0..<4).map { _ in
      try run("t.csv --shuffles 5 --format \(format)", in: folder).output
    }
    #expect(Set(runs).count == 1)
  }

  /// Leads, groups and sums, which are no rows, stand in CSV too.
  @Test func everyFormatHoldsEveryFinding() throws {
    let folder = try folder()
    try folder.write("account,identifier_kind,identifier\np1,phone,1\np2,phone,1\n", as: "i.csv")
    let shared = try run("t.csv i.csv --only shared-identifier -q --format csv", in: folder)
    #expect(shared.output.contains("shared-identifier,p1;p2,phone 1"))
    let most = try run("t.csv --only split-merge --between p1,mule -q --format csv", in: folder)
    #expect(most.output.contains("split-merge,p1;mule,at most") && most.output.contains("100.00"))
    try folder.write("claim\nt0\nt1\n", as: "c.csv")
    let prices = try run("t.csv c.csv --only repeated-price -q --format csv", in: folder)
    #expect(prices.output.components(separatedBy: "not reported").count - 1 == 4)
    let around = try run(
      "t.csv c.csv --only repeated-price --around p3 -q --format csv", in: folder)
    #expect(around.output.components(separatedBy: "not reported").count - 1 == 1)
  }

  @Test func identifiersWithoutAValueAreRejected() throws {
    let folder = try folder()
    try folder.write(
      "account,identifier_kind,identifier\np1,phone,1\np2,phone,1\np3,phone,\n", as: "i.csv")
    let run = try run("t.csv i.csv --only shared-identifier", in: folder)
    #expect(run.status == 1 && run.messages.contains("identifier-value"))
    #expect(run.output.contains("p1, p2 share phone 1"), "\(run.output)")
  }
}
