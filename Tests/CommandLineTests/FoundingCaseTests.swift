import Foundation
import TestSupport
import Testing

/// The founding case: what was planted is found, and nothing innocent ranks above it.
@Suite("Founding case")
struct FoundingCaseTests {
  static let folder = "fixtures/cases/founding"
  static let files = [
    "victim-statements.csv", "paypal.csv", "mapleremit.csv", "payees.csv", "indian-banks.csv",
    "accounts.csv", "claims.csv",
  ]

  private struct Planted: Decodable {
    struct Account: Decodable {
      let account: String
      let victims: Int
      let victimAccounts: [String]
    }
    let victims: Int
    let claims: Int
    let destinations: [Account]
    let mules: [Account]
    let cash: [Account]
    let innocents: [Account]
    let mustNotBeReached: [String]
  }

  private struct Answer: Decodable {
    struct Totals: Decodable {
      let victims: Int
      let claims: Int
    }
    struct Sink: Decodable {
      let account: String
      let role: String
      let victims: Int
      let victimAccounts: [String]
      let grade: String
    }
    let totals: Totals
    let sinks: [Sink]
  }

  private func planted() throws -> Planted {
    let file = Repository.root.appending(path: "\(Self.folder)/expected/planted.json")
    return try JSONDecoder().decode(Planted.self, from: Data(contentsOf: file))
  }

  private func answer(_ arguments: [String] = [], _ files: [String] = files) throws -> Answer {
    let run = try Program.run(
      ["sinks"] + files + ["--format", "json"] + arguments, in: Self.folder)
    #expect(run.status == 0)
    return try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
  }

  @Test func everythingPlantedIsFoundWithItsVictims() throws {
    let (planted, answer) = (try planted(), try answer())
    #expect(answer.totals.victims == planted.victims && answer.totals.claims == planted.claims)
    let all = (planted.destinations + planted.mules + planted.cash + planted.innocents)
      .filter { $0.victims >= 2 }
    #expect(Set(answer.sinks.map(\.account)) == Set(all.map(\.account)))
    for account in all {
      let found = try #require(answer.sinks.first { $0.account == account.account })
      #expect(found.victimAccounts == account.victimAccounts.sorted())
      #expect(found.grade == "A")
    }
  }

  @Test func noInnocentPayeeRanksAboveAPlantedAccount() throws {
    let (planted, answer) = (try planted(), try answer())
    let innocents = Set(planted.innocents.filter { $0.victims >= 2 }.map(\.account))
    let firstInnocent = try #require(answer.sinks.firstIndex { innocents.contains($0.account) })
    #expect(firstInnocent == answer.sinks.count - innocents.count)
  }

  @Test func paymentsOfOtherCustomersAreNotFollowed() throws {
    let planted = try planted()
    for arguments in [["--min-victims", "1"], ["--min-victims", "1", "--ties", "allow"]] {
      let reached = Set(try answer(arguments).sinks.map(\.account))
      #expect(reached.isDisjoint(with: planted.mustNotBeReached))
    }
    let ordinary = Set(try answer(["--pooled-as-ordinary"]).sinks.map(\.account))
    // As ordinary accounts, the services join everybody with most payees, and with one of the two that nobody may reach.
    #expect(ordinary.count == 29)
    #expect(ordinary.intersection(planted.mustNotBeReached) == ["in:DCMB:930019309991"])
  }

  @Test func theOrderOfFilesChangesNothing() throws {
    let expected = try Program.run(
      ["sinks"] + Self.files + ["--format", "json"], in: Self.folder)
    for files in [Array(Self.files.reversed()), Self.files.sorted()] {
      let run = try Program.run(["sinks"] + files + ["--format", "json"], in: Self.folder)
      #expect(run.output == expected.output)
    }
  }

  @Test(arguments: ["text", "json", "csv"]) func sinksAreAsRecorded(_ format: String) throws {
    let run = try Program.run(["sinks"] + Self.files + ["--format", format], in: Self.folder)
    try Golden.compare(run.transcript, with: "\(Self.folder)/expected/sinks.\(format)")
  }

  @Test(arguments: ["text", "json", "csv"]) func explanationsAreAsRecorded(_ format: String) throws
  {
    let sink = "in:KKCB:912010001033"
    let run = try Program.run(
      ["explain"] + Self.files + ["--sink", sink, "--format", format], in: Self.folder)
    try Golden.compare(run.transcript, with: "\(Self.folder)/expected/explain.\(format)")
  }

  @Test func pathsAndReachAreAsRecorded() throws {
    let ends = ["--from", "victim-gb-01", "--to", "in:DCMB:930019302025"]
    for format in ["text", "json", "csv"] {
      let path = try Program.run(
        ["path"] + Self.files + ends + ["--format", format], in: Self.folder)
      try Golden.compare(path.transcript, with: "\(Self.folder)/expected/path.\(format)")
      let reach = try Program.run(
        ["reach"] + Self.files + ["--from", "victim-ie-01", "--format", format], in: Self.folder)
      try Golden.compare(reach.transcript, with: "\(Self.folder)/expected/reach.\(format)")
    }
  }

  /// A few victims between cards, the whole case between tables, all payments folded.
  static let diagrams: [(name: String, options: [String])] = [
    (
      "flow-small",
      [
        "--victims", "victim-gb-01,victim-gb-02,victim-gb-03,victim-gb-04,victim-gb-05",
        "--top", "3",
      ]
    ),
    ("flow", []), ("flow-whole", ["--whole"]),
  ]

  /// The description is compared, not the drawing: that depends on the release of Graphviz.
  @Test(arguments: diagrams.map(\.name)) func diagramsAreAsRecorded(_ name: String) throws {
    let options = try #require(Self.diagrams.first { $0.name == name }).options
    let target = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).dot").path
    defer { try? FileManager.default.removeItem(atPath: target) }
    let run = try Program.run(["draw"] + Self.files + options + ["-o", target], in: Self.folder)
    #expect(run.status == 0)
    let text = try String(contentsOfFile: target, encoding: .utf8)
    try Golden.compare(text, with: "\(Self.folder)/expected/\(name).dot")
  }
}
