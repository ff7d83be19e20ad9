import PaymentGraph
import Testing

@testable import Ingest

/// Rows that take others of their statement back, and rows that only look so.
@Suite struct StatementCorrectionTests {
  private static let lloyds =
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
  private static let hdfc =
    "  Date     ,Narration                ,Value Dat,Debit Amount       ,Credit Amount      ,Chq/Ref Number   ,Closing Balance\n"

  /// By line: whether money came in, and the kind.
  private func rows(_ intake: Intake) -> [String] {
    intake.ledger.transfers.map {
      let isIn = $0.beneficiary.key.hasPrefix("gb:") || $0.beneficiary.key.hasSuffix(":own")
      return "\($0.evidence[0].line) \(isIn ? "in" : "out") \($0.kind.name)"
    }.sorted()
  }

  private func lloyds(_ rows: [String], isNewestFirst: Bool) -> String {
    let lines = rows.map { row in
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      return
        "\(cells[0])/03/2011,\(cells[1]),'30-96-26,12345678,\(cells[2...].joined(separator: ","))"
    }
    return Self.lloyds + (isNewestFirst ? lines.reversed() : lines).joined(separator: "\n") + "\n"
  }

  @Test(arguments: [true, false]) func theBalanceDecidesASignInAColumnOfDebits(
    _ isNewestFirst: Bool
  ) throws {
    let text = lloyds(
      [
        "13,FPI,J OTHER,,100.00,100.00", "14,DEB,CORNER SHOP,25.00,,75.00",
        "16,DEB,CORNER SHOP,-25.00,,100.00", "18,DEB,BAKERY,5.00,,95.00",
      ], isNewestFirst: isNewestFirst)
    let intake = try load(text)
    let line = isNewestFirst ? 3 : 4
    #expect(rows(intake).contains("\(line) in reversal"))
    #expect(rows(intake).filter { $0.contains(" out ") }.count == 2)
    #expect(!codes(intake).contains("balance-break") && !codes(intake).contains("sign-doubtful"))
  }

  /// A bank that writes a minus before every debit says nothing by it.
  @Test func aMinusThatRepeatsTheColumnIsADebit() throws {
    let intake = try load(
      lloyds(
        [
          "13,FPI,J OTHER,,100.00,100.00", "14,DEB,CORNER SHOP,-25.00,,75.00",
          "16,DEB,CORNER SHOP,-25.00,,50.00",
        ], isNewestFirst: true))
    #expect(rows(intake).filter { $0.contains("out payment") }.count == 2)
    #expect(!codes(intake).contains("sign-doubtful"))
  }

  @Test func withoutABalanceItIsSaid() throws {
    let intake = try load(
      lloyds(
        [
          "13,FPI,J OTHER,,100.00,", "14,DEB,CORNER SHOP,25.00,,", "16,DEB,CORNER SHOP,-25.00,,",
        ], isNewestFirst: true))
    #expect(codes(intake).filter { $0 == "sign-doubtful" }.count == 1)
    #expect(rows(intake).filter { $0.contains("out payment") }.count == 2)
  }

  /// Several rows between two balances: only where one reading leads from the one to the other it holds.
  @Test func oneBalanceOfADayDecidesWhereOneReadingFits() throws {
    let one = try load(
      lloyds(
        [
          "13,FPI,J OTHER,,100.00,100.00", "14,DEB,CORNER SHOP,25.00,,",
          "14,DEB,CORNER SHOP,-25.00,,",
          "14,DEB,BAKERY,10.00,,90.00",
        ], isNewestFirst: true))
    #expect(rows(one).filter { $0.contains("in reversal") }.count == 1)
    let two = try load(
      lloyds(
        [
          "13,FPI,J OTHER,,100.00,100.00", "14,DEB,CORNER SHOP,-25.00,,", "14,DEB,DINER,-25.00,,",
          "14,DEB,BAKERY,10.00,,90.00",
        ], isNewestFirst: true))
    #expect(codes(two).contains("sign-doubtful"))
    #expect(!rows(two).contains { $0.contains("reversal") })
  }

  @Test func aPayerMayBeCalledUnpaid() throws {
    let intake = try load(
      lloyds(
        [
          "13,FPO,J OTHER,40.00,,60.00", "14,DD,UNPAID NORTHMOOR ENERGY,,5.00,65.00",
          "18,FPI,UNPAID J OTHER,,40.00,105.00", "20,FPI,UNPAID WORK LTD,,60.00,165.00",
        ], isNewestFirst: true))
    // The newest row stands in line 2.
    #expect(rows(intake) == ["2 in payment", "3 in reversal", "4 in reversal", "5 out payment"])
    #expect(
      intake.ledger.transfers.contains { $0.payer.key.hasSuffix(":UNPAID WORK LTD") })
  }

  @Test func returnedSEPAPaymentsNameNobodyCalledSEPA() throws {
    let header =
      "Posted Account, Posted Transactions Date, Description1, Description2, Description3, Debit Amount, Credit Amount,Balance,Posted Currency,Transaction Type,Local Currency Amount,Local Currency\n"
    func row(_ day: Int, _ one: String, _ two: String, _ out: String, _ into: String) -> String {
      "\"93115212345678\",0\(day)/02/11,\"\(one)\",\"\(two)\",\"\",\"\(out)\",\"\(into)\",\"\",EUR,\"Debit\",\" 1.00\",EUR\n"
    }
    let intake = try load(
      header + row(3, "*INET J OTHER", "", "125.00", "") + row(4, "RETURN SEPA", "", "", "125.00")
        + row(5, "RETURN SEPA", "J OTHER", "", "10.00") + row(6, "RETURN SEPA CT", "", "5.00", "")
        + row(7, "RETURN TICKETS LTD", "", "", "50.00"))
    let kinds = intake.ledger.transfers.map(\.kind.name)
    #expect(kinds == ["payment", "reversal", "reversal", "reversal", "payment"])
    let keys = intake.ledger.transfers.flatMap { [$0.payer.key, $0.beneficiary.key] }
    #expect(!keys.contains { $0.hasSuffix(":SEPA") || $0.hasSuffix(":RETURN SEPA") })
    #expect(keys.contains { $0.hasSuffix(":RETURN TICKETS LTD") })
  }

  private func hdfc(_ rows: [(day: Int, text: String, out: String, into: String, number: String)])
    -> String
  {
    var balance = 0
    return Self.hdfc
      + rows.map { row in
        balance += (Int(row.into) ?? 0) - (Int(row.out) ?? 0)
        return
          "0\(row.day)/04/11,\(row.text),0\(row.day)/04/11,\(row.out).00,\(row.into).00,\(row.number),\(balance).00\n"
      }.joined()
  }

  /// A credit that prints the number of a debit gives it back, without a word of it; the first row of a day is first.
  @Test(arguments: [2, 5]) func aRepeatedNumberGivesBack(_ day: Int) throws {
    let rrn = "111110688643"
    let text = "UPI-RAVI SAMPLE-ravi@okbank-KKBK0000001-\(rrn)-NOTE"
    let intake = try load(
      hdfc([
        (
          1, "NEFT CR-KKBK0000001-MEENA SAMPLE-OWN-KKBKH11091123456", "0", "10000",
          "KKBKH11091123456"
        ),
        (2, text, "1000", "0", rrn), (day, text, "0", "1000", rrn),
      ]))
    let back = try #require(intake.ledger.transfers.first { $0.evidence[0].line == 4 })
    #expect(back.kind == .reversal && back.returnedPayment?.evidence[0].line == 3)
    #expect(!codes(intake).contains("return-unlinked") && !codes(intake).contains("return-differs"))
  }

  @Test func anotherAmountIsSaid() throws {
    let rrn = "111110688643"
    let text = "UPI-RAVI SAMPLE-ravi@okbank-KKBK0000001-\(rrn)-NOTE"
    let intake = try load(
      hdfc([
        (
          1, "NEFT CR-KKBK0000001-MEENA SAMPLE-OWN-KKBKH11091123456", "0", "10000",
          "KKBKH11091123456"
        ),
        (2, text, "1000", "0", rrn), (5, text, "0", "400", rrn),
      ]))
    #expect(codes(intake).filter { $0 == "return-differs" }.count == 1)
    #expect(intake.ledger.transfers.allSatisfy { $0.kind == .payment })
  }

  /// A number that does not belong to one payment, or stands in more than two rows, gives nothing back.
  @Test func otherNumbersTieNothing() throws {
    let intake = try load(
      hdfc([
        (
          1, "UPI-RAVI SAMPLE-ravi@okbank-KKBK0000001-111110688643-FLAT 9876543210", "1000", "0",
          "111110688643"
        ),
        (
          3, "UPI-RAVI SAMPLE-ravi@okbank-KKBK0000001-111110688644-FLAT 9876543210", "0", "1000",
          "111110688644"
        ),
      ]))
    #expect(intake.ledger.transfers.allSatisfy { $0.kind == .payment })
  }
}
