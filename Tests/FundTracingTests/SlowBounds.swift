/// The least and the most of a victim's money that any attribution can put into an account: a maximum
/// flow by single augmenting paths on the ledger spread out in time, where what waits at an account is
/// limited by its running balance.
struct SlowBounds {
  private let book: CaseBook

  init(_ book: CaseBook) { self.book = book }

  func bounds(of victim: String, at account: String) -> (least: Int64, most: Int64) {
    bounds(of: [victim], at: account)
  }

  func bounds(of victim: Set<String>, at account: String) -> (least: Int64, most: Int64) {
    let claim = book.events.indices
      .filter { victim.contains(book.events[$0].from) && !book.unclaimed.contains($0) }
      .reduce(Int64(0)) { $0 + book.events[$1].sent }
    let most = flow(victim) { $0 == account }
    let elsewhere = flow(victim) { $0 != account }
    return (claim - elsewhere, most)
  }

  /// The most that can end at some of the accounts.
  private func flow(_ victims: Set<String>, into isWanted: (String) -> Bool) -> Int64 {
    // A node for each account after each event; 0 is the source, 1 the sink.
    let accounts = Set(book.events.flatMap { [$0.from, $0.to] }).sorted()
    var capacity: [[Int: Int64]] = [[:], [:]]
    func node() -> Int {
      capacity.append([:])
      return capacity.count - 1
    }
    var now: [String: Int] = [:]
    var balance: [String: Int64] = [:]
    for account in accounts {
      now[account] = node()
      balance[account] = (book.openings[account] ?? []).reduce(0, +)
    }
    func add(_ from: Int, _ to: Int, _ amount: Int64) { capacity[from][to, default: 0] += amount }
    var coming: [Int: Int] = [:]
    func arrive(_ number: Int, _ payment: Int) {
      let event = book.events[number]
      guard let to = now[event.to] else { return }
      let later = node()
      let held = book.openings[event.to] == nil ? Int64.max / 4 : balance[event.to] ?? 0
      add(to, later, held)
      add(payment, later, event.sent)
      balance[event.to, default: 0] += event.received
      now[event.to] = later
    }
    func come(before event: Int) {
      for number in coming.keys.sorted() where book.events[number].comes == event {
        arrive(number, coming.removeValue(forKey: number) ?? 0)
      }
    }
    for (number, event) in book.events.enumerated() {
      come(before: number)
      let isClaim = victims.contains(event.from) && !book.unclaimed.contains(number)
      let isTracked = book.openings[event.from] != nil
      let payment = node()
      if isClaim { add(0, payment, event.sent) }
      if isTracked, let from = now[event.from] {
        add(from, payment, event.sent)
        balance[event.from, default: 0] -= event.sent
        let later = node()
        add(from, later, balance[event.from] ?? 0)
        now[event.from] = later
      }
      if event.comes == nil { arrive(number, payment) } else { coming[number] = payment }
    }
    come(before: book.events.count)
    for (number, payment) in coming where isWanted("on-its-way:\(book.events[number].to)") {
      add(payment, 1, Int64.max / 4)
    }
    for account in accounts where isWanted(account) {
      if let last = now[account] { add(last, 1, Int64.max / 4) }
    }
    var total = Int64(0)
    while true {
      var previous: [Int: Int] = [0: 0]
      var queue = [0]
      while let next = queue.popLast(), previous[1] == nil {
        for (other, open) in capacity[next] where open > 0 && previous[other] == nil {
          previous[other] = next
          queue.append(other)
        }
      }
      guard previous[1] != nil else { return total }
      var least = Int64.max
      var at = 1
      while at != 0, let before = previous[at] {
        least = min(least, capacity[before][at] ?? 0)
        at = before
      }
      at = 1
      while at != 0, let before = previous[at] {
        capacity[before][at, default: 0] -= least
        capacity[at][before, default: 0] += least
        at = before
      }
      total += least
    }
  }
}
