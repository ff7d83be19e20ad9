internal import BigInt
internal import FundTracing
internal import Glibc

/// The test for a few callers side by side, each in the order of the list: the longest run against the order is the
/// fewest callers that explain the contacts (Dilworth, Greene).
struct ChainTest: Sendable {
  /// The length of the longest falling run: the fewest callers, each in list order.
  let callers: Int
  /// The part of all orders that so few callers explain.
  let p: Double
  /// The same as a fraction; nil where there are more than 30 persons.
  let exact: ExactRatio?

  /// The most persons for whom the chance is worked out over all shapes, and for whom as a fraction.
  static let mostExact = 60
  private static let mostFractions = 30

  /// - Parameters:
  ///   - places: positions in the list in the order of contact, all different.
  ///   - null: the longest runs of orders drawn by chance, for more than 60 persons.
  /// - Complexity: O(shapes of *n* with at most that many rows), fewer than a million.
  init(_ places: [Int], null: SeededNull?) {
    callers = ChainTest.longestFalling(places)
    let n = places.count
    if n <= ChainTest.mostFractions {
      let counts = ChainTest.squares(n, rows: callers)
      let ratio = ExactRatio(counts, Combinations.factorial(n))
      exact = ratio
      p = ratio.decimal
    } else if n <= ChainTest.mostExact {
      exact = nil
      p = ChainTest.part(n, rows: callers)
    } else {
      exact = nil
      p = null?.partOfRuns(atMost: callers) ?? 1
    }
  }

  /// Returns the length of the longest falling run, not necessarily of neighbours (patience sorting).
  static func longestFalling(_ places: [Int]) -> Int { longestRising(places.lazy.map { -$0 }) }

  /// Returns the same with room that is used again for every order: the last of each pile falls from pile to pile.
  static func longestFalling(_ places: [Int], piles: inout [Int]) -> Int {
    piles.removeAll(keepingCapacity: true)
    for place in places {
      var (low, high) = (0, piles.count)
      while low < high {
        let middle = (low + high) / 2
        if piles[middle] > place { low = middle + 1 } else { high = middle }
      }
      if low == piles.count { piles.append(place) } else { piles[low] = place }
    }
    return piles.count
  }

  /// Returns the length of the longest rising run.
  static func longestRising(_ places: some Sequence<Int>) -> Int {
    var ends: [Int] = []
    for place in places {
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] < place { low = middle + 1 } else { high = middle }
      }
      if low == ends.count { ends.append(place) } else { ends[low] = place }
    }
    return ends.count
  }

  /// Returns Σ f², where f is the number of standard fillings of a shape, over the shapes of *n* with at most so many
  /// rows: the orders whose longest falling run is no longer (Robinson, Schensted).
  private static func squares(_ n: Int, rows: Int) -> BigInt {
    var sum = BigInt(0)
    let all = Combinations.factorial(n)
    forEachShape(n, rows: rows) { shape in
      var hooks = BigInt(1)
      for (row, length) in shape.enumerated() {
        for column in 0..<length {
          let below = shape[(row + 1)...].prefix { $0 > column }.count
          hooks *= BigInt(length - column + below)
        }
      }
      let fillings = all / hooks
      sum += fillings * fillings
    }
    return sum
  }

  private static func forEachShape(_ n: Int, rows: Int, _ body: ([Int]) -> Void) {
    var shape: [Int] = []
    func extend(_ rest: Int, _ most: Int) {
      if rest == 0 {
        body(shape)
        return
      }
      let left = rows - shape.count
      guard left > 0 else { return }
      for length in stride(from: min(rest, most), through: (rest + left - 1) / left, by: -1) {
        shape.append(length)
        extend(rest - length, length)
        shape.removeLast()
      }
    }
    extend(n, n)
  }

  /// The same over *n*!, in logarithms: with l_i = λ_i + r − i, f = n! ∏(l_i − l_j) / ∏ l_i!.
  private static func part(_ n: Int, rows most: Int) -> Double {
    let logs = (0...(2 * n + 1)).map { $0 == 0 ? 0 : log(Double($0)) }
    let factorials: [Double] = (0...(2 * n + 1)).map { lgamma(Double($0) + 1) }
    var sum = 0.0
    for rows in 1...max(1, min(most, n)) {
      var lengths = [Int](repeating: 0, count: rows)
      func extend(_ row: Int, rest: Int, limit: Int, known: Double) {
        if row == rows {
          if rest == 0 { sum += exp(2 * known + factorials[n]) }
          return
        }
        let left = rows - row
        let least = (rest + left - 1) / left
        let greatest = min(limit, rest - (left - 1))
        guard least <= greatest else { return }
        for length in max(1, least)...max(1, greatest) {
          let own = length + rows - row - 1
          var value = known - factorials[own]
          for before in 0..<row { value += logs[lengths[before] - own] }
          lengths[row] = own
          extend(row + 1, rest: rest - length, limit: length, known: value)
        }
      }
      extend(0, rest: n, limit: n, known: 0)
    }
    return min(1, max(sum, .leastNormalMagnitude))
  }
}
