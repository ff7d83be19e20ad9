import FundTracing
import PaymentGraph
import TestSupport
import Testing

@testable import Patterns

/// The search of cycles on ledgers in which many ways lead on and few lead back.
@Suite("Patterns: search of cycles")
struct CycleSearchTests {
  private static let hour: Int64 = 3_600_000

  private func table(
    _ lines: [String], _ settings: PatternSettings
  ) throws -> PaymentTable {
    let literal = LedgerLiteral(lines: lines)
    var screen = PaymentScreen(literal.ledger.whole, settings, byHolder: false)
    return try screen.table()
  }

  private func facts(_ search: Cycles) -> [String] {
    search.rows.map { row in
      guard case .loop(let accounts, let count, let witness) = row.shape else { return "" }
      return "\(accounts) \(count) \(witness) \(row.payments) \(row.score ?? 0)"
    }
  }

  /// Payments among a few accounts, two of which are busy, in three currencies.
  private func lines(_ seed: UInt64, days: Bool) -> [String] {
    var random = TestSupport.SplitMix64(seed: seed)
    return (0..<36).map { number in
      func account() -> Int {
        Int.random(in: 0..<3, using: &random) == 0
          ? Int.random(in: 0..<2, using: &random) : Int.random(in: 2..<9, using: &random)
      }
      let payer = account()
      var payee = account()
      if payee == payer { payee = (payee + 1) % 9 }
      let second = Int.random(in: 0..<40, using: &random) * (days ? 86_400 : 7_200)
      let currency = ["EUR", "EUR", "EUR", "GBP"][Int.random(in: 0..<4, using: &random)]
      return
        "\(second) a\(payer) -> a\(payee) \(Int.random(in: 80..<120, using: &random)).00 \(currency) id:t\(number)"
    }
  }

  @Test(arguments: [TieRule.recorded, .forbid, .allow])
  func aConeFromTheFirstPayerLosesNoCycle(ties: TieRule) throws {
    var found = 0
    for seed in 0..<60 as Range<UInt64> {
      var settings = PatternSettings()
      settings.windows = [[1, 30, 96][Int(seed % 3)] * Self.hour]
      settings.keep = [0.8, 0, 0.95][Int(seed / 3 % 3)]
      settings.rules.ties = ties
      let table = try table(lines(seed, days: seed % 2 == 0), settings)
      var (plain, coned) = (
        Cycles(table, .cycle, settings: settings, stepsWithoutCone: .max),
        Cycles(table, .cycle, settings: settings, stepsWithoutCone: 0)
      )
      plain.run()
      coned.run()
      #expect(facts(plain) == facts(coned), "seed \(seed)")
      #expect(plain.stepsNotCompared == coned.stepsNotCompared, "seed \(seed)")
      found += plain.rows.count
    }
    #expect(found > 100)
  }

  /// All payments of a day stand at one moment, so an hour holds the whole day: many accounts pay each other by way of two
  /// services, and one payment comes back.
  @Test func aBusyAccountInTheWayCostsWhatLeadsBack() throws {
    var lines: [String] = []
    for number in 0..<400 {
      lines.append("\(number % 5 * 86400) a\(number % 40) -> one 10.00 EUR id:x\(number)")
    }
    for number in 0..<400 {
      lines.append("\(number % 5 * 86400) one -> b\(number % 40) 10.00 EUR id:y\(number)")
      lines.append("\(number % 5 * 86400) b\(number % 40) -> two 10.00 EUR id:z\(number)")
    }
    for number in 0..<400 {
      lines.append("\(number % 5 * 86400) two -> c\(number % 40) 10.00 EUR id:w\(number)")
    }
    lines.append("0 c10 -> a5 10.00 EUR id:back")
    var settings = PatternSettings()
    settings.windows = [Self.hour]
    settings.keep = 0
    settings.rules.ties = .allow
    let table = try table(lines, settings)
    var search = Cycles(table, .cycle, settings: settings)
    search.run()
    #expect(search.unfinished.isEmpty)
    #expect(search.rows.isEmpty == false)
    #expect(search.steps < 2_000_000)
  }

  @Test func aLimitOfStepsIsKeptAndNamesTheAccounts() throws {
    var lines: [String] = []
    for number in 0..<4_000 {
      let payer = number * 7 % 30
      let payee = (payer + 1 + number % 28) % 30
      lines.append("\(number) a\(payer) -> a\(payee) 10.00 EUR id:t\(number)")
    }
    var settings = PatternSettings()
    settings.only = [.cycle]
    settings.shuffles = .count(0)
    settings.maximumRootSteps = 2_000
    settings.maximumSteps = 100_000
    let answer = try LedgerLiteral(lines: lines).ledger.whole.patterns(settings)
    let cut = try #require(answer.cuts.first { $0.limit == "max-steps" })
    #expect(!answer.isComplete)
    #expect(cut.accountCount > 0)
    let table = try table(lines, settings)
    var search = Cycles(table, .cycle, settings: settings)
    search.run()
    #expect(search.steps <= settings.maximumSteps + 2 * settings.maximumRootSteps)
  }
}
