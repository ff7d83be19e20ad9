internal import PaymentGraph

/// The accounts through which claimed money can have passed and whose balances no record shows.
///
/// Any other money may have lain in such an account when it paid on, so that a payout need not have been of claimed
/// money. Pooled accounts are none: they pass money on along links only.
extension TracingEvents {
  /// True for each balance that money of the claims can reach in whatever order.
  var reachedBalances: [Bool] {
    var isReached = Array(repeating: false, count: balances.count)
    var queue: [Int32] = []
    func reach(_ place: Int32) {
      if !isReached[Int(place)] {
        isReached[Int(place)] = true
        queue.append(place)
      }
    }
    for event in 0..<count where entering[event] >= 0 {
      if case .claim = labels.origins[Int(entering[event])] { reach(to[event]) }
    }
    // A link can lead from one currency of an account to another.
    for (payout, receipts) in identified {
      for receipt in receipts where to[Int(receipt.credit)] != from[Int(payout)] {
        reach(from[Int(payout)])
      }
    }
    let next = ArcIndex(from, balances.count)
    while let place = queue.popLast() {
      for event in next[place] where entering[Int(event)] < 0 { reach(to[Int(event)]) }
    }
    return isReached
  }

  /// Returns true where an event may move money of the claims.
  ///
  /// - Parameter isReached: true for each balance that money of the claims can reach.
  func mayCarryClaims(_ event: Int, _ isReached: [Bool]) -> Bool {
    guard entering[event] >= 0 else { return isReached[Int(from[event])] }
    return labels.origins[Int(entering[event])].isClaim
  }

  /// Returns the accounts that paid on while no record shows their balances, by key.
  ///
  /// - Parameter isReached: true for each balance that money of the claims can reach.
  func unknownBalances(_ isReached: [Bool]) -> [AccountID] {
    let columns = view.ledger.columns
    var found: Set<UInt32> = []
    for event in 0..<count where entering[event] < 0 && !isOwn(event) {
      let place = from[event]
      let start = columns.start[Int(transfer[event])]
      guard isReached[Int(place)], !isOpaque[Int(place)], start >= knownUntil[place] ?? .min,
        unseen[place]?.shows(start) != true
      else { continue }
      found.insert(balances.account[Int(place)])
    }
    let ranks = view.ledger.keyRanks
    return found.sorted { ranks[Int($0)] < ranks[Int($1)] }.map { AccountID(index: $0) }
  }
}
