import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Numbers that a ledger never keeps whole, in every place where they could stay.
@Suite struct MaskingTests {
  private static let header = "id,time,from,to,amount,currency,reference,from_name\n"

  /// Everything that a ledger and its readings say.
  private func story(_ intake: Intake) -> String {
    let ledger = intake.ledger
    var words: [String] = []
    for account in ledger.accounts {
      words += [account.key, account.details.name ?? ""] + account.aliases.map(\.spelling)
    }
    for transfer in ledger.transfers {
      words += [transfer.reference, transfer.recordedID].compactMap { $0 }
    }
    for problem in intake.diagnostics {
      words += [problem.summary, problem.note, String(decoding: problem.excerpt, as: UTF8.self)]
    }
    words += intake.relations.flatMap(\.reasons)
    return words.joined(separator: "\n")
  }

  private func load(_ text: String, secret: String? = nil, bulk: Bool = true) throws -> Intake {
    let folder = try TemporaryFolder()
    var reader = TransactionReader()
    reader.cardSecret = secret.map { CardSecret($0.utf8) }
    if !bulk { reader.bulkSize = nil }
    return try reader.read([folder.write(text)])
  }

  @Test(arguments: [true, false]) func nothingKeepsACardWhole(bulk: Bool) throws {
    let intake = try load(
      "id,time,from,to,amount,currency,reference\n"
        + "t1,2010-03-01,card:4111111111111111,shop,1.00,GBP,paid with 5500 0055 5555 5559\n"
        + "t2,2010-03-02,CARD 4111 1111 1111 1111,shop,2.00,GBP,4111111111111111\n"
        + "t3,2010-03-03,4111-1111-1111-1111,shop,x,GBP,4111111111111111\n"
        + "t4,2010-03-03,4111-1111-1111-1111,shop,3.00,GBP,AADHAAR 234123412346\n"
        + "t5,2010-03-04,AAAPA1234A,shop,3.00,GBP,AAAPA1234A\n", bulk: bulk)
    let words = story(intake)
    for secret in [
      "41111111", "4111 1111", "4111-1111", "5555555", "5500 0055", "23412341", "1234A",
    ] {
      #expect(!words.contains(secret), "\(secret)")
    }
    // One card in three spellings is one account.
    let cards = intake.ledger.accounts.map(\.key).filter { $0.hasPrefix("card:") }
    #expect(cards.count == 1 && cards[0].hasPrefix("card:411111…1111:"))
    #expect(intake.ledger.accounts.contains { $0.key.hasPrefix("pan:AAAPA####A:") })
    #expect(intake.ledger.transfers[0].reference?.hasPrefix("paid with 550000…5559:") == true)
    // The excerpt keeps its length.
    let problem = try #require(intake.diagnostics.first { $0.code == "amount-unparseable" })
    #expect(
      String(decoding: problem.excerpt, as: UTF8.self)
        == "t3,2010-03-03,4111-1***-****-1111,shop,x,GBP,411111******1111")
  }

  @Test func namesAreMasked() throws {
    let intake = try load(
      Self.header + "t1,2010-03-01,a,b,1.00,GBP,r,V ICTIM 4111111111111111\n")
    #expect(!story(intake).contains("41111111"))
    #expect(intake.ledger.account("a")?.details.name == "V ICTIM 411111…1111")
  }

  /// Digits in a column of accounts are accounts; so are all identifiers that are known.
  @Test func accountsAreNotTakenForCards() throws {
    let keys = ["4111111111111111", "50100012345678", "in:HDFC:4111111111111111", "v1"]
    let rows = keys.enumerated().map {
      "t\($0),2010-03-01,\($1),iban DE89 3704 0044 0532 0130 00,1.00,GBP,,\n"
    }
    let ledger = try load(Self.header + rows.joined()).ledger
    for key in keys { #expect(ledger.account(key) != nil, "\(key)") }
    #expect(ledger.account("iban:DE89370400440532013000") != nil)
  }

  @Test func aColumnOfCardsIsOne() throws {
    let cards = ["4111111111111111", "5500005555555559", "4012888888881881"]
    let rows = cards.enumerated().map { "t\($0),2010-03-01,\($1),shop,1.00,GBP,,\n" }
    let all = try load(Self.header + rows.joined()).ledger
    #expect(all.accounts.count { $0.key.hasPrefix("card:") } == 3)
    // One among accounts is an account.
    let mixed = try load(
      Self.header + rows.joined() + "t9,2010-03-01,4111111111111112,shop,1.00,GBP,,\n")
    #expect(mixed.ledger.accounts.allSatisfy { !$0.key.hasPrefix("card:") })
  }

  @Test func aColumnThatSaysCardHoldsCards() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "time,card_number,to,amount,currency\n2010-03-01,4111111111111111,shop,1.00,GBP\n")
    let mapping = ColumnMapping(columns: [
      .time: ["time"], .from: ["card_number"], .to: ["to"], .amount: ["amount"],
      .currency: ["currency"],
    ])
    let ledger = try TransactionReader(mapping: mapping).read([path]).ledger
    #expect(ledger.accounts.contains { $0.key.hasPrefix("card:411111…1111:") })
  }

  @Test func theSecretDecidesTheMark() throws {
    let text = Self.header + "t1,2010-03-01,card:4111111111111111,b,1.00,GBP,,\n"
    func key(_ intake: Intake) -> String? {
      intake.ledger.accounts.map(\.key).first { $0.hasPrefix("card:") }
    }
    let one = key(try load(text, secret: "correct horse battery"))
    let same = key(try load(text + "\n", secret: "correct horse battery"))
    let other = key(try load(text, secret: "another horse battery"))
    #expect(one != nil && one == same && one != other)
    // Without one it is that of the files.
    let (ofFiles, again) = (key(try load(text)), key(try load(text)))
    #expect(ofFiles == again && ofFiles != one)
  }

  /// Two references that differ only in what is masked stay two, and ids are never touched.
  @Test func whatDiffersStaysDifferent() throws {
    let intake = try load(
      Self.header + "t1,2010-03-01,a,b,1.00,GBP,4111111111111111,\n"
        + "t2,2010-03-02,a,b,1.00,GBP,4111110000091111,\n"
        + "4012888888881881,2010-03-03,a,b,1.00,GBP,,\nt4,2010-03-04,b,a,1.00,GBP,4012888888881881,\n"
    )
    let references = intake.ledger.transfers.compactMap(\.reference)
    #expect(Set(references).count == 3)
    #expect(references.last == "4012888888881881")
    #expect(intake.ledger.transfer(recordedAs: "4012888888881881") != nil)
  }

  /// Two spellings of one number become one reference; what claims name stays what it was.
  @Test func claimsStillNameTheirPayments() throws {
    let folder = try TemporaryFolder()
    let rows = [
      "t1,2010-03-01,a,b,1.00,GBP,4111111111111111,",
      "t2,2010-03-02,a,b,1.00,GBP,4111 1111 1111 1111,",
      "t3,2010-03-03,a,b,1.00,GBP,x,", "t4,2010-03-04,a,b,1.00,GBP,y,",
    ]
    let paths = [
      try folder.write(Self.header + rows.joined(separator: "\n") + "\n", as: "a.csv"),
      try folder.write("claim\nt4\nt3\n", as: "claims.csv"),
    ]
    let intake = try TransactionReader().read(paths)
    #expect(intake.claims?.map { intake.ledger.transfer($0).recordedID } == ["t3", "t4"])
    #expect(Set(intake.ledger.transfers.compactMap(\.reference)).count == 3)
  }

  @Test func statementsAreMasked() throws {
    let intake = try load(
      "Date,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance\n"
        + "01/04/11,POS 4111111111111111 SHOP,4111111111111111,01/04/11,100.00,,900.00\n"
        + "02/04/11,UPI/AAAPA1234A/PAY,000000000000000,02/04/11,50.00,,850.00\n")
    #expect(intake.ledger.transferCount == 2)
    #expect(!story(intake).contains("41111111") && !story(intake).contains("1234A"))
  }

  @Test(arguments: [
    ("4111 1111 1111 1111", true), ("x 4111111111111111", true), ("AAAPA1234A", true),
    ("pay AAAPA1234A now", true), ("2341 2341 2346", true), ("INV 77", false),
    ("010/8000EBD30", false), ("victim-gb-000123", false), ("MR-2009-005120", false), ("", false),
  ])
  func bytesSayWhatIsWorthALook(_ text: String, _ isCandidate: Bool) {
    #expect(NumberMask.isCandidate(Array(text.utf8).span) == isCandidate)
  }

  /// The look at runs leaves out nothing that going through byte by byte finds.
  @Test func noCandidateIsLeftOut() {
    var random = SplitMix64(seed: 11)
    var candidates = 0
    for _ in 0..<20_000 {
      let alphabet = Array(
        (["0123456789 -", "AZaz09-", "AB1 -/"].randomElement(using: &random) ?? "").utf8)
      let text = (0..<Int.random(in: 0...30, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0x30
      }
      let isCandidate = NumberMask.isCandidate(text.span)
      #expect(isCandidate == (text.count >= 10 && NumberMask.holdsRuns(text.span)))
      candidates += isCandidate ? 1 : 0
    }
    #expect((2_000...18_000).contains(candidates))
  }
}
