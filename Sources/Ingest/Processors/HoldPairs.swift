internal import PaymentGraph

/// Holds paired with their releases.
///
/// A release belongs to the hold that it names, or that names it; then to the only hold that names the same payment and
/// has its amount; then to the only hold of its amount that is left. Partial releases belong to one hold as long as
/// their sum does not exceed it. The order of rows decides nothing.
struct HoldPairs {
  /// The indices of holds that are not released, wholly or in part.
  private(set) var heldOn: [Int] = []
  /// The indices of releases without a hold.
  private(set) var freed: [Int] = []

  private let entries: [StatementEntry]
  /// The amounts that are still held, by the index of the hold.
  private var left: [Int: Int64] = [:]

  init(_ entries: [StatementEntry]) {
    self.entries = entries
    for (index, entry) in entries.enumerated() where entry.role.isMemo && entry.amount != 0 {
      switch entry.kind {
      case .hold: left[index] = abs(entry.amount)
      case .holdRelease: freed.append(index)
      default: break
      }
    }
    // The largest first, so that the order of the rows decides nothing.
    freed.sort { (abs(entries[$1].amount), $0) < (abs(entries[$0].amount), $1) }
    take { release, hold in
      release.group != nil && release.group == hold.id
        || hold.group != nil && hold.group == release.id
    }
    take { release, hold in
      release.group != nil && release.group == hold.group && release.amount == -hold.amount
    }
    take { release, hold in
      release.amount == -hold.amount
        && (release.group == nil || hold.group == nil || hold.id == nil)
    }
    freed.sort()
    heldOn = left.filter { $0.value > 0 }.keys.sorted()
  }

  /// Returns the sums that some rows hold or release, by currency.
  func sums(_ rows: [Int]) -> [MoneyTotal] {
    var sums = MoneyTotals()
    for row in rows {
      sums.add(Int128(left[row] ?? abs(entries[row].amount)), in: entries[row].currency)
    }
    return sums.lines
  }

  /// Takes releases for which only one hold fits and still has enough.
  private mutating func take(_ fits: (StatementEntry, StatementEntry) -> Bool) {
    var open: [Int] = []
    for release in freed {
      let entry = entries[release]
      let holds = left.keys.filter { hold in
        entries[hold].own == entry.own && entries[hold].currency == entry.currency
          && (left[hold] ?? 0) >= abs(entry.amount) && fits(entry, entries[hold])
      }.sorted()
      // Of equal holds of one payment any is as good as another.
      let areAlike = holds.dropFirst().allSatisfy {
        entries[$0].group == entries[holds[0]].group && left[$0] == left[holds[0]]
      }
      if let hold = holds.first, holds.count == 1 || areAlike {
        left[hold, default: 0] -= abs(entry.amount)
      } else {
        open.append(release)
      }
    }
    freed = open
  }
}
