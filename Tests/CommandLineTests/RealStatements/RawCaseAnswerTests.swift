import Foundation
import TestSupport
import Testing

/// The raw case as a person asks it: the files, the claims, and what the investigator wrote; no option.
@Suite("Raw case")
struct RawCaseAnswerTests {
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
      contentsOf: Repository.root.appending(path: "\(Self.folder)/accounts.csv"), encoding: .utf8)
    for file in ["nationwide.csv", "starling.csv"] {
      let row = try #require(list.split(separator: "\n").first { $0.hasSuffix(file) })
      let account = row.prefix { $0 != "," }
      #expect(
        run.output.contains("\(account) (an accounts file says so; the file does not say)"))
    }
  }

  /// A table of the truth, row by row, by the names of its columns.
  private func truth(_ name: String) throws -> [[String: String]] {
    let text = try String(
      contentsOf: Repository.root.appending(path: "\(Self.folder)/truth/\(name).csv"),
      encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let names = lines.first ?? []
    return lines.dropFirst().map { Dictionary(zip(names, $0), uniquingKeysWith: { $1 }) }
  }

  /// All files of the case, as a shell lists them.
  private func files() throws -> [String] {
    let list = try Program.shell("ls files/* *.csv profiles/*", in: Self.folder)
    return list.output.split(separator: "\n").map(String.init)
  }

  @Test func sharedAccountsAreThoseOfTheTruth() throws {
    let answer = try JSONAnswer(["sinks"] + files() + ["--top", "100"], in: Self.folder)
    #expect(answer.totals.victims.number == 6)
    let sinks = answer.sinks.items
    let known = sinks.filter { $0.account.text?.hasPrefix("?:") == false }
    let shared = try truth("shared").filter {
      $0["account"] != "" && $0["account"] != "processor:paypal"
    }
    #expect(Set(known.compactMap(\.account.text)) == Set(shared.compactMap { $0["account"] }))
    for row in shared {
      let sink = try #require(known.first { $0.account.text == row["account"] })
      #expect(sink.victims.number.map(String.init) == row["victims"])
      #expect(sink.transfers.number.map(String.init) == row["payments"])
      let sums = sink.received.items.map { "\($0.currency.text ?? "") \($0.amount.text ?? "")" }
      #expect(sums.joined(separator: " ") == row["received"])
      #expect(
        Set(sink.victimAccounts.items.compactMap(\.text))
          == Set((row["victim_accounts"] ?? "").split(separator: " ").map(String.init)))
    }
    // The rest is cash.
    for sink in sinks where sink.account.text?.hasPrefix("?:") == true {
      #expect(sink.account.text?.hasSuffix(":CASH") == true)
    }
  }

  @Test func whatIsHeldWhereIsTheTruth() throws {
    let run = try Program.run(
      ["trace"] + files() + ["--rule", "fifo", "--format", "csv"], in: Self.folder)
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let names = try #require(lines.first)
    let rows = lines.dropFirst().map { Dictionary(zip(names, $0), uniquingKeysWith: { $1 }) }
    for row in try truth("amounts") where row["account"] != "" && row["held"] != "0.00" {
      let found = rows.filter {
        $0["account"] == row["account"] && $0["claim"] == row["victim"]
          && $0["currency"] == row["currency"]
      }
      #expect(found.map { $0["amount"] } == [row["held"]], "\(row)")
    }
  }

  /// A walk by card and PayPal rests on what a person decided; one by the service and NEFT on numbers.
  @Test func pathsAreAsSureAsTheirRows() throws {
    let payments = try truth("payments")
    func path(_ account: String) throws -> Program.Run {
      let target = try #require(
        payments.first { ($0["to"] ?? "").hasPrefix("in:SBIN") }?["to"])
      return try Program.run(
        ["path"] + files() + ["--from", account, "--to", target, "--quiet"], in: Self.folder)
    }
    let claims = payments.filter { $0["claimed"] == "yes" }
    let byCard = Set(
      claims.filter { $0["rows"]?.contains("paypal") == true }.compactMap { $0["from"] })
    let byService = Set(
      claims.filter { $0["rows"]?.contains("mapleremit") == true }.compactMap { $0["from"] })
    let stated = try path(try #require(byCard.subtracting(byService).sorted().first))
    #expect(stated.output.contains(": possible"))
    // The reason names the rows that somebody decided to be one payment, and no decision that the walk does not need.
    let walk = stated.output.components(separatedBy: "rules: ")[0]
    let reason = try #require(
      stated.output.firstMatch(of: /a walk exists only if (\S+) and (\S+) show one payment/))
    for row in [reason.1, reason.2] { #expect(walk.contains("files/\(row)")) }
    #expect(stated.output.contains("10 other decisions on rows have no part in this answer"))
    let shown = try path(try #require(byService.subtracting(byCard).sorted().first))
    #expect(shown.output.contains(": proven"))
    #expect(!shown.output.contains("stated, but not shown by the records"))
    #expect(shown.output.contains("12 decisions on rows have no part in this answer"))
    let sinks = try Program.run(["sinks"] + files() + ["--quiet"], in: Self.folder)
    #expect(sinks.output.contains("as somebody decided (path names them) [decided-rows]"))
    #expect(!sinks.output.contains("[open-order]"))
  }

  /// A payment service's own fees are no receipts that a payout should pass on.
  @Test func feesAreNoReceipts() throws {
    let match = try Program.run(
      ["match"] + files() + ["--account", "processor:paypal", "--quiet"], in: Self.folder)
    #expect(match.output.hasPrefix("processor:paypal: 0 receipts, 0 payouts"))
    #expect(match.output.contains("nothing is left unmatched"))
    let sinks = try Program.run(["sinks"] + files() + ["--quiet"], in: Self.folder)
    #expect(
      sinks.output.contains(
        "13 fees of processor:paypal (EUR 15.10 + GBP 58.80) end there: a payment service keeps its fees"
      ))
    #expect(!sinks.output.contains("[stopped-at-pooled]"))
  }

  @Test func everyRowIsAccountedFor() throws {
    let run = try Program.run(["check"] + files(), in: Self.folder)
    #expect(run.status == 0)
    #expect(run.messages.contains(" 0 rejected"))
    for word in ["own-account-unknown", "match-possible", "return-unlinked", "balance-break"] {
      #expect(!run.transcript.contains("[\(word)]"), "\(word)")
    }
  }
}
