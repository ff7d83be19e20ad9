import Foundation
import TestSupport
import Testing

/// Answers claim no more than the records.
@Suite("Cautious answers")
struct CautiousAnswerTests {
  private func bounds(_ arguments: [String], at account: String, in folder: String) throws
    -> JSONAnswer
  {
    let answer = try JSONAnswer(
      ["trace", "-q"] + arguments + ["--rule", "ownFirst-fifo"], in: folder)
    return try #require(answer.bounds.items.first { $0.account.text == account })
  }

  // MARK: The least and the most

  private static let openOrder = "fixtures/faults/bounds-in-an-open-order"

  @Test func atLeastHoldsInEveryOrder() throws {
    let files = ["at.csv", "ct.csv", "acc1.csv"]
    let found = try bounds(files, at: "x", in: Self.openOrder)
    #expect(found.lower.text == "0.00" && found.upper.text == "100.00")
    #expect(found.lowerIfNothingElse.text == "0.00")
    #expect(found.upperIfNothingElse.text == "100.00")
    for schedule in ["bounds", "matrix", "summary"] {
      let text = try Program.run(
        ["trace", "-q", "--rule", "fifo", "--schedule", schedule, "--format", "csv"] + files,
        in: Self.openOrder
      ).output
      let row = try #require(
        text.split(separator: "\n").first { $0.contains("v1,") || $0.contains(",v1,") })
      #expect(!row.contains("100.00,100.00,EUR,"), "\(schedule): \(text)")
    }
  }

  private static let noStatement = "fixtures/faults/bounds-without-a-statement"
  private static let boss = "iban:DE09100100101234567890"

  @Test func ownMoneyMayHavePaidWhereNoStatementIsLoaded() throws {
    let found = try bounds(
      ["victim.xml", "boss.xml", "accounts.csv"], at: Self.boss, in: Self.noStatement)
    #expect(found.lower.text == "0.00" && found.upper.text == "100.00")
    #expect(found.lowerIfNothingElse.text == "100.00")
    let run = try Program.run(
      ["trace", "-q", "victim.xml", "boss.xml", "accounts.csv", "--rule", "ownFirst-fifo"],
      in: Self.noStatement)
    #expect(run.output.contains("if nothing else was held"))
    #expect(run.output.contains("[balances-unknown]"))
  }

  /// The mule's own statement shows what it held, so that nothing has to be supposed.
  @Test func aLoadedStatementDecides() throws {
    let files = ["victim.xml", "mule.xml", "boss.xml", "accounts.csv"]
    let found = try bounds(files, at: Self.boss, in: Self.noStatement)
    #expect(found.lower.text == found.lowerIfNothingElse.text)
    #expect(found.upper.text == found.upperIfNothingElse.text)
    let answer = try JSONAnswer(
      ["trace", "-q"] + files + ["--rule", "ownFirst-fifo"], in: Self.noStatement)
    #expect(answer.balancesUnknown.items.isEmpty)
  }

  /// To state a balance has the same effect.
  @Test func aStatedBalanceDecides() throws {
    let found = try bounds(
      [
        "victim.xml", "boss.xml", "accounts.csv", "--opening",
        "iban:DE44500105175407324931=0.00 EUR",
      ], at: Self.boss, in: Self.noStatement)
    #expect(found.lower.text == "100.00" && found.upper.text == "100.00")
  }

  // MARK: Value dates

  private static let valueDate = "fixtures/faults/value-date-before-the-booking-day"
  private static let victim = "iban:DE89370400440532013000"

  @Test func anEarlierValueDateOpensAWalk() throws {
    let answer = try JSONAnswer(
      ["path", "-q", "victim.xml", "boss.xml", "--from", Self.victim, "--to", Self.boss],
      in: Self.valueDate)
    #expect(answer.finding.text == "possible")
    let reason = try #require(answer.reason.text)
    #expect(reason.contains("its value date 2024-03-08"), "\(reason)")
    let reach = try JSONAnswer(
      ["reach", "-q", "victim.xml", "boss.xml", "--from", Self.victim], in: Self.valueDate)
    let boss = try #require(reach.accounts.items.first { $0.account.text == Self.boss })
    #expect(boss.finding.text == "possible")
    let trace = try JSONAnswer(
      ["trace", "-q", "victim.xml", "boss.xml", "--victims", Self.victim, "--rule", "fifo"],
      in: Self.valueDate)
    let bound = try #require(trace.bounds.items.first { $0.account.text == Self.boss })
    #expect(bound.lower.text == "0.00" && bound.upper.text == "880.00")
    #expect(trace.orderRanges.items.contains { $0.account.text == Self.boss })
  }

  /// The value date must be earlier than the onward payment, and before the booking day.
  @Test(arguments: [
    ("2024-03-10", "excluded"), ("2024-03-11", "excluded"), ("2024-03-14", "excluded"),
    ("2024-03-09", "possible"), ("2024-03-05", "possible"), ("1970-01-01", "excluded"),
    ("2024-02-30", "excluded"),
  ])
  func onlyAnEarlyValueDateOpens(_ day: String, _ finding: String) throws {
    let folder = try TemporaryFolder()
    for name in ["victim.xml", "boss.xml"] {
      var text = try String(
        contentsOf: Repository.root.appending(path: "\(Self.valueDate)/\(name)"), encoding: .utf8)
      if name == "victim.xml" {
        text = text.replacing(
          "<ValDt><Dt>2024-03-08</Dt></ValDt>", with: "<ValDt><Dt>\(day)</Dt></ValDt>")
      }
      try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8)
    }
    let answer = try JSONAnswer(
      [
        "path", "-q", folder.path("victim.xml"), folder.path("boss.xml"), "--from", Self.victim,
        "--to", Self.boss,
      ])
    #expect(answer.finding.text == finding, "\(day)")
  }

  // MARK: Payments of an account to itself

  private static let own = "fixtures/faults/own-conversion-counted-as-received"

  @Test func anOwnPaymentIsNothingReceived() throws {
    let reach = try JSONAnswer(["reach", "-q", "self.csv", "--from", "bela"], in: Self.own)
    let shop = try #require(reach.accounts.items.first { $0.account.text == "shop" })
    #expect(shop.received.items.map(\.amount.text) == ["258.00"] && shop.transfers.number == 1)
    let origins = try JSONAnswer(["reach", "-q", "self.csv", "--to", "boss"], in: Self.own)
    let sender = try #require(origins.accounts.items.first { $0.account.text == "shop" })
    #expect(sender.sent.items.map(\.amount.text) == ["458.00"] && sender.transfers.number == 1)
    for rule in ["fifo", "lifo", "proRata", "ownFirst-proRata"] {
      let trace = try JSONAnswer(
        ["trace", "-q", "self.csv", "accounts.csv", "--rule", rule], in: Self.own)
      for passage in trace.accounts.items where passage.account.text == "shop" {
        #expect(passage.received.text == passage.forwarded.text, "\(rule)")
        #expect(["200", "258"].contains(passage.received.text), "\(rule)")
      }
    }
  }

  @Test(arguments: ["flow", "timeline", "matrix"])
  func picturesCountNoOwnPayment(_ kind: String) throws {
    for file in ["ledger.csv", "self.csv"] {
      let folder = try TemporaryFolder()
      let path = folder.path("o.svg")
      let run = try Program.run(
        ["draw", kind, "-q", file, "accounts.csv", "--mask", "none", "-o", path, "--force"],
        in: Self.own)
      #expect(run.status == 0)
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(!text.contains("916.00"))
      let shop = text.split(separator: "<").filter { $0.contains("shop, 2 victims") }
      #expect(!shop.isEmpty && shop.allSatisfy { !$0.contains("374.70") }, "\(kind) \(file)")
    }
  }

  // MARK: Masks

  private static let hosts = "fixtures/faults/mask-of-names-shows-hosts"

  @Test(arguments: ["flow", "timeline", "matrix", "sankey"])
  func theMaskOfNamesHidesHosts(_ kind: String) throws {
    for mask in ["names", "all"] {
      let folder = try TemporaryFolder()
      for form in ["svg", "html", "dot"] {
        let path = folder.path("o.\(form)")
        let run = try Program.run(
          [
            "draw", kind, "-q", "ledger.csv", "accounts.csv", "--mask", mask, "-o", path, "--force",
          ],
          in: Self.hosts)
        if form == "dot", run.status != 0 { continue }
        #expect(run.status == 0, "\(run.messages)")
        let text = try String(contentsOfFile: path, encoding: .utf8).lowercased()
        for word in ["oneill", "belakovacs", "byrne"] {
          #expect(!text.contains(word), "\(kind) \(mask) \(form): \(word)")
        }
      }
    }
  }
}
