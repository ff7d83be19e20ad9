import Foundation
import TestSupport
import Testing

/// Small cases of an independent check, as files.
@Suite("Order, grades and links, from files")
struct OrderAcceptanceTests {
  private func answer(_ command: String, in folder: String) throws -> String {
    let run = try Program.shell(
      "$TRIBUTARY \(command) --quiet", in: "fixtures/acceptance/\(folder)")
    #expect(run.status == 0, "\(command): \(run.messages)")
    return run.output
  }

  private func json(_ command: String, in folder: String) throws -> [String: Any] {
    let text = try answer("\(command) --format json", in: folder)
    return try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func anAccountOfTheAccountsFileOnlyIsAnswered() throws {
    let found = try json(
      "path t.csv acc.csv --from a --to z", in: "04-path-account-without-transfer")
    #expect(found["finding"] as? String == "excluded")
    let unknown = try Program.shell(
      "$TRIBUTARY path t.csv acc.csv --from a --to nobody --quiet",
      in: "fixtures/acceptance/04-path-account-without-transfer")
    #expect(unknown.status == 2)
  }

  private func held(_ command: String, in folder: String) throws -> [String: String] {
    let found = try json(command, in: folder)
    let holdings = try #require(found["holdings"] as? [[String: Any]])
    return Dictionary(
      holdings.map { one in
        ("\(one["account"] ?? "") \(one["claim"] ?? "")", "\(one["amount"] ?? "")")
      }, uniquingKeysWith: { one, _ in one })
  }

  @Test func aVictimWithoutAClaimKeepsWhatComesToIt() throws {
    let folder = "08-role-victim-without-claim"
    let without = try held("trace t.csv acc.csv claims.csv --rule fifo", in: folder)
    let with = try held("trace t2.csv acc.csv claims2.csv --rule fifo", in: folder)
    #expect(without.filter { $0.key.hasPrefix("v2 ") }.values.sorted() == ["100.00"])
    #expect(with.filter { $0.key.hasPrefix("v2 ") }.values.sorted() == ["100.00"])
    #expect(!without.keys.contains { $0.hasPrefix("shop ") })
  }

  @Test(arguments: [("in-proportion", "30.00"), ("oldest-first", "50.00")])
  func aNamedReceiptIsTakenInProportionOrOldestFirst(
    _ order: String, _ victim: String
  ) throws {
    let found = try held(
      "trace t.csv acc.csv --rule proRata --opening 'a=0 GBP own' --opening 'b=0 GBP own' --outside x "
        + "--named-receipts \(order)", in: "08-named-receipt-in-proportion")
    let atC = found.filter { $0.key.hasPrefix("c ") }
    #expect(Array(atC.values) == [victim], "\(found)")
  }

  @Test func aDirectPaymentIsGradedAWhateverHubsLieBesideIt() throws {
    let folder = "09-grade-of-walk-without-links"
    let path = try json("path t.csv accounts.csv --from c0 --to shop", in: folder)
    #expect(path["finding"] as? String == "proven")
    let reach = try json("reach t.csv accounts.csv --from c0", in: folder)
    let accounts = try #require(reach["accounts"] as? [[String: Any]])
    let grades = Dictionary(
      accounts.map { ("\($0["account"] ?? "")", "\($0["grade"] ?? "") \($0["finding"] ?? "")") },
      uniquingKeysWith: { one, _ in one })
    #expect(grades == ["hub": "A proven", "shop": "A proven", "b0": "C possible"])
    let sinks = try json("sinks t.csv accounts.csv --victims c0 --min-victims 1", in: folder)
    let listed = try #require(sinks["sinks"] as? [[String: Any]])
    #expect(
      Set(listed.map { "\($0["account"] ?? "") \($0["grade"] ?? "") \($0["finding"] ?? "")" })
        == ["shop A proven", "b0 C possible"])
  }

  @Test func aPaymentOfAHubToItselfIsTreatedAlike() throws {
    let folder = "09-hub-self-transfer"
    let match = try json("match t.csv accounts.csv", in: folder)
    let hub = try #require((match["hubs"] as? [[String: Any]])?.first)
    #expect((hub["breaks"] as? [Any])?.isEmpty == true)
    let path = try json("path t.csv accounts.csv --from v --to m", in: folder)
    #expect(path["finding"] as? String == "proven")
    let trace = try held("trace t.csv accounts.csv --rule fifo", in: folder)
    #expect(trace.filter { $0.key.hasPrefix("m ") }.values.sorted() == ["95.00"])
  }

  @Test(arguments: ["t.csv", "f1.csv f2.csv", "f2.csv f1.csv"])
  func nothingIsProvenWithoutTimes(_ files: String) throws {
    let path = try json(
      "path \(files) --from a --to c", in: "09-proven-without-times")
    #expect(path["finding"] as? String == "possible")
    let shortest = try #require(path["shortest"] as? [String: Any])
    let open = try #require(shortest["openOrders"] as? [[String: Any]])
    let ids = open.map { one in
      [one["first"], one["second"]].map { ($0 as? [String: Any])?["id"] as? String ?? "" }
    }
    #expect(ids == [["t1", "t2"]])
    let reach = try answer("reach \(files) --from a", in: "09-proven-without-times")
    #expect(reach.contains("possible, not proven"))
  }

  @Test func containedReferencesFitTheFee() throws {
    let folder = "10-contained-references"
    for file in ["t.csv", "same-letters.csv"] {
      let sinks = try json("sinks \(file) accounts.csv --min-victims 1", in: folder)
      let plain = try answer("match \(file) accounts.csv --complete hub", in: folder)
      #expect(plain.contains("2.9 % + 0.30"), "\(file)")
      #expect(plain.contains("links: A 12, B 1, C 0, D 0; contradicted: X 0"), "\(file)")
      let listed = try #require(sinks["sinks"] as? [[String: Any]])
      #expect(listed.map { "\($0["account"] ?? "")" } == ["mule"], "\(file)")
    }
  }

  @Test func theNameOfAPayeeDoesNotSayWhoseMoneyItWas() throws {
    let source = try String(
      contentsOf: Repository.root.appending(path: "fixtures/acceptance/order-by-hash/icici.csv"),
      encoding: .utf8)
    let folder = try TemporaryFolder()
    let hdfc = "fixtures/acceptance/order-by-hash/50100234567812_HDFC.csv"
    var answers: Set<String> = []
    for name in ["", " 1", " 2", " 3", " 4", " 5", " 6"] {
      let file = folder.url.appending(path: "icici.csv")
      try source.replacing("BISWAS GOLD 2", with: "BISWAS GOLD\(name)")
        .write(to: file, atomically: true, encoding: .utf8)
      for files in ["\(hdfc) \(file.path)", "\(file.path) \(hdfc)"] {
        let run = try Program.shell(
          "$TRIBUTARY trace \(files) --rule fifo --victims in:HDFC:50100234567812 --format csv --quiet"
        )
        #expect(run.status == 0)
        // However the payee is read, its account belongs to this statement.
        answers.insert(
          run.output.replacing(/\?:in:ICIC:12301567890:[^,\n]*/, with: "PAYEE"))
        let reach = try Program.shell(
          "$TRIBUTARY reach \(files) --from in:HDFC:50100234567812 --format csv --quiet")
        #expect(reach.output.matches(of: /,proven,/).count == 2, "\(name): \(reach.output)")
        let schedule = try Program.shell(
          "$TRIBUTARY trace \(files) --rule fifo --victims in:HDFC:50100234567812 --schedule accounts --quiet"
        )
        #expect(
          schedule.output.contains(
            "opening INR 500.00 + credits INR 20,000.00 - debits INR 16,000.00 = closing INR 4,500.00"
          ), "\(schedule.output)")
      }
    }
    #expect(answers.count == 1, "\(answers)")
  }
}
