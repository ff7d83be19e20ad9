import Foundation
import FundTracing
import Patterns
import PaymentGraph

/// The CPU seconds of each pattern on a busy ledger in memory, without loading it: nine payments an account in 20 days,
/// some accounts far busier than others, and 40 services that take six payments in a hundred and make five.
enum SpeedReport {
  private static let services = 40
  private static let days = 20

  static func write(payments: Int) throws {
    let ledger = ledger(payments)
    let table: [(Pattern, [Int64]?, Double?)] = [
      (.structuring, nil, nil), (.fanIn, nil, nil), (.fanOut, nil, nil), (.gatherScatter, nil, nil),
      (.scatterGather, nil, nil), (.cycle, [3_600_000], 0), (.cycle, [24 * 3_600_000], 0),
      (.cycle, nil, nil), (.ring, nil, nil), (.chain, nil, nil), (.passThrough, nil, nil),
      (.mirror, nil, nil), (.dormantThenActive, nil, nil), (.bipartite, nil, nil),
    ]
    print(
      "\(payments) payments, CPU seconds without shuffles; structuring first, whose cost all have:\n"
    )
    print("| pattern | hours | keep | CPU seconds | rows | cut |\n|---|---:|---:|---:|---:|---|")
    var base = 0.0
    for (pattern, windows, keep) in table {
      var settings = PatternSettings()
      settings.only = [pattern]
      settings.windows = windows
      settings.keep = keep
      settings.shuffles = .count(0)
      settings.limits = [Money(minorUnits: 10_000_00, currency: Currency("GBP") ?? .none)]
      let start = clock()
      let answer = try ledger.whole.patterns(settings)
      let seconds = Double(clock() - start) / 1_000_000
      if pattern == .structuring { base = seconds }
      let own = pattern == .structuring ? seconds : seconds - base
      let hours = windows?.first.map { "\($0 / 3_600_000)" } ?? "default"
      let cuts = answer.cuts.map { "\($0.limit) \($0.value)" }.joined(separator: ", ")
      print(
        "| \(pattern.rawValue) | \(hours) | \(keep.map { "\($0)" } ?? "default") "
          + "| \(String(format: "%.2f", own)) | \(answer.patterns.first?.found ?? 0) | \(cuts) |")
    }
    print("")
  }

  private static func ledger(_ payments: Int) -> Ledger {
    var random = SeededNumbers(seed: 7)
    let accounts = max(100, payments * 94 / 899)
    func uniform() -> Double { Double(random.next() >> 11) / Double(1 << 53) }
    func normal() -> Double {
      (-2 * log(max(1e-300, uniform()))).squareRoot() * cos(2 * Double.pi * uniform())
    }
    var sums: [Double] = []
    for _ in 0..<accounts { sums.append((sums.last ?? 0) + exp(0.9 * normal())) }
    func account() -> Int {
      let wanted = uniform() * (sums.last ?? 1)
      return min(accounts - 1, BinarySearch.lowerBound(accounts) { sums[$0] <= wanted })
    }
    var builder = LedgerBuilder()
    let file = builder.add(
      SourceFile(path: "payments.csv", digest: FileDigest(bytes: [5]), byteCount: 0))
    let currency = Currency("GBP") ?? .none
    for number in 0..<payments {
      var (payer, payee) = (account(), account())
      let chance = uniform()
      if chance < 0.06 {
        payee = accounts + random.below(services)
      } else if chance < 0.11 {
        payer = accounts + random.below(services)
      }
      if payer == payee { payee = (payee + 1) % accounts }
      let second = min(86_399, max(0, (13 + 4 * normal()) * 3_600))
      let moment = Int64(random.below(days)) * 86_400_000 + Int64(second) * 1_000
      let units = max(1, Int64(pow(10, 4 + 0.6 * normal())))
      builder.add(
        TransferDraft(
          payer: builder.account("a\(payer)"), beneficiary: builder.account("a\(payee)"),
          sent: Money(minorUnits: units, currency: currency),
          time: PostingTime(start: 1_700_000_000_000 + moment, precision: .second),
          id: "t\(number)", file: file, line: number + 2,
          byteRange: number * 60..<number * 60 + 59))
    }
    return builder.build()
  }
}
