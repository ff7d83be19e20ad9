import FundTracing
import Ingest
import PaymentGraph
import TestSupport
import Testing

@testable import Simulation

/// A planted case whose statements are messages of banks gives the ledger and the answers of its tables.
@Suite("Forms of planted statements")
struct StatementFormTests {
  private func settings(_ seed: UInt64) -> SimulationSettings {
    var settings = SimulationSettings(seed: seed, processors: Regime.reference.terms(count: 2))
    (settings.victims, settings.customers, settings.months) = (12, 20, 4)
    return settings
  }

  private func load(
    _ planted: PlantedCase, as form: StatementForm, matching: Bool = true
  ) throws -> Intake {
    let folder = try TemporaryFolder()
    var paths: [String] = []
    for file in planted.files(statementsAs: form)
    where !file.path.hasPrefix("truth/") && !file.path.hasPrefix("missing/")
      && file.path != "README.md"
    {
      paths.append(try folder.write(file.bytes, as: file.path))
    }
    var reader = TransactionReader()
    reader.matchesStatements = matching
    return try reader.read(paths)
  }

  private func facts(_ intake: Intake) -> [String] {
    intake.ledger.transfers.map { transfer in
      [
        transfer.time.iso8601, transfer.payer.key, transfer.beneficiary.key, "\(transfer.sent)",
        "\(transfer.received)", transfer.recordedID ?? "", transfer.reference ?? "",
        transfer.recordedLink ?? "",
      ].joined(separator: "|")
    }.sorted()
  }

  private func sinks(_ intake: Intake) throws -> [String: [String]] {
    let ledger = intake.ledger
    let answer = try ledger.whole.sharedSinks(
      of: Source.claiming(intake.claims ?? [], in: ledger))
    return Dictionary(
      uniqueKeysWithValues: answer.sinks.map { sink in
        (
          ledger.account(sink.account).key,
          [sink.grade.letter, "\(sink.received)", "\(sink.hops)"]
            + sink.victims.map { ledger.account($0).key }
        )
      })
  }

  @Test(arguments: [UInt64(1), 2]) func everyFormGivesOneLedgerAndOneAnswer(_ seed: UInt64) throws {
    let planted = try PlantedCase(settings(seed))
    let table = try load(planted, as: .csv)
    #expect(table.rows.rejected == 0 && table.ledger.transferCount == planted.records.count)
    #expect(table.claims?.count == planted.records.count { $0.isClaim })
    let (expected, answer) = (facts(table), try sinks(table))
    #expect(!answer.isEmpty)
    for form in StatementForm.allCases where form != .csv && form != .bai2 {
      let intake = try load(planted, as: form)
      #expect(intake.rows.rejected == 0, "\(form): \(intake.diagnostics.map(\.summary).prefix(3))")
      let found = facts(intake)
      let difference = zip(found, expected).first { $0 != $1 }
      #expect(
        found == expected,
        "\(form): \(found.count) of \(expected.count), \(String(describing: difference))")
      #expect(try sinks(intake) == answer, "\(form)")
    }
    // The truth: where money of several victims came, they are found.
    let keys = planted.accounts.indices.map { "iban:\(InventedIBAN.number($0))" }
    let truth = Dictionary(grouping: planted.holdings.filter { $0.received.minorUnits > 0 }) {
      $0.account
    }
    for (account, holdings) in truth where Set(holdings.map(\.victim)).count > 1 {
      let victims = Set(holdings.map { keys[$0.victim] })
      let found = Set(answer[keys[account]]?.dropFirst(3) ?? [])
      #expect(victims.isSubset(of: found), "\(keys[account]): \(victims.count), \(found.count)")
    }
  }

  /// BAI2 names no other party: all else is that of the tables.
  @Test(arguments: [UInt64(1), 2]) func cashReportsGiveEveryEntry(_ seed: UInt64) throws {
    let planted = try PlantedCase(settings(seed))
    func told(_ form: StatementForm) throws -> (rows: [String], balances: [String]) {
      let intake = try load(planted, as: form, matching: false)
      #expect(intake.rows.rejected == 0, "\(intake.diagnostics.map(\.summary).prefix(3))")
      #expect(!intake.diagnostics.contains { $0.code == "control-differs" })
      let ledger = intake.ledger
      let rows = ledger.transfers.map { transfer in
        [
          transfer.time.iso8601, "\(transfer.sent)", "\(transfer.received)",
          transfer.recordedID ?? "", transfer.reference ?? "", transfer.recordedLink ?? "",
        ].joined(separator: "|")
      }
      let balances = ledger.statementBalances.map { balance in
        "\(ledger.account(AccountID(index: balance.account)).key) \(balance.currency.code) \(balance.opening) \(balance.closing)"
      }
      return (rows.sorted(), balances.sorted())
    }
    let (table, report) = (try told(.csv), try told(.bai2))
    #expect(table.rows == report.rows && table.rows.count == planted.records.count)
    #expect(table.balances == report.balances && !report.balances.isEmpty)
  }

  @Test func inventedNumbersAreValid() throws {
    for index in [0, 1, 25, 26, 700, 99_999] {
      #expect(try IBAN(InventedIBAN.number(index)).compact == InventedIBAN.number(index))
    }
  }
}
