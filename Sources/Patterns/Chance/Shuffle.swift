internal import PaymentGraph

/// Ledgers in which only chance is at work, made from the payments of a real one.
///
/// Permuted times keep every account's counterparties and the ledger's rhythm; permuted payees keep the numbers of
/// payments in and out of every account, day by day. Before a shuffle payments are put in the order of time, currency,
/// amount and id, so that names of accounts and the order of rows change nothing. O(*n* log *n*).
///
/// Reference: Gauvin and others, Randomized reference models for temporal networks, 2022.
struct Shuffles: Sendable {
  private let table: PaymentTable
  /// The payments in an order that does not depend on names or rows.
  private let order: [Int32]

  init(_ table: PaymentTable) {
    self.table = table
    let payments = table.payments
    let ledger = table.ledger
    func id(_ number: Int32) -> String {
      ledger.transfer(TransferID(Int(payments[Int(number)].transfer))).recordedID ?? ""
    }
    order = (0..<Int32(payments.count)).sorted { left, right in
      let (one, other) = (payments[Int(left)], payments[Int(right)])
      if one.leaves != other.leaves { return one.leaves < other.leaves }
      if one.sentCurrency != other.sentCurrency {
        return ledger.columns.currency(one.sentCurrency).code
          < ledger.columns.currency(other.sentCurrency).code
      }
      if one.sent != other.sent { return one.sent < other.sent }
      let (first, second) = (id(left), id(right))
      return first != second ? first < second : left < right
    }
  }

  /// Returns a permutation of the first numbers: Fisher and Yates from the end.
  static func permutation(_ count: Int, seed: UInt64) -> [Int32] {
    var random = SeededNumbers(seed: seed)
    var numbers = (0..<Int32(count)).map { $0 }
    random.shuffle(&numbers)
    return numbers
  }

  /// Returns the payments after a shuffle.
  func table(_ model: Pattern.NullModel, seed: UInt64) -> PaymentTable {
    var payments = order.map { table.payments[Int($0)] }
    if model == .payees {
      permutePayees(&payments, seed: seed)
    } else {
      permuteTimes(&payments, seed: seed)
    }
    return PaymentTable(
      table.ledger, payments: payments, rates: table.rates, ties: table.ties, facts: table.facts)
  }

  /// A payment keeps the time that it takes between leaving and arriving.
  private func permuteTimes(_ payments: inout [Payment], seed: UInt64) {
    let taken = Shuffles.permutation(payments.count, seed: seed)
    var next = [Int32](repeating: 0, count: payments.count)
    for (number, place) in taken.enumerated() { next[Int(place)] = Int32(number) }
    let moments = payments.map(\.leaves)
    // Payments of one moment follow each other in the order before the shuffle.
    var start = 0
    while start < moments.count {
      var end = start + 1
      while end < moments.count, moments[end] == moments[start] { end += 1 }
      if end - start > 1 { next[start..<end].sort() }
      start = end
    }
    payments = next.enumerated().map { place, number in
      var payment = payments[Int(number)]
      let delay = payment.arrives - payment.leaves
      payment.leaves = moments[place]
      payment.arrives = payment.leaves + delay
      payment.leaveRank = number
      payment.arriveRank = number
      return payment
    }
  }

  /// Payees change places within a day of UTC; up to 20 swaps avoid each payment to oneself.
  private func permutePayees(_ payments: inout [Payment], seed: UInt64) {
    var random = SeededNumbers(seed: seed)
    var start = 0
    while start < payments.count {
      let day = payments[start].leaves.dividedDown(by: 86_400_000)
      var end = start + 1
      while end < payments.count, payments[end].leaves.dividedDown(by: 86_400_000) == day {
        end += 1
      }
      func swap(_ one: Int, _ other: Int) {
        (payments[one].payee, payments[other].payee) = (payments[other].payee, payments[one].payee)
      }
      for last in stride(from: end - 1, to: start, by: -1) {
        swap(last, start + random.below(last - start + 1))
      }
      for number in start..<end where payments[number].payer == payments[number].payee {
        for _ in 0..<20 {
          let other = start + random.below(end - start)
          guard payments[other].payee != payments[number].payer,
            payments[other].payer != payments[number].payee
          else { continue }
          swap(number, other)
          break
        }
      }
      start = end
    }
    for number in payments.indices {
      payments[number].leaveRank = Int32(number)
      payments[number].arriveRank = Int32(number)
    }
    payments.removeAll { $0.payer == $0.payee && $0.payer >= 0 }
  }
}

extension Int64 {
  /// Returns the quotient rounded down, also below zero.
  fileprivate func dividedDown(by divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : (self - divisor + 1) / divisor
  }
}
