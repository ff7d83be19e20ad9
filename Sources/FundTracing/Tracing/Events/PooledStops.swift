internal import PaymentGraph

/// The receipts of claimed money that no followed link passes on from a pooled account, and the payouts of that account
/// that name no receipt, each of which may have been paid with them.
struct PooledStops {
  /// The stops at one pooled account.
  struct Stop {
    let account: AccountID
    var receipts = 0
    var received = MoneyTotals()
    /// The start of the earliest of the receipts, in milliseconds.
    var since = Int64.max
    var payouts = 0
    var paid = MoneyTotals()
  }

  /// The stops, by account key.
  let stops: [Stop]

  /// - Parameter isReached: true for each balance that money of the claims can reach.
  /// - Complexity: O(*t*) for *t* transfers.
  init(_ events: TracingEvents, reaching isReached: [Bool]) {
    let ledger = events.view.ledger
    let columns = ledger.columns
    var found: [UInt32: Stop] = [:]
    for event in 0..<events.count {
      let place = Int(events.to[event])
      let transfer = Int(events.transfer[event])
      guard events.isOpaque[place], isReached[place], columns.kind[transfer] != .fee,
        events.isIdentified.isEmpty || !events.isIdentified[event],
        events.mayCarryClaims(event, isReached)
      else { continue }
      let account = events.balances.account[place]
      var stop = found[account] ?? Stop(account: AccountID(index: account))
      stop.receipts += 1
      stop.received.add(columns.receivedMoney(transfer))
      stop.since = min(
        stop.since, columns.precision[transfer] == .unknown ? .min : columns.start[transfer])
      found[account] = stop
    }
    if !found.isEmpty {
      for event in 0..<events.count
      where events.entering[event] < 0 && events.identified[Int32(truncatingIfNeeded: event)] == nil
      {
        let account = events.balances.account[Int(events.from[event])]
        let transfer = Int(events.transfer[event])
        guard events.isOpaque[Int(events.from[event])], var stop = found[account] else { continue }
        let isBefore =
          columns.precision[transfer] != .unknown && columns.time(transfer).end <= stop.since
        guard !isBefore, columns.kind[transfer] != .fee else { continue }
        stop.payouts += 1
        stop.paid.add(columns.sentMoney(transfer))
        found[account] = stop
      }
    }
    let ranks = ledger.keyRanks
    stops = found.values.sorted { ranks[$0.account.position] < ranks[$1.account.position] }
  }

  /// Returns the most that payouts without a link can have taken of what lies in a pooled account, in a currency; nil
  /// where one of them left in another, at a rate that no record states.
  func mostPassedOn(_ account: AccountID, in currency: Currency) -> Int128? {
    guard let stop = stops.first(where: { $0.account == account }) else { return 0 }
    guard stop.paid.lines.allSatisfy({ $0.currency == currency }) else { return nil }
    return stop.paid.minorUnits(of: currency)
  }

  /// Returns the notes, one for each account.
  func notes(in ledger: Ledger) -> [AnswerNote] {
    stops.map { stop in
      let key = ledger.account(stop.account).key
      let isOne = stop.receipts == 1
      let it = isOne ? "it" : "them"
      let receipts =
        "\(stop.receipts) \(isOne ? "receipt" : "receipts") of \(key) (\(words(stop.received)))"
      var text =
        "\(receipts) \(isOne ? "is" : "are") not followed further: no record links a payout to \(it), so the figure "
      text += "there says where the trail ends, not what the account holds"
      if stop.payouts > 0 {
        let payouts = "\(stop.payouts) \(stop.payouts == 1 ? "payout" : "payouts") without a link"
        text +=
          "; \(payouts) (\(words(stop.paid))) may have passed \(it) on, and what the payees got is in no "
        text += "figure and no bound"
      }
      return AnswerNote(code: .stoppedAtPooled, text: text)
    }
  }

  private func words(_ sums: MoneyTotals) -> String {
    sums.lines.map(\.description).joined(separator: " + ")
  }
}
