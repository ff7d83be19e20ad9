internal import PaymentGraph

/// The balances where no claim lies: each is a sum, for which no lot or mixture has to be kept.
///
/// Where only claims are tracked, all money that is not claimed has one label. As long as a balance holds nothing
/// else, it is one lot under every rule, so that its sum says everything. Most accounts of a ledger are that way most
/// of the time, and a payment between two of them is one subtraction and one addition. A balance is *tracked* from the
/// moment when something else arrives, or when it cannot pay, until the claims have left it again.
struct UntrackedBalances: Sendable {
  /// The sum of each balance; below 0 where it is tracked.
  private var amounts: [Int64]
  /// The label of all money that is counted here; -1 where every balance is tracked.
  let label: Int32

  private static let isTracked: Int64 = -1
  private static let isAlwaysTracked: Int64 = -2

  /// Creates the sums from the openings, without the balances that must always be tracked: opaque ones, overdrawn
  /// ones, those of linked or co-ordinated payments, and all where single transfers count.
  init(_ events: TracingEvents, tracksAll: Bool) {
    guard !tracksAll, let label = events.labels.unclaimed else {
      amounts = []
      self.label = -1
      return
    }
    self.label = label
    amounts = Array(repeating: 0, count: events.balances.count)
    for (place, openings) in events.openings {
      var sum: Int64? = 0
      for opening in openings {
        let (total, overflow) = (sum ?? 0).addingReportingOverflow(opening.amount)
        sum = sum == nil || overflow || opening.label != label ? nil : total
      }
      amounts[Int(place)] = sum ?? UntrackedBalances.isTracked
    }
    func follow(_ place: Int32) { amounts[Int(place)] = UntrackedBalances.isAlwaysTracked }
    for place in events.debts.keys { follow(place) }
    for place in events.isOpaque.indices where events.isOpaque[place] { follow(Int32(place)) }
    for (payout, receipts) in events.identified {
      follow(events.from[Int(payout)])
      for receipt in receipts { follow(events.to[Int(receipt.credit)]) }
    }
    for pair in events.coordinations {
      follow(events.from[Int(pair.debit)])
      follow(events.to[Int(pair.credit)])
    }
  }

  /// Returns true where a balance is counted here.
  func contains(_ place: Int32) -> Bool {
    label >= 0 && amounts[Int(place)] >= 0
  }

  /// The sum of a balance; nil where it is tracked.
  subscript(place: Int32) -> Int64? { contains(place) ? amounts[Int(place)] : nil }

  /// Passes a payment on between two balances that are counted here; returns false, and changes nothing, where it has
  /// to be tracked.
  mutating func pass(_ event: Int, of events: TracingEvents, _ columns: TransferColumns) -> Bool {
    guard label >= 0, events.entering[event] < 0, events.isLate.isEmpty || !events.isLate[event]
    else { return false }
    let position = Int(events.transfer[event])
    let amount = columns.sent[position]
    if !columns.received.isEmpty, let receipt = columns.received[position] {
      guard receipt.amount == amount, receipt.currency == columns.sentCurrency[position]
      else { return false }
    }
    let payer = Int(events.from[event])
    // One comparison covers both cases: a tracked balance is less than any payment.
    let left = amounts[payer] &- amount
    guard left >= 0 else { return false }
    amounts[payer] = left
    if add(amount, to: events.to[event]) { return true }
    amounts[payer] = left &+ amount
    return false
  }

  /// Adds an amount to a balance; returns false, and changes nothing, where it has to be tracked.
  mutating func add(_ amount: Int64, to place: Int32) -> Bool {
    guard contains(place) else { return false }
    let (sum, overflow) = amounts[Int(place)].addingReportingOverflow(amount)
    if overflow { return false }
    amounts[Int(place)] = sum
    return true
  }

  /// Starts tracking a balance and returns its sum; 0 where it was tracked already.
  mutating func remove(_ place: Int32) -> Int64 {
    guard let amount = self[place] else { return 0 }
    amounts[Int(place)] = UntrackedBalances.isTracked
    return amount
  }

  /// Returns true where a balance is tracked, but need not be once it holds no claim.
  func mayContain(_ place: Int32) -> Bool {
    label >= 0 && amounts[Int(place)] == UntrackedBalances.isTracked
  }

  /// Stops tracking a balance that need not be and that holds an amount of money that is not claimed.
  mutating func insert(_ place: Int32, _ amount: Int64) { amounts[Int(place)] = amount }

  /// The balances that are not tracked and not empty, in their order.
  var shares: [(place: Int32, share: Share)] {
    amounts.indices.compactMap { place in
      guard amounts[place] > 0 else { return nil }
      let amount = Fraction(amounts[place])
      return (Int32(place), Share(label: label, amount: amount, value: amount))
    }
  }
}
