internal import PaymentGraph

/// The pooled accounts of a ledger that were matched with some settings.
///
/// A trace asks four questions that follow links (the figures, their bounds, their grades, the missing documents), and
/// so do a drawing and a list of sinks: the first of them does the matching.
struct MatchedHubs: Sendable {
  private let settings: MatchSettings
  private var matches: [Int: HubMatch] = [:]

  private init(_ settings: MatchSettings) { self.settings = settings }

  /// Returns the matches at some pooled accounts, in their order.
  static func matches(
    at hubs: [Int], in ledger: Ledger, _ settings: MatchSettings
  ) -> [HubMatch] {
    var known = ledger.memory.value(MatchedHubs.self)
    if known?.settings != settings { known = nil }
    var matched = known ?? MatchedHubs(settings)
    let missing = hubs.filter { matched.matches[$0] == nil }
    if !missing.isEmpty {
      let matcher = HubMatcher(ledger, RecordedLinks.find(in: ledger), settings)
      for hub in missing { matched.matches[hub] = matcher.match(hub) }
      ledger.memory.keep(matched)
    }
    return hubs.compactMap { matched.matches[$0] }
  }
}
