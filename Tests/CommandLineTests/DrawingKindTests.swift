import Foundation
import TestSupport
import Testing

/// The kinds of drawings that are laid out here: drawn from a small case as recorded.
@Suite("Kinds of drawings")
struct DrawingKindTests {
  private static let folder = "fixtures/cases/mixed-account"
  private static let given = [
    "\(folder)/transfers.csv", "--victims", "anna,bela,cara", "--case-number", "7", "--quiet",
  ]

  private func draw(_ arguments: [String], as form: String) throws -> (Int32, String) {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).\(form)").path
    defer { try? FileManager.default.removeItem(atPath: file) }
    let run = try Program.run(["draw"] + Self.given + arguments + ["-o", file])
    return (run.status, (try? String(contentsOfFile: file, encoding: .utf8)) ?? run.messages)
  }

  @Test(arguments: [
    ("sankey", [String]()), ("timeline", []), ("matrix", []),
    ("matrix-traced", ["--rule", "ownFirst-proRata", "--opening", "account=1000.00 GBP own"]),
    ("walk", ["--account", "bela", "--rule", "lifo"]),
  ])
  func drawingsAreAsRecorded(_ name: String, _ more: [String]) throws {
    let kind = name == "matrix-traced" ? "matrix" : name
    let (status, text) = try draw(["--kind", kind] + more, as: "svg")
    #expect(status == 0)
    try Golden.compare(text, with: "\(Self.folder)/expected/\(name).svg")
  }

  @Test func aWalkIsWhatTheTraceSays() throws {
    let terms = ["--rule", "ownFirst-proRata", "--opening", "account=1000.00 GBP own"]
    let (_, page) = try draw(["--kind", "walk", "--account", "bela"] + terms, as: "html")
    // As the case's README works it out: of 600, 300 are left.
    #expect(page.contains("<td class=\"number\">GBP 300.00</td>"))
    #expect(page.contains("Rule ownFirst-proRata: withdrawals are taken"))
  }

  @Test(arguments: [
    ["--kind", "walk", "--account", "bela"], ["--kind", "walk", "--rule", "fifo"],
    ["--kind", "sankey", "--rule", "fifo"], ["--kind", "matrix", "--whole"],
    ["--kind", "timeline", "--account", "bela"], ["--kind", "walk", "--rule", "best"],
    ["--kind", "flow", "--rates", "rates.csv", "--unit", "EUR"],
    ["--kind", "sankey", "--rates", "rates.csv"], ["--kind", "sankey", "--unit", "EUR"],
  ])
  func whatDoesNotGoTogetherIsWrongUsage(_ arguments: [String]) throws {
    #expect(try draw(arguments, as: "svg").0 == 64)
  }

  /// One panel in one unit: GBP 600.00 at 1.17 is EUR 702.00.
  @Test func ratesGiveOnePanel() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "rates.csv")
    func draw(_ table: String) throws -> (Int32, String) {
      try Data(table.utf8).write(to: file)
      return try self.draw(
        ["--kind", "sankey", "--rates", file.path, "--unit", "EUR"], as: "svg")
    }
    let (status, text) = try draw("date,currency,rate\n2024-02-29,GBP,1.17\n")
    #expect(status == 0)
    #expect(text.contains(">All in EUR, at daily rates<") && text.contains("≈ EUR 702.00"))
    let (missing, words) = try draw("date,currency,rate\n2023-02-28,GBP,1.17\n")
    #expect(missing == 2 && words.contains("rates.csv has no rate for GBP on 2024-03-0"))
    let (broken, message) = try draw("date,currency,rate\n2024-03-01,GBP,eins\n")
    #expect(broken == 2 && message.contains("rates.csv:2: the rate must be a number"))
  }

  @Test func whoIsNoVictimHasNoWalk() throws {
    let (status, text) = try draw(
      ["--kind", "walk", "--account", "landlord", "--rule", "fifo"], as: "svg")
    #expect(status == 2 && text.contains("--account names no victim"))
    let (same, words) = try draw(["--kind", "sankey"], as: "dot")
    #expect(same == 2 && words.contains("has no .dot form"))
  }
}
