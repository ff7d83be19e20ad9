internal import PaymentGraph

/// Balances that no record shows, and payments that no record shows.
extension BalanceNetwork {
  /// Notes that from a time on no record shows the balance of an account, where that is so: only what lay there at that
  /// time is limited.
  mutating func forget(_ place: Int, at start: Int64) {
    join(place, until: start)
    guard !knownUntil.isEmpty, places[place].isKnown, start >= knownUntil[place] else { return }
    settleArrivals(place)
    places[place].isKnown = false
    guard places[place].node >= 0 else { return }
    let node = addNode()
    narrow.insert(node)
    addArc(
      places[place].node, head: node, limit: BalanceNetwork.clamped(places[place].stock),
      transfer: lastPayout(place), balanceOf: Int32(place))
    places[place].node = node
    places[place].left = BalanceNetwork.unlimited
  }

  /// Takes over the balances with which statements begin that do not join the ones before, up to a time: whatever lay
  /// there can have left unseen, and no more than the new balance is still there.
  mutating func join(_ place: Int, until time: Int64) {
    guard let list = gaps[Int32(place)], !list.isEmpty else { return }
    while let gap = gaps[Int32(place)]?.first, gap.end <= time {
      gaps[Int32(place)]?.removeFirst()
      settleArrivals(place)
      if places[place].node >= 0 {
        let (before, node) = (places[place].node, addNode())
        narrow.insert(node)
        addArc(
          before, head: unseen(place), limit: BalanceNetwork.unlimited, transfer: -1)
        addArc(
          before, head: node, limit: BalanceNetwork.clamped(gap.opening),
          transfer: lastPayout(place),
          balanceOf: Int32(place))
        places[place].node = node
      }
      places[place].stock = max(0, gap.opening)
      places[place].debt = max(0, -gap.opening)
      places[place].isKnown = true
      places[place].left = places[place].most
      if !knownUntil.isEmpty { knownUntil[place] = gap.knownUntil }
    }
  }

  /// Lets money leave the node of an account whose statement does not close.
  mutating func leak(_ place: Int) {
    guard places[place].node >= 0, events.unseen[Int32(place)]?.isAnyTime == true else { return }
    addArc(
      places[place].node, head: unseen(place), limit: BalanceNetwork.unlimited, transfer: -1)
  }

  private mutating func unseen(_ place: Int) -> Int32 {
    end(
      .unseen(by: AccountID(index: events.balances.account[place])),
      events.balances.currency[place])
  }

  private func lastPayout(_ place: Int) -> Int32 {
    places[place].lastPayout < 0 ? -1 : events.transfer[Int(places[place].lastPayout)]
  }
}
