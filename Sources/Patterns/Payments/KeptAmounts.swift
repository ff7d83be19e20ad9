internal import Glibc
internal import PaymentGraph

/// Compares an amount that arrived with one that leaves, also over a change of currency, and knows how many amounts of
/// the ledger are as near.
struct KeptAmounts: Sendable {
  /// The rates between pairs of currencies: the price of a minor unit of the first in minor units of the second.
  private var rates: [UInt16: Double] = [:]
  /// The amounts sent in each currency, in order.
  private var amounts: [[Int64]]

  /// The fewest recorded conversions of a pair that give its rate.
  static let leastConversions = 5

  init(_ payments: [Payment], _ ledger: Ledger) {
    var conversions: [UInt16: [Double]] = [:]
    var amounts = [[Int64]](repeating: [], count: 256)
    var uses = [Int](repeating: 0, count: 256)
    for payment in payments {
      amounts[Int(payment.sentCurrency)].append(payment.sent)
      uses[Int(payment.sentCurrency)] += 1
      if payment.statesReceived, payment.sentCurrency != payment.receivedCurrency, payment.sent > 0,
        payment.received > 0
      {
        conversions[KeptAmounts.pair(payment.sentCurrency, payment.receivedCurrency), default: []]
          .append(Double(payment.received) / Double(payment.sent))
      }
    }
    for index in amounts.indices where amounts[index].count > 1 { amounts[index].sort() }
    self.amounts = amounts
    for (pair, list) in conversions where list.count >= KeptAmounts.leastConversions {
      let sorted = list.sorted()
      rates[pair] = sorted[sorted.count / 2]
    }
    joinThroughCommonest(uses)
  }

  /// Adds the rates of pairs that share the commonest currency, and of the opposite directions.
  private mutating func joinThroughCommonest(_ uses: [Int]) {
    for (pair, rate) in rates where rates[KeptAmounts.opposite(pair)] == nil {
      rates[KeptAmounts.opposite(pair)] = 1 / rate
    }
    guard let most = uses.indices.max(by: { (uses[$0], -$0) < (uses[$1], -$1) }), uses[most] > 0
    else { return }
    let middle = UInt8(most)
    let known = rates
    for (into, first) in known where UInt8(into & 0xFF) == middle {
      for (from, second) in known where UInt8(from >> 8) == middle {
        let (one, other) = (UInt8(into >> 8), UInt8(from & 0xFF))
        guard one != other else { continue }
        let pair = KeptAmounts.pair(one, other)
        if rates[pair] == nil { rates[pair] = first * second }
      }
    }
  }

  private static func pair(_ from: UInt8, _ to: UInt8) -> UInt16 { UInt16(from) << 8 | UInt16(to) }
  private static func opposite(_ pair: UInt16) -> UInt16 { pair << 8 | pair >> 8 }

  /// Returns the amount of a payment that arrived, in the currency of another that leaves; nil where no rate is known.
  func arrived(_ payment: Payment, in currency: UInt8) -> Double? {
    converted(payment.received, from: payment.receivedCurrency, to: currency)
  }

  @inline(__always)
  private func converted(_ amount: Int64, from: UInt8, to: UInt8) -> Double? {
    if from == to { return Double(amount) }
    return rates[KeptAmounts.pair(from, to)].map { Double(amount) * $0 }
  }

  /// The comparison of an amount that arrived with one that leaves.
  enum Fit { case fits, differs, unknown }

  /// Compares two payments: both amounts must keep a part of the other.
  @inline(__always)
  func fit(_ earlier: Payment, _ later: Payment, keep: Double) -> Fit {
    fit(
      earlier.received, in: earlier.receivedCurrency, later.sent, in: later.sentCurrency, keep: keep
    )
  }

  /// Compares an amount that arrived with one that leaves.
  @inline(__always)
  func fit(
    _ received: Int64, in receivedCurrency: UInt8, _ sent: Int64, in sentCurrency: UInt8,
    keep: Double
  ) -> Fit {
    if keep <= 0 { return .fits }
    guard let came = converted(received, from: receivedCurrency, to: sentCurrency) else {
      return .unknown
    }
    let leaves = Double(sent)
    // A hair is allowed for, because a kept part such as 0.8 is no binary number.
    let slack = 1 + 1e-12
    return keep * came <= leaves * slack && keep * leaves <= came * slack ? .fits : .differs
  }

  /// Returns the part of all amounts in the later payment's currency that are as near to the earlier amount as the later
  /// one is, at least within one per cent.
  func shareAsNear(_ earlier: Payment, _ later: Payment) -> Double {
    let list = amounts[Int(later.sentCurrency)]
    guard let came = arrived(earlier, in: later.sentCurrency), came > 0, later.sent > 0,
      !list.isEmpty
    else { return 1 }
    let width = exp(max(0.01, abs(log(Double(later.sent) / came)))) * (1 + 1e-12)
    let low = BinarySearch.lowerBound(0..<list.count) { Double(list[$0]) < came / width }
    let high = BinarySearch.lowerBound(0..<list.count) { Double(list[$0]) <= came * width }
    return Double(high - low) / Double(list.count)
  }

  /// Returns the number of payments of an amount in a currency.
  func count(of amount: Int64, in currency: UInt8) -> Int {
    let list = amounts[Int(currency)]
    let low = BinarySearch.lowerBound(0..<list.count) { list[$0] < amount }
    return BinarySearch.lowerBound(low..<list.count) { list[$0] <= amount } - low
  }

  /// Returns the number of payments in a currency.
  func count(in currency: UInt8) -> Int { amounts[Int(currency)].count }
}
