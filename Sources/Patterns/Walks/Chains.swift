internal import Glibc
internal import PaymentGraph

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
    var following = [Int32](repeating: -1, count: count)
    var hasBefore = [Bool](repeating: false, count: count)
    let (into, out) = (table.into, table.out)
    for account in 0..<table.ledger.accountCount {
      let outs = out.range(account)
      let ins = into.range(account)
      guard !outs.isEmpty, !ins.isEmpty else { continue }
      var firstFree = outs.lowerBound
      // Receipts are in the order of time, so what may follow one may follow all before it.
      var firstLater = outs.lowerBound
      for place in ins {
        let moment = into.time[place]
        while firstFree < outs.upperBound, hasBefore[Int(out.payment[firstFree])] {
          firstFree += 1
        }
        firstLater = table.firstAfter(
          moment, rank: into.rank[place], in: firstLater..<outs.upperBound)
        var next = max(firstFree, firstLater)
        let payer = into.other[place]
        while next < outs.upperBound, out.time[next] - moment <= window {
          let later = Int(out.payment[next])
          if !hasBefore[later], out.other[next] != payer || payer < 0 {
            let fit = table.rates.fit(
              into.amount[place], in: into.currency[place], out.amount[next],
              in: out.currency[next], keep: keep)
            if fit == .fits {
              following[Int(into.payment[place])] = Int32(later)
              hasBefore[later] = true
              break
            }
            if fit == .unknown { stepsNotCompared += 1 }
          }
          next += 1
        }
      }
    }
    let rarity = StepRarity(table: table)
    let least = settings.minimumLength ?? 3
    for start in 0..<count where !hasBefore[start] && following[start] >= 0 {
      var length = 1
      var last = start
      while following[last] >= 0 {
        last = Int(following[last])
        length += 1
      }
      guard length >= least else { continue }
      var way = [Int32(start)]
      way.reserveCapacity(length)
      var next = following[start]
      while next >= 0 {
        way.append(next)
        next = following[Int(next)]
      }
      let (first, end) = (table.payments[start].payer, table.payments[last].payee)
      rows.append(
        FoundRow(
          pattern: .chain, shape: .chain(closes: first >= 0 && first == end), payments: way,
          score: rarity.weight(of: way) - log10(Double(count)), window: window))
    }
  }
}
