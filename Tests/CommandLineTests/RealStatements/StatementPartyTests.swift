import Foundation
import TestSupport
import Testing

/// Statements as banks export them: who the other side of each row is.
@Suite("Parties of real statements")
struct StatementPartyTests {
  private func transfers(
    _ profile: String, _ file: String, in folder: String, _ options: [String] = []
  ) throws -> [[String: String]] {
    let run = try Program.run(["profile", "test", profile, file] + options, in: folder)
    #expect(run.status == 0, "\(run.messages)")
    let lines = run.output.split(separator: "\n").map(String.init)
    let names = try #require(lines.first).split(separator: ",").map(String.init)
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(zip(names, cells)) { first, _ in first }
    }
  }

  private func sinks(_ arguments: [String], in folder: String) throws -> [String: [String]] {
    let run = try Program.run(["sinks", "--format", "csv"] + arguments, in: folder)
    #expect(run.status == 0, "\(run.messages)")
    let lines = run.output.split(separator: "\n").map(String.init)
    let names = try #require(lines.first).split(separator: ",").map(String.init)
    let account = try #require(names.firstIndex(of: "account"))
    var rows: [String: [String]] = [:]
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      rows[cells[account]] = cells
    }
    return rows
  }

  /// "Payment from Ph" is an app's remark, and the addresses are the parties.
  @Test func remarksAreNoParties() throws {
    let folder = "fixtures/faults/06-icici-upi-remark-taken-for-the-party"
    let rows = try transfers("in.icici.statement", "icici-mule.csv", in: folder)
    #expect(rows.count == 5)
    #expect(
      rows.prefix(3).map { $0["from"] } == [
        "upi:anita.s@ybl", "upi:bharat77@axl", "upi:chitra.m@ibl",
      ])
    #expect(rows.suffix(2).map { $0["to"] } == ["upi:next.layer1@ybl", "upi:next.layer2@axl"])
    #expect(rows.allSatisfy { ($0["from_name"] ?? "").isEmpty && ($0["to_name"] ?? "").isEmpty })
    let found = try sinks(
      [
        "icici-mule.csv", "--own-account", "icici-mule.csv=in:ICIC:000401000001", "--victims",
        "upi:anita.s@ybl,upi:bharat77@axl,upi:chitra.m@ibl",
      ], in: folder)
    for account in ["upi:next.layer1@ybl", "upi:next.layer2@axl"] {
      #expect(found[account]?.contains("3") == true, "\(found)")
    }
  }

  /// One address in statements of two banks is one account.
  @Test func anAddressIsOneAccountInAllStatements() throws {
    let folder = "fixtures/faults/07-upi-address-dropped-victims-do-not-meet"
    let found = try sinks(
      [
        "v1.csv", "v2.csv", "v3.csv", "--own-account", "v1.csv=in:HDFC:50100011111111",
        "--own-account", "v2.csv=in:HDFC:50100022222222", "--own-account",
        "v3.csv=in:ICIC:000401000001", "--victims", "all",
      ], in: folder)
    #expect(found.count == 1)
    let sink = try #require(found["upi:ravik99@okaxis"])
    #expect(sink.contains("3") && sink.contains("70000.00"), "\(sink)")
  }

  /// "Recd" and "Sent IMPS" are words of the bank; the name stands behind the number.
  @Test func stemsAreNoParties() throws {
    let folder = "fixtures/faults/08-narration-stem-taken-for-the-party-kotak-imps"
    let rows = try transfers("in.kotak.statement", "kotak-mule.csv", in: folder)
    #expect(rows.prefix(3).map { $0["from_name"] } == ["ANITA S", "BHARAT P", "CHITRA M"])
    #expect(Set(rows.prefix(3).map { $0["from"] }).count == 3)
    #expect(rows.last?["to_name"] == "NEXT LAYER")
  }

  /// Sort code and account number in a text are the account.
  @Test func accountsInBritishTextsAreAccounts() throws {
    let folder = "fixtures/faults/11-account-numbers-in-british-texts-path-excluded"
    let barclays = try transfers("gb.barclays.csv", "barclays-a.csv", in: folder)
    #expect(barclays.map { $0["to"] } == ["gb:202015/55555555", "gb:070116/12345678"])
    let lloyds = try transfers("gb.lloyds.csv", "lloyds-c.csv", in: folder)
    #expect(lloyds.map { $0["from"] } == ["gb:070116/12345678"])
    let nationwide = try transfers("gb.nationwide.csv", "nationwide-b.csv", in: folder)
    #expect(nationwide.first?["from"] == "gb:202015/55555555")
    #expect(nationwide.last?["to"] == "gb:309626/50000777")
    let path = try Program.run(
      [
        "path", "barclays-a.csv", "nationwide-b.csv", "lloyds-c.csv", "--own-account",
        "nationwide-b.csv=gb:070116/12345678", "--from", "gb:202015/55555555", "--to",
        "gb:309626/50000777",
      ], in: folder)
    #expect(!path.output.contains("excluded"), "\(path.output)")
    // Two statements that show one payment are no overlap of one file with another.
    #expect(!path.messages.contains("overlap"), "\(path.messages)")
  }

  /// The payee's number tells accounts apart and joins them; names are facts beside it.
  @Test func aDeclaredNumberIsTheAccount() throws {
    let folder = "fixtures/faults/21-wise-payee-account-number-dropped"
    let rows = try transfers("wise.balance.csv", "statement.csv", in: folder)
    #expect(rows.suffix(2).map { $0["to"] } == ["60200022222222", "50100011111111"])
    let found = try sinks(
      [
        "statement.csv", "b.csv", "--own-account", "statement.csv=wise:P1", "--own-account",
        "b.csv=wise:P2", "--victims",
        "?:wise:P1:payment:V VICTIM,?:wise:P2:payment:W VICTIM",
      ], in: folder)
    let sink = try #require(found["50100011111111"])
    #expect(sink.contains("2") && sink.contains("200.00"), "\(sink)")
    #expect(found["60200022222222"] == nil)
  }

  @Test func numbersOfAnyCountryAreAccounts() throws {
    let folder = "fixtures/faults/22-other-account-column-dropped-names-merge"
    let rows = try transfers("x.cz", "cz.csv", in: folder, ["--profiles", "profiles"])
    #expect(rows.prefix(2).map { $0["to"] } == ["123456789/0100", "987654321/0800"])
    #expect(rows.last?["from"] == "19-2000145399/0800")
  }

  /// Two payees of whom one's name begins like a word for cash are treated alike.
  @Test(arguments: ["ATMARAM", "RAMESH"]) func noNameIsCash(_ name: String) throws {
    let folder = "fixtures/faults/39-payee-atmaram-or-cashfree-read-as-cash-withdrawal"
    let rows = try transfers("in.axis.statement", "axis-\(name).csv", in: folder)
    #expect(rows.allSatisfy { $0["kind"] == "payment" })
    #expect(Set(rows.map { $0["to"] }).count == 1)
    #expect(rows.allSatisfy { $0["to_name"] == "\(name) GUPTA" })
  }

  @Test func wordsWithinWordsAreWarnedOf() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    let good = try Program.run(["profile", "show", "gb.lloyds.csv"]).output
    let text = good.replacing("'^INT$', kind: interest", with: "'^INT', kind: interest")
    #expect(text != good)
    try Data(text.utf8).write(to: file)
    let run = try Program.run(["profile", "check", file.path])
    #expect(
      run.status == 0 && run.messages.contains("warning: the rule for kind interest finds INT"))
    try Data(good.utf8).write(to: file)
    #expect(try Program.run(["profile", "check", file.path]).messages.isEmpty)
  }
}
