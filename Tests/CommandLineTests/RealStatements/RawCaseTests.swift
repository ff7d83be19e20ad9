import Foundation
import Testing

/// The raw case as a person asks it: the files, the claims, and what the investigator wrote; no option.
@Suite("Raw case")
struct RawCaseTests {
  static let folder = "fixtures/cases/raw"

  @Test func simulateWritesIt() throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "raw-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: place) }
    let run = try Program.run(["simulate", "--raw", "--seed", "7", "-o", place.path])
    #expect(run.status == 0 && run.messages.hasPrefix("wrote "))
    let compared = try Program.shell("diff -r '\(place.path)' \(Self.folder)")
    #expect(compared.status == 0, "\(compared.output)")
    let other = try Program.run(["simulate", "--raw", "--seed", "7", "--victims", "9", "-o", "x"])
    #expect(other.status == 64 && other.messages.contains("--raw takes the seed"))
  }

  /// A profile of one's own is found by its ending, wherever it stands among the files.
  @Test func aProfileMayStandAmongTheFiles() throws {
    let named = try Program.shell(
      "$TRIBUTARY check files/mapleremit-*.csv profiles/*.yaml", in: Self.folder)
    let asOption = try Program.shell(
      "$TRIBUTARY check files/mapleremit-*.csv --profiles profiles", in: Self.folder)
    #expect(named.status == 0 && named.transcript == asOption.transcript)
    #expect(named.output.contains("profile     mapleremit.transactions"))
    let alone = try Program.shell("$TRIBUTARY check profiles/*.yaml", in: Self.folder)
    #expect(alone.status == 64)
  }

  /// Two statements do not name their account; the accounts file says whose they are.
  @Test func theAccountsFileSaysWhoseStatementsAre() throws {
    let run = try Program.shell(
      "$TRIBUTARY check files/nationwide.csv files/starling.csv accounts.csv", in: Self.folder)
    #expect(!run.output.contains("own-account-unknown"))
    let list = try String(
      contentsOf: Program.root.appending(path: "\(Self.folder)/accounts.csv"), encoding: .utf8)
    for file in ["nationwide.csv", "starling.csv"] {
      let row = try #require(list.split(separator: "\n").first { $0.hasSuffix(file) })
      let account = row.prefix { $0 != "," }
      #expect(
        run.output.contains("\(account) (an accounts file says so; the file does not say)"))
    }
  }
}
