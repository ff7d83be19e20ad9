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

  private func draw(
    _ kind: String, _ arguments: [String] = [], as form: String = "svg"
  ) throws -> (Int32, String) {
    let folder = try TemporaryFolder()
    let run = try Program.run(
      ["draw", kind] + Self.given + arguments + ["-o", folder.path("out.\(form)")])
    return (run.status, run.status == 0 ? folder.text("out.\(form)") : run.messages)
  }

  @Test(arguments: [
    ("sankey", [String]()), ("timeline", []), ("matrix", []),
    ("matrix-traced", ["--rule", "ownFirst-proRata", "--opening", "account=1000.00 GBP own"]),
    ("walk", ["--account", "bela", "--rule", "lifo"]),
  ])
  func drawingsAreAsRecorded(_ name: String, _ more: [String]) throws {
    let kind = name == "matrix-traced" ? "matrix" : name
    let (status, text) = try draw(kind, more)
    #expect(status == 0)
    try Golden.compare(text, with: "\(Self.folder)/expected/\(name).svg")
  }

  @Test func aWalkIsWhatTheTraceSays() throws {
    let terms = ["--rule", "ownFirst-proRata", "--opening", "account=1000.00 GBP own"]
    let (_, page) = try draw("walk", ["--account", "bela"] + terms, as: "html")
    // As the case's README works it out: of 600, 300 are left.
    #expect(page.contains("<td class=\"number\">GBP 300.00</td>"))
    #expect(page.contains("Rule ownFirst-proRata: withdrawals are taken"))
  }

  @Test(arguments: [
    ["walk", "--account", "bela"], ["walk", "--rule", "fifo"], ["sankey", "--rule", "fifo"],
    ["matrix", "--whole"], ["timeline", "--account", "bela"],
    ["walk", "--account", "bela", "--rule", "best"],
    ["walk", "--account", "bela", "--rule", "fifo", "--max-hops", "2"],
    ["flow", "--rates", "rates.csv", "--unit", "EUR"], ["sankey", "--rates", "rates.csv"],
    ["sankey", "--unit", "EUR"], ["matrix", "--outside", "landlord"], ["neighbourhood"],
    ["flow", "--kind", "pie"], ["sankey", "--kind", "timeline"],
  ])
  func whatDoesNotGoTogetherIsWrongUsage(_ arguments: [String]) throws {
    let (status, words) = try draw(arguments[0], Array(arguments.dropFirst()))
    #expect(status == 64 && words.hasPrefix("error: "), "\(words)")
  }

  /// A kind may be left out, and may be written as an option for one version more.
  @Test func formerSpellingsDrawTheSame() throws {
    let folder = try TemporaryFolder()
    func run(_ arguments: [String]) throws -> String {
      try Program.run(
        ["draw"] + arguments + Self.given + ["--force", "-o", folder.path("a.svg")]
      ).messages + folder.text("a.svg")
    }
    #expect(try run([]) == run(["flow"]))
    for (kind, more) in [
      ("sankey", []), ("walk", ["--account", "bela", "--rule", "fifo"]), ("flow", []),
    ] {
      let today = try run([kind] + more)
      let hint = "hint: draw --kind \(kind) is now written draw \(kind)"
      for spelling in [["--kind", kind], ["--kind=\(kind)"], ["--kind", kind.uppercased()]] {
        let former = try run(more + spelling)
        #expect(former.hasPrefix(hint) && former.hasSuffix(today), "\(former.prefix(300))")
      }
    }
  }

  @Test func aMistypedKindIsNoFile() throws {
    let run = try Program.run(["draw", "sanky", "x.csv", "-o", "x.svg"])
    #expect(run.status == 64 && run.messages.contains("similar: sankey"))
    let file = try Program.run(["draw", "sanky.csv", "-o", "x.svg"])
    #expect(file.status == 2 && file.messages.contains("sanky.csv: there is no such file"))
  }

  /// One panel in one unit: GBP 600.00 at 1.17 is EUR 702.00.
  @Test func ratesGiveOnePanel() throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "rates.csv")
    func draw(_ table: String) throws -> (Int32, String) {
      try Data(table.utf8).write(to: file)
      return try self.draw("sankey", ["--rates", file.path, "--unit", "EUR"])
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
    let (status, text) = try draw("walk", ["--account", "landlord", "--rule", "fifo"])
    #expect(status == 2 && text.contains("--account names no victim"))
    let (same, words) = try draw("sankey", as: "dot")
    #expect(same == 2 && words.contains("has no .dot form"))
  }
}
