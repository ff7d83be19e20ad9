/// By transfer: how many victims' money it passes on that had reached its payer before.
///
/// One sweep meets transfers in their order, so that a list of those that pass something on suffices;
/// several sweeps add up in a number for each transfer.
struct PassedCounts: Sendable {
  private var dense: [UInt32] = []
  private var transfers: [UInt32] = []
  private var counts: [UInt32] = []

  /// None; each transfer has a number where `isDense` says so, else counts come in order of transfers.
  init(transferCount: Int, isDense: Bool) {
    if isDense { dense = Array(repeating: 0, count: transferCount) }
  }

  @inline(__always)
  mutating func add(_ count: UInt32, at transfer: Int) {
    if dense.isEmpty {
      transfers.append(UInt32(truncatingIfNeeded: transfer))
      counts.append(count)
    } else {
      dense[transfer] &+= count
    }
  }

  /// Adds what was counted of other victims, which must be dense as well.
  mutating func add(_ other: PassedCounts) {
    for transfer in other.dense.indices { dense[transfer] &+= other.dense[transfer] }
  }

  subscript(transfer: Int) -> Int {
    guard dense.isEmpty else { return Int(dense[transfer]) }
    let place = LinkSet.lowerBound(transfers.count) { Int(transfers[$0]) < transfer }
    return place < transfers.count && Int(transfers[place]) == transfer ? Int(counts[place]) : 0
  }
}
