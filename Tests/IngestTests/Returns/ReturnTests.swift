import PaymentGraph
import Testing

@testable import Ingest

/// Reversals, refunds and chargebacks, and the payments that they give back.
@Suite struct ReturnTests {
  private static let payPal =
    "\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"From Email Address\",\"To Email Address\",\"Transaction ID\",\"Reference Txn ID\",\"Balance\"\n"
  private static let lloyds =
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
  private static let ledger = "id,time,from,to,amount,currency,kind,link\n"

  private func load(_ files: String...) throws -> Intake {
    let folder = try TemporaryFolder()
    let paths = try files.enumerated().map { try folder.write($1, as: "\($0).csv") }
    return try TransactionReader().read(paths)
  }

  /// By line: the line of the payment that it gives back.
  private func links(_ intake: Intake) -> [Int: Int] {
    var links: [Int: Int] = [:]
    for transfer in intake.ledger.transfers {
      guard let payment = transfer.returnedPayment else { continue }
      links[transfer.evidence[0].line] = payment.evidence[0].line
      #expect(payment.returns.map(\.id).contains(transfer.id))
    }
    return links
  }

  private func payPal(
    _ day: Int, _ type: String, _ gross: String, _ other: String, _ id: String, _ of: String = ""
  ) -> String {
    let mine = "seller@example.ca"
    let (from, to) = gross.hasPrefix("-") ? (mine, other) : (other, mine)
    return
      "\"3/\(day)/2010\",\"10:00:00\",\"PST\",\"V\",\"\(type)\",\"Completed\",\"GBP\",\"\(gross)\",\"0.00\",\"\(gross)\",\"\(from)\",\"\(to)\",\"\(id)\",\"\(of)\",\"\"\n"
  }

  @Test func whatNamesItsPaymentIsLinkedWithIt() throws {
    let intake = try load(
      Self.payPal + payPal(13, "Web Accept Payment Received", "185.00", "v1@example.ie", "AA1")
        + payPal(14, "Web Accept Payment Received", "185.00", "v1@example.ie", "AA2")
        + payPal(15, "Refund", "-185.00", "v1@example.ie", "AA3", "AA1")
        + payPal(16, "Chargeback", "-50.00", "v1@example.ie", "AA4", "AA2"))
    #expect(links(intake) == [4: 2, 5: 3])
    let back = try #require(intake.ledger.transfer(recordedAs: "AA4"))
    #expect(back.kind == .chargeback && back.namesReturnedPayment)
    #expect(
      intake.relations.map { [$0.first.line, $0.second.line] } == [[2, 4], [3, 5]]
        && intake.relations.allSatisfy { $0.kind == .returned && $0.isCertain })
    #expect(!codes(intake).contains("return-unlinked"))
  }

  /// More than was paid, another way, or another currency is not given back by it.
  @Test func aReferenceThatCannotBeIsNotFollowed() throws {
    let intake = try load(
      Self.payPal + payPal(13, "Web Accept Payment Received", "50.00", "v1@example.ie", "AA1")
        + payPal(14, "Refund", "-185.00", "v1@example.ie", "AA2", "AA1"))
    #expect(links(intake).isEmpty)
    #expect(codes(intake).contains("return-unlinked"))
  }

  @Test func ledgersNameItInTheLinkColumn() throws {
    let intake = try load(
      Self.ledger + "t1,2010-03-01,v,m,185.00,GBP,payment,\n"
        + "t2,2010-03-02,v,m,185.00,GBP,payment,\nt3,2010-03-05,m,v,185.00,GBP,refund,t2\n")
    #expect(links(intake) == [4: 3])
  }

  /// A return that the record gives to several payments is not taken for the return of one, even where only one has its
  /// amount.
  @Test func aListOfPaymentsIsNotGuessedToBeOne() throws {
    func intake(_ link: String) throws -> Intake {
      try load(
        Self.ledger + "t1,2010-03-01,v,m,100.00,GBP,payment,\n"
          + "t2,2010-03-02,v,m,85.00,GBP,payment,\nt3,2010-03-03,v,m,185.00,GBP,payment,\n"
          + "t4,2010-03-05,m,v,185.00,GBP,refund,\(link)\n")
    }
    #expect(links(try intake("")) == [5: 4])
    for list in ["t1;t2", "t1=100.00; t2=85.00", "t1;t9"] {
      let intake = try intake(list)
      #expect(links(intake).isEmpty, "\(list)")
      let note = try #require(
        intake.diagnostics.first(where: { $0.code == "return-unlinked" })?.note)
      #expect(note.contains("several payments, \(list == "t1;t9" ? 1 : 2) of them loaded"))
    }
    // A list of one is that one, with or without its share; a share that is not all of it is not.
    for one in ["t1;", "t1=100.00", " t1 = 100.00 ;"] {
      let intake = try load(
        Self.ledger + "t1,2010-03-01,v,m,100.00,GBP,payment,\n"
          + "t2,2010-03-02,v,m,100.00,GBP,payment,\nt3,2010-03-05,m,v,100.00,GBP,refund,\(one)\n")
      #expect(links(intake) == [4: 2], "\(one)")
    }
    let partly = try load(
      Self.ledger + "t1,2010-03-01,v,m,100.00,GBP,payment,\n"
        + "t2,2010-03-05,m,v,100.00,GBP,refund,t1=50\n")
    #expect(links(partly).isEmpty)
    #expect(
      partly.diagnostics.first(where: { $0.code == "return-unlinked" })?.note
        .contains("only a part of it") == true)
    // Nothing that it names was loaded: the rules for a row that names nothing hold.
    #expect(links(try intake("t8;t9")) == [5: 4])
  }

  @Test func theOnlyPaymentThatFitsIsIt() throws {
    let intake = try load(
      Self.ledger + "t1,2010-03-01,v,m,185.00,GBP,payment,\nt2,2010-03-02,w,m,185.00,GBP,payment,\n"
        + "t3,2010-03-05,m,v,185.00,GBP,reversal,\n")
    #expect(links(intake) == [4: 2])
    #expect(intake.ledger.transfers.last?.namesReturnedPayment == false)
  }

  /// Two payments for one return, or two returns for one payment: nothing is guessed.
  @Test(arguments: [
    "t1,2010-03-01,v,m,185.00,GBP,payment,\nt2,2010-03-02,v,m,185.00,GBP,payment,\nt3,2010-03-05,m,v,185.00,GBP,refund,\n",
    "t1,2010-03-01,v,m,185.00,GBP,payment,\nt2,2010-03-04,m,v,185.00,GBP,refund,\nt3,2010-03-05,m,v,185.00,GBP,refund,\n",
    "t1,2010-03-01,v,m,185.00,GBP,payment,\nt3,2010-04-05,m,v,185.00,GBP,refund,\n",
    "t1,2010-03-06,v,m,185.00,GBP,payment,\nt3,2010-03-05,m,v,185.00,GBP,refund,\n",
    "t1,2010-03-01,v,m,185.00,EUR,payment,\nt3,2010-03-05,m,v,185.00,GBP,refund,\n",
  ])
  func whatIsNotCertainStaysAsItIs(_ rows: String) throws {
    let intake = try load(Self.ledger + rows)
    #expect(links(intake).isEmpty)
    #expect(codes(intake).contains("return-unlinked"))
    #expect(intake.ledger.transferCount == rows.split(separator: "\n").count)
  }

  @Test func banksSayItInTheirWords() throws {
    let intake = try load(
      Self.lloyds
        + "18/03/2011,FPI,'30-96-26,12345678,UNPAID J OTHER,,40.00,145.00\n"
        + "14/03/2011,FPO,'30-96-26,12345678,J OTHER,40.00,,105.00\n"
        + "13/03/2011,DEB,'30-96-26,12345678,BAKERY,5.00,,145.00\n")
    // Under another name than the payment's: shown, and not linked.
    #expect(intake.ledger.transfers.contains { $0.kind == .reversal })
    #expect(intake.relations.map(\.kind) == [.returned])
    #expect(intake.relations.first?.isCertain == false)
    #expect(links(intake).isEmpty)
  }

  @Test func aNumberThatBothRowsHaveTiesThem() throws {
    let intake = try load(
      Self.lloyds
        + "18/03/2011,FPI,'30-96-26,12345678,RETURNED 100000001672042095,,40.00,145.00\n"
        + "14/03/2011,FPO,'30-96-26,12345678,J OTHER 100000001672042095,40.00,,105.00\n"
        + "13/03/2011,FPO,'30-96-26,12345678,K OTHER 100000001672042094,40.00,,145.00\n")
    #expect(links(intake) == [2: 3])
  }

  /// A telephone number, a day or another Faster Payment's number in both rows ties nothing.
  @Test(arguments: [
    ("RETURNED 01082023", "J OTHER 01082023"), ("UNPAID 4029357733", "J OTHER 4029357733"),
    ("UNPAID J OTHER 100000001672042095", "J OTHER 100000001672042094"),
  ])
  func whatIsNoNumberOfAPaymentTiesNothing(_ back: String, _ paid: String) throws {
    let intake = try load(
      Self.lloyds
        + "18/03/2011,FPI,'30-96-26,12345678,\(back),,40.00,145.00\n"
        + "14/03/2011,FPO,'30-96-26,12345678,\(paid),40.00,,105.00\n"
        + "13/03/2011,FPO,'30-96-26,12345678,K OTHER,5.00,,145.00\n")
    #expect(links(intake).isEmpty)
  }

  /// A reversal that prints another number of the payment's type is not even suggested.
  @Test func anotherNumberSeparatesAReversal() throws {
    let intake = try load(
      Self.lloyds
        + "18/03/2011,FPI,'30-96-26,12345678,UNPAID J OTHER 100000001672042095,,40.00,145.00\n"
        + "14/03/2011,FPO,'30-96-26,12345678,J OTHER 100000001672042094,40.00,,105.00\n"
        + "13/03/2011,FPO,'30-96-26,12345678,K OTHER,5.00,,145.00\n")
    #expect(intake.relations.isEmpty)
    #expect(codes(intake).contains("return-unlinked"))
  }

  /// Somebody known by a name in one statement is no account: the same name and amount are a suggestion.
  @Test func aNameAndAnAmountAreOnlySuggested() throws {
    let intake = try load(
      Self.lloyds
        + "18/03/2011,FPI,'30-96-26,12345678,UNPAID,,40.00,145.00\n"
        + "14/03/2011,FPO,'30-96-26,12345678,UNPAID,40.00,,105.00\n"
        + "13/03/2011,FPO,'30-96-26,12345678,K OTHER,5.00,,145.00\n")
    #expect(links(intake).isEmpty)
  }

  /// Equal money back without a word of a return is shown and changes nothing.
  @Test func equalMoneyBackIsOnlyShown() throws {
    let intake = try load(
      Self.lloyds
        + "18/03/2011,FPI,'30-96-26,12345678,J OTHER,,40.00,145.00\n"
        + "14/03/2011,FPI,'30-96-26,12345678,SALARY,,5.00,105.00\n"
        + "13/03/2011,FPO,'30-96-26,12345678,J OTHER,40.00,,100.00\n")
    #expect(links(intake).isEmpty)
    #expect(intake.relations.map(\.isCertain) == [false])
    #expect(!codes(intake).contains("return-unlinked"))
  }

  @Test func theOrderOfFilesChangesNothing() throws {
    let folder = try TemporaryFolder()
    let one = try folder.write(
      Self.ledger + "t1,2010-03-01,v,m,185.00,GBP,payment,\nt2,2010-03-02,w,m,99.00,GBP,payment,\n",
      as: "a.csv")
    let two = try folder.write(
      Self.ledger + "t3,2010-03-05,m,v,185.00,GBP,refund,t1\nt4,2010-03-06,m,w,99.00,GBP,refund,\n",
      as: "b.csv")
    func story(_ paths: [String]) throws -> [String] {
      let intake = try TransactionReader().read(paths)
      return intake.ledger.transfers.map {
        "\($0.recordedID ?? "") \($0.returnedPayment?.recordedID ?? "-") \($0.namesReturnedPayment)"
      } + intake.relations.map { "\($0.first) \($0.second) \($0.reasons)" }
    }
    let expected = try story([one, two])
    #expect(expected.contains("t3 t1 true") && expected.contains("t4 t2 false"))
    #expect(try story([two, one, two]) == expected)
  }
}
