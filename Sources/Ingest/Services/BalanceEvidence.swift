internal import PaymentGraph

/// The rows that changed the running balance of a file, as the balance shows.
///
/// A row changed the balance where its own balance is the one before plus its amount, and did not where it equals the
/// one before. Where it is neither, the row after it shows from which of the two it starts.
struct BalanceEvidence {
  /// True where the row at an index changed the balance, false where it did not; rows on which the balances show
  /// nothing are left out.
  private(set) var moved: [Int: Bool] = [:]

  private struct Section: Hashable {
    let own: String
    let currency: Currency
    let pot: String
  }

  private let drafts: [StatementRows.Draft]

  init(_ drafts: [StatementRows.Draft]) {
    self.drafts = drafts
    var sections: [Section: [Int]] = [:]
    var order: [Section] = []
    for (index, draft) in drafts.enumerated() where Self.mayMove(draft) {
      let section = Section(
        own: draft.entry.own, currency: draft.entry.currency, pot: draft.entry.pot)
      if sections[section] == nil { order.append(section) }
      sections[section, default: []].append(index)
    }
    for section in order {
      let indices = sections[section] ?? []
      look(isNewestFirst(indices) ? indices.reversed() : indices)
    }
  }

  /// Returns true where a row may have changed the balance: a note of the service did not.
  private static func mayMove(_ draft: StatementRows.Draft) -> Bool {
    if draft.impact == false { return false }
    return draft.entry.amount != 0
  }

  private static func change(_ draft: StatementRows.Draft) -> Int64 {
    draft.entry.amount &- draft.entry.fee
  }

  /// Returns true where the newest row stands first, judged by the number of balances that follow from each other.
  private func isNewestFirst(_ indices: [Int]) -> Bool {
    func held(_ indices: [Int]) -> Int {
      zip(indices, indices.dropFirst()).count { earlier, later in
        guard let before = drafts[earlier].printed, let after = drafts[later].printed else {
          return false
        }
        return before &+ Self.change(drafts[later]) == after
      }
    }
    let (forwards, backwards) = (held(indices), held(indices.reversed()))
    if forwards != backwards { return backwards > forwards }
    guard let first = indices.first, let last = indices.last else { return false }
    return drafts[first].entry.time.start > drafts[last].entry.time.start
      && drafts[last].entry.time.precision != .unknown
  }

  /// Examines rows from the oldest to the newest.
  private mutating func look(_ indices: [Int]) {
    var known: Int64?
    var waiting: [Int] = []
    for (turn, index) in indices.enumerated() {
      let draft = drafts[index]
      let change = Self.change(draft)
      guard let printed = draft.printed else {
        waiting.append(index)
        continue
      }
      if !waiting.isEmpty, let known {
        settle(waiting, gap: printed &- known, last: index)
      } else if let known, change != 0 {
        let next = indices.dropFirst(turn + 1).first
        let start = next.flatMap { next in
          drafts[next].printed.map { $0 &- Self.change(drafts[next]) }
        }
        for balance in [printed, start] where moved[index] == nil {
          if balance == known &+ change { moved[index] = true }
          if balance == known { moved[index] = false }
        }
      }
      waiting = []
      // A row that changed nothing may print a number that is not a balance.
      if moved[index] != false { known = printed }
    }
  }

  /// Settles rows without balances by the difference to the next balance.
  private mutating func settle(_ waiting: [Int], gap: Int64, last: Int) {
    let sum = waiting.reduce(Int64(0)) { $0 &+ Self.change(drafts[$1]) }
    let change = Self.change(drafts[last])
    guard sum != 0 else { return }
    let isMoved: Bool? = gap &- change == sum ? true : gap == change ? false : nil
    guard let isMoved else { return }
    for index in waiting { moved[index] = isMoved }
    if change != 0 { moved[last] = true }
  }
}
