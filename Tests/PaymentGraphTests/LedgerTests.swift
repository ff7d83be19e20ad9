import TestSupport
import Testing

@testable import PaymentGraph

@Suite("Ledger")
struct LedgerTests {
  private let eur = Currency("EUR") ?? .none

  private func ledger(_ times: [Int64], files: [Int] = [], digests: [UInt8] = [1]) -> Ledger {
    var builder = LedgerBuilder()
    for digest in digests {
      _ = builder.add(
        SourceFile(path: "f\(digest)", digest: FileDigest(bytes: [digest]), byteCount: 1))
    }
    for (row, time) in times.enumerated() {
      builder.add(
        TransferDraft(
          payer: builder.account("p\(row)"), beneficiary: builder.account("shop"),
          sent: Money(minorUnits: Int64(row), currency: eur),
          time: PostingTime(start: time * 1_000, precision: .second), id: "t\(row)",
          file: files.isEmpty ? 0 : files[row], line: row + 2, byteRange: row * 10..<row * 10 + 9))
    }
    return builder.build()
  }

  /// Accounts that are renamed again keep their earlier spellings, also where two become one.
  @Test func spellingsFollowTheirAccountsThroughEveryRenaming() throws {
    var builder = LedgerBuilder()
    for key in ["x", "de89", "DE 89", "y", "Z"] {
      builder.add(
        TransferDraft(
          payer: builder.account(key), beneficiary: builder.account("shop"),
          sent: Money(minorUnits: 1, currency: eur),
          time: PostingTime(start: 0, precision: .second)))
    }
    func number(_ key: String) -> UInt32 { builder.account(key).index }
    _ = builder.rename([number("de89"): "iban:DE89", number("DE 89"): "iban:DE89"])
    _ = builder.rename([number("x"): "iban:DE89"])
    _ = builder.rename([number("Z"): "z", number("y"): "iban:DE89"])
    _ = builder.forgetUnused(among: [])
    let ledger = builder.build()
    let account = try #require(ledger.account("iban:DE89"))
    #expect(account.aliases.map(\.spelling) == ["DE 89", "de89", "x", "y"])
    #expect(ledger.account("z")?.aliases.map(\.spelling) == ["Z"])
    #expect(ledger.account("shop")?.aliases.isEmpty == true)
  }

  @Test func transfersAreInTheOrderOfTimeThenPlace() {
    let ledger = ledger([30, 10, 20, 10])
    #expect(ledger.transfers.map { $0.recordedID ?? "" } == ["t1", "t3", "t2", "t0"])
    #expect(ledger.transfers.map(\.sent.minorUnits) == [1, 3, 2, 0])
    #expect(ledger.transfers[0].evidence.map(\.description) == ["f1:3"])
  }

  @Test func digestsNumberFilesAndOrderNoTransfers() {
    for (digests, files) in [([9, 4], ["f4", "f9"]), ([4, 9], ["f4", "f9"])]
      as [([UInt8], [String])]
    {
      let ledger = ledger([10, 10], files: [0, 1], digests: digests)
      #expect(ledger.files.map(\.path) == files)
      #expect(ledger.transfers.map { $0.recordedID ?? "" } == ["t0", "t1"])
    }
  }

  @Test func accountsAreFoundByKeyAndListedByKey() {
    let ledger = ledger([1, 2])
    #expect(ledger.accounts.map(\.key) == ["p0", "p1", "shop"])
    #expect(ledger.account("p1")?.key == "p1")
    #expect(ledger.account("p") == nil && ledger.account("") == nil)
    #expect(ledger.transfer(recordedAs: "t1")?.payer.key == "p1")
    #expect(ledger.transfer(recordedAs: "t9") == nil)
  }

  @Test func processorsArePooledUnlessStatedOtherwise() {
    var builder = LedgerBuilder()
    let accounts = ["a", "b", "c"].map { builder.account($0) }
    builder.describe(accounts[0], as: AccountDetails(role: .processor))
    builder.describe(accounts[1], as: AccountDetails(role: .processor, statedPooled: false))
    builder.describe(accounts[2], as: AccountDetails(statedPooled: true))
    let ledger = builder.build()
    #expect(ledger.accounts.map(\.isPooled) == [true, false, true])
  }

  @Test func viewsAddUp() throws {
    let ledger = LedgerLiteral(
      """
      1970-01-01 a0 -> b 1.00 EUR
      1970-01-02 a1 -> b 1.00 GBP received:2.00:EUR
      1970-01-03 a2 -> b 1.00 EUR
      """
    ).ledger
    #expect(ledger.whole.transferCount == 3 && ledger.whole.accountCount == 4)
    #expect(ledger.whole.inCurrency(eur).transferCount == 3)
    #expect(ledger.whole.inCurrency(try #require(Currency("GBP"))).transferCount == 1)
    let second = Period(from: CivilDate(year: 1970, month: 1, day: 2))
    let view = ledger.whole.during(second).among([
      try #require(ledger.account("a2")?.id), try #require(ledger.account("b")?.id),
    ])
    #expect(view.transferCount == 1 && view.accountCount == 2 && view.isLimitedToAccounts)
  }

  /// The figure that the benchmarks' page states.
  @Test func aTransferWithEvidenceTakes20Bytes() {
    var builder = LedgerBuilder()
    let (payer, beneficiary) = (builder.account("a"), builder.account("b"))
    let count = 6_400
    for number in 0..<count {
      builder.add(
        TransferDraft(
          payer: payer, beneficiary: beneficiary,
          sent: Money(minorUnits: 1, currency: .none),
          time: PostingTime(start: Int64(number) * 86_400_000, precision: .day), line: number + 1,
          byteRange: number * 90..<number * 90 + 89))
    }
    // Two bytes of evidence, 24 for what 64 transfers have in common, and once the decimals of 256 currencies.
    #expect(bytes(of: builder.build().columns) == count * 19 + count / 64 * 24 + 256)
  }

  /// The bytes of all arrays within a value.
  private func bytes(of value: Any) -> Int {
    func size<Value>(_ values: [Value]) -> Int { values.count * MemoryLayout<Value>.stride }
    switch value {
    case let values as [Int64]: return size(values)
    case let values as [UInt64]: return size(values)
    case let values as [UInt32]: return size(values)
    case let values as [UInt16]: return size(values)
    case let values as [UInt8]: return size(values)
    case let values as [TimePrecision]: return size(values)
    case let values as [TransferKind]: return size(values)
    case let values as [EvidenceColumn.Block]: return size(values)
    case let values as [RowLocation]: return size(values)
    default:
      let mirror = Mirror(reflecting: value)
      #expect(mirror.displayStyle != .collection, "an array that is not counted")
      return mirror.displayStyle == .dictionary
        ? 0 : mirror.children.reduce(0) { $0 + bytes(of: $1.value) }
    }
  }
}

/// The calls that a user of the library makes most: an account, its transfers, and what they print.
@Suite("Ledger as a library")
struct LedgerLibraryTests {
  private let literal: LedgerLiteral = """
    account mule role:mule "name:Ann Example" bank:Copper country:GB
    1970-01-02 anna -> mule 100.00 GBP
    1970-01-03 bela -> shop 7.00 EUR
    1970-01-04 mule -> mule 1.00 GBP
    1970-01-05 mule -> shop 1185.00 GBP received:1300.00:EUR
    1970-01-06 bela -> mule 2.00 GBP
    """

  @Test func theTransfersOfAnAccountAreOneCall() throws {
    let ledger = literal.ledger
    let mule = try #require(ledger.account("mule"))
    let expected = ledger.transfers.filter { $0.payer == mule || $0.beneficiary == mule }
    #expect(mule.transfers == expected && mule.transfers.count == 4)
    let view = ledger.whole.during(Period(from: CivilDate(year: 1970, month: 1, day: 5)))
    #expect(
      view.transfers(of: mule.id).map(\.description) == [
        "1970-01-05 mule -> shop GBP 1,185.00", "1970-01-06 bela -> mule GBP 2.00",
      ])
    #expect(try #require(ledger.account("bela")).transfers.count == 2)
  }

  @Test func accountsAndTotalsPrintThemselves() throws {
    let mule = try #require(literal.ledger.account("mule"))
    #expect("\(mule)" == "mule (Ann Example)" && mule.name == "Ann Example")
    #expect(mule.institution == "Copper" && mule.country == "GB")
    #expect("\(try #require(literal.ledger.account("anna")))" == "anna")
    var totals = MoneyTotals()
    #expect("\(totals)" == "nothing")
    for transfer in literal.ledger.transfers { totals.add(transfer.received) }
    #expect("\(totals)" == "EUR 1,307.00 + GBP 103.00")
  }

  /// An account of another ledger is another account, whatever its number.
  @Test func accountsAreEqualWithinOneLedger() throws {
    let other = LedgerLiteral("1970-01-02 anna -> mule 100.00 GBP").ledger
    let (one, same) = (literal.ledger.account("anna"), literal.ledger.account("anna"))
    #expect(one == same && one != other.account("anna"))
    #expect(Set(literal.ledger.transfers.map(\.payer)).count == 3)
    #expect(other.transfers[0] != literal.ledger.transfers[0])
  }
}
