import Foundation
import TestSupport
import Testing

/// The published wallet transfers: counted facts come out.
@Suite("Wallet case")
struct WalletCaseTests {
  static let folder = "fixtures/cases/ofac-lazarus-eth"
  static let files = ["transfers.csv", "accounts.csv"]

  @Test func everyRowIsAccountedFor() throws {
    let run = try Program.run(["check", "transfers.csv", "--format", "json"], in: Self.folder)
    #expect(run.output.contains("\"rowsRead\": 436"))
    #expect(run.output.contains("\"loaded\": 311"))
    #expect(run.output.contains("\"memo\": 125"))
  }

  @Test func sendersOfMoneyMeetAtTheListedAddress() throws {
    let run = try Program.run(
      ["sinks"] + Self.files + ["--victims", "all", "--max-hops", "1"], in: Self.folder)
    try Golden.compare(run.transcript, with: "\(Self.folder)/expected/sinks.text")
    let first = run.output.split(separator: "\n").first { $0.contains("0x098b716b8aaf") } ?? ""
    #expect(first.contains("146") && first.contains("207"))
  }

  @Test func chainsThroughListedAddressesEndAtThirtySevenAccounts() throws {
    let run = try Program.run(
      [
        "reach", "--from", "0x098b716b8aaf21512996dc57eb0615e2383e2f96", "--format", "csv",
      ] + Self.files, in: Self.folder)
    try Golden.compare(run.transcript, with: "\(Self.folder)/expected/reach.csv")
  }
}
