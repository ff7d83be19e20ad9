import Foundation
import TestSupport
import Testing

/// Two statements of one payment, and of two: the handed cases and their kin.
@Suite("Payments in two statements")
struct MatchedPaymentTests {
  private func run(_ command: String, _ files: [String: String]) throws -> Program.Run {
    let folder = try TemporaryFolder()
    for (name, text) in files {
      try folder.write(text, as: name)
    }
    return try Program.shell("cd \(folder.url.path) && \(command)")
  }

  private func handed(_ name: String, _ command: String) throws -> Program.Run {
    try Program.shell(command, in: "fixtures/faults/\(name)")
  }

  /// The transfers of some files, as a question without limits counts them.
  private func path(_ rest: String) -> String { "$TRIBUTARY path \(rest) --format json" }

  private static let hdfc =
    "--own-account victim.csv=in:HDFC:50100011111111 --own-account account-m.csv=in:HDFC:50100022222222"

  @Test(arguments: [
    // The mule passes the money on, but two files do not say in which order on one day.
    ("01-match-deletes-mule-in-the-middle", "4", "possible"),
    ("02-match-by-branch-code-upi", "2", "excluded"),
  ])
  func strangersWhoShareAMuleOrABranchAreTwoPayments(
    _ name: String, _ transfers: String, _ finding: String
  ) throws {
    let files = "victim.csv account-m.csv \(Self.hdfc)"
    let check = try handed(name, "$TRIBUTARY check \(files)")
    #expect(!check.output.contains("matched") && !check.output.contains("[statements-matched]"))
    let answer = try handed(
      name,
      path("\(files) --from in:HDFC:50100011111111 --to in:HDFC:50100022222222"))
    #expect(answer.output.contains("\"transfers\": \(transfers)"))
    #expect(answer.output.contains("\"finding\": \"\(finding)\""))
  }

  /// Accounts that both rows print whole, and numbers under other names, are proof.
  @Test func accountsAndNumbersOfPaymentsTieRows() throws {
    let british = try handed(
      "11-account-numbers-in-british-texts-path-excluded",
      path(
        "barclays-a.csv nationwide-b.csv lloyds-c.csv --own-account nationwide-b.csv=gb:070116/12345678 --from gb:202015/55555555 --to gb:309626/50000777"
      ))
    #expect(british.output.contains("\"transfers\": 3"))
    #expect(british.output.contains("\"finding\": \"proven\""))
    for name in ["ATMARAM", "RAMESH"] {
      let indian = try handed(
        "39-payee-atmaram-or-cashfree-read-as-cash-withdrawal",
        path(
          "axis-\(name).csv hdfc-\(name).csv --own-account hdfc-\(name).csv=in:HDFC:50100022222222 --from in:UTIB:923010000000000 --to in:HDFC:50100022222222"
        ))
      #expect(indian.output.contains("\"transfers\": 2"))
      #expect(indian.output.contains("\"finding\": \"proven\""))
      // The address under which the payer stands in the other row is a spelling of the account.
      let byAddress = try handed(
        "39-payee-atmaram-or-cashfree-read-as-cash-withdrawal",
        path(
          "axis-\(name).csv hdfc-\(name).csv --own-account hdfc-\(name).csv=in:HDFC:50100022222222 --from upi:vera.v@okaxis --to in:HDFC:50100022222222"
        ))
      #expect(byAddress.output.contains("\"finding\": \"proven\""))
    }
  }

  /// The mule whom both rows name stays the payer of the one and the payee of the other.
  @Test func theMuleStaysInTheLedger() throws {
    let run = try handed(
      "01-match-deletes-mule-in-the-middle",
      "$TRIBUTARY profile test in.hdfc.delimited account-m.csv")
    #expect(run.output.contains("RAVI KUMAR"))
  }

  @Test func aMerchantsTelephoneNumberTiesNothing() throws {
    let name = "04-match-by-merchant-telephone-paypal"
    let check = try handed(name, "$TRIBUTARY check victim.csv account-m.csv --dates dmy")
    #expect(!check.output.contains("matched") && !check.output.contains("may match"))
    let answer = try handed(
      name,
      path(
        "victim.csv account-m.csv --dates dmy --from gb:309626/50000001 --to gb:309626/50000777"))
    #expect(answer.output.contains("\"transfers\": 2") && answer.output.contains("\"excluded\""))
  }

  @Test func anEverydayReferenceIsNoProof() throws {
    let name = "34-match-by-an-everyday-reference"
    let files = "victim.csv other.csv --own-account victim.csv=gb:608371/12345678"
    let check = try handed(name, "$TRIBUTARY check \(files)")
    #expect(
      check.output.contains("[match-possible]") && !check.output.contains("[statements-matched]"))
    let answer = try handed(
      name, path("\(files) --from gb:608371/12345678 --to gb:202015/55555555"))
    #expect(answer.output.contains("\"transfers\": 2"))
    // Nobody knows who has the account, so the two may be one; nothing proves it.
    #expect(answer.output.contains("\"possible\"") && !answer.output.contains("\"proven\""))
  }

  /// A known holder of another name separates the two accounts for good.
  @Test func aKnownHolderOfAnotherNameSeparates() throws {
    let name = "34-match-by-an-everyday-reference"
    let folder = Repository.root.appending(path: "fixtures/faults/\(name)")
    func text(_ file: String) throws -> String {
      try String(contentsOf: folder.appending(path: file), encoding: .utf8)
    }
    let check = try run(
      "$TRIBUTARY check victim.csv other.csv accounts.csv --own-account victim.csv=gb:608371/12345678",
      [
        "victim.csv": try text("victim.csv"), "other.csv": try text("other.csv"),
        "accounts.csv":
          "account,role,name\ngb:202015/55555555,unknown,Landlord Lettings\ngb:608371/12345678,victim,Vera Victim\n",
      ])
    #expect(!check.output.contains("match"))
  }

  // MARK: Decisions

  private static let pair = [
    "v.csv":
      "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category\n15/03/2021,Helpdesk Ltd,FLAT12,FASTER PAYMENT,-650.00,815.00,HOME\n16/03/2021,Grocer,FOOD,FASTER PAYMENT,-20.00,795.00,HOME\n",
    "m.csv":
      "Number,Date,Account,Amount,Subcategory,Memo\n ,16/03/2021,20-20-15 55555555,650.00,Counter Credit,\"V PAYER            FLAT12 BGC\"\n",
  ]
  private static let question =
    "v.csv m.csv d.csv --own-account v.csv=gb:608371/12345678 --from gb:608371/12345678 --to gb:202015/55555555"

  private func decided(_ rows: String, _ command: String) throws -> Program.Run {
    try run(command, Self.pair.merging(["d.csv": "account,decision,other,by\n\(rows)\n"]) { $1 })
  }

  @Test func aDecidedPaymentIsOneTransferAndNeverProven() throws {
    let answer = try decided("v.csv:2,same,m.csv:2,A. Smith", path(Self.question))
    #expect(answer.output.contains("\"transfers\": 2"))
    #expect(answer.output.contains("\"possible\"") && !answer.output.contains("\"proven\""))
    // Every answer states the decision.
    #expect(answer.output.contains("v.csv:2 and m.csv:2 show one payment (d.csv:2: by A. Smith)"))
    let sinks = try decided(
      "m.csv:2,same,v.csv:2,A. Smith",
      "$TRIBUTARY sinks v.csv m.csv d.csv --own-account v.csv=gb:608371/12345678 --victims all")
    #expect(
      sinks.output.contains(
        "stated, but not shown by the records: m.csv:2 and v.csv:2 show one payment"))
  }

  @Test func rowsDeclaredDifferentStayApartForGood() throws {
    let answer = try decided("v.csv:2,different,m.csv:2,", path(Self.question))
    #expect(answer.output.contains("\"transfers\": 3") && !answer.output.contains("\"proven\""))
    // No row says who the beneficiary is: the walk ends at a name, which excludes nobody.
    #expect(
      answer.output.contains("Helpdesk Ltd (v.csv:2), known by name only, holds gb:202015/55555555")
    )
  }

  @Test(arguments: [
    ("v.csv:9,same,m.csv:2,", "decision-unknown"), ("w.csv:2,same,m.csv:2,", "decision-unknown"),
    ("v.csv:2,same,v.csv:3,", "decision-conflict"),
    ("v.csv:2,same,m.csv:2,\nm.csv:2,different,v.csv:2,", "decision-conflict"),
    ("v.csv:2,same,m.csv:2,\nv.csv:3,same,m.csv:2,", "decision-conflict"),
  ])
  func aDecisionThatCannotBeIsSaidAndLosesNoRow(_ rows: String, _ code: String) throws {
    let check = try decided(
      rows, "$TRIBUTARY check v.csv m.csv d.csv --own-account v.csv=gb:608371/12345678")
    #expect(check.output.contains("[\(code)]"), "\(check.output)")
    #expect(check.messages.contains("0 rejected"))
  }

  /// A decision does not override what the rows print.
  @Test func contradictingNumbersRefuseADecision() throws {
    let name = "01-match-deletes-mule-in-the-middle"
    let folder = Repository.root.appending(path: "fixtures/faults/\(name)")
    let texts = try ["victim.csv", "account-m.csv"].map {
      ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
    }
    let check = try run(
      "$TRIBUTARY check victim.csv account-m.csv d.csv \(Self.hdfc)",
      Dictionary(uniqueKeysWithValues: texts).merging([
        "d.csv": "account,decision,other\nvictim.csv:2,same,account-m.csv:2\n"
      ]) { $1 })
    #expect(check.output.contains("[decision-conflict]"))
    #expect(check.output.contains("one row has RRN 321334455667, the other 321398765432"))
  }
}
