import FundTracing
package import Simulation

/// The evaluation of links as a Markdown table: a row for each regime.
package struct LinkTable {
  private var rows: [String] = []

  package init() {}

  package mutating func add(_ regime: Regime, _ tally: LinkTally) {
    func shown(_ count: LinkTally.Count) -> String {
      count.said == 0
        ? "none" : "\(LinkTally.percent(count.right, of: count.said)) of \(count.said)"
    }
    func recall(_ part: Int) -> String { LinkTally.percent(part, of: tally.truePairs) }
    rows.append(
      "| \(regime.rawValue) | \(tally.truePairs) | \(shown(tally[.a])) | \(shown(tally[.b])) "
        + "| \(shown(tally[.c])) | **\(recall(tally.foundPairs))** "
        + "| \(recall(tally.sameAmount.right)) (\(shown(tally.sameAmount))) "
        + "| \(recall(tally.sameNet.right)) (\(shown(tally.sameNet))) |")
  }

  package var text: String {
    """
    | regime | true links | A right, % | B right, % | C right, % | A+B+C recall, % | same amount in 7 days: recall, % (right) | same amount less fee: recall, % (right) |
    |---|---:|---:|---:|---:|---:|---:|---:|
    \(rows.joined(separator: "\n"))

    """
  }
}
