internal import FundTracing
public import PaymentGraph

/// The most that can have gone from one account to another, over any accounts in between.
public struct SplitMerge: Sendable, Hashable {
  /// The account at which the money starts, and the one at which it arrives.
  public let source: AccountID, sink: AccountID
  /// The most in each currency.
  public let atMost: [MoneyTotal]
  /// All that left the source.
  public let of: [MoneyTotal]
  /// The accounts in between on one division of the most into ways, in the order of their keys.
  ///
  /// Only the amount is unique; other divisions may pass other accounts.
  public let middles: [AccountID]
}

/// Finds the most that can have gone from one account to another: a maximum flow through the payments in the order of
/// time, in which money may wait at an account, and nothing passes the two accounts themselves or a pooled account.
///
/// A node is an account from one receipt until the next. Amounts are whole minor units, each currency on its own. O(flow)
/// on the payments that the source reaches and that reach the sink.
struct SplitMergeSearch {
  private let table: PaymentTable
  private let source: Int32
  private let sink: Int32

  init(_ table: PaymentTable, from source: AccountID, to sink: AccountID) {
    self.table = table
    self.source = Int32(source.position)
    self.sink = Int32(sink.position)
  }

  func answer() -> SplitMerge {
    let outs = table.out.range(Int(source)).map { table.payments[Int(table.out.payment[$0])] }
    var left = MoneyTotals()
    for payment in outs {
      left.add(Int128(payment.sent), in: table.ledger.columns.currency(payment.sentCurrency))
    }
    var most = MoneyTotals()
    var middles: Set<Int32> = []
    for currency in Set(outs.map(\.sentCurrency)).sorted() {
      let (amount, passed) = flow(in: currency)
      if amount > 0 {
        most.add(amount, in: table.ledger.columns.currency(currency))
        middles.formUnion(passed)
      }
    }
    let ranks = table.ledger.keyRanks
    return SplitMerge(
      source: AccountID(Int(source)), sink: AccountID(Int(sink)), atMost: most.lines,
      of: left.lines,
      middles: middles.sorted { ranks[Int($0)] < ranks[Int($1)] }.map { AccountID(Int($0)) })
  }

  private func isUsable(_ payment: Payment, _ currency: UInt8) -> Bool {
    payment.sentCurrency == currency && payment.receivedCurrency == currency && payment.payer >= 0
      && payment.payee >= 0 && payment.payer != sink && payment.payee != source
  }

  /// Returns the payments that money of the source can take, in the order in which they leave.
  private func reached(_ currency: UInt8) -> [Int32] {
    // The first arrival at each account; what leaves later may pass it on.
    var earliest: [Int32: Int32] = [:]
    var numbers: [Int32] = []
    // Money takes no time on most payments, so one pass in the order of departure finds nearly all; another follows
    // until nothing new is reached.
    var known: Set<Int32> = []
    while true {
      let before = numbers.count
      for number in 0..<Int32(table.count) where !known.contains(number) {
        let payment = table.payments[Int(number)]
        guard isUsable(payment, currency) else { continue }
        if payment.payer != source {
          guard let first = earliest[payment.payer], table.mayFollow(first, number) else {
            continue
          }
        }
        known.insert(number)
        numbers.append(number)
        guard payment.payee != sink else { continue }
        if let first = earliest[payment.payee] {
          let other = table.payments[Int(first)]
          if (payment.arrives, payment.arriveRank) < (other.arrives, other.arriveRank) {
            earliest[payment.payee] = number
          }
        } else {
          earliest[payment.payee] = number
        }
      }
      if numbers.count == before { break }
    }
    return numbers.sorted()
  }

  private func flow(in currency: UInt8) -> (Int128, Set<Int32>) {
    let payments = reached(currency)
    // Receipts of every account in between, in the order of arrival: each is a node.
    var receipts: [Int32: [Int32]] = [:]
    for number in payments where table.payments[Int(number)].payee != sink {
      receipts[table.payments[Int(number)].payee, default: []].append(number)
    }
    var nodeOf: [Int32: Int32] = [:]
    var nodeCount: Int32 = 2
    var stores: [(from: Int32, to: Int32)] = []
    for account in receipts.keys.sorted() {
      let list = (receipts[account] ?? []).sorted {
        let (one, other) = (table.payments[Int($0)], table.payments[Int($1)])
        return (one.arrives, one.arriveRank) < (other.arrives, other.arriveRank)
      }
      receipts[account] = list
      for (place, number) in list.enumerated() {
        nodeOf[number] = nodeCount
        if place > 0 { stores.append((nodeCount - 1, nodeCount)) }
        nodeCount += 1
      }
    }
    var network = FlowNetwork(nodeCount: Int(nodeCount))
    for store in stores { _ = network.addArc(store.from, to: store.to, limit: .max / 4) }
    var arcs: [(arc: Int32, payer: Int32)] = []
    for number in payments {
      let payment = table.payments[Int(number)]
      let tail: Int32
      if payment.payer == source {
        tail = 0
      } else {
        let list = receipts[payment.payer] ?? []
        let place = BinarySearch.lowerBound(0..<list.count) { table.mayFollow(list[$0], number) }
        guard place > 0, let node = nodeOf[list[place - 1]] else { continue }
        tail = node
      }
      let head = payment.payee == sink ? 1 : nodeOf[number] ?? 1
      let arc = network.addArc(
        tail, to: head, limit: Int128(min(payment.sent, payment.received)))
      arcs.append((arc, payment.payer))
    }
    let amount = network.maximumFlow(from: 0, to: 1)
    let passed = arcs.filter { network.flow($0.arc) > 0 && $0.payer != source }.map(\.payer)
    return (amount, Set(passed))
  }
}
