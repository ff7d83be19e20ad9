import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Notifications and account reports beside the statements that tell their entries too: no payment counts twice, and
/// none is given to two entries.
@Suite struct NotificationTests {
  private static let own = "DE89370400440532013000"
  private static let accounts = [
    "ANTON": "DE02120300000000202051", "BERTA": "DE02500105170137075030",
    "XAVER": "DE21301204000000015228",
  ]

  private func load(_ files: [(name: String, text: String)]) throws -> Intake {
    let folder = try TemporaryFolder()
    return try TransactionReader().read(try files.map { try folder.write($0.text, as: $0.name) })
  }

  private static func message(_ kind: String, _ parts: String...) -> String {
    let names = [
      "053": ("BkToCstmrStmt", "Stmt"), "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
      "052": ("BkToCstmrAcctRpt", "Rpt"),
    ]
    let (root, part) = names[kind] ?? ("", "")
    return """
      <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.\(kind).001.08"><\(root)><\(part)>
      <Acct><Id><IBAN>\(own)</IBAN></Id><Ccy>EUR</Ccy></Acct>
      \(parts.joined(separator: "\n"))
      </\(part)></\(root)></Document>
      """
  }

  private static func balance(_ code: String, _ amount: String, _ date: String) -> String {
    let day = date.contains("T") ? "<DtTm>\(date)</DtTm>" : "<Dt>\(date)</Dt>"
    return
      "<Bal><Tp><CdOrPrtry><Cd>\(code)</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">\(amount)</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>\(day)</Dt></Bal>"
  }

  /// An entry that paid money out.
  private static func entry(
    _ amount: String, _ day: Int, _ reference: String, to payments: [(name: String, amount: String)]
  ) -> String {
    let details = payments.map {
      "<TxDtls><Amt Ccy=\"EUR\">\($0.amount)</Amt><CdtDbtInd>DBIT</CdtDbtInd><RltdPties><Cdtr><Pty><Nm>\($0.name)</Nm></Pty></Cdtr><CdtrAcct><Id><IBAN>\(accounts[$0.name] ?? "")</IBAN></Id></CdtrAcct></RltdPties></TxDtls>"
    }
    return
      "<Ntry><Amt Ccy=\"EUR\">\(amount)</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2021-03-\(day < 10 ? "0" : "")\(day)</Dt></BookgDt><AcctSvcrRef>\(reference)</AcctSvcrRef>"
      + (details.isEmpty ? "" : "<NtryDtls>\(details.joined())</NtryDtls>") + "</Ntry>"
  }

  private static func month(_ opening: String, _ closing: String, _ entries: String...) -> String {
    message(
      "053", balance("OPBD", opening, "2021-03-01"), balance("CLBD", closing, "2021-03-31"),
      entries.joined(separator: "\n"))
  }

  private func amounts(_ intake: Intake) -> [Int64] {
    intake.ledger.transfers.map(\.sent.minorUnits).sorted()
  }

  private func codes(_ intake: Intake) -> [String] {
    intake.files.flatMap(\.diagnostics).map(\.code)
  }

  // MARK: Days

  @Test(arguments: [1, 2, 4, 5, 6, 12], ["052", "054"])
  func anEntryOfOneReferenceIsOnePaymentOnAnyDayNearby(day: Int, kind: String) throws {
    let anton = [(name: "ANTON", amount: "100.00")]
    let statement = Self.month("1000.00", "900.00", Self.entry("100.00", 5, "R1", to: anton))
    // Nothing proves this one: it has no balances.
    let bare = Self.message("053", Self.entry("100.00", 5, "R1", to: anton))
    let notification = Self.message(kind, Self.entry("100.00", day, "R1", to: anton))
    for text in [statement, bare] {
      let intake = try load([("s.xml", text), ("n.xml", notification)])
      #expect(amounts(intake) == [10_000], "\(day) \(kind)")
      #expect(!codes(intake).contains("statement-lacks-entry"))
    }
  }

  @Test func daysWithoutEntriesAreProvedByTheBalancesAround() throws {
    let anton = [(name: "ANTON", amount: "100.00")]
    let statement = Self.message(
      "053", Self.balance("OPBD", "1000.00", "2021-03-01"),
      Self.balance("CLBD", "900.00", "2021-03-10"), Self.entry("100.00", 5, "R1", to: anton))
    let notification = Self.message(
      "054", Self.entry("40.00", 10, "R2", to: [(name: "BERTA", amount: "40.00")]),
      Self.entry("60.00", 15, "R3", to: [(name: "XAVER", amount: "60.00")]))
    let intake = try load([("s.xml", statement), ("n.xml", notification)])
    #expect(amounts(intake) == [6_000, 10_000])
    #expect(codes(intake).contains("statement-lacks-entry"))
  }

  @Test func aStatementWithoutEntriesProvesThatNothingMoved() throws {
    let statement = Self.month("1000.00", "1000.00")
    let notification = Self.message(
      "054", Self.entry("100.00", 4, "R1", to: [(name: "ANTON", amount: "100.00")]))
    let intake = try load([("s.xml", statement), ("n.xml", notification)])
    #expect(amounts(intake).isEmpty)
    #expect(!codes(intake).contains("own-account-unknown"))
    #expect(
      intake.files[0].decisions.contains {
        $0.hasSuffix(
          "has no entries: it opens with 1000.00 EUR on 2021-03-01 and closes with 1000.00 EUR on 2021-03-31"
        )
      })
  }

  @Test func theDayOfAnOpeningBalanceIsNotProved() throws {
    // The balance of the first of March may be that of its morning or of the evening before.
    let notification = Self.message(
      "054", Self.entry("40.00", 1, "R2", to: [(name: "BERTA", amount: "40.00")]))
    let statement = Self.month(
      "1000.00", "900.00", Self.entry("100.00", 5, "R1", to: [(name: "ANTON", amount: "100.00")]))
    #expect(amounts(try load([("s.xml", statement), ("n.xml", notification)])) == [4_000, 10_000])
    // A period that the statement states proves it.
    let period = statement.replacing(
      "<Acct>",
      with:
        "<FrToDt><FrDtTm>2021-03-01T00:00:00</FrDtTm><ToDtTm>2021-03-31T23:59:59</ToDtTm></FrToDt><Acct>"
    )
    #expect(amounts(try load([("s.xml", period), ("n.xml", notification)])) == [10_000])
  }

  @Test func aBalanceOfNoonDoesNotProveItsDay() throws {
    for (time, expected) in [
      ("2021-03-10T12:00:00", [4_000, 10_000]), ("2021-03-10T00:00:00", [10_000]),
      ("2021-03-10T23:59:59", [10_000]),
    ] as [(String, [Int64])] {
      let statement = Self.message(
        "053", Self.balance("OPBD", "1000.00", "2021-03-01"), Self.balance("CLBD", "900.00", time),
        Self.entry("100.00", 10, "R1", to: [(name: "ANTON", amount: "100.00")]))
      let notification = Self.message(
        "054", Self.entry("40.00", 10, "R2", to: [(name: "BERTA", amount: "40.00")]))
      let intake = try load([("s.xml", statement), ("n.xml", notification)])
      #expect(amounts(intake) == expected, "\(time)")
    }
  }

  @Test func aDayOfPagesIsProvedOnlyByAllOfThem() throws {
    func page(_ first: String, _ last: String, _ lines: String) -> String {
      ":20:X\n:25:DE89370400440532013000\n:28C:1/1\n:\(first)\n\(lines)\n:\(last)\n-\n"
    }
    let one = page("60F:C210304EUR100,", "62M:C210305EUR90,", ":61:2103050305D10,NTRFA//B1")
    let two = page("60M:C210305EUR90,", "62M:C210305EUR70,", ":61:2103050305D20,NTRFA//B2")
    let three = page("60M:C210305EUR70,", "62F:C210305EUR40,", ":61:2103050305D30,NTRFA//B3")
    let report =
      ":20:R\n:25:DE89370400440532013000\n:28C:1/1\n:34F:EURD0,\n:13D:2103051200+0100\n:61:2103050305D5,NTRFA//B9\n-\n"
    for (pages, expected) in [
      (one + two + three, [1000, 2000, 3000]), (two + three, [500, 2000, 3000]),
      (one + two, [500, 1000, 2000]), (three, [500, 3000]),
    ] as [(String, [Int64])] {
      let intake = try load([("s.sta", pages), ("r.sta", report)])
      #expect(amounts(intake) == expected)
    }
  }

  @Test func twoPaymentsOfOneAmountAreTwo() throws {
    // The statement is not proved, and the notification names another payee.
    let statement = Self.message(
      "053", Self.entry("100.00", 5, "R1", to: [(name: "ANTON", amount: "100.00")]))
    let notification = Self.message(
      "054", Self.entry("100.00", 5, "R2", to: [(name: "BERTA", amount: "100.00")]))
    let intake = try load([("s.xml", statement), ("n.xml", notification)])
    #expect(amounts(intake) == [10_000, 10_000])
    #expect(codes(intake).contains("statement-lacks-entry"))
  }

  // MARK: Payments of entries

  private func paid(_ intake: Intake) -> [String: Int64] {
    intake.ledger.transfers.reduce(into: [:]) {
      $0[$1.beneficiary.name ?? "", default: 0] += $1.sent.minorUnits
    }
  }

  @Test func eachNotifiedEntryTellsOneEntry() throws {
    let open = Self.entry("800.00", 10, "BB", to: [])
    let first = Self.entry(
      "800.00", 10, "BB",
      to: [(name: "ANTON", amount: "500.00"), (name: "BERTA", amount: "300.00")]
    )
    let second = Self.entry(
      "800.00", 10, "BB",
      to: [(name: "XAVER", amount: "400.00"), (name: "BERTA", amount: "400.00")]
    )
    let two = Self.month("2000.00", "400.00", open, open)
    let one = Self.month("2000.00", "1200.00", open)
    // Two of one reference: each tells one.
    for files in [
      [("n.xml", Self.message("054", first, second))],
      [("n.xml", Self.message("054", first)), ("o.xml", Self.message("054", second))],
    ] {
      let intake = try load([("s.xml", two)] + files)
      #expect(paid(intake) == ["ANTON": 50_000, "BERTA": 70_000, "XAVER": 40_000])
    }
    // One tells one of two; the other names nobody.
    let half = try load([("s.xml", two), ("n.xml", Self.message("054", first))])
    #expect(paid(half) == ["ANTON": 50_000, "BERTA": 30_000, "": 80_000])
    // The same told again, by a report, is no second one.
    let again = try load([
      ("s.xml", two), ("n.xml", Self.message("054", first)), ("r.xml", Self.message("052", first)),
    ])
    #expect(paid(again) == paid(half))
    // Two that differ for one entry: nobody is named, and it is said.
    let disputed = try load([("s.xml", one), ("n.xml", Self.message("054", first, second))])
    #expect(paid(disputed) == ["": 80_000])
    #expect(codes(disputed).contains("batch-differs"))
    // A day apart, of one reference.
    let late = Self.entry(
      "800.00", 9, "BB", to: [(name: "ANTON", amount: "500.00"), (name: "BERTA", amount: "300.00")])
    let joined = try load([("s.xml", one), ("n.xml", Self.message("054", late))])
    #expect(paid(joined) == ["ANTON": 50_000, "BERTA": 30_000])
  }

  @Test func paymentsBesideAChargeAreTold() throws {
    let charge =
      "<Chrgs><Rcrd><Amt Ccy=\"EUR\">2.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>"
    func charged(_ entry: String) -> String {
      entry.replacing("</AcctSvcrRef>", with: "</AcctSvcrRef>" + charge)
    }
    let statement = Self.month(
      "2000.00", "1198.00", charged(Self.entry("802.00", 10, "BB", to: [])))
    let notification = charged(
      Self.entry(
        "802.00", 10, "BB",
        to: [(name: "ANTON", amount: "500.00"), (name: "BERTA", amount: "300.00")]))
    for kind in ["052", "054"] {
      let intake = try load([("s.xml", statement), ("n.xml", Self.message(kind, notification))])
      #expect(amounts(intake) == [200, 30_000, 50_000])
      #expect(paid(intake)["ANTON"] == 50_000 && paid(intake)["BERTA"] == 30_000)
    }
  }
}
