internal import FundTracing
internal import PaymentGraph

/// Makes rows, with accounts and transfers, of findings by number.
struct RowMaker {
  private let table: PaymentTable
  private let ledger: Ledger
  private let ranks: [UInt32]

  init(_ table: PaymentTable) {
    self.table = table
    ledger = table.ledger
    ranks = table.ledger.keyRanks
  }

  func row(_ found: FoundRow) -> PatternRow {
    let all = found.payments + found.onward
    let grade = all.map { table.payments[Int($0)].grade }.max() ?? .a
    let shape = shape(found)
    let receipts = Set(all.map { table.payments[Int($0)].receipt }.filter { $0 >= 0 }).sorted()
    let moments = all.map { number in
      let payment = table.payments[Int(number)]
      return (
        start: ledger.time(of: Int(payment.receipt >= 0 ? payment.receipt : payment.transfer)),
        end: ledger.time(of: Int(payment.transfer)), order: payment
      )
    }
    // Rows of payees count from the arrival, as their windows do.
    let isOfArrivals = found.pattern == .fanIn
    let first = moments.min {
      ($0.order.leaves, $0.order.leaveRank) < ($1.order.leaves, $1.order.leaveRank)
    }
    let firstArrival = moments.min {
      ($0.order.arrives, $0.order.arriveRank) < ($1.order.arrives, $1.order.arriveRank)
    }
    let last = moments.max {
      ($0.order.arrives, $0.order.arriveRank) < ($1.order.arrives, $1.order.arriveRank)
    }
    return PatternRow(
      pattern: found.pattern, shape: shape, transfers: transfers(found.payments),
      onward: transfers(found.onward), receipts: receipts.map { TransferID(Int($0)) },
      amounts: amounts(found.payments, arrived: isArrival(found)),
      onwardAmounts: amounts(found.onward, arrived: false), way: way(found),
      first: (isOfArrivals ? firstArrival?.end : first?.start) ?? .unknown,
      last: last?.end ?? .unknown, grade: found.pattern == .mirror ? max(grade, .c) : grade,
      score: found.score, finding: finding(found, grade))
  }

  /// A likeness of amounts and an absence of records are leads; a recorded transfer is proof of itself.
  private func finding(_ found: FoundRow, _ grade: Grade) -> Finding {
    switch found.pattern {
    case .mirror, .dormantThenActive: .possible
    default: grade <= .b ? .proven : .possible
    }
  }

  /// Returns the sums at both ends of a way.
  private func way(_ found: FoundRow) -> PatternRow.Way? {
    let numbers: [Int32]
    switch found.shape {
    case .chain: numbers = found.payments
    case .loop(_, _, let witness): numbers = witness
    default: return nil
    }
    guard let first = numbers.first, let last = numbers.last else { return nil }
    let (one, other) = (table.payments[Int(first)], table.payments[Int(last)])
    return PatternRow.Way(
      left: MoneyTotal(
        minorUnits: Int128(one.sent), currency: ledger.columns.currency(one.sentCurrency)),
      arrived: MoneyTotal(
        minorUnits: Int128(other.received),
        currency: ledger.columns.currency(other.receivedCurrency)))
  }

  private func isArrival(_ found: FoundRow) -> Bool {
    switch found.pattern {
    case .fanIn, .gatherScatter, .collectThenCashOut: true
    default: false
    }
  }

  private func transfers(_ numbers: [Int32]) -> [TransferID] {
    numbers.map { TransferID(Int(table.payments[Int($0)].transfer)) }
  }

  private func amounts(_ numbers: [Int32], arrived: Bool) -> [MoneyTotal] {
    var totals = MoneyTotals()
    for number in Set(numbers) {
      let payment = table.payments[Int(number)]
      totals.add(
        Int128(arrived ? payment.received : payment.sent),
        in: ledger.columns.currency(arrived ? payment.receivedCurrency : payment.sentCurrency))
    }
    return totals.lines
  }

  /// Returns accounts in the order of their keys.
  private func ordered(_ accounts: some Sequence<Int32>) -> [AccountID] {
    Set(accounts).filter { $0 >= 0 }.sorted { ranks[Int($0)] < ranks[Int($1)] }
      .map { AccountID(Int($0)) }
  }

  private func payers(_ numbers: [Int32]) -> [Int32] {
    numbers.map { table.payments[Int($0)].payer }
  }
  private func payees(_ numbers: [Int32]) -> [Int32] {
    numbers.map { table.payments[Int($0)].payee }
  }

  private func shape(_ found: FoundRow) -> PatternRow.Shape {
    switch found.shape {
    case .fan(let account, let isIn, let peak, let count):
      let others = isIn ? payers(found.payments) : payees(found.payments)
      let index = isIn ? table.into : table.out
      let ends = [peak.lowerBound, peak.upperBound - 1].map { place in
        let payment = table.payments[Int(index.payment[place])]
        return ledger.time(
          of: Int(isIn || payment.receipt < 0 ? payment.transfer : payment.receipt))
      }
      return .fan(
        account: AccountID(Int(account)), others: ordered(others), unknown: others.count { $0 < 0 },
        peak: PatternRow.Peak(
          count: count, transfers: peak.count, first: ends[0], last: ends[1]))
    case .turn(let account, let payerPeak, let payeePeak, let turn):
      return .turn(
        account: AccountID(Int(account)), payers: ordered(payers(found.payments)),
        payees: ordered(payees(found.onward)), payerPeak: payerPeak, payeePeak: payeePeak,
        turn: TransferID(Int(table.payments[Int(turn)].transfer)))
    case .spread(let source, let sink, let peak):
      return .spread(
        source: AccountID(Int(source)), sink: AccountID(Int(sink)),
        middles: ordered(payees(found.payments)), peak: peak)
    case .loop(let accounts, let count, let witness):
      return .loop(
        accounts: accounts.map { AccountID(Int($0)) }, count: count, witness: transfers(witness))
    case .chain(let closes):
      let way = payers(Array(found.payments.prefix(1))) + payees(found.payments)
      return .chain(accounts: way.filter { $0 >= 0 }.map { AccountID(Int($0)) }, closes: closes)
    case .pairs(let account, let expected, let receipts, let passed):
      var most = MoneyTotals()
      for (currency, amount) in passed { most.add(amount, in: ledger.columns.currency(currency)) }
      let pairs = zip(transfers(found.payments), transfers(found.onward)).enumerated()
      return .pairs(
        account: AccountID(Int(account)),
        pairs: pairs.map { number, pair in
          PatternRow.Pair(
            receipt: pair.0, payout: pair.1,
            expected: expected.isEmpty ? nil : expected[number])
        }, receipts: receipts, passedAtMost: most.lines)
    case .band(let account, let isPayer, let inBand, let of, let p):
      let total = amounts(found.payments, arrived: false).first
      return .band(
        account: AccountID(Int(account)), side: isPayer ? .payer : .payee,
        total: total ?? MoneyTotal(minorUnits: 0, currency: ledger.columns.currency(0)),
        inBand: inBand, of: of, p: p)
    case .waking(let account, let before):
      let earlier = table.payments[Int(before)]
      let days =
        ((found.payments.first.map { table.payments[Int($0)].leaves } ?? 0) - earlier.arrives)
        / 86_400_000
      return .waking(
        account: AccountID(Int(account)), lastBefore: ledger.time(of: Int(earlier.transfer)),
        silentDays: Int(days))
    case .block(let payers, let payees):
      return .block(payers: ordered(payers), payees: ordered(payees))
    case .stack(let sources, let middles, let sinks):
      return .stack(
        sources: ordered(sources), middles: ordered(middles), sinks: ordered(sinks))
    }
  }
}
