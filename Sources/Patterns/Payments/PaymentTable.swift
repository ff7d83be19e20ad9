internal import FundTracing
internal import PaymentGraph

/// The payments of a screening, by account, with what is known of chance on the whole ledger.
///
/// Payments are in the order in which they leave. Transfers to oneself and transfers without a time are left out and
/// counted. O(*n* log *n*) to make for *n* payments.
struct PaymentTable: Sendable {
  let ledger: Ledger
  let payments: [Payment]
  let out: PaymentIndex
  let into: PaymentIndex
  let rates: KeptAmounts
  let ties: TieRule
  /// The moments at which payments leave, in order.
  let times: [Int64]
  /// True where every payment arrives when it leaves.
  let isInstant: Bool
  let facts: ScopeFacts

  /// The counts of a scope.
  struct ScopeFacts: Sendable {
    var transfers = 0
    var accounts = 0
    var selfTransfers = 0
    var withoutTime = 0
    var pooled = 0
    var linksUsed = 0
    /// Payouts of pooled accounts without a link, and receipts that end there.
    var unlinkedPayouts = 0
    var unlinkedReceipts = 0
  }

  init(
    _ ledger: Ledger, payments: [Payment], rates: KeptAmounts, ties: TieRule, facts: ScopeFacts
  ) {
    self.ledger = ledger
    self.payments = payments
    self.rates = rates
    self.ties = ties
    self.facts = facts
    out = PaymentIndex(payments, accountCount: ledger.accountCount, isOutgoing: true)
    into = PaymentIndex(payments, accountCount: ledger.accountCount, isOutgoing: false)
    times = payments.map(\.leaves)
    isInstant = payments.allSatisfy {
      $0.leaves == $0.arrives && $0.leaveRank == $0.arriveRank
    }
  }

  var count: Int { payments.count }

  /// The time between the first and the last payment, in milliseconds; at least one.
  var span: Int64 { max(1, (times.last ?? 0) - (times.first ?? 0)) }

  /// Returns the part of all payments that leave within two moments, both counted.
  func share(from start: Int64, through end: Int64) -> Double {
    guard count > 0 else { return 0 }
    let first = BinarySearch.lowerBound(0..<count) { times[$0] < start }
    let last = BinarySearch.lowerBound(0..<count) { times[$0] <= end }
    return Double(last - first) / Double(count)
  }

  /// Returns true where the money of a payment that arrived may leave with another.
  @inline(__always)
  func mayFollow(arrival: Int64, rank: Int32, departure: Int64, departureRank: Int32) -> Bool {
    switch ties {
    case .forbid: arrival < departure
    case .allow: arrival <= departure && rank != departureRank
    case .recorded: arrival < departure || (arrival == departure && rank < departureRank)
    }
  }

  /// Returns true where a payment may pass the money of another on.
  func mayFollow(_ earlier: Int32, _ later: Int32) -> Bool {
    let (one, other) = (payments[Int(earlier)], payments[Int(later)])
    return mayFollow(
      arrival: one.arrives, rank: one.arriveRank, departure: other.leaves,
      departureRank: other.leaveRank)
  }

  /// Returns the first payment out in a range that may follow an arrival.
  func firstAfter(_ payment: Payment, in range: Range<Int>) -> Int {
    firstAfter(payment.arrives, rank: payment.arriveRank, in: range)
  }

  /// Returns the first payment out in a range that may follow what arrived at a moment.
  func firstAfter(_ arrival: Int64, rank: Int32, in range: Range<Int>) -> Int {
    BinarySearch.lowerBound(range) {
      !mayFollow(
        arrival: arrival, rank: rank, departure: out.time[$0], departureRank: out.rank[$0])
        && !(ties == .allow && out.time[$0] == arrival)
    }
  }
}
