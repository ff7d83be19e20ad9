internal import PaymentGraph

/// The worth of a unit of money in the currency of the claims: a fraction of 64 bits, or two bounds around one that needs
/// more.
///
/// Money that is converted often would have rates of hundreds of digits, of which a limit in minor units needs a few. A
/// caller computes the fraction only where the bounds do not decide.
enum BoundRate {
  case exact(UInt64, over: UInt64)
  case between(FixedSpan)

  static let zero = BoundRate.exact(0, over: 1)
  static let one = BoundRate.exact(1, over: 1)

  /// Creates the rate of a number that is not negative.
  init(_ number: Fraction) {
    if case .small(let numerator, let denominator) = number.storage, numerator >= 0 {
      self = .exact(numerator.magnitude, over: denominator.magnitude)
    } else {
      self = .between(FixedSpan(number))
    }
  }

  private var span: FixedSpan {
    switch self {
    case .exact(let numerator, let denominator): FixedSpan(numerator, over: denominator)
    case .between(let span): span
    }
  }

  static func * (left: BoundRate, right: BoundRate) -> BoundRate {
    if case .exact(let a, let b) = left, case .exact(let c, let d) = right {
      if c == d { return left }
      let (one, other) = (divisor(a, d), divisor(c, b))
      let (top, overflow) = (a / one).multipliedReportingOverflow(by: c / other)
      let (bottom, overflowToo) = (b / other).multipliedReportingOverflow(by: d / one)
      if !overflow, !overflowToo { return .exact(top, over: bottom) }
    }
    return .between(left.span * right.span)
  }

  /// Returns the greater of two rates, or bounds around it where theirs overlap.
  static func greater(_ left: BoundRate, _ right: BoundRate) -> BoundRate {
    if case .exact(let a, let b) = left, case .exact(let c, let d) = right {
      let (one, other) = (a.multipliedFullWidth(by: d), c.multipliedFullWidth(by: b))
      return (one.high, one.low) < (other.high, other.low) ? right : left
    }
    let (one, other) = (left.span, right.span)
    if one.upper < other.lower { return right }
    if other.upper < one.lower { return left }
    return .between(
      FixedSpan(lower: max(one.lower, other.lower), upper: max(one.upper, other.upper)))
  }

  /// Returns the worth of an amount, rounded up; nil where the bounds do not decide it, or where it is too large for
  /// 64 bits.
  func worth(of amount: Int128) -> Int128? {
    if case .exact(1, over: 1) = self { return amount }
    guard let units = UInt64(exactly: amount) else { return nil }
    switch self {
    case .exact(let numerator, let denominator):
      let product = numerator.multipliedFullWidth(by: units)
      guard product.high < denominator else { return nil }
      let (whole, rest) = denominator.dividingFullWidth(product)
      return Int128(whole) + (rest == 0 ? 0 : 1)
    case .between(let span):
      guard span.upper != .most else { return nil }
      let product = span.times(units)
      guard product.upper != .most else { return nil }
      func up(_ end: Fixed192) -> Int128 {
        Int128(end.whole) + (end.low | end.middle == 0 ? 0 : 1)
      }
      let (least, most) = (up(product.lower), up(product.upper))
      return least == most ? least : nil
    }
  }

  private static func divisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return max(1, left)
  }
}

/// The rates at the nodes of a network for the claims that are open, and the limits of its arcs in their currency.
///
/// A unit counts at the best of the rates at which claims were converted, so that limits are too wide rather
/// than too narrow.
struct BoundRates {
  private let network: BalanceNetwork
  /// The number of each arc's factor in ``factors``; -1 for none.
  private var factorOf: [Int32] = []
  private var factors: [BoundRate] = []
  private var rates: [BoundRate] = []
  /// The rates as fractions, computed where bounds do not decide a limit.
  private var fractions: [Fraction] = []
  /// The limit of each arc in the claims' currency, from its first use on; -1 before.
  private var limits: [Int128] = []
  private var claims: [BalanceNetwork.Claim] = []
  /// The nodes that the open claims reach, in the order of time.
  private var cone: [Int32] = []
  /// The cost so far, in arcs that could have been examined instead.
  private(set) var effort = 0

  /// True where nothing is converted, so that limits are those of the network.
  let isTrivial: Bool

  init(_ network: BalanceNetwork) {
    self.network = network
    isTrivial = network.factors.isEmpty
    guard !isTrivial else { return }
    factorOf = Array(repeating: -1, count: network.limits.count)
    for arc in network.factors.keys.sorted() {
      guard let factor = network.factors[arc] else { continue }
      factorOf[Int(arc)] = Int32(truncatingIfNeeded: factors.count)
      factors.append(BoundRate(factor))
    }
    rates = Array(repeating: .zero, count: network.nodeCount)
    limits = Array(repeating: -1, count: network.limits.count)
  }

  /// Admits only some claims.
  ///
  /// - Parameter cone: the nodes that they reach, in the order of time.
  mutating func open(_ claims: [BalanceNetwork.Claim], cone: [Int32]) {
    guard !isTrivial else { return }
    for node in self.cone {
      for arc in network.outgoing[node] { limits[Int(arc)] = -1 }
    }
    (self.claims, self.cone, fractions) = (claims, cone, [])
    for node in cone { rates[Int(node)] = .zero }
    for claim in claims { rates[Int(claim.node)] = .one }
    var circle = network.circles[...]
    for node in cone {
      if let around = network.circle(startingAt: node, of: &circle) {
        // Money passes a payment once, however it goes round.
        var most = around.reduce(BoundRate.zero) { .greater($0, rates[Int($1)]) }
        for factor in network.gains(within: around) { most = most * BoundRate(factor) }
        for one in around { rates[Int(one)] = most }
      }
      let rate = rates[Int(node)]
      for arc in network.outgoing[node] {
        effort += 4
        let head = Int(network.heads[Int(arc)])
        if network.isWithinCircle(node, Int32(head)) { continue }
        let factor = factorOf[Int(arc)]
        rates[head] = .greater(rates[head], factor < 0 ? rate : rate * factors[Int(factor)])
      }
    }
  }

  /// Returns the limit of an arc in the claims' currency, rounded up.
  mutating func limit(_ arc: Int32) -> Int128 {
    if isTrivial || network.limits[Int(arc)] == BalanceNetwork.unlimited {
      return network.limits[Int(arc)]
    }
    if limits[Int(arc)] < 0 {
      effort += 4
      let rate = rates[Int(network.tails[Int(arc)])]
      let factor = factorOf[Int(arc)]
      limits[Int(arc)] =
        (factor < 0 ? rate : rate * factors[Int(factor)]).worth(of: network.limits[Int(arc)])
        .map { min($0, BalanceNetwork.unlimited) } ?? exactLimit(arc)
    }
    return limits[Int(arc)]
  }

  private mutating func exactLimit(_ arc: Int32) -> Int128 {
    if fractions.isEmpty { findFractions() }
    let limit = network.limits[Int(arc)]
    let rate = fractions[Int(network.tails[Int(arc)])] * (network.factors[arc] ?? .one)
    note(rate)
    if rate == .one { return limit }
    let value = -(rate * Fraction(wide: limit))
    guard let floored = value.floored() else { return BalanceNetwork.unlimited }
    return min(-floored.whole, BalanceNetwork.unlimited)
  }

  private mutating func findFractions() {
    fractions = Array(repeating: .zero, count: network.nodeCount)
    for claim in claims { fractions[Int(claim.node)] = .one }
    var circle = network.circles[...]
    for node in cone {
      if let around = network.circle(startingAt: node, of: &circle) {
        var most = around.reduce(Fraction.zero) { max($0, fractions[Int($1)]) }
        for factor in network.gains(within: around) {
          most = most * factor
          note(most)
        }
        for one in around { fractions[Int(one)] = most }
      }
      for arc in network.outgoing[node]
      where !network.isWithinCircle(node, network.heads[Int(arc)]) {
        let rate = fractions[Int(node)] * (network.factors[arc] ?? .one)
        note(rate)
        let head = Int(network.heads[Int(arc)])
        if fractions[head] < rate { fractions[head] = rate }
      }
    }
  }

  /// Counts the cost of a fraction: that of reducing it grows with the square of its length.
  private mutating func note(_ fraction: Fraction) {
    let words = fraction.bitWidth / 128
    effort += 16 + 16 * words * words
  }
}
