import FundTracing

/// The seeded random cases and the rules on which the properties P1 to P18 of the specification are tried.
enum TracingProperties {
  static let seeds: ClosedRange<UInt64> = 1...30
  static let rules = TracingRule.all + [TracingRule(ownFunds: .last, order: .lifo)]

  /// Every case with every rule; the text names both for failures.
  static func each(
    _ features: CaseBook.Features, events: Int = 12,
    _ body: (CaseBook, TracingRule, String) throws -> Void
  ) rethrows {
    for seed in seeds {
      let book = CaseBook.random(seed, features, events: events)
      for rule in rules { try body(book, rule, "seed \(seed), \(rule.name)") }
    }
  }
}
