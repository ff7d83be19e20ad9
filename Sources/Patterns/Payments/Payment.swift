internal import FundTracing
internal import PaymentGraph

/// One payment as screening sees it: a transfer, or a receipt and a payout of a pooled account that a link joins.
struct Payment: Sendable {
  /// The accounts; -1 where a pooled account stands there and no link says who is behind it.
  var payer: Int32
  var payee: Int32
  /// The moments at which it left and arrived, in milliseconds, and the ledger's order of the transfers that say so.
  var leaves: Int64
  var arrives: Int64
  var leaveRank: Int32
  var arriveRank: Int32
  /// The amounts that left and arrived, in minor units.
  var sent: Int64
  var received: Int64
  var sentCurrency: UInt8
  var receivedCurrency: UInt8
  /// The transfer that arrived, and the receipt of the pooled account behind it; -1 for none.
  var transfer: Int32
  var receipt: Int32 = -1
  var grade = Grade.a
  var isCash = false
  /// True where the ledger states the amount that arrived apart from the amount sent.
  var statesReceived = false
}

/// The payments out of, or into, every account, in the order of time, as columns.
struct PaymentIndex: Sendable {
  private let starts: [Int32]
  /// The number of the payment.
  let payment: [Int32]
  /// The moment at this account.
  let time: [Int64]
  let rank: [Int32]
  /// The account on the other side; -1 where it is unknown.
  let other: [Int32]
  /// The amount at this account, in minor units, and its currency.
  let amount: [Int64]
  let currency: [UInt8]

  /// - Parameter isOutgoing: true for payments out.
  init(_ payments: [Payment], accountCount: Int, isOutgoing: Bool) {
    var starts = [Int32](repeating: 0, count: accountCount + 1)
    func account(_ payment: Payment) -> Int { Int(isOutgoing ? payment.payer : payment.payee) }
    for payment in payments where account(payment) >= 0 { starts[account(payment) + 1] += 1 }
    for index in 0..<accountCount { starts[index + 1] += starts[index] }
    // Payments are in the order in which they leave; arrivals need an order of their own where money takes time.
    var order = Array(payments.indices)
    if !isOutgoing,
      payments.contains(where: { $0.leaves != $0.arrives || $0.leaveRank != $0.arriveRank })
    {
      order.sort {
        (payments[$0].arrives, payments[$0].arriveRank, $0)
          < (payments[$1].arrives, payments[$1].arriveRank, $1)
      }
    }
    var next = starts
    let count = Int(starts[accountCount])
    var (numbers, times) = (
      [Int32](repeating: 0, count: count), [Int64](repeating: 0, count: count)
    )
    var (ranks, others) = (numbers, numbers)
    var (amounts, currencies) = (times, [UInt8](repeating: 0, count: count))
    for number in order {
      let payment = payments[number]
      let account = account(payment)
      guard account >= 0 else { continue }
      let place = Int(next[account])
      next[account] += 1
      numbers[place] = Int32(number)
      times[place] = isOutgoing ? payment.leaves : payment.arrives
      ranks[place] = isOutgoing ? payment.leaveRank : payment.arriveRank
      others[place] = isOutgoing ? payment.payee : payment.payer
      amounts[place] = isOutgoing ? payment.sent : payment.received
      currencies[place] = isOutgoing ? payment.sentCurrency : payment.receivedCurrency
    }
    self.starts = starts
    (payment, time, rank, other) = (numbers, times, ranks, others)
    (amount, currency) = (amounts, currencies)
  }

  /// The range of an account's payments in the columns.
  func range(_ account: Int) -> Range<Int> { Int(starts[account])..<Int(starts[account + 1]) }

  /// Returns the first payment in a range that is not before a moment.
  func first(in range: Range<Int>, from moment: Int64) -> Int {
    BinarySearch.lowerBound(range) { time[$0] < moment }
  }

  /// Returns the first payment in a range that is after a moment.
  func end(in range: Range<Int>, upTo moment: Int64) -> Int {
    BinarySearch.lowerBound(range) { time[$0] <= moment }
  }
}
