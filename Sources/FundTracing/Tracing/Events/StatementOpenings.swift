internal import PaymentGraph

/// The balances with which statements begin: money in accounts before the first transfer of a trace.
///
/// The first of several statements of an account counts, and none where other records show payments of the account
/// before it. Where the ledger closes to the statement, the opening is as the statement says, even an overdraft;
/// otherwise payments that the balance does not cover show that something is missing, and the statement gives no
/// opening. Payments between the statement's beginning and the scope of the question are counted in. O(*t*) and the
/// payments of the accounts that have statements.
struct StatementOpenings {
  /// The opening balances, below zero where the account was overdrawn.
  private(set) var amounts: [Int32: Int64] = [:]
  /// The balances that statements show completely, so that nothing is assumed for them.
  private(set) var complete: Set<Int32> = []
  /// The time up to which statements show the balances completely, in milliseconds.
  private(set) var knownUntil: [Int32: Int64] = [:]
  /// The payments of balances that no record shows although statements say that money moved.
  private(set) var unseen: [Int32: UnseenPayments] = [:]

  /// - Parameters:
  ///   - lowest: the lowest amount that the transfers of each balance reach from zero.
  ///   - isLeftOut: returns true where an account takes no opening from a statement.
  init(_ events: TracingEvents, lowest: [Int128], leavingOut isLeftOut: (UInt32) -> Bool) {
    let ledger = events.view.ledger
    guard !ledger.statementBalances.isEmpty else { return }
    let closings = ledger.statementClosings
    unseen = UnseenPayments.find(closings, in: events)
    let closing = Set(
      closings.filter { $0.difference == 0 }
        .map { "\($0.account.index) \($0.currency.index) \($0.file.digest.hex)" })
    var first = StatementOpenings.firstStatements(
      events, placeCount: lowest.count, isLeftOut: isLeftOut)
    StatementOpenings.removePreceded(&first, events)
    for (place, balance) in first {
      let file = ledger.files[Int(balance.file)].digest.hex
      let closes = closing.contains("\(balance.account) \(balance.currency.index) \(file)")
      guard let stated = StatementOpenings.opening(balance, ledger),
        let amount = Int64(
          exactly: Int128(stated)
            + StatementOpenings.outOfScope(balance, place: place, events: events)),
        closes || Int128(amount) + lowest[Int(place)] >= 0
      else { continue }
      if closes {
        complete.insert(place)
        knownUntil[place] = StatementOpenings.end(
          of: balance, place: place, closings: closings, events: events)
      }
      if amount != 0 { amounts[place] = amount }
    }
  }

  /// Returns the time up to which a statement, and the statements that follow it without a gap, show a balance: the
  /// first time at which one of them does not close, another record shows a payment between two of them, or a payment
  /// is out of the question's scope.
  private static func end(
    of first: StatementBalance, place: Int32, closings: [StatementClosing], events: TracingEvents
  ) -> Int64 {
    let (view, columns) = (events.view, events.view.ledger.columns)
    var end = first.end
    let moves = (0..<events.count).filter { events.from[$0] == place || events.to[$0] == place }
      .map { columns.start[Int(events.transfer[$0])] }
    for next in closings
    where next.account.index == first.account && next.currency.index == first.currency.index
      && next.days.lowerBound.milliseconds > first.start
    {
      let start = next.days.lowerBound.milliseconds
      guard next.difference == 0, next.gap == 0, !moves.contains(where: { $0 >= end && $0 < start })
      else { break }
      end = max(end, next.days.upperBound.milliseconds + 86_400_000)
    }
    guard view.included != nil else { return end }
    let earliest = moves.min() ?? .min
    let account = Int(first.account)
    let left =
      (view.ledger.outgoing[account].map(Int.init) + view.ledger.incoming[account].map(Int.init))
      .filter { !view.contains($0) && columns.start[$0] >= earliest }
      .map { columns.start[$0] }
    return min(end, left.min() ?? .max)
  }

  /// Returns the first statement of each balance.
  private static func firstStatements(
    _ events: TracingEvents, placeCount: Int, isLeftOut: (UInt32) -> Bool
  ) -> [Int32: StatementBalance] {
    let balances = events.balances
    var places: [UInt32: [Int32]] = [:]
    for place in balances.account.indices {
      places[balances.account[place], default: []].append(Int32(place))
    }
    var first: [Int32: StatementBalance] = [:]
    for balance in events.view.ledger.statementBalances where !isLeftOut(balance.account) {
      let place = places[balance.account]?.first {
        balances.currency[Int($0)] == balance.currency.index
      }
      guard let place, Int(place) < placeCount, !events.isOpaque[Int(place)] else { continue }
      if first[place].map({ balance.start < $0.start }) ?? true { first[place] = balance }
    }
    return first
  }

  /// Removes the statements of accounts that have payments before them.
  private static func removePreceded(
    _ first: inout [Int32: StatementBalance], _ events: TracingEvents
  ) {
    let (columns, order) = (events.view.ledger.columns, events.view.ledger.recordedOrder)
    var isPreceded: Set<Int32> = []
    for event in 0..<events.count {
      let number = Int(events.transfer[event])
      if let balance = first[events.from[event]], columns.start[number] < balance.start {
        isPreceded.insert(events.from[event])
      }
      // A payment that left another account before the statement begins may arrive in its first row, even where another
      // file says that it arrived sooner.
      if let balance = first[events.to[event]], columns.start[number] < balance.start,
        order.arrival(number).end <= balance.start
      {
        isPreceded.insert(events.to[event])
      }
    }
    for place in isPreceded { first[place] = nil }
  }

  /// Returns the receipts less the payouts of an account, in its statement's currency, before the first of its
  /// transfers in scope.
  private static func outOfScope(
    _ balance: StatementBalance, place: Int32, events: TracingEvents
  ) -> Int128 {
    let view = events.view
    guard view.included != nil else { return 0 }
    let (columns, account) = (view.ledger.columns, Int(balance.account))
    var first = Int64.max
    for event in 0..<events.count
    where events.from[event] == place || events.to[event] == place {
      first = min(first, columns.start[Int(events.transfer[event])])
    }
    var moved: Int128 = 0
    for number in view.ledger.outgoing[account].map(Int.init)
    where !view.contains(number) && columns.start[number] < first
      && columns.sentCurrency[number] == balance.currency.index
    {
      moved -= Int128(columns.sent[number])
    }
    for number in view.ledger.incoming[account].map(Int.init)
    where !view.contains(number) && columns.start[number] < first {
      let receipt = columns.receipt(number)
      if receipt.currency == balance.currency.index { moved += Int128(receipt.amount) }
    }
    return moved
  }

  /// Returns a statement's opening balance in the units of the ledger, which may be finer than the statement's; nil
  /// where it is too large.
  private static func opening(_ balance: StatementBalance, _ ledger: Ledger) -> Int64? {
    let finer =
      ledger.columns.currency(balance.currency.index).exponent - balance.currency.exponent
    guard finer >= 0 else { return nil }
    var amount = balance.opening
    for _ in 0..<finer {
      let (product, overflow) = amount.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      amount = product
    }
    return Int64(exactly: amount)
  }
}
