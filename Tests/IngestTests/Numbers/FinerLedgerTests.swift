import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// Ledgers whose files write amounts finer than the minor unit.
@Suite("Finer ledgers")
struct FinerLedgerTests {
  private static let header = "id,time,from,to,amount,currency,received_amount,received_currency\n"

  @Test func allAmountsOfACurrencyHaveTheFinestDecimals() throws {
    let intake = try load(
      Self.header
        + """
        1,2021-01-01,a,b,1000,JPY,,
        2,2021-01-02,a,b,1000.50,JPY,,
        3,2021-01-03,a,b,10.00,USD,1100.125,JPY
        4,2021-01-04,a,b,0.05,KWD,,

        """)
    #expect(codes(intake).isEmpty && intake.rows.loaded == 4)
    let transfers = intake.ledger.transfers
    #expect(transfers.map(\.sent.decimalText) == ["1000.000", "1000.500", "10.00", "0.050"])
    #expect(transfers.map(\.received.decimalText) == ["1000.000", "1000.500", "1100.125", "0.050"])
    #expect(intake.files[0].totals.lines.map(\.decimalText) == ["2000.500", "0.050", "10.00"])
    let yen = try #require(Currency("JPY"))
    #expect(intake.ledger.currency(yen).exponent == 3 && yen.exponent == 0)
    #expect(intake.ledger.whole.inCurrency(yen).transferCount == 3)
  }

  @Test func trailingZerosAreNoDecimals() throws {
    let intake = try load(
      Self.header + "1,2021-01-01,a,b,1000.0000,JPY,,\n2,2021-01-02,a,b,1.5000,GBP,,\n")
    #expect(intake.ledger.transfers.map(\.sent.decimalText) == ["1000", "1.50"])
  }

  @Test func finerRowsOfOneFileMakeTheOthersFiner() throws {
    let folder = try TemporaryFolder()
    let paths = [
      try folder.write(Self.header + "1,2021-01-01,a,b,5,JPY,,\n", as: "one.csv"),
      try folder.write(Self.header + "2,2021-01-02,a,b,5.25,JPY,,\n", as: "two.csv"),
    ]
    for order in [paths, paths.reversed()] {
      let intake = try TransactionReader().read(order)
      #expect(intake.ledger.transfers.map(\.sent.decimalText) == ["5.00", "5.25"])
      #expect(
        intake.files.map { $0.totals.lines.map(\.decimalText) }.joined().sorted() == [
          "5.00", "5.25",
        ])
    }
  }

  @Test func theSameRecordIsOneHoweverItsZerosAreWritten() throws {
    let intake = try load(
      Self.header
        + "1,2021-01-01,a,b,5.25,JPY,,\n1,2021-01-01,a,b,5.2500,JPY,,\n1,2021-01-01,a,b,525,JPY,,\n"
    )
    #expect(codes(intake) == ["id-repeated", "id-clash"])
    #expect(intake.ledger.transfers.map(\.sent.decimalText) == ["5.25", "525.00"])
  }

  @Test func whatDoesNotFitBesideLargeAmountsIsReported() throws {
    let intake = try load(
      Self.header
        + "1,2021-01-01,a,b,1.123456789012345678,ETH,,\n2,2021-01-02,a,b,20000.5,ETH,,\n")
    #expect(codes(intake) == ["amount-cut"] && intake.rows.loaded == 2)
    #expect(intake.diagnostics.first?.citation?.line == 2)
    let amounts = intake.ledger.transfers.map(\.sent)
    #expect(amounts.map(\.decimalText) == ["1.12345678901234", "20000.50000000000000"])
    #expect(intake.files[0].totals.lines.map(\.decimalText) == ["20001.62345678901234"])
  }

  @Test func eighteenDecimalsAreKeptWhereTheyFit() throws {
    let intake = try load(Self.header + "1,2021-01-01,a,b,0.123456789012345678,ETH,,\n")
    #expect(codes(intake).isEmpty)
    #expect(intake.ledger.transfers[0].sent.decimalText == "0.123456789012345678")
  }

  /// Amounts of random decimals: sums are exact, and the fast reader and the careful one agree.
  @Test(arguments: LongRuns.part(of: Array(0..<30 as Range<UInt64>), first: 8))
  func sumsAreExact(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var text = "id,time,from,to,amount,currency\n"
    var sum = Int128(0)
    for number in 0..<50 {
      let units = Int64.random(in: 1...9_999_999_999, using: &random)
      let decimals = Int.random(in: 0...6, using: &random)
      let scale = (0..<decimals).reduce(Int64(1)) { power, _ in power * 10 }
      let rest = String(units % scale + scale).dropFirst()
      // Three decimals behind few digits may be thousands.
      guard decimals != 3 || units / scale > 999 || rest.hasSuffix("0") else { continue }
      let amount = decimals == 0 ? "\(units)" : "\(units / scale).\(rest)"
      text += "\(number),2021-01-01,a\(number % 5),b,\(amount),JPY\n"
      sum += Int128(units) * Int128(1_000_000 / scale)
    }
    let folder = try TemporaryFolder()
    let path = try folder.write(text)
    var careful = TransactionReader()
    careful.bulkSize = nil
    for reader in [TransactionReader(), careful] {
      let intake = try reader.read([path])
      #expect(codes(intake).isEmpty, "seed \(seed)")
      let exponent = intake.ledger.currency(try #require(Currency("JPY"))).exponent
      let scale = (exponent..<6).reduce(Int128(1)) { power, _ in power * 10 }
      let found = intake.ledger.transfers.reduce(Int128(0)) { $0 + Int128($1.sent.minorUnits) }
      #expect(found * scale == sum, "seed \(seed)")
      #expect(intake.files[0].totals.lines.first?.minorUnits == found)
    }
  }

  @Test func aStatementsBalancesCloseInFinerUnits() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      """
      Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance
      TOPUP,Current,2022-01-01 10:00:00,2022-01-01 10:00:01,Top-up,1000.25,0.00,JPY,COMPLETED,1000.25
      TRANSFER,Current,2022-01-02 10:00:00,2022-01-02 10:00:01,To A Sample,-500.1,0.05,JPY,COMPLETED,500.1

      """, as: "revolut.csv")
    var reader = TransactionReader()
    reader.ownAccounts = ["": "me"]
    let intake = try reader.read([path])
    #expect(intake.rows.loaded == 2 && intake.rows.rejected == 0)
    let section = try #require(intake.files[0].statement?.sections.first)
    #expect(section.linksHeld == 1 && section.links == 1)
    #expect(
      intake.ledger.transfers.map(\.sent.decimalText).sorted() == ["0.05", "1000.25", "500.10"])
  }
}
