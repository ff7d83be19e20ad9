import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// The statements that a profile can make about a format, and those that are refused.
@Suite("Profile format") struct ProfileFormatTests {
  private static let plain = """
    profile: my.bank
    shape: statement
    match: {headers: [[Day, Booked, What, Sum, Ccy]]}
    fields:
      date: DATE
      amount: {signed: SUM}
      currency: {column: CCY}
      narration: [What]
    dates: [dmy]

    """

  private func profile(
    date: String = "Booked", sum: String = "Sum", currency: String = "Ccy", more: String = ""
  ) -> String {
    Self.plain.replacing("DATE", with: date).replacing("SUM", with: sum)
      .replacing("CCY", with: currency) + more
  }

  private func read(_ profile: String, _ rows: String, as name: String = "x.csv") throws -> Intake {
    let folder = try TemporaryFolder()
    var reader = TransactionReader()
    reader.library = FormatLibrary(own: [try Format(text: profile, source: "my.yaml")])
    return try reader.read([folder.write(rows, as: name)])
  }

  private static let header = "Day,Booked,What,Sum,Ccy\n"

  private func sums(_ intake: Intake) -> [String] {
    intake.ledger.transfers.map { "\($0.time.iso8601) \($0.sent)" }
  }

  @Test func wordsAreExchangedByATable() throws {
    let text = profile(currency: "{column: Ccy, map: {\"British pounds\": GBP, euro: EUR}}")
    let intake = try read(
      text,
      Self.header + "1,05/01/2010,a,5.00,british  POUNDS\n1,06/01/2010,b,6.00,Euro\n"
        + "1,07/01/2010,c,7.00,USD\n")
    #expect(
      sums(intake) == ["2010-01-05 GBP 5.00", "2010-01-06 EUR 6.00", "2010-01-07 USD 7.00"])
  }

  @Test func theFirstColumnThatIsFilledCounts() throws {
    let intake = try read(
      profile(date: "{first: [Booked, Day]}"),
      Self.header + "01/02/2010,05/01/2010,a,5.00,GBP\n06/01/2010,,b,6.00,GBP\n")
    #expect(sums(intake) == ["2010-01-05 GBP 5.00", "2010-01-06 GBP 6.00"])
  }

  @Test func partsOfCellsAreTakenAndTakenOut() throws {
    let intake = try read(
      profile(
        date: "{column: Booked, regex: '^(\\d\\d)(\\d\\d)(\\d{4}) ', as: \"{1}/{2}/{3}\"}",
        currency: "{column: Ccy, strip: '[^A-Z]+'}"),
      Self.header + "1,05012010 at noon,a,5.00,[GBP]\n1,06/01/2010,b,6.00,GBP\n")
    #expect(sums(intake) == ["2010-01-05 GBP 5.00", "2010-01-06 GBP 6.00"])
  }

  @Test func datesOutsideTheEraAreWarnedOf() throws {
    let rows = Self.header + "1,05/01/2010,a,5.00,GBP\n1,06/01/2012,b,6.00,GBP\n"
    for (era, isSaid) in [
      ("[\"2010-01-05\", \"2012-01-06\"]", false), ("[\"\", \"2012-01-06\"]", false),
      ("[\"2010-01-06\", \"\"]", true), ("[\"\", \"2012-01-05\"]", true),
    ] {
      let intake = try read(profile(more: "era: \(era)\n"), rows)
      #expect(intake.rows.loaded == 2)
      #expect(codes(intake).contains("era-outside") == isSaid, "\(era)")
    }
    let ledger = """
      profile: my.ledger
      shape: ledger
      match: {headers: [[Day, Payer, Payee, Sum]]}
      fields: {time: Day, from: Payer, to: Payee, amount: Sum}
      constants: {currency: GBP}
      dates: dmy
      era: ["", "2009-12-31"]

      """
    let intake = try read(ledger, "Day,Payer,Payee,Sum\n05/01/2010,a,b,5.00\n")
    #expect(intake.rows.loaded == 1 && codes(intake) == ["era-outside"])
  }

  @Test func aHeaderMayStandInTwoRows() throws {
    let rows = """
      HDFC BANK,,,,,,
      Account No : 50100012345678,,,,,,
      Date,Narration,Chq./,Value,Withdrawal,Deposit,Closing
      ,,Ref.No.,Dt,Amt.,Amt.,Balance
      13/01/10,UPI-A SAMPLE-a.sample@okbank-907312345678,907312345678,13/01/10,185.00,,815.00
      14/01/10,NEFT CR-SBIN0001234-B SAMPLE-N091210552127895,N091210552127895,14/01/10,,100.00,915.00

      """
    let folder = try TemporaryFolder()
    let intake = try TransactionReader().read([folder.write(rows)])
    #expect(intake.files.first?.profile == "in.hdfc.statement")
    #expect(intake.files.first?.headerLine == 3)
    #expect(sums(intake) == ["2010-01-13 INR 185.00", "2010-01-14 INR 100.00"])
    #expect(intake.rows.rejected == 0 && intake.rows.read == 2)
    #expect(intake.files.first?.statement?.sections.first?.linksHeld == 1)
  }

  @Test func aHeaderCanBeAskedForWithNoOtherColumns() throws {
    let exact = profile().replacing("Ccy]]}", with: "Ccy]], exact: true}")
    #expect(try read(exact, Self.header + "1,05/01/2010,a,5.00,GBP\n").rows.loaded == 1)
    #expect(throws: IngestError.self) {
      try read(exact, "Day,Booked,What,Sum,Ccy,More\n1,05/01/2010,a,5.00,GBP,x\n")
    }
  }

  @Test func theNameOfAFileCanBeAskedFor() throws {
    let named = profile().replacing("Ccy]]}", with: "Ccy]], file: '^my-'}")
    let rows = Self.header + "1,05/01/2010,a,5.00,GBP\n"
    #expect(try read(named, rows, as: "my-export.csv").rows.loaded == 1)
    #expect(throws: IngestError.self) { try read(named, rows, as: "export.csv") }
  }

  /// Without quotes these are no texts to other readers of YAML; in quotes they are.
  @Test(arguments: [
    ("no", "a truth value"), ("Yes", "a truth value"), ("on", "a truth value"),
    ("n", "a truth value"), ("012", "an octal number"), ("1:30", "a number of sixties"),
    ("0x1F", "a number"), ("~", "nothing"), ("null", "nothing"), ("2010-01-31", "a date"),
    ("1.5", "a fraction"),
  ])
  func textsThatYAMLTakesForSomethingElseMustBeInQuotes(_ text: String, _ meaning: String) throws {
    let bare = profile().replacing("narration: [What]", with: "narration: [\(text)]")
    let error = #expect(throws: ProfileError.self) {
      try Format(text: bare, source: "my.yaml")
    }
    #expect(error?.line == 8)
    #expect(error?.message.contains("is \(meaning) in YAML 1.1; write \"\(text)\"") == true)
    for quote in ["\"", "'"] {
      let written = profile().replacing(
        "narration: [What]", with: "narration: [\(quote)\(text)\(quote)]")
      #expect(throws: Never.self) { try Format(text: written, source: "my.yaml") }
    }
  }

  @Test(arguments: [
    ("rows: {join-text: yes}\n", "is true or false"), ("colour: red\n", "is not a key here"),
    ("unsettled: {status: x}\n", "needs \"settled\""), ("era: [\"2010\"]\n", "first and the last"),
    ("kinds: [{typ: x, kind: fee}]\n", "did you mean \"type\""),
  ])
  func whatIsWrongIsSaid(_ more: String, _ message: String) throws {
    let error = #expect(throws: ProfileError.self) {
      try Format(text: profile(more: more), source: "my.yaml")
    }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    ("{column: Booked, regx: x}", "did you mean \"regex\""), ("{regex: x}", "needs \"column\""),
    ("{column: Booked, as: x}", "needs \"regex\""),
    ("{column: Booked, first: [Day]}", "not both"), ("{column: Booked, map: [a]}", "takes a table"),
  ])
  func whatIsWrongInAColumnIsSaid(_ date: String, _ message: String) throws {
    let error = #expect(throws: ProfileError.self) {
      try Format(text: profile(date: date), source: "my.yaml")
    }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: ["zone: UTC\n", "country: GB\n", "unsettled: {status: x}\n"])
  func whatBelongsToStatementsIsNoKeyOfALedger(_ more: String) throws {
    let ledger = """
      profile: my.ledger
      shape: ledger
      match: {headers: [[Day, Payer, Payee, Sum]]}
      fields: {time: Day, from: Payer, to: Payee, amount: Sum}
      constants: {currency: GBP}

      """
    // Ledgers write decimal commas as statements do, so the mark can be said of both.
    for good in [ledger, ledger + "decimal: comma\n"] {
      #expect(throws: Never.self) { try Format(text: good, source: "my.yaml") }
    }
    #expect(throws: ProfileError.self) {
      try Format(text: ledger + more, source: "my.yaml")
    }
  }
}
