internal import PaymentGraph

/// Counts the payments that the order of rows keeps off all walks: a row shows a payout before a receipt of the same
/// time at its payer, so the payout does not pass that receipt on.
///
/// The time of such payments says nothing, and a file may list them in any order. The rows decide by default, so an
/// answer must say how many payments they decided against. O(*t*), and nothing is compared but payments of one time.
struct RowOrder {
  /// A payout and a receipt of the same time that its row precedes.
  struct Pair: Equatable {
    let payout: Int
    let receipt: Int
  }

  private(set) var count = 0
  private(set) var first: Pair?

  /// The direction in which money is followed.
  enum Direction { case forwards, backwards }

  /// Finds the payments that no walk passes only because of their rows.
  ///
  /// - Parameters:
  ///   - isOnWalk: true for transfers on walks.
  ///   - direction: forwards, payouts of accounts that walks reach count; backwards, receipts of accounts that walks
  ///     leave.
  init(
    _ space: WalkContext, isOnWalk: (Int) -> Bool, following direction: Direction = .forwards
  ) {
    guard space.rules.ties == .recorded else { return }
    let (columns, precedence) = (space.columns, space.precedence)
    find(space.view, passes: isOnWalk, following: direction) { payout, receipt in
      if space.needsLink(at: Int(columns.payer[payout])),
        !space.usableLinks(out: payout).contains(where: { $0.inbound.position == receipt })
      {
        return false
      }
      return precedence.relation(receipt, payout) == .placedAfter
    }
  }

  /// Finds the payouts whose rows precede receipts that carry claimed money.
  ///
  /// - Parameter carries: true for transfers that carry claims.
  init(_ view: LedgerView, carrying carries: (Int) -> Bool) {
    let precedence = Precedence(view.ledger, ties: .recorded)
    let pooled = view.ledger.pooled
    let columns = view.ledger.columns
    find(view, passes: carries, following: nil) { payout, receipt in
      !pooled[Int(columns.payer[payout])] && precedence.relation(receipt, payout) == .placedAfter
    }
  }

  private mutating func find(
    _ view: LedgerView, passes: (Int) -> Bool, following direction: Direction?,
    isDecided: (_ payout: Int, _ receipt: Int) -> Bool
  ) {
    let columns = view.ledger.columns
    let count = columns.count
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, columns.start[end] == columns.start[start] { end += 1 }
      defer { start = end }
      guard end - start > 1 else { continue }
      // The last receipts of each account, those nearest to the end of the group, decide for all its earlier payouts.
      var receipts: [UInt32: Int] = [:]
      for transfer in (start..<end).reversed() where view.contains(transfer) {
        let isOn = passes(transfer)
        if let receipt = receipts[columns.payer[transfer]],
          direction == .forwards ? !isOn : direction == .backwards ? isOn : true,
          isDecided(transfer, receipt)
        {
          self.count += 1
          first = Pair(payout: transfer, receipt: receipt)
        }
        if columns.payer[transfer] != columns.beneficiary[transfer],
          direction == .backwards ? !isOn : isOn
        {
          if receipts[columns.beneficiary[transfer]] == nil {
            receipts[columns.beneficiary[transfer]] = transfer
          }
        }
      }
    }
  }

  /// Writes the pair as rows: `p1 (t.csv:2) stands before c1 (t.csv:3)`.
  func example(in ledger: Ledger) -> String? {
    first.map { pair in
      let (payout, receipt) = (
        ledger.transfer(TransferID(pair.payout)), ledger.transfer(TransferID(pair.receipt))
      )
      return "\(payout.nameAndRow) stands before \(receipt.nameAndRow)"
    }
  }
}

extension NoteWriter {
  /// Writes the number of payments that only the order of rows keeps off the walks.
  mutating func write(_ order: RowOrder) {
    guard order.count > 0, let example = order.example(in: space.view.ledger) else { return }
    let number = order.count
    add(
      .rowOrder,
      "\(number) \(number == 1 ? "payment is" : "payments are") not followed, because \(number == 1 ? "its row stands" : "their rows stand") "
        + "before the receipt of the same time that could have paid \(number == 1 ? "it" : "them"), the first: \(example); so accounts that are "
        + "not listed are not excluded (--ties allow follows payments of the same time in either order)"
    )
  }
}
