internal import PaymentGraph

/// Fits fee rules to pairs of gross and net amounts in one currency.
///
/// Every rate on a grid and every rounding is tried; the fixed sum is the difference that remains most often: the mode
/// of exact solutions, in integers. All rules that explain equally many pairs are kept, because a net amount is known
/// only where they agree. Equal pairs of amounts count once, so that a popular price does not outvote all others.
///
/// O(*g* *s* log *s* + *c* *p*) for *g* likely rates, a sample of *s* ≤ 48 pairs, *c* rules that do well on the
/// sample and at most 1,000 pairs *p*.
struct FeeFit {
  struct Pair: Hashable {
    let gross: Int64
    let net: Int64
  }

  /// The highest rate tried, in thousandths of a per cent.
  static let highestRate: Int64 = 25_000
  private static let sampleCount = 48
  private static let evaluationCount = 1_000

  /// Returns the rules that the pairs obey, the one with most pairs first; at most three.
  static func rules(_ pairs: [Pair], currency: Currency, fewestPairs: Int) -> [FittedFee] {
    var left = pairs.filter { $0.net > 0 && $0.gross >= $0.net }
    var found: [FittedFee] = []
    while found.count < 3, left.count >= fewestPairs, left.count * 10 >= pairs.count {
      guard let fee = best(left, currency, all: pairs.count), fee.obeying >= fewestPairs,
        fee.obeying * 10 >= pairs.count
      else { break }
      found.append(fee)
      left.removeAll { fee.rule.net(of: $0.gross) == $0.net }
    }
    return found
  }

  private static func best(_ pairs: [Pair], _ currency: Currency, all: Int) -> FittedFee? {
    let distinct = Set(pairs).sorted { ($0.gross, $0.net) < ($1.gross, $1.net) }
    var (score, rules) = search(distinct, step: 10)
    if score * 10 < min(distinct.count, evaluationCount) * 9, distinct.count > 4 {
      let finer = search(distinct, step: 1)
      if finer.score > score { (score, rules) = finer }
    }
    // A single amount fits any rate, and two fit many: the plainest rule is then only a name for them.
    let plainest = rules.min {
      ($0.plainness, $0.rate, $0.fixed, order($0.rounding))
        < ($1.plainness, $1.rate, $1.fixed, order($1.rounding))
    }
    guard let plainest else { return nil }
    return FittedFee(
      currency: currency, rule: plainest,
      obeying: pairs.count { plainest.net(of: $0.gross) == $0.net }, pairCount: all,
      equivalentCount: rules.count, isStated: false, extremes: extremes(rules))
  }

  /// Returns the rules that explain most of the pairs, each pair of amounts counted once.
  private static func search(_ pairs: [Pair], step: Int64) -> (score: Int, rules: [HubFee]) {
    let sample = spread(pairs, sampleCount)
    let evaluated = spread(pairs, evaluationCount)
    var candidates: [(score: Int, rule: HubFee)] = []
    var most = 0
    var left = Array(repeating: Int64(0), count: sample.count)
    for rate in likelyRates(sample, step) {
      for rounding in HubFee.Rounding.allCases {
        for (number, pair) in sample.enumerated() {
          left[number] =
            pair.gross &- pair.net &- HubFee.part(of: pair.gross, rate, rounding)
        }
        left.sort()
        var first = 0
        while first < left.count {
          var end = first + 1
          while end < left.count, left[end] == left[first] { end += 1 }
          let count = end - first
          if left[first] >= 0, count * 10 >= most * 9 {
            candidates.append(
              (count, HubFee(rate: rate, fixed: left[first], rounding: rounding)))
            most = max(most, count)
          }
          first = end
        }
      }
    }
    var score = 0
    var rules: [HubFee] = []
    for candidate in candidates where candidate.score * 10 >= most * 9 {
      let count = evaluated.count { candidate.rule.net(of: $0.gross) == $0.net }
      if count > score { (score, rules) = (count, []) }
      if count == score { rules.append(candidate.rule) }
    }
    return (score, rules)
  }

  /// Returns the rates on the grid that pairs, taken two at a time, allow.
  ///
  /// Two pairs that obey one rule leave a range of rates, the narrower the further their amounts are apart. The rates
  /// with at least half the votes of the most favoured are kept.
  private static func likelyRates(_ sample: [Pair], _ step: Int64) -> [Int64] {
    let last = Int(highestRate / step)
    var steps = Array(repeating: 0, count: last + 2)
    for distance in Set([max(1, sample.count / 2), max(1, sample.count / 3)]) {
      for index in 0..<max(0, sample.count - distance) {
        let (low, high) = (sample[index], sample[index + distance])
        let width = (Int128(high.gross) - Int128(low.gross)) * Int128(step)
        guard width > 0 else { continue }
        // Rounding moves either fee by less than one unit, in the same direction.
        let kept =
          Int128(high.gross) - Int128(high.net) - Int128(low.gross) + Int128(low.net)
        let first = max(0, (kept - 1) * Int128(HubFee.whole) / width)
        let end = min(Int128(last), (kept + 1) * Int128(HubFee.whole) / width + 1)
        guard first <= end else { continue }
        steps[Int(first)] += 1
        steps[Int(end) + 1] -= 1
      }
    }
    var votes: [Int] = []
    var count = 0
    for index in 0...last {
      count += steps[index]
      votes.append(count)
    }
    let most = votes.max() ?? 0
    return (0...last).filter { votes[$0] * 2 >= most }.map { Int64($0) * step }
  }

  /// Returns a number of ordered pairs, evenly spread, with the first and the last among them.
  private static func spread(_ pairs: [Pair], _ count: Int) -> [Pair] {
    guard pairs.count > count else { return pairs }
    return (0..<count).map { pairs[$0 * (pairs.count - 1) / (count - 1)] }
  }

  /// Returns the rules that give the extremes for any receipt.
  ///
  /// They are the corners of the convex hull of (rate, fixed sum), for each rounding. A fee is linear in both before it
  /// is rounded, and rounding keeps the order, so no rule within the hull goes beyond the corners.
  private static func extremes(_ rules: [HubFee]) -> [HubFee] {
    HubFee.Rounding.allCases.flatMap { rounding in
      let points = rules.filter { $0.rounding == rounding }
        .sorted { ($0.rate, $0.fixed) < ($1.rate, $1.fixed) }
      return Array(Set(half(points) + half(points.reversed())))
        .sorted { ($0.rate, $0.fixed) < ($1.rate, $1.fixed) }
    }
  }

  /// Returns one half of the convex hull of points in order (Andrew's monotone chain).
  private static func half(_ points: [HubFee]) -> [HubFee] {
    var chain: [HubFee] = []
    for point in points {
      while chain.count >= 2,
        turn(chain[chain.count - 2], left: chain[chain.count - 1], right: point) <= 0
      {
        chain.removeLast()
      }
      chain.append(point)
    }
    return chain
  }

  private static func turn(_ origin: HubFee, left: HubFee, right: HubFee) -> Int128 {
    func part(_ rule: HubFee, _ other: HubFee) -> Int128 {
      Int128(rule.rate - origin.rate) * (Int128(other.fixed) - Int128(origin.fixed))
    }
    return part(left, right) - part(right, left)
  }

  private static func order(_ rounding: HubFee.Rounding) -> Int {
    HubFee.Rounding.allCases.firstIndex(of: rounding) ?? 0
  }
}
