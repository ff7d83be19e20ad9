internal import PaymentGraph

/// The orders of a day's rows in which every balance follows from the one before.
///
/// Balances are places, and a row leads from the balance before it to the one after it; an order in which all follow is
/// a trail over all rows. Two trails between the same ends differ in the order of two stretches that begin and end with
/// the same balances, so one trail shows whether there is another. O(*r*) for *r* rows.
struct BalanceTrail {
  /// A row, by the balances before and after it.
  struct Step {
    let before: Int64
    let after: Int64
  }

  /// The least number of pieces into which the rows fall, whatever their order, such that balances follow in each.
  let pieceCount: Int
  /// The rows in an order in which all balances follow, by index; nil where there is none, or where nothing shows with
  /// which row of a round it begins.
  let order: [Int]?
  /// True where no other order does.
  let isOnly: Bool

  /// - Parameter round: the balances that may stand before and after rows that end where they begin.
  init(_ steps: [Step], round: [Int64]) {
    var number: [Int64: Int] = [:]
    var union = PartUnion()
    func place(_ balance: Int64) -> Int {
      if let known = number[balance] { return known }
      let new = union.add()
      number[balance] = new
      return new
    }
    let ends = steps.map { (from: place($0.before), to: place($0.after)) }
    var leaving: [[Int]] = Array(repeating: [], count: number.count)
    var excess = Array(repeating: 0, count: number.count)
    for (step, end) in ends.enumerated() {
      leaving[end.from].append(step)
      excess[end.from] += 1
      excess[end.to] -= 1
      union.join(end.from, end.to)
    }
    var pieces: [Int: Int] = [:]
    for place in excess.indices { pieces[union.root(place), default: 0] += max(0, excess[place]) }
    pieceCount = pieces.values.reduce(0) { $0 + max(1, $1) }
    let start =
      excess.firstIndex { $0 > 0 } ?? round.lazy.compactMap { number[$0] }.first
    guard pieceCount == 1, let start else {
      (order, isOnly) = (nil, false)
      return
    }
    let found = BalanceTrail.trail(over: ends.map(\.to), leaving: leaving, from: start)
    order = found
    isOnly = BalanceTrail.isOnly([start] + found.map { ends[$0].to }, placeCount: number.count)
  }

  /// Returns all rows in an order in which each leaves the place to which the one before leads.
  private static func trail(over heads: [Int], leaving: [[Int]], from start: Int) -> [Int] {
    var leaving = leaving.map { $0[...] }
    var way: [(place: Int, step: Int?)] = [(start, nil)]
    var found: [Int] = []
    while let last = way.last {
      if let step = leaving[last.place].popFirst() {
        way.append((heads[step], step))
      } else {
        way.removeLast()
        if let step = last.step { found.append(step) }
      }
    }
    return found.reversed()
  }

  /// Returns true where no two stretches of a trail can change places.
  private static func isOnly(_ visits: [Int], placeCount: Int) -> Bool {
    var times = Array(repeating: 0, count: placeCount)
    for place in visits { times[place] += 1 }
    if times.contains(where: { $0 > 2 }) { return false }
    // Places that are passed twice must lie one within the other.
    var open: [Int] = []
    var isOpen = Array(repeating: false, count: placeCount)
    for place in visits where times[place] == 2 {
      if !isOpen[place] {
        isOpen[place] = true
        open.append(place)
      } else if open.popLast() != place {
        return false
      }
    }
    return true
  }
}
