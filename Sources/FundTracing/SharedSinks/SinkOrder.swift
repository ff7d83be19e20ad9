internal import PaymentGraph
internal import Synchronization

/// The order of sinks in an answer.
///
/// Accounts come first, then beneficiaries known by name only, then stand-ins for unnamed parties. Within each group
/// those come first that popularity does not explain or of which nothing is known; then most victims first, then the
/// smaller probability, then the larger sum received (currency by currency in the order of codes), then in the order of
/// account keys.
///
/// Sinks are divided by their victims at once; those with equally many are sorted when one of them is read. A number
/// made from the sum that each received in its first currency decides most of that order; only sinks with equal numbers
/// are compared in full.
final class SinkOrder: Sendable {
  private struct State {
    /// The numbers of the sinks, in order within the parts that are sorted.
    var numbers: [UInt32]
    var isSorted: [Bool]
  }

  private let space: WalkContext
  private let chosen: [Int]
  private let whole: VictimCounts
  private let surprises: [Int: Surprise]
  /// The end of each part.
  private let ends: [Int]
  private let state: Mutex<State>

  init(
    _ space: WalkContext, chosen: [Int], whole: VictimCounts, surprises: [Int: Surprise]
  ) {
    self.space = space
    self.chosen = chosen
    self.whole = whole
    self.surprises = surprises
    let numbers: [UInt32]
    if surprises.isEmpty {
      let ledger = space.view.ledger
      let victims = chosen.map(whole.counts.victims)
      let ranks = chosen.map { SinkOrder.rank($0, in: ledger) }
      if ranks.contains(where: { $0 > 0 }) {
        var (all, last, start): ([UInt32], [Int], Int) = ([], [], 0)
        for rank in 0...2 {
          let part = chosen.indices.filter { ranks[$0] == rank }
          let order = SinkOrder.divided(part.map { victims[$0] })
          all += order.numbers.map { UInt32(part[Int($0)]) }
          last += order.ends.map { $0 + start }
          start += part.count
        }
        (numbers, ends) = (all, last)
      } else {
        (numbers, ends) = SinkOrder.divided(victims)
      }
    } else {
      numbers = chosen.indices.map { UInt32($0) }
      ends = [chosen.count]
    }
    state = Mutex(State(numbers: numbers, isSorted: ends.map { _ in false }))
  }

  /// Returns the number of the sink at an index of the order.
  func number(at position: Int) -> Int {
    let part = BinarySearch.lowerBound(ends.count) { ends[$0] <= position }
    return state.withLock { state in
      sort(part, &state)
      return Int(state.numbers[position])
    }
  }

  /// Returns the numbers of the sinks at some indices of the order.
  func numbers(at positions: Range<Int>) -> [UInt32] {
    state.withLock { state in
      var part = BinarySearch.lowerBound(ends.count) { ends[$0] <= positions.lowerBound }
      while part < ends.count, part == 0 || ends[part - 1] < positions.upperBound {
        sort(part, &state)
        part += 1
      }
      return Array(state.numbers[positions])
    }
  }

  /// The numbers of all sinks in order.
  var numbers: [UInt32] {
    state.withLock { state in
      for part in ends.indices { sort(part, &state) }
      return state.numbers
    }
  }

  /// Returns 0 for an account, 1 for a beneficiary known by name only, 2 for an unnamed party.
  private static func rank(_ account: Int, in ledger: Ledger) -> Int {
    ledger.isNamed(account) ? ledger.isStandIn(account) ? 1 : 0 : 2
  }

  /// Returns the sinks' numbers by the number of their victims, most first, and the ends of the parts with equally
  /// many.
  private static func divided(_ victims: [UInt32]) -> (numbers: [UInt32], ends: [Int]) {
    // The number of sinks with each number of victims, then the index for the next of them.
    var places = Array(repeating: 0, count: Int(victims.max() ?? 0) + 1)
    for count in victims { places[Int(count)] += 1 }
    var ends: [Int] = []
    for count in places.indices.reversed() where places[count] > 0 {
      let first = ends.last ?? 0
      ends.append(first + places[count])
      places[count] = first
    }
    var numbers = Array(repeating: UInt32(0), count: victims.count)
    for (number, count) in victims.enumerated() {
      numbers[places[Int(count)]] = UInt32(number)
      places[Int(count)] += 1
    }
    return (numbers, ends)
  }

  private func sort(_ part: Int, _ state: inout State) {
    guard part < ends.count, !state.isSorted[part] else { return }
    state.isSorted[part] = true
    let range = (part == 0 ? 0 : ends[part - 1])..<ends[part]
    guard surprises.isEmpty, range.count > 1 else {
      return compare(range, &state.numbers)
    }
    let numbers = state.numbers
    let incoming = space.view.ledger.incoming
    var keyed = CoreShares.map(range) { part in
      var keyed: [(key: UInt64, number: UInt32)] = []
      keyed.reserveCapacity(part.count)
      for number in numbers[part] {
        let account = chosen[Int(number)]
        guard let sum = firstSum(of: incoming[account], besides: account) else { break }
        keyed.append((sum.key, number))
      }
      return keyed
    }
    // With a negative amount, a later currency could decide before an earlier one.
    guard keyed.count == range.count else { return compare(range, &state.numbers) }
    keyed.sort { $0.key != $1.key ? $0.key < $1.key : $0.number < $1.number }
    for (place, entry) in zip(range, keyed) { state.numbers[place] = entry.number }
    var start = 0
    while start < keyed.count {
      var end = start + 1
      while end < keyed.count, keyed[end].key == keyed[start].key { end += 1 }
      compare(range.lowerBound + start..<range.lowerBound + end, &state.numbers)
      start = end
    }
  }

  // MARK: Keys

  /// The sum that a sink received in the first of its currencies in the order of codes.
  private struct FirstSum {
    var rank = UInt8.max
    var sum: Int128 = 0

    /// A number that is smaller for an earlier currency, and for a larger sum of the same currency: it has the sum's
    /// length in bits and the 49 bits after the first.
    var key: UInt64 {
      let highest = (1 as UInt64) << 56 - 1
      guard sum > 0 else { return UInt64(rank) << 56 | highest }
      let size = 127 - sum.leadingZeroBitCount
      let rest = size > 49 ? sum >> Int128(size - 49) : sum << Int128(49 - size)
      let bits = UInt64(truncatingIfNeeded: rest) & ((1 << 49) - 1)
      return UInt64(rank) << 56 | (highest - (UInt64(size) << 49 | bits))
    }
  }

  /// Returns the sum that a sink received in its first currency; nil where an amount is negative.
  private func firstSum(
    of receipts: ArraySlice<UInt32>, besides account: Int
  ) -> FirstSum? {
    let columns = space.columns
    let ranks = Currency.ranks
    var first = FirstSum()
    for transfer in receipts
    where whole.marks[Int(transfer)] && Int(columns.payer[Int(transfer)]) != account {
      let money = columns.receivedMoney(Int(transfer))
      guard money.minorUnits > 0 else {
        if money.minorUnits < 0 { return nil }
        continue
      }
      let rank = ranks[Int(money.currency.index)]
      if rank < first.rank {
        first = FirstSum(rank: rank, sum: Int128(money.minorUnits))
      } else if rank == first.rank {
        first.sum += Int128(money.minorUnits)
      }
    }
    return first
  }

  // MARK: Comparing

  /// Sorts sinks by all criteria.
  private func compare(_ range: Range<Int>, _ numbers: inout [UInt32]) {
    guard range.count > 1 else { return }
    let incoming = space.view.ledger.incoming
    let run = numbers[range].map { number in
      var received = MoneyTotals()
      let account = chosen[Int(number)]
      for transfer in incoming[account]
      where space.view.contains(Int(transfer)) && whole.marks[Int(transfer)]
        && Int(space.columns.payer[Int(transfer)]) != account
      {
        received.add(space.columns.receivedMoney(Int(transfer)))
      }
      return (number: number, received: received)
    }
    let currencies = Set(run.flatMap { $0.received.lines.map(\.currency) }).sorted()
    let sorted = run.sorted { left, right in
      precedes(
        (chosen[Int(left.number)], left.received),
        right: (chosen[Int(right.number)], right.received),
        currencies: currencies)
    }
    numbers.replaceSubrange(range, with: sorted.map(\.number))
  }

  private func precedes(
    _ left: (account: Int, received: MoneyTotals), right: (account: Int, received: MoneyTotals),
    currencies: [Currency]
  ) -> Bool {
    let ledger = space.view.ledger
    let ranks = (
      SinkOrder.rank(left.account, in: ledger), SinkOrder.rank(right.account, in: ledger)
    )
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    let (one, other) = (surprises[left.account], surprises[right.account])
    let (isOneExplained, isOtherExplained) = (
      one?.isExplained ?? false, other?.isExplained ?? false
    )
    if isOneExplained != isOtherExplained { return isOtherExplained }
    let (more, less) = (
      whole.counts.victims(of: left.account), whole.counts.victims(of: right.account)
    )
    if more != less { return more > less }
    if let one, let other, !isOneExplained, one.probability != other.probability {
      return one.probability < other.probability
    }
    for currency in currencies {
      let (more, less) = (
        left.received.minorUnits(of: currency), right.received.minorUnits(of: currency)
      )
      if more != less { return more > less }
    }
    return ledger.accountKeys.precedes(left.account, right.account)
  }
}
