internal import PaymentGraph

/// Finds the payouts of a hub that may give a receipt back to its payer.
///
/// A receipt takes one payout more than ``HubMatch/mostCandidates``, which shows that too many fit, and is then passed
/// over, so that *n* equal payments and refunds of one customer cost *n* and not *n* times *n*: O(*p* log *r*) for *p*
/// payouts and *r* receipts, and the candidates.
struct RefundSearch {
  /// The candidates, by receipt.
  private(set) var byReceipt: [Int: [Candidate]] = [:]
  /// The payouts that can only be refunds.
  private(set) var payouts: Set<Int> = []

  private let books: HubRecords
  private let model: FittedHub
  private let precedence: Precedence
  private var groups: [Group] = []

  /// The longest wait for a record that calls itself a refund, in milliseconds.
  private static let longestRefund: Int64 = 180 * 86_400_000

  private struct Key: Hashable {
    let account: UInt32
    let amount: Money
  }

  /// Receipts of one payer and amount, in ledger order.
  private struct Group {
    var receipts: [Int] = []
    /// The next place whose receipt still takes payouts, by place.
    var next: [Int] = []

    /// Returns the first place at or after one whose receipt takes payouts.
    mutating func open(from start: Int) -> Int {
      var place = start
      while next[place] != place {
        next[place] = next[next[place]]
        place = next[place]
      }
      return place
    }
  }

  init(_ books: HubRecords, model: FittedHub, precedence: Precedence) {
    self.books = books
    self.model = model
    self.precedence = precedence
    var numbers: [Key: Int] = [:]
    for receipt in books.openReceipts {
      let key = Key(account: books.columns.payer[receipt], amount: books.received(receipt))
      let number = numbers[key] ?? groups.count
      if number == groups.count {
        numbers[key] = number
        groups.append(Group())
      }
      groups[number].receipts.append(receipt)
    }
    for number in groups.indices { groups[number].next = Array(0...groups[number].receipts.count) }
    for payout in books.openPayouts {
      if books.isReturn(payout) { payouts.insert(payout) }
      let key = Key(account: books.columns.beneficiary[payout], amount: books.sent(payout))
      if let number = numbers[key] { add(payout, to: number) }
    }
  }

  private mutating func add(_ payout: Int, to number: Int) {
    let columns = books.columns
    let isReturn = books.isReturn(payout)
    let longest = isReturn ? RefundSearch.longestRefund : model.window.guardedLongest
    let receipts = groups[number].receipts
    if let payment = precedence.returned(by: payout) {
      let place = BinarySearch.lowerBound(receipts.count) { receipts[$0] < payment }
      if place < receipts.count, receipts[place] == payment {
        take(payout, place: place, number: number, longest: longest)
      }
      return
    }
    let earliest = columns.start[payout] &- longest &- precedence.longestDay
    var place = BinarySearch.lowerBound(receipts.count) { columns.start[receipts[$0]] < earliest }
    // A receipt that takes no more payouts can still show that this one is a refund.
    while place < receipts.count {
      if payouts.contains(payout) { place = groups[number].open(from: place) }
      guard place < receipts.count,
        columns.start[receipts[place]] <= precedence.end(payout) &+ precedence.reach
      else { return }
      take(payout, place: place, number: number, longest: longest)
      place += 1
    }
  }

  /// Notes that a payout may give a receipt back, where their times allow it.
  private mutating func take(_ payout: Int, place: Int, number: Int, longest: Int64) {
    let receipt = groups[number].receipts[place]
    guard let wait = books.wait(receipt, payout: payout, precedence: precedence),
      wait.lowerBound <= longest
    else {
      return
    }
    payouts.insert(payout)
    guard groups[number].next[place] == place else { return }
    let units = books.sent(payout).minorUnits
    byReceipt[receipt, default: []].append(
      Candidate(
        receipt: receipt, payout: payout, expected: units...units, fee: nil, isExact: true,
        isInWindow: books.isReturn(payout) || model.window.mayHold(wait), isRefund: true))
    if byReceipt[receipt]?.count ?? 0 > HubMatch.mostCandidates {
      groups[number].next[place] = place + 1
    }
  }
}
