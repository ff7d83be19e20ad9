import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// The parts of `MT940` and `MT942` messages, each by one line.
@Suite struct NetworkTests {
  private func read(_ entries: String, closing: String, head: String = "") throws -> Intake {
    let text =
      "\(head):20:X\n:25:12345678/1020304050\n:28C:1/1\n:60F:C240301EUR100,00\n\(entries)\n:62F:C240331EUR\(closing)\n-\n"
    let folder = try TemporaryFolder()
    return try TransactionReader().read([try folder.write(text, as: "a.sta")])
  }

  /// A line, with its booking day, value day, direction, amount, type, reference and bank reference.
  private static let lines: [(String, String)] = [
    ("2403040304C12,50NTRFREF1//BANK1", "2024-03-04 2024-03-04 credit 12.50 TRF REF1 BANK1"),
    ("240304D1,NTRFNONREF", "2024-03-04 2024-03-04 debit 1 TRF - -"),
    ("2403040305CR30,00N062NONREF//X", "2024-03-05 2024-03-04 credit 30.00 062 - X"),
    ("2403040304RD30,00NTRFNONREF", "2024-03-04 2024-03-04 credit 30.00 TRF - -"),
    ("2403040304RC30,00NTRFNONREF", "2024-03-04 2024-03-04 debit 30.00 TRF - -"),
    ("2403040304RCR30,00NTRFNONREF", "2024-03-04 2024-03-04 debit 30.00 TRF - -"),
    ("2412311230D0,13NCHGNONREF", "2024-12-30 2024-12-31 debit 0.13 fee - -"),
    ("2412310102D0,13NCHGNONREF", "2025-01-02 2024-12-31 debit 0.13 fee - -"),
    ("2501021231D0,13NINTNONREF", "2024-12-31 2025-01-02 debit 0.13 interest - -"),
    ("2302300301D6,00N024NONREF", "2023-03-01 2023-02-28 debit 6.00 024 - -"),
    ("2402300301D6,00N024NONREF", "2024-03-01 2024-02-29 debit 6.00 024 - -"),
    ("2403040304C000000400,00NTRF//B", "2024-03-04 2024-03-04 credit 400.00 TRF - B"),
    ("9912310101C1,5NMSCNONREF", "2000-01-01 1999-12-31 credit 1.5 MSC - -"),
    ("2403040304EC9,00NTRFNONREF", "2024-03-04 2024-03-04 credit 9.00 TRF - -"),
    ("2403040304C5,00S10312345", "2024-03-04 2024-03-04 credit 5.00 103 12345 -"),
  ]

  @Test(arguments: lines) func linesAreDividedIntoTheirParts(_ line: String, _ expected: String) {
    let entry = NetworkEntry([line])
    func shown(_ text: String) -> String { text.isEmpty ? "-" : text }
    let found = [
      entry.bookingDate, entry.valueDate, entry.direction, entry.amount, entry.type,
      shown(entry.reference), shown(entry.bankReference),
    ].joined(separator: " ")
    #expect(found == expected)
  }

  /// Information in a form, with its name, account, reference and text.
  private static let information: [([String], String)] = [
    (
      ["166?00CREDIT?20EREF+A-1?21SVWZ+rent f", "or May?31DE89370400440532013000?32ANNA ?33VOS"],
      "ANNA VOS|iban:DE89370400440532013000|A-1|rent for May"
    ),
    (["177?20plain ?21text?3012345678?31998877?32B"], "B|12345678/998877||plain text"),
    (["020~20rent~32CARL"], "CARL|||rent"), (["?20rent?32CARL"], "CARL|||rent"),
    (
      ["/TRTP/SEPA/IBAN/NL91ABNA0417164300/BIC/AB/NA", "ME/DORA/REMI/a b/EREF/NOTPROVIDED"],
      "DORA|iban:NL91ABNA0417164300||a b"
    ),
    (
      ["/EREF/E1//CNTP/NL91ABNA0417164300/ABNANL2A/EVA///REMI/USTD//thanks/"],
      "EVA|iban:NL91ABNA0417164300|E1|thanks"
    ),
    (["/ORDP//NAME/FINN/REMI/x"], "FINN|||x"),
    (["paid to NL91ABNA0417164300", "Gil"], "|||paid to NL91ABNA0417164300 Gil"),
    (["091"], "|||091"), ([""], "|||"), (["/IBAN/NL00ABNA0417164300/NAME/H"], "H|||"),
  ]

  @Test(arguments: information) func informationIsReadInEachForm(
    _ lines: [String], _ expected: String
  ) {
    let found = EntryInformation(lines)
    #expect("\(found.name)|\(found.account)|\(found.reference)|\(found.text)" == expected)
  }

  @Test func theBalanceConfirmsTheMarks() throws {
    let intake = try read(
      ":61:2403040304RC10,00NTRFNONREF//A\n:61:2403050305RD5,00NTRFNONREF//B", closing: "95,00")
    #expect(!codes(intake).contains("balance-break"))
    let opposite = try read(
      ":61:2403040304RC10,00NTRFNONREF//A\n:61:2403050305RD5,00NTRFNONREF//B", closing: "105,00")
    #expect(!codes(opposite).contains("balance-break"))
    #expect(opposite.ledger.transfers.first?.beneficiary.key == "12345678/1020304050")
  }

  @Test func blocksAndPagesAreRead() throws {
    let intake = try read(
      ":61:2403040304C1,00NTRFNONREF//A\n:62M:C240304EUR101,00\n-}{5:{CHK:1}}\n{1:F01BANKNL2AXXXX0000000000}{2:O940}{4:\n:20:X\n:25:12345678/1020304050\n:28C:1/2\n:60M:C240304EUR101,00\n:61:2403050305C2,00NTRFNONREF//B",
      closing: "103,00",
      head:
        "{1:F01BANKNL2AXXXX0000000000}{2:O9401200240304BANKNL2AXXXX00000000002403041200N}{3:{108:1}}{4:\n"
    )
    #expect(intake.ledger.transfers.count == 2 && intake.diagnostics.isEmpty)
    #expect(intake.files.first?.statement?.sections.first?.ending == 10_300)
  }

  @Test func linesThatCannotBeReadAreRejected() throws {
    let intake = try read(
      ":61:2403040304C1,00NTRFNONREF//A\n:61:garbage\n:61:2403040304X5,00NTRF\n:61:2413010304C5,00NTRF",
      closing: "101,00")
    #expect(intake.rows.loaded == 1 && intake.rows.rejected == 3)
    #expect(
      intake.diagnostics.filter { $0.severity == .error }.compactMap(\.citation?.line) == [6, 7, 8])
  }

  /// An interim report counts only where no statement covers its day.
  @Test func interimReportsGiveWayToStatements() throws {
    let folder = try TemporaryFolder()
    let statement = StatedPayments(seed: 9)
    let interim =
      ":20:X\n:25:\(StatedPayments.own)\n:28C:1\n:34F:EUR0,\n:13D:2403011200+0100\n"
      + ":61:2403\(statement.payments[0].day < 10 ? "0" : "")\(statement.payments[0].day)C7,00NTRFNONREF//Z\n:61:240401C8,00NTRFNONREF//Y\n-\n"
    let first = try folder.write(statement.network(form: 0), as: "a.sta")
    let second = try folder.write(interim, as: "b.sta")
    let alone = try TransactionReader().read([second])
    #expect(alone.rows.loaded == 2)
    let both = try TransactionReader().read([first, second])
    #expect(both.files[1].rows.loaded == 1 && both.files[1].rows.memo == 1)
    #expect(both.ledger.transfers.count == statement.payments.count + 1)
  }
}
