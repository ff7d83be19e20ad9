package import PaymentGraph

extension LedgerView {
  /// Follows the claims under a proportional rule in numbers of fixed width, and returns the number of figures found.
  ///
  /// It is nil where one pass cannot give the answer. Only measurements ask for it: it is the pass by itself, without what
  /// makes an answer of it.
  ///
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  package func claimPass(
    of sources: [Source], by rule: TracingRule, terms: TracingTerms = TracingTerms()
  ) throws(FundTracingError) -> Int? {
    var space = try WalkContext(self, terms.walkRules)
    let merged = try space.merged(sources)
    space.inferLinks(from: merged.flatMap(\.claims))
    return FixedPass.figureCount(
      TracingEvents(self, sources: merged, links: space.links, terms, tracksOthers: false), rule)
  }
}

extension FixedPass {
  /// Follows the claims and returns the number of figures found; nil where the pass gives no answer.
  static func figureCount(_ events: TracingEvents, _ rule: TracingRule) -> Int? {
    guard let needs = Suitability(events, rule) else { return nil }
    var pass = FixedPass(
      events, rule, records: false, tracksWorth: needs.tracksWorth,
      passages: PassageTable(events.view.ledger), othersTogether: false, firsts: nil)
    var moves = FixedMoves(hasRates: needs.tracksWorth, reserving: 0, 0)
    guard pass.run(mostClaims: .max, mostOthers: .max, moves: &moves) == nil else { return nil }
    return pass.piles.piles[..<(pass.separates ? 2 * pass.balanceCount : pass.balanceCount)]
      .reduce(0) { $0 + Int($1.count) }
  }
}
