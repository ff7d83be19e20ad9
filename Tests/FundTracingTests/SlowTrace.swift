// swift-format-ignore-file: NeverForceUnwrap

/// The definitions of the page on tracing rules, word for word and as slowly as they stand: plain
/// lists of lots in rational numbers.
///
/// Shares no code with the engines that are held against it.
struct SlowTrace {
  /// A rational number of 128 bits; stops the test where that is not enough.
  struct Ratio: Hashable, Comparable, CustomStringConvertible {
    let top: Int128
    let bottom: Int128

    init(_ top: Int128, _ bottom: Int128 = 1) {
      var (a, b) = (top.magnitude, bottom.magnitude)
      while b != 0 { (a, b) = (b, a % b) }
      let common = Int128(a == 0 ? 1 : a) * (bottom < 0 ? -1 : 1)
      self.top = top / common
      self.bottom = bottom / common
    }

    static func + (l: Ratio, r: Ratio) -> Ratio {
      Ratio(l.top * r.bottom + r.top * l.bottom, l.bottom * r.bottom)
    }
    static func - (l: Ratio, r: Ratio) -> Ratio { l + Ratio(-r.top, r.bottom) }
    static func * (l: Ratio, r: Ratio) -> Ratio {
      let (a, b) = (Ratio(l.top, r.bottom), Ratio(r.top, l.bottom))
      return Ratio(a.top * b.top, a.bottom * b.bottom)
    }
    static func / (l: Ratio, r: Ratio) -> Ratio { l * Ratio(r.bottom, r.top) }
    static func < (l: Ratio, r: Ratio) -> Bool { (l - r).top < 0 }
    var description: String { bottom == 1 ? "\(top)" : "\(top)/\(bottom)" }
  }

  struct Lot {
    let label: String
    var amount: Ratio
    var value: Ratio
    var credit: Int
  }

  let book: CaseBook
  let ownFunds: String
  let order: String
  private(set) var accounts: [String: [Lot]] = [:]
  private(set) var debts: [String: Ratio] = [:]
  private(set) var steps: [[Lot]] = []
  /// What is on its way, by the number of its event.
  private var coming: [Int: [Lot]] = [:]

  init(_ book: CaseBook, ownFunds: String, order: String) {
    self.book = book
    self.ownFunds = ownFunds
    self.order = order
    for (account, openings) in book.openings {
      for opening in openings where opening > 0 {
        accounts[account, default: []].append(
          Lot(
            label: "own:\(account)", amount: Ratio(Int128(opening)),
            value: Ratio(Int128(opening)), credit: -1))
      }
      let owed = openings.filter { $0 < 0 }.reduce(0, -)
      debts[account] = Ratio(Int128(owed))
    }
    for event in book.events.indices {
      arrive(before: event)
      process(event)
    }
    arrive(before: book.events.count)
    for (number, lots) in coming {
      accounts["on-its-way:\(book.events[number].to)", default: []] += lots
    }
  }

  /// Lays what comes before an event where it comes, in the order in which it left.
  private mutating func arrive(before event: Int) {
    for number in coming.keys.sorted() where book.events[number].comes == event {
      deposit(book.events[number].to, coming.removeValue(forKey: number) ?? [], number)
    }
  }

  private mutating func process(_ number: Int) {
    let event = book.events[number]
    let amount = Ratio(Int128(event.sent))
    var lots: [Lot]
    if book.victims.contains(event.from) {
      let isClaimed = !book.unclaimed.contains(number)
      lots = [
        Lot(
          label: isClaimed ? event.from : "clean:\(event.from)", amount: amount, value: amount,
          credit: number)
      ]
    } else if event.chargeback != nil {
      lots = [
        Lot(label: "processor:\(event.from)", amount: amount, value: amount, credit: number)
      ]
    } else if book.outside.contains(event.from) {
      lots = [Lot(label: "clean:\(event.from)", amount: amount, value: amount, credit: number)]
    } else {
      lots = withdraw(event.from, amount, number)
    }
    steps.append(lots)
    if event.received != event.sent {
      let rate = Ratio(Int128(event.received), Int128(event.sent))
      for index in lots.indices { lots[index].amount = lots[index].amount * rate }
    }
    if event.comes == nil {
      deposit(event.to, lots, number)
    } else {
      coming[number] = lots
    }
  }

  private mutating func withdraw(_ account: String, _ wanted: Ratio, _ number: Int) -> [Lot] {
    let event = book.events[number]
    var held = accounts[account] ?? []
    var taken: [Lot] = []
    var rest = wanted
    func cut(_ index: Int, _ amount: Ratio) {
      guard amount > Ratio(0) else { return }
      var part = held[index]
      part.amount = amount
      part.value = held[index].value * (amount / held[index].amount)
      taken.append(part)
      held[index].amount = held[index].amount - amount
      held[index].value = held[index].value - part.value
    }
    func total(_ indices: [Int]) -> Ratio { indices.reduce(Ratio(0)) { $0 + held[$1].amount } }
    func takeInProportion(_ amount: Ratio, _ indices: [Int]) {
      let sum = total(indices)
      guard sum > Ratio(0) else { return }
      for (index, share) in indices.map({ ($0, amount * held[$0].amount / sum) }) {
        cut(index, share)
      }
    }
    func takeInTurn(_ amount: Ratio, _ indices: [Int]) {
      var left = amount
      for index in indices {
        let part = min(left, held[index].amount)
        cut(index, part)
        left = left - part
      }
    }
    if let link = event.link {
      let indices = held.indices.filter { held[$0].credit == link }
      let part = min(rest, total(indices))
      if order == "proRata" { takeInProportion(part, indices) } else { takeInTurn(part, indices) }
      rest = rest - part
    }
    if book.hubs.contains(account) {
      accounts[account] = held.filter { $0.amount > Ratio(0) }
      if rest > Ratio(0) {
        taken.append(Lot(label: "unlinked:\(account)", amount: rest, value: rest, credit: number))
      }
      return taken
    }
    let all = Array(held.indices)
    let claims = all.filter { book.victims.contains(held[$0].label) }
    let others = all.filter { !book.victims.contains(held[$0].label) }
    func take(_ amount: Ratio, _ indices: [Int], claimants: Bool) {
      switch (order, claimants) {
      case ("proRata", _): takeInProportion(amount, indices)
      case ("lifo", true): takeInTurn(amount, indices.reversed())
      default: takeInTurn(amount, indices)
      }
    }
    let part = min(rest, total(all))
    switch event.override ?? ownFunds {
    case "first":
      let own = min(part, total(others))
      take(own, others, claimants: false)
      take(part - own, claims, claimants: true)
    case "last":
      let claimed = min(part, total(claims))
      take(claimed, claims, claimants: true)
      take(part - claimed, others, claimants: false)
    default: take(part, all, claimants: true)
    }
    rest = rest - part
    accounts[account] = held.filter { $0.amount > Ratio(0) }
    if rest > Ratio(0) {
      taken.append(Lot(label: "overdraft:\(account)", amount: rest, value: rest, credit: number))
      debts[account] = (debts[account] ?? Ratio(0)) + rest
    }
    return taken
  }

  private mutating func deposit(_ account: String, _ lots: [Lot], _ number: Int) {
    var lots = lots
    let owed = debts[account] ?? Ratio(0)
    let sum = lots.reduce(Ratio(0)) { $0 + $1.amount }
    var absorbed = min(owed, sum)
    if absorbed > Ratio(0) {
      debts[account] = owed - absorbed
      let share = absorbed / sum
      for index in lots.indices {
        let part =
          order == "proRata" ? lots[index].amount * share : min(absorbed, lots[index].amount)
        absorbed = absorbed - part
        var gone = lots[index]
        gone.amount = part
        gone.value = part > Ratio(0) ? lots[index].value * (part / lots[index].amount) : Ratio(0)
        lots[index].amount = lots[index].amount - part
        lots[index].value = lots[index].value - gone.value
        if part > Ratio(0) { accounts["bank:\(account)", default: []].append(gone) }
      }
    }
    for var lot in lots where lot.amount > Ratio(0) {
      lot.credit = number
      accounts[account, default: []].append(lot)
    }
  }

  /// By place and label, in the words of the tests.
  var holdings: [String: [String: String]] {
    accounts.mapValues { SlowTrace.sums($0) { $0.amount } }.filter { !$0.value.isEmpty }
  }

  var values: [String: [String: String]] {
    accounts.mapValues { lots in
      SlowTrace.sums(lots.filter { book.victims.contains($0.label) }) { $0.value }
    }.filter { !$0.value.isEmpty }
  }

  var compositions: [[String: String]] { steps.map { SlowTrace.sums($0) { $0.amount } } }

  private static func sums(_ lots: [Lot], _ part: (Lot) -> Ratio) -> [String: String] {
    var sums: [String: Ratio] = [:]
    for lot in lots { sums[lot.label] = (sums[lot.label] ?? Ratio(0)) + part(lot) }
    return sums.filter { $0.value != Ratio(0) }.mapValues(\.description)
  }
}
