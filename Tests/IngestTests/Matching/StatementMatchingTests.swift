import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Two statements that show one payment.
@Suite struct StatementMatchingTests {
  private static let natWest =
    "Date,Type,Description,Value,Balance,Account Name,Account Number\n"
  private static let lloyds =
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"

  private func out(_ day: Int, _ text: String, _ amount: String) -> String {
    "\(day)/03/2011,BAC,\"\(text)\",-\(amount),,CURRENT,'600008-49127454\n"
  }

  private func into(_ day: Int, _ text: String, _ amount: String) -> String {
    "\(day)/03/2011,FPI,'30-96-26,12345678,\(text),,\(amount),\n"
  }

  private func load(
    _ payer: String, _ payee: String, _ change: (inout TransactionReader) -> Void = { _ in }
  ) throws -> Intake {
    let folder = try TemporaryFolder()
    var reader = TransactionReader()
    change(&reader)
    return try reader.read([
      folder.write(Self.natWest + payer, as: "payer.csv"),
      folder.write(Self.lloyds + payee, as: "payee.csv"),
    ])
  }

  @Test func onePaymentOfTwoStatementsIsOneTransfer() throws {
    let intake = try load(
      out(14, "A N OTHER , INV77 , 100000001672042095", "185.00") + out(15, "SHOP", "9.99"),
      into(14, "VICTIM A 100000001672042095 INV77", "185.00"))
    #expect(intake.ledger.transferCount == 2)
    let transfer = try #require(intake.ledger.transfers.first)
    #expect(transfer.payer.key == "gb:600008/49127454")
    #expect(transfer.beneficiary.key == "gb:309626/12345678")
    #expect(transfer.evidence.map(\.file.name).sorted() == ["payee.csv", "payer.csv"])
    #expect(codes(intake).contains("statements-matched"))
    // The placeholder of the shop stays, those of the payment are gone.
    #expect(intake.ledger.accounts.count { $0.key.hasPrefix("?:") } == 1)
    #expect(intake.rows.read == 3)
  }

  @Test func theTwoCanBeKeptApart() throws {
    let intake = try load(
      out(14, "A N OTHER , INV77 , 100000001672042095", "185.00") + out(15, "SHOP", "9.99"),
      into(14, "VICTIM A 100000001672042095 INV77", "185.00")
    ) { $0.matchesStatements = false }
    #expect(intake.ledger.transferCount == 3 && !codes(intake).contains("statements-matched"))
  }

  /// Amount and day alone are no proof: the user is told, and nothing is merged.
  @Test func whatOnlyMayBeOnePaymentIsSaid() throws {
    let intake = try load(
      out(14, "A N OTHER", "185.00") + out(25, "SHOP", "1.00"), into(14, "VICTIM A", "185.00"))
    #expect(intake.ledger.transferCount == 3)
    #expect(codes(intake).filter { $0.hasPrefix("match") } == ["match-possible"])
  }

  /// Everyday references are shared by strangers: a reference that only these two rows have is a reason to look,
  /// and no proof, however well amount and day fit.
  @Test func aReferenceOfTheirOwnTiesNothing() throws {
    let intake = try load(
      out(14, "A N OTHER , INV77", "185.00") + out(25, "SHOP", "1.00"),
      into(15, "VICTIM A INV77", "185.00"))
    #expect(intake.ledger.transferCount == 3)
    let match = try #require(intake.relations.first)
    #expect(match.kind == .onePayment && !match.isCertain)
    #expect(match.first.file.name == "payer.csv" && match.second.file.name == "payee.csv")
    #expect(match.reasons.first == "both rows have the reference INV77")
  }

  @Test func aNumberOfThePaymentTiesTwoRows() throws {
    let intake = try load(
      out(14, "A N OTHER , INV77 , 100000001672042095", "185.00") + out(15, "SHOP", "9.99"),
      into(14, "VICTIM A 100000001672042095", "185.00"))
    let match = try #require(intake.relations.first)
    #expect(match.isCertain)
    #expect(match.reasons.first == "both rows print Faster Payment 100000001672042095")
    // The names by which the rows call each other's account stay as facts.
    let transfer = try #require(intake.ledger.transfers.first)
    #expect(transfer.beneficiary.details.name == "A N OTHER")
    #expect(transfer.payer.details.name == "VICTIM A")
  }

  /// Each row names the other's account: equal payments in one stretch of days are paired in order where both
  /// sides have as many.
  @Test(arguments: [(1, 1, 1), (3, 3, 3), (3, 2, 0), (2, 3, 0)])
  func accountsOnBothSidesTieRows(_ paid: Int, _ got: Int, _ united: Int) throws {
    let folder = try TemporaryFolder()
    let header =
      "Date,Narration,Value Dat,Debit Amount,Credit Amount,Chq/Ref Number,Closing Balance\n"
    func row(_ account: String, _ out: String, _ into: String) -> String {
      "01/08/23,\(account)-TPT-RENT-A SAMPLE,01/08/23,\(out),\(into),,\n"
    }
    var reader = TransactionReader()
    reader.ownAccounts = ["a.csv": "in:HDFC:50100011111111", "b.csv": "in:HDFC:50100022222222"]
    let intake = try reader.read([
      folder.write(
        header + String(repeating: row("50100022222222", "500.00", "0.00"), count: paid),
        as: "a.csv"),
      folder.write(
        header + String(repeating: row("50100011111111", "0.00", "500.00"), count: got),
        as: "b.csv"),
    ])
    #expect(intake.ledger.transferCount == paid + got - united)
    #expect(intake.ledger.transfers.count { $0.evidence.count == 2 } == united)
    #expect(codes(intake).contains(united > 0 ? "statements-matched" : "match-possible"))
  }

  @Test func differentNumbersOfOneFormSpeakAgainstIt() throws {
    let intake = try load(
      out(14, "A N OTHER , INV77 , 100000001672042095", "185.00") + out(25, "SHOP", "1.00"),
      into(14, "VICTIM A 100000001672042096 INV77", "185.00"))
    #expect(intake.ledger.transferCount == 3)
  }

  @Test func twoThatCouldBeItAreNotGuessed() throws {
    let intake = try load(
      out(14, "A N OTHER , INV77", "185.00") + out(14, "A N OTHER , INV77", "185.00"),
      into(14, "VICTIM A INV77", "185.00") + into(14, "VICTIM B INV77", "185.00"))
    #expect(intake.ledger.transferCount == 4)
  }

  @Test(arguments: [("185.00", "185.01", 14), ("185.00", "185.00", 20), ("185.00", "185.00", 12)])
  func anotherAmountOrDayIsAnotherPayment(_ sent: String, _ got: String, _ day: Int) throws {
    let intake = try load(
      out(14, "A , INV77 , 100000001672042095", sent) + out(25, "SHOP", "1.00"),
      into(day, "V 100000001672042095 INV77", got) + into(26, "X", "3.00"))
    #expect(intake.ledger.transferCount == 4)
  }

  /// Generated twins among decoys: those that print a number of their own are united, and no others.
  @Test func automaticMatchesAreRight() throws {
    var random = SplitMix64(seed: 77)
    var (right, wrong, pairs) = (0, 0, 0)
    for _ in 0..<60 {
      var payer = ""
      var payee = ""
      var truth: [Int: Int] = [:]
      var (line, row) = (2, 2)
      for number in 0..<20 {
        let day = Int.random(in: 13...26, using: &random)
        // Few amounts, as of a scam with one price: many decoys.
        let amount =
          ["185.00", "185.00", "199.99", "\(Int.random(in: 1...999, using: &random)).00"]
          .randomElement(using: &random) ?? "1.00"
        let id = "1000000\(Int.random(in: 10_000_000_000...99_999_999_999, using: &random))"
        let reference = "INV\(Int.random(in: 10...99, using: &random))"
        let hasID = Int.random(in: 0...2, using: &random) > 0
        let shift = [0, 0, 1, -1].randomElement(using: &random) ?? 0
        let kind = Int.random(in: 0...3, using: &random)
        if kind != 1 {
          payer += out(day, "PAYEE \(number) , \(reference)\(hasID ? " , \(id)" : "")", amount)
        }
        if kind != 2 {
          payee += into(day + shift, "PAYER \(number)\(hasID ? " \(id)" : "") \(reference)", amount)
        }
        if kind != 1, kind != 2 {
          truth[line] = row
          if hasID { pairs += 1 }
        }
        if kind != 1 { line += 1 }
        if kind != 2 { row += 1 }
      }
      let intake = try load(payer, payee)
      for transfer in intake.ledger.transfers where transfer.evidence.count == 2 {
        let paid = transfer.evidence.first { $0.file.name == "payer.csv" }?.line ?? 0
        let got = transfer.evidence.first { $0.file.name == "payee.csv" }?.line ?? 0
        if truth[paid] == got { right += 1 } else { wrong += 1 }
      }
      #expect(intake.rows.rejected == 0)
    }
    // All that print a number of their own are found, and nothing else is united.
    #expect(wrong == 0 && right == pairs)
  }

  @Test func theOrderOfStatementsChangesNothing() throws {
    let folder = try TemporaryFolder()
    let rows =
      out(14, "A , INV77 , 100000001672042095", "185.00") + out(15, "B , INV78", "185.00")
    let paths = [
      try folder.write(Self.natWest + rows, as: "payer.csv"),
      try folder.write(Self.natWest + rows + out(16, "C", "2.00"), as: "longer.csv"),
      try folder.write(
        Self.lloyds + into(14, "V 100000001672042095 INV77", "185.00") + into(15, "W", "7.00"),
        as: "payee.csv"),
    ]
    func story(_ paths: [String]) throws -> [String] {
      try TransactionReader().read(paths).ledger.transfers.map {
        "\($0.time.iso8601) \($0.payer.key) \($0.beneficiary.key) \($0.sent) \($0.evidence.map(\.description))"
      }
    }
    let expected = try story(paths)
    #expect(expected.count == 4)
    #expect(try story([paths[2], paths[0], paths[1], paths[0]]) == expected)
    #expect(try story(paths.reversed()) == expected)
  }
}
