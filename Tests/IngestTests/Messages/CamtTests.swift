import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// The rules of `camt` messages, each by one small statement.
@Suite struct CamtTests {
  /// An entry's element.
  private static func entry(
    _ amount: String, _ direction: String, more: String = "", day: String = "2024-03-04",
    details: String = "", currency: String = "EUR"
  ) -> String {
    "<Ntry><Amt Ccy=\"\(currency)\">\(amount)</Amt><CdtDbtInd>\(direction)</CdtDbtInd>\(more)<Sts>BOOK</Sts>"
      + (day.isEmpty ? "" : "<BookgDt><Dt>\(day)</Dt></BookgDt>")
      + (details.isEmpty ? "" : "<NtryDtls>\(details)</NtryDtls>") + "</Ntry>\n"
  }

  private static func detail(_ amount: String, _ name: String, more: String = "") -> String {
    "<TxDtls><AmtDtls><TxAmt><Amt Ccy=\"EUR\">\(amount)</Amt></TxAmt></AmtDtls>\(more)"
      + "<RltdPties><Dbtr><Nm>\(name)</Nm></Dbtr><Cdtr><Nm>\(name)</Nm></Cdtr></RltdPties></TxDtls>\n"
  }

  private static func balance(_ code: String, _ amount: String) -> String {
    "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">\(amount)</Amt>"
      + "<CdtDbtInd>CRDT</CdtDbtInd></Bal>\n"
  }

  private func read(
    _ parts: String, kind: String = "053", reversals: ReversalDirection? = nil
  ) throws -> Intake {
    let root = kind == "053" ? ("BkToCstmrStmt", "Stmt") : ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
    let text =
      "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.\(kind).001.02\"><\(root.0)>\n<\(root.1)>"
      + "<Acct><Id><IBAN>\(StatedPayments.own)</IBAN></Id></Acct>\n\(parts)</\(root.1)></\(root.0)></Document>"
    let folder = try TemporaryFolder()
    var mapping = ColumnMapping()
    mapping.forms.reversals = reversals
    var reader = TransactionReader()
    if reversals != nil { reader.mapping = mapping }
    return try reader.read([try folder.write(text, as: "a.xml")])
  }

  private func signed(_ intake: Intake) -> [String] {
    intake.ledger.transfers.map {
      ($0.payer.key == "iban:\(StatedPayments.own)" ? "-" : "+") + $0.sent.decimalText
    }.sorted()
  }

  // MARK: Batches

  @Test func paymentsThatAddUpAreTheTransfers() throws {
    let intake = try read(
      Self.entry("300.00", "CRDT", details: Self.detail("100.00", "A") + Self.detail("200.00", "B"))
    )
    #expect(signed(intake) == ["+100.00", "+200.00"])
    #expect(intake.rows.loaded == 1 && intake.diagnostics.isEmpty)
    #expect(Set(intake.ledger.transfers.map { $0.payer.name ?? "" }) == ["A", "B"])
  }

  @Test(arguments: ["", "<Btch><NbOfTxs>3</NbOfTxs></Btch>"])
  func paymentsThatDoNotAddUpAreOneTransfer(_ batch: String) throws {
    let second = batch.isEmpty ? "190.00" : "200.00"
    let intake = try read(
      Self.entry(
        "300.00", "CRDT", details: batch + Self.detail("100.00", "A") + Self.detail(second, "B")))
    #expect(signed(intake) == ["+300.00"] && codes(intake) == ["batch-differs"])
  }

  /// The amount of the entry is never that of each payment.
  @Test func paymentsWithoutAmountsAreOneTransfer() throws {
    let bare = "<TxDtls><RltdPties><Dbtr><Nm>A</Nm></Dbtr></RltdPties></TxDtls>"
    let intake = try read(Self.entry("300.00", "CRDT", details: bare + bare))
    #expect(signed(intake) == ["+300.00"])
    #expect(codes(intake) == ["batch-differs"])
  }

  @Test func chargesThatMakeUpTheDifferenceAreTransfers() throws {
    let charge = "<Chrgs><Rcrd><Amt Ccy=\"EUR\">26.00</Amt></Rcrd></Chrgs>\n"
    let out = try read(
      Self.entry("1526.00", "DBIT", details: Self.detail("1500.00", "A", more: "\n" + charge)))
    #expect(signed(out) == ["-1500.00", "-26.00"])
    #expect(out.ledger.transfers.map(\.kind).contains(.fee))
    let into = try read(
      Self.entry("1474.00", "CRDT", details: Self.detail("1500.00", "A", more: "\n" + charge)))
    #expect(signed(into) == ["+1500.00", "-26.00"])
  }

  // MARK: Reversals

  @Test func theBalanceDecidesTheDirectionOfReversals() throws {
    let reversal = Self.entry("15.00", "DBIT", more: "<RvslInd>true</RvslInd>")
    let entries = Self.entry("100.00", "CRDT") + reversal
    let booked = try read(
      Self.balance("OPBD", "10.00") + Self.balance("CLBD", "95.00") + entries)
    #expect(signed(booked) == ["+100.00", "-15.00"])
    let original = try read(
      Self.balance("OPBD", "10.00") + Self.balance("CLBD", "125.00") + entries)
    #expect(signed(original) == ["+100.00", "+15.00"])
  }

  @Test func reversalsThatNoBalanceSettlesAreAsked() throws {
    let entries = Self.entry("15.00", "DBIT", more: "<RvslInd>true</RvslInd>")
    do {
      _ = try read(entries, kind: "054")
      Issue.record("the question is not asked")
    } catch let error as IngestError {
      #expect(error.code == .twoReadings && error.message.contains("--reversals"))
    }
    #expect(signed(try read(entries, kind: "054", reversals: .booked)) == ["-15.00"])
    #expect(signed(try read(entries, kind: "054", reversals: .original)) == ["+15.00"])
  }

  // MARK: Values

  @Test func balancesThatDoNotCloseAreReportedWithBothSums() throws {
    let intake = try read(
      Self.balance("OPBD", "10.00") + Self.balance("CLBD", "99.00") + Self.entry("100.00", "CRDT"))
    #expect(intake.rows.loaded == 1 && codes(intake) == ["balance-break"])
    let summary = intake.diagnostics.first?.summary ?? ""
    #expect(summary.contains("110.00") && summary.contains("99.00") && summary.contains("-11.00"))
    #expect(intake.ledger.statementBalances.isEmpty)
  }

  @Test func amountsAreExact() throws {
    let intake = try read(
      Self.entry("000000000000149.87", "CRDT") + Self.entry("100.00000", "CRDT")
        + Self.entry("150.00", "CRDT", currency: "JPY"))
    #expect(signed(intake) == ["+100.00", "+149.87", "+150"])
    #expect(intake.diagnostics.isEmpty)
  }

  @Test func entriesThatLackAPartAreRejectedWithTheirBytes() throws {
    let good = Self.entry("1.00", "CRDT")
    for (bad, code) in [
      (Self.entry("", "CRDT"), "amount-missing"),
      (Self.entry("5.00", "CRDT", day: ""), "time-unparseable"),
      (Self.entry("5.00", "CRDT", currency: ""), "currency-missing"),
      (Self.entry("5.00", "XXXX"), "amount-unparseable"),
      (Self.entry("-5.00", "CRDT"), "amount-unparseable"),
      (Self.entry("5.00", "CRDT", currency: "ZZZ"), "currency-unknown"),
      (Self.entry("5.00", "CRDT", day: "2024-02-30"), "time-impossible"),
      (Self.entry("5.00", "CRDT").replacing("BOOK", with: "WHAT"), "status-unknown"),
    ] {
      let intake = try read(good + bad + good)
      #expect(intake.rows.loaded == 2 && intake.rows.rejected == 1, "\(code)")
      let problem = intake.diagnostics.first { $0.severity == .error }
      #expect(problem?.code == code, "\(code): \(codes(intake))")
      #expect(problem?.citation?.line == 4, "\(code)")
      #expect(problem?.citation?.byteRange.count == bad.utf8.count - 1, "\(code)")
    }
  }

  @Test func pendingEntriesMoveNothing() throws {
    let intake = try read(
      Self.balance("OPBD", "0.00") + Self.balance("CLBD", "5.00") + Self.entry("5.00", "CRDT")
        + Self.entry("7.00", "CRDT").replacing("BOOK", with: "PDNG"))
    #expect(intake.rows.loaded == 1 && intake.rows.memo == 1 && intake.diagnostics.isEmpty)
  }

  @Test func amountsOfTwoCurrenciesKeepBothSides() throws {
    let details =
      "<TxDtls><AmtDtls><InstdAmt><Amt Ccy=\"GBP\">80.00</Amt></InstdAmt><TxAmt><Amt Ccy=\"EUR\">95.00</Amt></TxAmt></AmtDtls></TxDtls>"
    let out = try #require(
      try read(Self.entry("95.00", "DBIT", details: details)).ledger.transfers.first)
    #expect("\(out.sent) \(out.received)" == "EUR 95.00 GBP 80.00")
    let into = try #require(
      try read(Self.entry("95.00", "CRDT", details: details)).ledger.transfers.first)
    #expect("\(into.sent) \(into.received)" == "GBP 80.00 EUR 95.00")
  }
}
