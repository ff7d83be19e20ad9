internal import Glibc
internal import PaymentGraph

/// Finds receipts that were passed on by one payment each, quickly and mostly kept, and payments out that equal a
/// receipt where chance would hardly make them equal.
///
/// O(*n* + pairs tried).
struct PassThroughs {
  private let table: PaymentTable
  private let settings: PatternSettings
  private(set) var passed: [FoundRow] = []
  private(set) var mirrored: [FoundRow] = []

  init(_ table: PaymentTable, _ settings: PatternSettings) {
    self.table = table
    self.settings = settings
  }

  mutating func run(passing: Bool, mirroring: Bool) {
    for account in 0..<table.ledger.accountCount {
      let (ins, outs) = (table.into.range(account), table.out.range(account))
      guard !ins.isEmpty, !outs.isEmpty else { continue }
      if passing { addPassed(account, ins: ins, outs: outs) }
      if mirroring { addMirrored(account, ins: ins, outs: outs) }
    }
  }

  /// Pairs receipts in their order with the first later free payment out that fits, by their places.
  private func pairs(
    _ ins: Range<Int>, outs: Range<Int>, window: Int64, fits: (_ receipt: Int, _ out: Int) -> Bool
  ) -> [(receipt: Int32, payout: Int32)] {
    let (into, out) = (table.into, table.out)
    var isTaken = [Bool](repeating: false, count: outs.count)
    var pairs: [(receipt: Int32, payout: Int32)] = []
    // Receipts are in the order of time, so what may follow one may follow all before it.
    var (firstFree, firstLater) = (outs.lowerBound, outs.lowerBound)
    for place in ins {
      let moment = into.time[place]
      firstLater = table.firstAfter(
        moment, rank: into.rank[place], in: firstLater..<outs.upperBound)
      while firstFree < outs.upperBound, isTaken[firstFree - outs.lowerBound] { firstFree += 1 }
      var next = max(firstFree, firstLater)
      while next < outs.upperBound, out.time[next] - moment <= window {
        if !isTaken[next - outs.lowerBound], fits(place, next) {
          isTaken[next - outs.lowerBound] = true
          pairs.append((into.payment[place], out.payment[next]))
          break
        }
        next += 1
      }
    }
    return pairs
  }

  private mutating func addPassed(_ account: Int, ins: Range<Int>, outs: Range<Int>) {
    let window = settings.window(.passThrough)
    let keep = settings.keep(.passThrough)
    let (into, out) = (table.into, table.out)
    func isEnough(_ sent: Int64, of received: Int64) -> Bool {
      Double(sent) >= keep * Double(received) * (1 - 1e-12)
    }
    let found = pairs(ins, outs: outs, window: window) { receipt, next in
      into.currency[receipt] == out.currency[next] && out.amount[next] <= into.amount[receipt]
        && isEnough(out.amount[next], of: into.amount[receipt])
    }
    guard found.count >= settings.minimum(.passThrough) else { return }
    var expected = 0.0
    let payouts = outs.map { (currency: out.currency[$0], sent: out.amount[$0]) }
      .sorted { ($0.currency, $0.sent) < ($1.currency, $1.sent) }
    for place in ins {
      let (currency, received) = (into.currency[place], into.amount[place])
      let first = BinarySearch.lowerBound(payouts.count) {
        payouts[$0].currency < currency
          || payouts[$0].currency == currency && !isEnough(payouts[$0].sent, of: received)
      }
      let end = BinarySearch.lowerBound(first..<payouts.count) {
        (payouts[$0].currency, payouts[$0].sent) <= (currency, received)
      }
      let moment = into.time[place]
      expected += Double(end - first) * table.share(from: moment, through: moment + window)
    }
    passed.append(
      FoundRow(
        pattern: .passThrough,
        shape: .pairs(
          account: Int32(account), expected: [], receipts: ins.count,
          passedAtMost: mostPassed(ins, outs: outs, window: window)),
        payments: found.map(\.receipt), onward: found.map(\.payout),
        score: -Tails.poisson(mean: expected, atLeast: found.count), window: window))
  }

  /// Returns the most that can have passed within the window under any rule: payments out take the oldest receipt that
  /// has not expired.
  private func mostPassed(
    _ ins: Range<Int>, outs: Range<Int>, window: Int64
  ) -> [UInt8: Int128] {
    struct Stock {
      var queue: [(arrives: Int64, left: Int64)] = []
      var head = 0
    }
    var stocks: [UInt8: Stock] = [:]
    var passed: [UInt8: Int128] = [:]
    var next = ins.lowerBound
    for out in outs {
      let payout = table.payments[Int(table.out.payment[out])]
      while next < ins.upperBound,
        table.mayFollow(
          arrival: table.into.time[next], rank: table.into.rank[next], departure: payout.leaves,
          departureRank: payout.leaveRank)
      {
        let receipt = table.payments[Int(table.into.payment[next])]
        stocks[receipt.receivedCurrency, default: Stock()].queue.append(
          (receipt.arrives, receipt.received))
        next += 1
      }
      guard var stock = stocks[payout.sentCurrency] else { continue }
      var rest = payout.sent
      while rest > 0, stock.head < stock.queue.count {
        if payout.leaves - stock.queue[stock.head].arrives > window
          || stock.queue[stock.head].left == 0
        {
          stock.head += 1
          continue
        }
        let part = min(rest, stock.queue[stock.head].left)
        stock.queue[stock.head].left -= part
        rest -= part
        passed[payout.sentCurrency, default: 0] += Int128(part)
      }
      stocks[payout.sentCurrency] = stock
    }
    return passed
  }

  private mutating func addMirrored(_ account: Int, ins: Range<Int>, outs: Range<Int>) {
    let window = settings.window(.mirror)
    let (into, out) = (table.into, table.out)
    let found = pairs(ins, outs: outs, window: window) {
      into.amount[$0] == out.amount[$1] && into.currency[$0] == out.currency[$1]
    }
    guard !found.isEmpty else { return }
    // The account's own payments are left out of the amounts with which it is compared.
    var own: [UInt8: (all: Int, equal: [Int64: Int])] = [:]
    for number in ins.map({ table.into.payment[$0] }) + outs.map({ table.out.payment[$0] }) {
      let payment = table.payments[Int(number)]
      own[payment.sentCurrency, default: (0, [:])].all += 1
      own[payment.sentCurrency, default: (0, [:])].equal[payment.sent, default: 0] += 1
    }
    var rare: [(pair: (receipt: Int32, payout: Int32), expected: Double)] = []
    for pair in found {
      let (receipt, payout) = (table.payments[Int(pair.receipt)], table.payments[Int(pair.payout)])
      let between =
        table.out.end(in: outs, upTo: payout.leaves) - table.firstAfter(receipt, in: outs)
      let mine = own[payout.sentCurrency] ?? (0, [:])
      let all = table.rates.count(in: payout.sentCurrency) - mine.all
      let equal =
        table.rates.count(of: payout.sent, in: payout.sentCurrency) - (mine.equal[payout.sent] ?? 0)
      let expected = all > 0 ? Double(between) * Double(equal) / Double(all) : Double(between)
      if expected <= 0.05 { rare.append((pair, expected)) }
    }
    guard rare.count >= settings.minimum(.mirror) else { return }
    mirrored.append(
      FoundRow(
        pattern: .mirror,
        shape: .pairs(
          account: Int32(account), expected: rare.map(\.expected), receipts: ins.count,
          passedAtMost: [:]),
        payments: rare.map(\.pair.receipt), onward: rare.map(\.pair.payout),
        score: -rare.reduce(0) { $0 + log10(max($1.expected, 1e-12)) }, window: window))
  }
}
