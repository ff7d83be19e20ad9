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
    let ends = ends(found)
    let grade = ends.grade
    func time(_ transfer: Int32?) -> PostingTime {
      transfer.map { ledger.time(of: Int($0)) } ?? .unknown
    }
    // Rows of payees count from the arrival, as their windows do.
    let first =
      found.pattern == .fanIn
      ? ends.firstArrival?.transfer
      : ends.first.map { $0.receipt >= 0 ? $0.receipt : $0.transfer }
    return PatternRow(
      pattern: found.pattern, shape: shape(found), transfers: transfers(found.payments),
      onward: transfers(found.onward), receipts: receipts(found),
      amounts: amounts(found.payments, arrived: isArrival(found)),
      onwardAmounts: amounts(found.onward, arrived: false), way: way(found),
      first: time(first), last: time(ends.last?.transfer),
      grade: found.pattern == .mirror ? max(grade, .c) : grade, score: found.score,
      finding: finding(found, grade))
  }

  /// The payments of a finding that leave first, arrive first and arrive last, and its weakest grade.
  private struct Ends {
    var first: Payment?
    var firstArrival: Payment?
    var last: Payment?
    var grade = Grade.a
  }

  private func ends(_ found: FoundRow) -> Ends {
    var ends = Ends()
    for numbers in [found.payments, found.onward] {
      for number in numbers {
        let payment = table.payments[Int(number)]
        ends.grade = max(ends.grade, payment.grade)
        if RowMaker.leaves(payment, before: ends.first) { ends.first = payment }
        if RowMaker.arrives(payment, before: ends.firstArrival) { ends.firstArrival = payment }
        if ends.last.map({ RowMaker.arrives($0, before: payment) }) ?? true { ends.last = payment }
      }
    }
    return ends
  }

  private static func leaves(_ payment: Payment, before other: Payment?) -> Bool {
    guard let other else { return true }
    return (payment.leaves, payment.leaveRank) < (other.leaves, other.leaveRank)
  }

  private static func arrives(_ payment: Payment, before other: Payment?) -> Bool {
    guard let other else { return true }
    return (payment.arrives, payment.arriveRank) < (other.arrives, other.arriveRank)
  }

  private func receipts(_ found: FoundRow) -> [TransferID] {
    guard table.facts.linksUsed > 0 else { return [] }
    let numbers = (found.payments + found.onward).map { table.payments[Int($0)].receipt }
    return RowMaker.distinct(numbers.filter { $0 >= 0 }).map { TransferID(Int($0)) }
  }

  /// Returns numbers in order, each once.
  private static func distinct(_ numbers: [Int32]) -> [Int32] {
    if zip(numbers, numbers.dropFirst()).allSatisfy(<) { return numbers }
    let sorted = numbers.sorted()
    return sorted.indices.filter { $0 == 0 || sorted[$0] != sorted[$0 - 1] }.map { sorted[$0] }
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
    for number in RowMaker.distinct(numbers) {
      let payment = table.payments[Int(number)]
      totals.add(
        Int128(arrived ? payment.received : payment.sent),
        in: ledger.columns.currency(arrived ? payment.receivedCurrency : payment.sentCurrency))
    }
    return totals.lines
  }

  /// Returns accounts in the order of their keys, each once.
  private func ordered(_ accounts: [Int32]) -> [AccountID] {
    var found: [AccountID] = []
    for account in accounts.filter({ $0 >= 0 }).sorted(by: { ranks[Int($0)] < ranks[Int($1)] }) {
      let id = AccountID(Int(account))
      if found.last != id { found.append(id) }
    }
    return found
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
