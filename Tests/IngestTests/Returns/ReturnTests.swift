import PaymentGraph
import TestSupport
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

  /// A payment a day of one amount, each given back half a day later without a reference: of the payments of 30 days
  /// before a refund nobody can say which it gives back; of a single one it is said.
  @Test(arguments: [1, 80]) func refundsOverYearsAreOfSeveral(_ days: Int) throws {
    func day(_ number: Int) -> String {
      CivilDate(milliseconds: 1_577_836_800_000 + Int64(number) * 86_400_000).iso8601
    }
    let rows = (0..<days).map { number in
      "t\(number),\(day(number))T08:00:00Z,a,b,185.00,GBP,payment,\n"
        + "u\(number),\(day(number))T20:00:00Z,b,a,185.00,GBP,refund,\n"
    }
    let intake = try load(Self.ledger + rows.joined())
    #expect(links(intake) == (days == 1 ? [3: 2] : [:]))
  }

  /// Of many payments a refund is compared with the last ones only; the others are not taken by another refund for
  /// certain.
  @Test(arguments: [0, 10, 48, 49, 50, 80, 1_200])
  func aPaymentThatALaterRefundMayGiveBackIsNotTaken(_ more: Int) throws {
    let rows = (0..<more).map { number in
      let minute = 10 + number % 50
      return "m\(number),2020-01-0\(2 + number / 150)T08:\(minute):00Z,a,b,185.00,GBP,payment,\n"
    }
    let intake = try load(
      Self.ledger + "t,2020-01-01T08:00:00Z,a,b,185.00,GBP,payment,\n"
        + "u,2020-01-01T20:00:00Z,b,a,185.00,GBP,refund,\n" + rows.joined()
        + "w,2020-01-20T20:00:00Z,b,a,185.00,GBP,refund,\n")
    #expect(links(intake).isEmpty)
    let problem = try #require(
      intake.files[0].diagnostics.first { $0.code == "return-unlinked" })
    #expect(problem.summary.hasPrefix("2 rows give payments back"))
  }

  @Test func aRefundThatNamesTheIdOfTooManyPaymentsSaysSo() throws {
    for count in [PaymentsInTime.mostCompared, PaymentsInTime.mostCompared + 1] {
      let rows = (0..<count).map {
        "same,2020-01-01T08:00:00Z,a\($0),b,\($0 + 1).00,GBP,payment,\n"
      }
      let intake = try load(
        Self.ledger + rows.joined() + "u,2020-01-02T20:00:00Z,b,a7,8.00,GBP,refund,same\n")
      let isTooMany = count > PaymentsInTime.mostCompared
      #expect(links(intake) == (isTooMany ? [:] : [count + 2: 9]))
      let problem = intake.files[0].diagnostics.first { $0.code == "return-unlinked" }
      #expect(
        problem?.note
          == (isTooMany
            ? "\(count) transfers have the id that it names; more than 1000 are not compared, and none is taken as the one"
            : nil))
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func paymentsInTimeAreThoseThatALookAtEachFinds(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let count = Int.random(in: 0...(seed < 36 ? 12 : 2_500), using: &random)
    let starts = (0..<count).map { _ in Int64.random(in: 0...9, using: &random) }
    let rows = PaymentsInTime(starts.enumerated().map { (start: $1, transfer: $0) })
    let limit = Int.random(in: 1...5, using: &random)
    let divisor = [1, 2, 3, 3_000].randomElement(using: &random) ?? 1
    for first in 0...9 as ClosedRange<Int64> {
      let span = first...Int64.random(in: first...9, using: &random)
      let found = rows.last(limit, in: span) { $0 % divisor == divisor - 1 }
      let ordered = starts.indices.filter { span.contains(starts[$0]) }
        .sorted { (starts[$0], $0) < (starts[$1], $1) }
      let compared = ordered.suffix(PaymentsInTime.mostCompared)
      let fitting = compared.filter { $0 % divisor == divisor - 1 }
      #expect(found.transfers == fitting.suffix(limit).reversed())
      #expect(
        found.isTooMany == (ordered.count > compared.count && fitting.count < limit), "seed \(seed)"
      )
      let rest = rows.transfers(in: [found.rest])
      #expect(rest.isSubset(of: ordered) && rest.isDisjoint(with: found.transfers))
      // Each payment of the span that fits was found or is among those that were not compared.
      let all = ordered.filter { $0 % divisor == divisor - 1 }
      #expect(Set(all).isSubset(of: rest.union(found.transfers)))
    }
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
