/// The positions of contacted persons in a list, in the order of contact, with all that the records leave open put
/// against the claim that is tested.
struct ContactOrder: Sendable {
  /// One person: a position in the list, which may be shared, and the day of first contact.
  struct Entry: Sendable, Hashable {
    let position: Int
    let day: Int64
    /// The number of the person among the victims; −1 where nobody asks.
    var person = -1
  }

  /// The claim that is tested.
  enum Claim: Sendable {
    /// The list was worked through from its start, or from its end.
    case up, down
    /// Persons near each other in the list were called one after the other.
    case near
  }

  private let entries: [Entry]

  init(_ entries: [Entry]) { self.entries = entries }

  /// Returns the positions in the order that speaks most against a claim, as ranks from 0 without ties.
  func places(against claim: Claim) -> [Int] {
    switch claim {
    case .up: return ranks(arranged { $0.position > $1.position }, laterIsLower: true)
    case .down: return ranks(arranged { $0.position < $1.position }, laterIsLower: false)
    case .near:
      let rising = places(against: .up)
      let options = [rising, places(against: .down), scattered(rising)].map(spread)
      return options.max { StepTest.sum($0) < StepTest.sum($1) } ?? []
    }
  }

  /// Returns the positions themselves in that order.
  func positions(against claim: Claim) -> [Int] {
    arranged { claim == .down ? $0.position < $1.position : $0.position > $1.position }.map(
      \.position)
  }

  private func arranged(_ goesFirst: (Entry, Entry) -> Bool) -> [Entry] {
    entries.sorted { $0.day != $1.day ? $0.day < $1.day : goesFirst($0, $1) }
  }

  /// Gives persons of one position ranks that count against the claim.
  private func ranks(_ ordered: [Entry], laterIsLower: Bool) -> [Int] {
    let sorted = ordered.indices.sorted { left, right in
      let (one, other) = (ordered[left].position, ordered[right].position)
      if one != other { return one < other }
      return laterIsLower ? left > right : left < right
    }
    var ranks = [Int](repeating: 0, count: ordered.count)
    for (rank, index) in sorted.enumerated() { ranks[index] = rank }
    return ranks
  }

  /// Gives persons of one position the lowest and the highest of their ranks in turn, so that they are no order by
  /// themselves: a list in which all have one place holds none.
  private func scattered(_ ranks: [Int]) -> [Int] {
    let ordered = arranged { $0.position > $1.position }
    var members: [Int: [Int]] = [:]
    for index in ordered.indices { members[ordered[index].position, default: []].append(index) }
    var scattered = ranks
    for indices in members.values where indices.count > 1 {
      var own = indices.map { ranks[$0] }.sorted()[...]
      for (number, index) in indices.enumerated() {
        scattered[index] = (number % 2 == 0 ? own.popFirst() : own.popLast()) ?? ranks[index]
      }
    }
    return scattered
  }

  /// Arranges the persons of each day so that the sum of steps is as great as it can be.
  private func spread(_ places: [Int]) -> [Int] {
    let days = entries.map(\.day).sorted()
    var groups: [[Int]] = []
    for (index, place) in places.enumerated() {
      if index > 0, days[index] == days[index - 1] {
        groups[groups.count - 1].append(place)
      } else {
        groups.append([place])
      }
    }
    guard groups.contains(where: { $0.count > 1 }) else { return places }
    return DaySpread(groups).order
  }
}

/// The order of the persons of each day with the greatest sum of steps, over the choices of each day's first and last.
struct DaySpread {
  /// The persons in that order.
  let order: [Int]

  /// A day's arrangement that ends with a person, and how it was reached.
  private struct Way {
    let sum: Int
    let first: Int
    let last: Int
    let before: Int
  }

  /// - Complexity: O(*g*² · *g* log *g*) for a day with *g* persons; days of more than 24 try only the outer and the
  ///   middle persons as first and last.
  init(_ groups: [[Int]]) {
    var ways: [[Way]] = []
    for group in groups {
      let ends = DaySpread.ends(group)
      var own: [Way] = []
      for last in ends {
        var best: Way?
        for first in ends where first != last || group.count == 1 {
          let inner = DaySpread.greatestSum(group, first: first, last: last)
          if let before = ways.last {
            for (index, way) in before.enumerated() {
              let sum = way.sum + abs(first - way.last) + inner
              if best.map({ sum > $0.sum }) ?? true {
                best = Way(sum: sum, first: first, last: last, before: index)
              }
            }
          } else if best.map({ inner > $0.sum }) ?? true {
            best = Way(sum: inner, first: first, last: last, before: 0)
          }
        }
        if let best { own.append(best) }
      }
      ways.append(own)
    }
    var index = ways.last.map { list in list.indices.max { list[$0].sum < list[$1].sum } ?? 0 } ?? 0
    var days: [[Int]] = []
    for (group, own) in zip(groups, ways).reversed() {
      let way = own[index]
      days.append(DaySpread.arrangement(group, first: way.first, last: way.last))
      index = way.before
    }
    order = days.reversed().flatMap { $0 }
  }

  private static func ends(_ group: [Int]) -> [Int] {
    let sorted = group.sorted()
    guard sorted.count > 24 else { return sorted }
    let middle = sorted.count / 2
    return sorted.prefix(2) + sorted[(middle - 2)...(middle + 1)] + sorted.suffix(2)
  }

  /// Each inner person takes part in two steps and each end in one; the greater half of these parts counts up.
  private static func greatestSum(_ group: [Int], first: Int, last: Int) -> Int {
    guard group.count > 1 else { return 0 }
    let parts = group.flatMap { $0 == first || $0 == last ? [$0] : [$0, $0] }.sorted()
    let half = parts.count / 2
    return parts[half...].reduce(0, +) - parts[..<half].reduce(0, +)
  }

  /// Returns an order with that sum: low and high persons by turns, the one in the middle between a low and a high.
  private static func arrangement(_ group: [Int], first: Int, last: Int) -> [Int] {
    guard group.count > 2 else { return group.count == 1 ? group : [first, last] }
    let parts = group.flatMap { $0 == first || $0 == last ? [$0] : [$0, $0] }.sorted()
    let half = parts.count / 2
    let middle = parts[half] == parts[half - 1] ? parts[half] : nil
    var low = group.filter { $0 != first && $0 != last && $0 != middle && $0 < parts[half] }
      .sorted()
    var high = group.filter { $0 != first && $0 != last && $0 != middle && $0 >= parts[half] }
      .sorted()
    var order = [first]
    var isLow = first < parts[half]
    var waiting = middle
    while order.count < group.count - 1 {
      // The middle person stands where both sides are needed once more.
      if let one = waiting, (isLow ? high.isEmpty : low.isEmpty) || order.count == 1 {
        order.append(one)
        waiting = nil
        continue
      }
      if isLow ? !high.isEmpty : low.isEmpty {
        order.append(high.removeLast())
        isLow = false
      } else {
        order.append(low.removeFirst())
        isLow = true
      }
    }
    order.append(last)
    return order
  }
}
