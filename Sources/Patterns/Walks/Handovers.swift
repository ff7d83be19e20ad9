internal import Glibc
internal import PaymentGraph

/// The rarity of one payment that follows another: how likely chance would give a payment out as near in time and amount.
struct StepRarity {
  let table: PaymentTable

  /// Returns the sum over the steps of a circle in any order of time, which does not depend on where it begins.
  func weight(ofCircle way: [Int32]) -> Double {
    guard let last = way.last else { return 0 }
    return zip([last] + way.dropLast(), way).map { before, next in
      let (one, other) = (table.payments[Int(before)], table.payments[Int(next)])
      return weight(
        one, other, from: min(one.arrives, other.leaves), through: max(one.arrives, other.leaves))
    }.sorted().reduce(0, +)
  }

  /// Returns −log₁₀ of (payments out of the account · share of the ledger between the two · share of amounts as near).
  func weight(_ earlier: Int32, _ later: Int32) -> Double {
    let (one, other) = (table.payments[Int(earlier)], table.payments[Int(later)])
    return weight(one, other, from: one.arrives, through: other.leaves)
  }

  private func weight(
    _ one: Payment, _ other: Payment, from start: Int64, through end: Int64
  ) -> Double {
    let outs = Double(table.out.range(Int(other.payer)).count)
    let chance =
      outs * table.share(from: start, through: end) * table.rates.shareAsNear(one, other)
    return -log10(min(1, max(chance, .leastNormalMagnitude)))
  }

  /// Returns the sum over the steps of a way.
  func weight(of way: [Int32]) -> Double {
    zip(way, way.dropFirst()).reduce(0) { $0 + weight($1.0, $1.1) }
  }
}

/// Finds money that is handed on one to one: every receipt is carried on by the first later payment out within the
/// window whose amount fits, that no earlier receipt took and that does not go back to the payer.
///
/// O(*n* + pairs tried).
struct Chains {
  private let table: PaymentTable
  private let settings: PatternSettings
  private let window: Int64
  private(set) var rows: [FoundRow] = []
  private(set) var stepsNotCompared = 0

  init(_ table: PaymentTable, _ settings: PatternSettings) {
    self.table = table
    self.settings = settings
    window = settings.window(.chain)
  }

  mutating func run() {
    let count = table.count
    let keep = settings.keep(.chain)
    var next = [Int32](repeating: -1, count: count)
    var hasBefore = [Bool](repeating: false, count: count)
    for account in 0..<table.ledger.accountCount {
      let outs = table.out.range(account)
      guard !outs.isEmpty else { continue }
      var firstFree = outs.lowerBound
      for place in table.into.range(account) {
        let number = table.into.payment[place]
        let payment = table.payments[Int(number)]
        while firstFree < outs.upperBound, hasBefore[Int(table.out.payment[firstFree])] {
          firstFree += 1
        }
        var out = max(firstFree, table.firstAfter(payment, in: outs))
        while out < outs.upperBound, table.out.time[out] - payment.arrives <= window {
          let later = table.out.payment[out]
          if !hasBefore[Int(later)], table.out.other[out] != payment.payer || payment.payer < 0 {
            switch table.rates.fit(payment, table.payments[Int(later)], keep: keep) {
            case .fits:
              next[Int(number)] = later
              hasBefore[Int(later)] = true
            case .unknown: stepsNotCompared += 1
            case .differs: break
            }
            if next[Int(number)] >= 0 { break }
          }
          out += 1
        }
      }
    }
    let rarity = StepRarity(table: table)
    let least = settings.minimumLength ?? 3
    for start in 0..<count where !hasBefore[start] && next[start] >= 0 {
      var way = [Int32(start)]
      var last = start
      while next[last] >= 0 {
        last = Int(next[last])
        way.append(Int32(last))
      }
      guard way.count >= least else { continue }
      let (first, end) = (table.payments[start].payer, table.payments[last].payee)
      rows.append(
        FoundRow(
          pattern: .chain, shape: .chain(closes: first >= 0 && first == end), payments: way,
          score: rarity.weight(of: way) - log10(Double(count)), window: window))
    }
  }
}

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

  /// Pairs receipts in their order with the first later free payment out that fits.
  private func pairs(
    _ ins: Range<Int>, outs: Range<Int>, window: Int64, fits: (Payment, Payment) -> Bool
  ) -> [(receipt: Int32, payout: Int32)] {
    var taken: Set<Int> = []
    var pairs: [(receipt: Int32, payout: Int32)] = []
    for place in ins {
      let payment = table.payments[Int(table.into.payment[place])]
      var out = table.firstAfter(payment, in: outs)
      while out < outs.upperBound, table.out.time[out] - payment.arrives <= window {
        if !taken.contains(out), fits(payment, table.payments[Int(table.out.payment[out])]) {
          taken.insert(out)
          pairs.append((table.into.payment[place], table.out.payment[out]))
          break
        }
        out += 1
      }
    }
    return pairs
  }

  private mutating func addPassed(_ account: Int, ins: Range<Int>, outs: Range<Int>) {
    let window = settings.window(.passThrough)
    let keep = settings.keep(.passThrough)
    func fits(_ receipt: Payment, _ payout: Payment) -> Bool {
      receipt.receivedCurrency == payout.sentCurrency && payout.sent <= receipt.received
        && Double(payout.sent) >= keep * Double(receipt.received) * (1 - 1e-12)
    }
    let found = pairs(ins, outs: outs, window: window, fits: fits)
    guard found.count >= settings.minimum(.passThrough) else { return }
    var expected = 0.0
    let payouts = outs.map { table.payments[Int(table.out.payment[$0])] }
    for place in ins {
      let receipt = table.payments[Int(table.into.payment[place])]
      let fitting = payouts.count { fits(receipt, $0) }
      expected +=
        Double(fitting) * table.share(from: receipt.arrives, through: receipt.arrives + window)
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
    let found = pairs(ins, outs: outs, window: window) {
      $0.receivedCurrency == $1.sentCurrency && $0.received == $1.sent
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
