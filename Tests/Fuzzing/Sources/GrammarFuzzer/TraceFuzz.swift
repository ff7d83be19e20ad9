import FundTracing
import PaymentGraph
import Reports
import TestSupport

/// Every rule answers for every ledger, and no bound contradicts itself.
enum TraceFuzz {
  static func run(_ random: inout SplitMix64) throws {
    let view = HostileLedger.make(&random, hostileNames: false).whole
    let sources = try AccountSelector.role(.victim).accounts(in: view).map { Source(account: $0) }
    var terms = TracingTerms()
    if Bool.random(using: &random) { terms.pooling = .asOrdinary }
    terms.usesLinks = Bool.random(using: &random)
    terms.keepsFractions = Bool.random(using: &random)
    let bounds = try? view.bounds(of: sources, terms: terms)
    for bound in bounds?.bounds ?? [] {
      try FuzzFault.unless(
        0 <= bound.lower && bound.lower <= bound.upper && bound.upper <= bound.claimed
          || bound.currency != bound.claimCurrency && bound.lower <= bound.upper,
        "a bound of \(bound.lower) to \(bound.upper) of \(bound.claimed)")
    }
    for method in TracingMethod.all {
      guard let trace = try? view.trace(of: sources, by: method, terms: terms) else { continue }
      var missing = try? view.missingDocuments(of: sources, rules: terms.walkRules)
      if let bounds { missing = missing?.including(bounds) }
      for schedule in TraceReport.Schedule.allCases {
        for format in AnswerFormat.allCases {
          _ = TraceReport(trace, schedule: schedule, bounds: bounds, grades: nil, missing: missing)
            .text(format, style: .plain)
        }
      }
    }
    if let comparison = try? view.compareRules(of: sources, terms: terms) {
      _ = ComparisonReport(comparison).text(.json, style: .plain)
    }
    _ = try? view.matches()
  }
}
