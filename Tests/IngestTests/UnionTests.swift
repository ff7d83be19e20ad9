import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Overlapping files, loaded in any order and any number of times, give one ledger.
@Suite struct UnionTests {
  private static let header = "time,from,to,amount,currency,reference,memo"

  /// Returns the content of a ledger, without the numbers of its files.
  private func story(_ intake: Intake) -> [String] {
    intake.ledger.transfers.map { transfer in
      let evidence = transfer.evidence.map { "\($0.file.digest.hex.prefix(8)):\($0.line)" }
      return "\(transfer.time.iso8601) \(transfer.payer.key) \(transfer.beneficiary.key) "
        + "\(transfer.sent) \(transfer.reference ?? "") \(evidence.joined(separator: " "))"
    }
  }

  @Test func everyRecordCountsAsInTheFileThatHasItMostOften() throws {
    let folder = try TemporaryFolder()
    let coffee = "2024-01-05,a,cafe,2.50,GBP,,"
    let january = try folder.write(
      "\(Self.header)\n2024-01-02,a,b,9.00,GBP,x,\n\(coffee)\n\(coffee)\n", as: "january.csv")
    let spring = try folder.write(
      "\(Self.header)\n\(coffee)\n\(coffee)\n2024-02-01,a,b,9.00,GBP,x,\n2024-01-03,a,c,1,GBP,,\n",
      as: "spring.csv")
    let intake = try TransactionReader().read([january, spring])
    #expect(intake.ledger.transferCount == 5)
    #expect(intake.rows.loaded == 5 && intake.rows.skipped == 2 && intake.rows.read == 7)
    #expect(codes(intake) == ["rows-overlap"])
    let coffees = intake.ledger.transfers.filter { $0.beneficiary.key == "cafe" }
    #expect(coffees.count == 2 && coffees.allSatisfy { $0.evidence.count == 2 })
    #expect(Set(coffees.flatMap { $0.evidence.map { "\($0)" } }).count == 4)
    let totals = intake.files.map { $0.totals.lines.map { "\($0)" } }
    #expect(Set(totals.flatMap { $0 }) == ["GBP 14.00", "GBP 10.00"])
  }

  @Test func recordsThatDifferInAColumnThatIsNotKeptAreTwo() throws {
    let folder = try TemporaryFolder()
    let one = try folder.write(
      "\(Self.header)\n2024-01-02,a,b,9.00,GBP,x,rent\n2024-01-09,a,b,1,GBP,,\n", as: "one.csv")
    let two = try folder.write(
      "\(Self.header)\n2024-01-02,a,b,9.00,GBP,x,food\n2024-01-09,a,b,1,GBP,,\n", as: "two.csv")
    #expect(try TransactionReader().read([one, two]).ledger.transferCount == 3)
  }

  @Test func filesOfOtherShapesAreComparedByWhatIsKept() throws {
    let folder = try TemporaryFolder()
    let one = try folder.write(
      "\(Self.header)\n2024-01-02,a,b,9.00,GBP,x,rent\n2024-01-09,a,b,1,GBP,,\n", as: "one.csv")
    let two = try folder.write(
      "currency;amount;to;from;time;reference\nGBP;9,00;b;a;2024-01-02;x\nGBP;2,00;b;a;2024-01-03;\n",
      as: "two.csv")
    let intake = try TransactionReader().read([one, two])
    #expect(intake.ledger.transferCount == 3)
    #expect(intake.ledger.transfers[0].evidence.count == 2)
  }

  @Test func filesThatMeetOnOneDayAreWarnedOf() throws {
    let folder = try TemporaryFolder()
    let row = "2024-01-31,a,b,9.00,GBP,,"
    let one = try folder.write(
      "\(Self.header)\n2024-01-02,a,b,9.00,GBP,,\n\(row)\n", as: "one.csv")
    let two = try folder.write(
      "\(Self.header)\n\(row)\n2024-02-02,a,b,9.00,GBP,,\n", as: "two.csv")
    #expect(try codes(TransactionReader().read([one, two])) == ["overlap-doubtful"])
  }

  @Test func repeatedIdsAreEvidence() throws {
    let folder = try TemporaryFolder()
    let header = "id,\(Self.header)"
    let one = try folder.write("\(header)\n1,2024-01-02,a,b,9.00,GBP,,\n", as: "one.csv")
    let two = try folder.write(
      "\(header)\n1,2024-01-02,a,b,9.00,GBP,,\n2,2024-01-02,a,b,9.00,GBP,,\n", as: "two.csv")
    let intake = try TransactionReader().read([one, two])
    #expect(intake.ledger.transfers.map(\.evidence.count).sorted() == [1, 2])
  }

  /// Clashing ids: which row came first must not matter.
  @Test func clashingIdsDoNotDependOnOrder() throws {
    let rows = ["1,2024-01-02,a,b,1.00,GBP,,", "1,2024-01-02,a,b,2.00,GBP,,"]
    for order in [[0, 1, 1], [1, 0, 1], [1, 1, 0]] {
      let intake = try load("id,\(Self.header)\n\(order.map { rows[$0] }.joined(separator: "\n"))")
      #expect(intake.ledger.transferCount == 2, "\(order)")
    }
  }

  @Test func anyOrderAndAnyRepetitionGivesOneLedger() throws {
    var random = SplitMix64(seed: 53)
    for round in 0..<40 {
      let folder = try TemporaryFolder()
      // A truth with twins, some with ids, from which files take overlapping parts.
      let truth = (0..<30).map { _ in
        let day = 1 + Int.random(in: 0...8, using: &random)
        let id = Bool.random(using: &random) ? "i\(Int.random(in: 0...20, using: &random))" : ""
        let account =
          ["b", "c", "GB29 NWBK 6016 1331 9268 19", "gb:601613/31926819"]
          .randomElement(using: &random) ?? "b"
        return
          "\(id),2024-01-0\(day),a,\(account),\(Int.random(in: 1...3, using: &random)).00,GBP,,"
      }
      var paths: [String] = []
      for file in 0..<Int.random(in: 2...4, using: &random) {
        let part = truth.filter { _ in Int.random(in: 0...2, using: &random) > 0 }
        let rows = part.shuffled(using: &random).joined(separator: "\n")
        paths.append(
          try folder.write("id,\(Self.header)\n\(rows)\n", as: "file\(file).csv"))
      }
      let copy = try folder.write(
        try String(contentsOfFile: paths[0], encoding: .utf8), as: "copy.csv")
      let expected = try TransactionReader().read(paths)
      for _ in 0..<4 {
        var order = paths + (Bool.random(using: &random) ? [copy] : [])
        order += paths.filter { _ in Bool.random(using: &random) }
        order.shuffle(using: &random)
        let intake = try TransactionReader().read(order)
        #expect(story(intake) == story(expected), "round \(round)")
        #expect(intake.rows.loaded == intake.ledger.transferCount, "round \(round)")
      }
      // Rows of one file in another order are the same records; only their lines are others.
      let rows = try String(contentsOfFile: paths[1], encoding: .utf8).split(separator: "\n")
      let shuffled = [rows[0]] + rows.dropFirst().shuffled(using: &random)
      let other = try folder.write(shuffled.joined(separator: "\n") + "\n", as: "other.csv")
      let intake = try TransactionReader().read(paths + [other])
      #expect(intake.ledger.transferCount == expected.ledger.transferCount, "round \(round)")
    }
  }

  /// A file cut into two overlapping parts is the whole.
  @Test func overlappingPartsAreTheWhole() throws {
    var random = SplitMix64(seed: 54)
    for round in 0..<40 {
      let folder = try TemporaryFolder()
      let rows = (0..<20).map { row in
        "2024-01-\(row / 5 + 10),a,b,\(Int.random(in: 1...2, using: &random)).00,GBP,,"
      }
      let from = Int.random(in: 0...10, using: &random)
      let to = Int.random(in: from...20, using: &random)
      func write(_ part: ArraySlice<String>, _ name: String) throws -> String {
        try folder.write(([Self.header] + part).joined(separator: "\n") + "\n", as: name)
      }
      // Whole days, as banks export them.
      let (first, last) = (to / 5 * 5 + 5, from / 5 * 5)
      let one = try write(rows[..<min(20, first)], "one.csv")
      let two = try write(rows[last...], "two.csv")
      let whole = try write(rows[...], "whole.csv")
      func amounts(_ paths: [String]) throws -> [String] {
        try TransactionReader().read(paths).ledger.transfers
          .map { "\($0.time.iso8601) \($0.sent)" }.sorted()
      }
      #expect(try amounts([one, two]) == amounts([whole]), "round \(round)")
    }
  }
}

/// Spellings of one account.
@Suite struct AliasTests {
  @Test func spellingsOfOneAccountAreOne() throws {
    let intake = try load(
      """
      id,time,from,to,amount,currency
      1,2024-01-02,Seller@Example.CA,GB29 NWBK 6016 1331 9268 19,1.00,GBP
      2,2024-01-03,seller@example.ca,gb:601613/31926819,2.00,GBP
      3,2024-01-04,plain,GB29NWBK60161331926819,2.00,GBP

      """)
    let ledger = intake.ledger
    #expect(
      ledger.accounts.map(\.key) == ["email:seller@example.ca", "gb:601613/31926819", "plain"])
    let account = try #require(ledger.account("GB29 NWBK 6016 1331 9268 19"))
    #expect(account.key == "gb:601613/31926819")
    #expect(
      account.aliases.map { "\($0.spelling) \($0.citation?.line ?? 0)" } == [
        "GB29 NWBK 6016 1331 9268 19 2", "GB29NWBK60161331926819 4",
      ])
    #expect(ledger.account("seller@example.ca")?.key == "email:seller@example.ca")
    #expect(ledger.account("plain")?.aliases.isEmpty == true)
  }

  @Test func theAccountsFileMaySpellThemToo() throws {
    let folder = try TemporaryFolder()
    let rows = try folder.write(
      "id,time,from,to,amount,currency\n1,2024-01-02,v,DE89370400440532013000,1.00,EUR\n")
    let accounts = try folder.write(
      "account,role,name\nDE89 3704 0044 0532 0130 00,destination,Sink\niban:DE89370400440532013000,mule,Sink\n",
      as: "accounts.csv")
    let intake = try TransactionReader().read([rows, accounts])
    let sink = try #require(intake.ledger.account("iban:DE89370400440532013000"))
    #expect(sink.role == .mule && sink.details.name == "Sink")
    #expect(codes(intake) == ["account-detail-conflict"])
    #expect(sink.aliases.map(\.citation?.line) == [nil, 2])
    #expect(intake.ledger.accountCount == 2)
  }

  @Test func candidatesAreAllThatHasAKey() {
    for text in [
      "DE89370400440532013000", "de89 3704 0044 0532 0130 00", "IBAN DE89370400440532013000",
      "a@b.example", "+442079460123", "HDFC0001234/50100012345678", "in:hdfc:050100012345678",
      "gb:20-04-15/12345678", "bic:aibkie2dxxx", "email:A@b.example", "phone:0044 20 7946 0123",
      "'GB29NWBK60161331926819", "canadian", "upi:X@ybl", "ca:003-12345-1234567",
    ] {
      let bytes = Array(text.utf8)
      let key = AccountKey.canonical(text)
      let isCandidate = AccountMerger.isCandidate(bytes.span)
      #expect(key == nil || isCandidate, "\(text)")
    }
    for text in ["021015/800E21640", "C1231006815", "0x098B716B8Aaf215", "customer-148"] {
      let bytes = Array(text.utf8)
      let isCandidate = AccountMerger.isCandidate(bytes.span)
      #expect(!isCandidate, "\(text)")
    }
  }
}
