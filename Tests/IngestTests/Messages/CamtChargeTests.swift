import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Charges of entries and of payments in `camt` messages: the sums decide, and the mark where they do not.
@Suite struct CamtChargeTests {
  private static func charge(
    _ amount: String, included: Bool? = nil, direction: String = ""
  ) -> String {
    "<Rcrd><Amt Ccy=\"EUR\">\(amount)</Amt>"
      + (direction.isEmpty ? "" : "<CdtDbtInd>\(direction)</CdtDbtInd>")
      + (included.map { "<ChrgInclInd>\($0)</ChrgInclInd>" } ?? "") + "</Rcrd>\n"
  }

  private static func charges(_ records: String) -> String { "<Chrgs>\n\(records)</Chrgs>\n" }

  private static func detail(_ amount: String?, _ name: String, more: String = "") -> String {
    "<TxDtls>" + (amount.map { "<Amt Ccy=\"EUR\">\($0)</Amt>" } ?? "") + more
      + "<RltdPties><Dbtr><Nm>\(name)</Nm></Dbtr><Cdtr><Nm>\(name)</Nm></Cdtr></RltdPties></TxDtls>\n"
  }

  private func read(
    _ amount: String, _ direction: String, charges: String = "", details: String = "",
    status: String = "BOOK"
  ) throws -> Intake {
    let entry =
      "<Ntry><Amt Ccy=\"EUR\">\(amount)</Amt><CdtDbtInd>\(direction)</CdtDbtInd><Sts>\(status)</Sts>"
      + "<BookgDt><Dt>2024-03-04</Dt></BookgDt><AcctSvcrRef>B7</AcctSvcrRef>\(charges)"
      + (details.isEmpty ? "" : "<NtryDtls>\n\(details)</NtryDtls>") + "</Ntry>\n"
    let text =
      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\n<Stmt>"
      + "<Acct><Id><IBAN>\(StatedPayments.own)</IBAN></Id></Acct>\n\(entry)</Stmt></BkToCstmrStmt></Document>"
    let folder = try TemporaryFolder()
    return try TransactionReader().read([try folder.write(text, as: "a.xml")])
  }

  /// The transfers as sign, amount and kind, in the order of their rows.
  private func signed(_ intake: Intake) -> [String] {
    intake.ledger.transfers.sorted {
      ($0.evidence[0].line, $0.kind.rawValue) < ($1.evidence[0].line, $1.kind.rawValue)
    }.map {
      ($0.payer.key == "iban:\(StatedPayments.own)" ? "-" : "+") + $0.sent.decimalText
        + ($0.kind == .fee ? " fee" : "")
    }
  }

  // MARK: Charges of the whole entry

  @Test func chargesOfTheEntryThatMakeUpTheDifferenceAreTransfers() throws {
    for included in [nil, true, false] {
      let charges = Self.charges(Self.charge("26.00", included: included))
      let out = try read(
        "1526.00", "DBIT", charges: charges, details: Self.detail("1500.00", "A"))
      #expect(signed(out) == ["-1500.00", "-26.00 fee"], "\(String(describing: included))")
      #expect(out.diagnostics.isEmpty && out.rows.loaded == 1)
      let into = try read(
        "1474.00", "CRDT", charges: charges, details: Self.detail("1500.00", "A"))
      #expect(signed(into) == ["+1500.00", "-26.00 fee"], "\(String(describing: included))")
    }
  }

  @Test func chargesOfABatchStandBeforeItsPayments() throws {
    let intake = try read(
      "303.00", "DBIT", charges: Self.charges(Self.charge("1.00") + Self.charge("2.00")),
      details: Self.detail("100.00", "A") + Self.detail("200.00", "B"))
    #expect(signed(intake).sorted() == ["-1.00 fee", "-100.00", "-2.00 fee", "-200.00"])
    #expect(Set(intake.ledger.transfers.map { $0.recordedID ?? "" }).count == 4)
    #expect(intake.diagnostics.isEmpty && intake.rows.loaded == 1)
  }

  /// A bank that states the charges of the payments once more for the entry states them twice, and takes them once.
  @Test func chargesStatedTwiceAreTakenOnce() throws {
    let intake = try read(
      "1526.00", "DBIT", charges: Self.charges(Self.charge("26.00")),
      details: Self.detail("1500.00", "A", more: Self.charges(Self.charge("26.00"))))
    #expect(signed(intake) == ["-1500.00", "-26.00 fee"])
  }

  @Test func chargesOfBothLevelsAreTakenWhereTheSumNeedsBoth() throws {
    let intake = try read(
      "1530.00", "DBIT", charges: Self.charges(Self.charge("4.00")),
      details: Self.detail("1500.00", "A", more: Self.charges(Self.charge("26.00"))))
    #expect(signed(intake).sorted() == ["-1500.00", "-26.00 fee", "-4.00 fee"])
    #expect(intake.diagnostics.isEmpty)
  }

  @Test func aSumWithoutRecordsIsACharge() throws {
    let charges = "<Chrgs><TtlChrgsAndTaxAmt Ccy=\"EUR\">26.00</TtlChrgsAndTaxAmt></Chrgs>\n"
    let intake = try read(
      "1526.00", "DBIT", charges: charges, details: Self.detail("1500.00", "A"))
    #expect(signed(intake) == ["-1500.00", "-26.00 fee"])
  }

  // MARK: The mark

  @Test func includedChargesAreTakenFromAPaymentWithoutAnAmount() throws {
    let charges = Self.charges(Self.charge("26.00", included: true))
    for details in ["", Self.detail(nil, "A")] {
      #expect(
        signed(try read("1526.00", "DBIT", charges: charges, details: details)) == [
          "-1500.00", "-26.00 fee",
        ])
      #expect(
        signed(try read("1474.00", "CRDT", charges: charges, details: details)) == [
          "+1500.00", "-26.00 fee",
        ])
    }
    let back = Self.charges(Self.charge("4.00", included: true, direction: "CRDT"))
    #expect(signed(try read("104.00", "CRDT", charges: back)).sorted() == ["+100.00", "+4.00"])
  }

  @Test func includedChargesAreTakenFromAPaymentOfTheWholeAmount() throws {
    let charge = Self.charges(Self.charge("26.00", included: true))
    let own = try read("1526.00", "DBIT", details: Self.detail("1526.00", "A", more: charge))
    #expect(signed(own) == ["-1500.00", "-26.00 fee"])
    let whole = try read(
      "1526.00", "DBIT", charges: charge, details: Self.detail("1526.00", "A"))
    #expect(signed(whole) == ["-1500.00", "-26.00 fee"])
    let twice = try read(
      "1526.00", "DBIT", charges: charge, details: Self.detail("1526.00", "A", more: charge))
    #expect(signed(twice) == ["-1500.00", "-26.00 fee"])
  }

  @Test(arguments: [nil, false]) func chargesThatAreNotIncludedMoveNothing(
    _ included: Bool?
  ) throws {
    let charges = Self.charges(Self.charge("26.00", included: included))
    let intake = try read("1526.00", "DBIT", charges: charges, details: Self.detail(nil, "A"))
    #expect(signed(intake) == ["-1526.00"] && intake.diagnostics.isEmpty)
    let whole = try read(
      "1526.00", "DBIT", details: Self.detail("1526.00", "A", more: charges))
    #expect(signed(whole) == ["-1526.00"] && whole.diagnostics.isEmpty)
  }

  /// An entry that is nothing but its charges, or less than they are, stays one transfer.
  @Test(arguments: ["26.00", "30.00"]) func anEntryIsNeverLessThanNothing(_ charge: String) throws {
    let intake = try read(
      "26.00", "DBIT", charges: Self.charges(Self.charge(charge, included: true)))
    #expect(signed(intake) == ["-26.00"])
  }

  @Test func includedChargesOfABatchBelongToNoPayment() throws {
    let intake = try read(
      "300.00", "DBIT", charges: Self.charges(Self.charge("26.00", included: true)),
      details: Self.detail("100.00", "A") + Self.detail("200.00", "B"))
    #expect(signed(intake) == ["-100.00", "-200.00"])
  }

  @Test func chargesInAnotherCurrencyChangeNothing() throws {
    let charges = Self.charges(Self.charge("26.00", included: true)).replacing("EUR", with: "USD")
    #expect(signed(try read("1526.00", "DBIT", charges: charges)) == ["-1526.00"])
  }

  @Test func chargesThatDoNotMakeUpTheDifferenceAreReported() throws {
    let intake = try read(
      "1526.00", "DBIT", charges: Self.charges(Self.charge("25.00")),
      details: Self.detail("1500.00", "A"))
    #expect(signed(intake) == ["-1526.00"] && codes(intake) == ["batch-differs"])
  }

  @Test func pendingEntriesMoveNoCharges() throws {
    let intake = try read(
      "1526.00", "DBIT", charges: Self.charges(Self.charge("26.00", included: true)),
      status: "PDNG")
    #expect(intake.ledger.transfers.isEmpty && intake.rows.memo == 1)
  }
}
