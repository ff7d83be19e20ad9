internal import PaymentGraph

/// The claimed money that no followed link passes on from a pooled account, and the payouts of that account, or parts of
/// them, that name no receipt: each may have been paid with that money.
struct PooledStops {
  /// The stops at one pooled account.
  struct Stop {
    let account: AccountID
    /// The receipts without a link.
    var receipts = 0
    var received = MoneyTotals()
    /// The receipts of which linked payouts leave a part.
    var parts = 0
    var left = MoneyTotals()
    /// The start of the earliest of the receipts, in milliseconds.
    var since = Int64.max
    var payouts = 0
    /// The payouts that links cover in part.
    var partlyLinked = 0
    var paid = MoneyTotals()
  }

  /// The stops, by account key.
  let stops: [Stop]

  /// - Parameter isReached: true for each balance that money of the claims can reach.
  /// - Complexity: O(*t* + *l*) for *t* transfers and *l* links.
  init(_ events: TracingEvents, reaching isReached: [Bool]) {
    let ledger = events.view.ledger
    let (columns, order) = (ledger.columns, ledger.recordedOrder)
    var found: [UInt32: Stop] = [:]
    let passedOn = PooledStops.passedOn(events)
    for event in 0..<events.count {
      let place = Int(events.to[event])
      let transfer = Int(events.transfer[event])
      guard events.isOpaque[place], isReached[place], columns.kind[transfer] != .fee,
        events.mayCarryClaims(event, isReached)
      else { continue }
      let account = events.balances.account[place]
      let received = columns.receivedMoney(transfer)
      var stop = found[account] ?? Stop(account: AccountID(index: account))
      if events.isIdentified.isEmpty || !events.isIdentified[event] {
        stop.receipts += 1
        stop.received.add(received)
      } else {
        let left = Int128(received.minorUnits) - passedOn[Int32(event), default: 0]
        guard left > 0 else { continue }
        stop.parts += 1
        stop.left.add(left, in: received.currency)
      }
      let isTimeless = columns.precision[transfer] == .unknown
      stop.since = min(stop.since, isTimeless ? .min : order.wideStart(transfer))
      found[account] = stop
    }
    if !found.isEmpty {
      for event in 0..<events.count where events.entering[event] < 0 {
        let account = events.balances.account[Int(events.from[event])]
        let transfer = Int(events.transfer[event])
        guard events.isOpaque[Int(events.from[event])], var stop = found[account] else { continue }
        let isBefore =
          columns.precision[transfer] != .unknown && order.wideEnd(transfer) <= stop.since
        guard !isBefore, columns.kind[transfer] != .fee else { continue }
        if events.identified[Int32(truncatingIfNeeded: event)] == nil {
          stop.payouts += 1
          stop.paid.add(columns.sentMoney(transfer))
        } else if let rest = events.uncovered[events.transfer[event]] {
          stop.partlyLinked += 1
          stop.paid.add(Int128(rest), in: columns.sentMoney(transfer).currency)
        }
        found[account] = stop
      }
    }
    let ranks = ledger.keyRanks
    stops = found.values.sorted { ranks[$0.account.position] < ranks[$1.account.position] }
  }

  /// Returns the amounts of receipts of pooled accounts that linked payouts take, by the events of the receipts.
  ///
  /// One of several receipts that goes on with a payout may be any of them, so nothing is taken of it for certain.
  private static func passedOn(_ events: TracingEvents) -> [Int32: Int128] {
    let columns = events.view.ledger.columns
    var taken: [Int32: Int128] = [:]
    for (payout, links) in events.identified {
      guard events.isOpaque[Int(events.from[Int(payout)])] else { continue }
      let transfer = Int(events.transfer[Int(payout)])
      for link in links
      where !events.openPairings.openReceipts.contains(events.transfer[Int(link.credit)]) {
        // A payout in another currency passes on all that is left of its receipt.
        taken[link.credit, default: 0] +=
          events.to[Int(link.credit)] == events.from[Int(payout)]
          ? Int128(link.share ?? columns.sent[transfer]) : Int128(Int64.max)
      }
    }
    return taken
  }

  /// Returns the most that payouts without a link can have taken of what lies in a pooled account, in a currency; nil
  /// where one of them left in another, at a rate that no record states.
  func mostPassedOn(_ account: AccountID, in currency: Currency) -> Int128? {
    guard let stop = stops.first(where: { $0.account == account }) else { return 0 }
    guard stop.paid.lines.allSatisfy({ $0.currency == currency }) else { return nil }
    return stop.paid.minorUnits(of: currency)
  }

  /// Returns the notes, one for each account.
  ///
  /// Linked payouts leave mostly the account's fee of their receipts: it is told only where another payout may have
  /// passed it on.
  func notes(in ledger: Ledger) -> [AnswerNote] {
    stops.compactMap { stop in
      let hasPayouts = stop.payouts + stop.partlyLinked > 0
      guard stop.receipts > 0 || hasPayouts else { return nil }
      let key = ledger.account(stop.account).key
      var text: String
      if stop.receipts > 0 {
        let isOne = stop.receipts == 1
        text =
          "\(AnswerNote.count(stop.receipts, "receipt")) of \(key) (\(words(stop.received))) "
          + "\(isOne ? "is" : "are") not followed further: no record links a payout to "
          + "\(isOne ? "it" : "them"), so the figure there says where the trail ends, not what the account holds"
      } else {
        text =
          "of \(AnswerNote.count(stop.parts, "receipt")) of \(key), \(words(stop.left)) is left after the payouts linked with "
          + "\(stop.parts == 1 ? "it" : "them")"
      }
      if hasPayouts {
        let it = stop.receipts == 1 || stop.receipts == 0 ? "it" : "them"
        text +=
          "; \(payouts(stop)) (\(words(stop.paid))) may have passed \(it) on, and what the payees got is in no "
          + "figure and no bound"
      }
      return AnswerNote(code: .stoppedAtPooled, text: text)
    }
  }

  /// Returns the payouts without a link, and those that links cover in part, in words.
  private func payouts(_ stop: Stop) -> String {
    let whole = "\(AnswerNote.count(stop.payouts, "payout")) without a link"
    guard stop.partlyLinked > 0 else { return whole }
    let parts = "the part that no link covers of \(AnswerNote.count(stop.partlyLinked, "payout"))"
    return stop.payouts == 0 ? parts : "\(whole), and \(parts)"
  }

  private func words(_ sums: MoneyTotals) -> String {
    sums.lines.map(\.description).joined(separator: " + ")
  }
}
