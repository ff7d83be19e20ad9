internal import PaymentGraph

/// The rows of a statement that went in the other direction than their column, as the balances show.
///
/// A minus in a column of debits repeats the column at some banks, and takes a debit back at others. The rows between
/// two balances lead from the one to the other: where only one reading of them does, it holds.
struct SignEvidence {
  /// The indices of the rows that went in the other direction.
  private(set) var turned: [Int] = []
  /// The indices of the rows whose direction no balance shows.
  private(set) var open: [Int] = []

  /// The number of rows between two balances that are tried in all combinations.
  private static let most = 8
  private let drafts: [StatementRows.Draft]

  private struct Section: Hashable {
    let own: String
    let currency: Currency
    let pot: String
  }

  init(_ drafts: [StatementRows.Draft]) {
    self.drafts = drafts
    var sections: [Section: [Int]] = [:]
    var order: [Section] = []
    for (index, draft) in drafts.enumerated() where draft.movesBalance {
      let section = Section(
        own: draft.entry.own, currency: draft.entry.currency, pot: draft.entry.pot)
      if sections[section] == nil { order.append(section) }
      sections[section, default: []].append(index)
    }
    for section in order {
      let indices = sections[section] ?? []
      guard indices.contains(where: { drafts[$0].isAgainstColumn }) else { continue }
      // The order that explains more balances is that of the rows.
      let (forwards, backwards) = (look(indices), look(indices.reversed()))
      let best = backwards.explained > forwards.explained ? backwards : forwards
      turned += best.turned
      open += best.open
    }
    turned.sort()
    open.sort()
  }

  private func change(_ index: Int) -> Int64 {
    drafts[index].entry.amount &- drafts[index].entry.fee
  }

  /// Examines rows from the oldest to the newest.
  private func look(_ indices: [Int]) -> (turned: [Int], open: [Int], explained: Int) {
    var result: (turned: [Int], open: [Int], explained: Int) = ([], [], 0)
    var known: Int64?
    var group: [Int] = []
    for index in indices {
      group.append(index)
      guard let printed = drafts[index].printed else { continue }
      let doubtful = group.filter { drafts[$0].isAgainstColumn }
      if let known, let turned = turned(doubtful, group, gap: printed &- known) {
        result.turned += turned
        result.explained += 1
      } else {
        result.open += doubtful
      }
      known = printed
      group = []
    }
    result.open += group.filter { drafts[$0].isAgainstColumn }
    return result
  }

  /// Returns the rows that must go in the other direction, so that a group leads from one balance to the next; nil
  /// where no reading or several do so.
  private func turned(_ doubtful: [Int], _ group: [Int], gap: Int64) -> [Int]? {
    let sum = group.reduce(Int64(0)) { $0 &+ change($1) }
    if doubtful.isEmpty { return sum == gap ? [] : nil }
    guard doubtful.count <= SignEvidence.most else { return nil }
    var found: [Int]?
    for choice in 0..<(1 << doubtful.count) {
      let turned = doubtful.indices.filter { choice & (1 << $0) != 0 }.map { doubtful[$0] }
      let total = turned.reduce(sum) { $0 &- 2 &* drafts[$1].entry.amount }
      guard total == gap else { continue }
      guard found == nil else { return nil }
      found = turned
    }
    return found
  }

  /// Reports the rows that the balances leave open, where other amounts of their column have no sign.
  func report(
    _ drafts: [StatementRows.Draft], isAnyTurned: Bool, bytes: Span<UInt8>,
    log: inout DiagnosticLog
  ) {
    let isMixed = open.contains { index in
      drafts.contains { other in
        !other.isAgainstColumn && other.entry.amount != 0
          && (other.entry.amount < 0) == (drafts[index].entry.amount < 0)
      }
    }
    guard isMixed || isAnyTurned, let first = open.first else { return }
    let money = Money(
      minorUnits: abs(drafts[first].entry.amount), currency: drafts[first].entry.currency)
    let isOut = drafts[first].entry.amount < 0
    log.add(
      .signDoubtful, severity: .warning,
      summary:
        "the amount \(money) has a sign that contradicts its column, and no balance shows which way the money went",
      in: drafts[first].row, bytes: bytes,
      note: (open.count == 1 ? "" : "\(open.count) rows, this one first; ")
        + "it is read as money \(isOut ? "out" : "in"); it may reverse other rows",
      remedy: "compare with the balances of the original statement")
  }
}
