import Foundation
import TestSupport
import Testing

/// Bank messages through the program: what `check` and `grid` print of them, and what questions answer.
@Suite("Bank messages")
struct MessageTests {
  static let folder = "fixtures/messages"
  static let files = [
    "camt/statement.xml", "network/statement.sta", "exchange/statement.ofx", "cash/statement.bai",
    "orders/statement.xml",
  ]

  @Test(arguments: files) func messageIsShown(_ file: String) throws {
    let check = try Program.run(["check", file], in: Self.folder)
    let grid = try Program.run(["grid", file], in: Self.folder)
    let transfers = try Program.run(["transfers", file], in: Self.folder)
    let place = file.split(separator: "/")[0]
    try Golden.compare(
      "\(check.transcript)--- grid\n\(grid.transcript)--- transfers\n\(transfers.output)",
      with: "\(Self.folder)/\(place)/expected.txt")
  }

  /// The entries as `grid` prints them load, and give the same transfers.
  @Test(arguments: files) func theGridIsTheSameLedger(_ file: String) throws {
    let folder = try TemporaryFolder()
    let grid = try Program.run(["grid", file], in: Self.folder)
    let path = try folder.write(grid.output, as: "grid.csv")
    func rows(_ arguments: [String]) throws -> [[String]] {
      let run = try Program.run(
        ["transfers", "--format", "csv", "--quiet"] + arguments, in: Self.folder)
      #expect(run.status <= 1)
      // The row of the file, at the end, is the one thing that differs.
      return run.output.split(separator: "\n").dropFirst().map { line in
        line.split(separator: ",", omittingEmptySubsequences: false).prefix(8).map(String.init)
      }
    }
    let message = try rows([file])
    let grown = try rows([path])
    #expect(!message.isEmpty && message == grown)
  }

  @Test func anAccountThatTheUserNamesIsTheStatements() throws {
    let run = try Program.run(
      ["transfers", Self.files[0], "--own-account", "\(Self.files[0])=other-1", "--quiet"],
      in: Self.folder)
    #expect(run.output.contains("other-1") && !run.output.contains("NL91ABNA0417164300"))
  }

  @Test func messagesBecomeACase() throws {
    let folder = try TemporaryFolder()
    let file = folder.path("case.db")
    let load = try Program.run(
      ["load"] + Self.files.prefix(2) + ["--case", file, "--new"], in: Self.folder)
    #expect(load.status <= 1, "\(load.messages)")
    let direct = try Program.run(
      ["sinks", "--victims", "all", "--quiet"] + Self.files.prefix(2), in: Self.folder)
    let kept = try Program.run(
      ["sinks", "--case", file, "--victims", "all", "--quiet"], in: Self.folder)
    // The answer of a case ends with the name of the case.
    #expect(kept.output.hasPrefix(direct.output), "\(kept.messages)")
  }
}
