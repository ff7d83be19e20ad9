internal import FundTracing
internal import PaymentGraph

/// Makes the payments of a scope: what a link passes through a pooled account becomes one payment.
///
/// A pooled account mixes the money of all its customers, so it is never payer, payee or middle. A payout without a link
/// has an unknown payer; a receipt without one ends there. O(*t*) apart from the search of links.
struct PaymentScreen {
  private let view: LedgerView
  private let settings: PatternSettings
  private let columns: TransferColumns
  private var payments: [Payment] = []
  private var facts = PaymentTable.ScopeFacts()
  /// The account that stands for all of one holder, by account.
  private var party: [Int32]
  /// True for accounts that stand for cash.
  private let paysCash: [Bool]

  init(_ view: LedgerView, _ settings: PatternSettings, byHolder: Bool) {
    self.view = view
    self.settings = settings
    columns = view.ledger.columns
    paysCash = (0..<view.ledger.accountCount).map {
      view.ledger.account(AccountID($0)).key.utf8.starts(with: "cash:".utf8)
    }
    party = (0..<Int32(view.ledger.accountCount)).map { $0 }
    if byHolder { groupHolders() }
  }

  /// Lets the first account of every holder, by key, stand for all of them.
  private mutating func groupHolders() {
    let ledger = view.ledger
    let ranks = ledger.keyRanks
    var first: [String: Int32] = [:]
    for account in party.indices.sorted(by: { ranks[$0] < ranks[$1] }) {
      guard let holder = ledger.account(AccountID(account)).details.holder, !holder.isEmpty else {
        continue
      }
      if let known = first[holder] {
        party[account] = known
      } else {
        first[holder] = Int32(account)
      }
    }
  }

  mutating func table() throws(FundTracingError) -> PaymentTable {
    let ledger = view.ledger
    let isOrdinary = settings.rules.pooling == .asOrdinary
    let pooled = isOrdinary ? Array(repeating: false, count: ledger.accountCount) : ledger.pooled
    facts.transfers = view.transferCount
    facts.accounts = view.accountCount
    facts.pooled = pooled.count { $0 }
    let links = facts.pooled > 0 ? try view.linksAtPooledAccounts(settings.rules) : []
    var isLinked: Set<Int32> = []
    if facts.pooled > 0 { addLinked(links, pooled: pooled, linked: &isLinked) }
    for transfer in 0..<columns.count where view.contains(transfer) {
      add(transfer, pooled: pooled, isLinked: isLinked, isOrdinary: isOrdinary)
    }
    func precedes(_ one: Payment, _ other: Payment) -> Bool {
      if one.leaves != other.leaves { return one.leaves < other.leaves }
      return (one.leaveRank, one.arriveRank) < (other.leaveRank, other.arriveRank)
    }
    // The ledger's order is that of time already where no payment passes a pooled account.
    if zip(payments, payments.dropFirst()).contains(where: { precedes($1, $0) }) {
      payments.sort(by: precedes)
    }
    return PaymentTable(
      ledger, payments: payments, rates: KeptAmounts(payments, ledger), ties: settings.rules.ties,
      facts: facts)
  }

  private mutating func add(
    _ transfer: Int, pooled: [Bool], isLinked: Set<Int32>, isOrdinary: Bool
  ) {
    guard columns.precision[transfer] != .unknown else {
      facts.withoutTime += 1
      return
    }
    let (payer, payee) = (Int(columns.payer[transfer]), Int(columns.beneficiary[transfer]))
    guard payer != payee else {
      facts.selfTransfers += 1
      return
    }
    guard party[payer] != party[payee] || pooled[payer] || pooled[payee] else { return }
    if pooled[payer] || pooled[payee] {
      guard !isLinked.contains(Int32(transfer)) else { return }
      if pooled[payer] { facts.unlinkedPayouts += 1 }
      if pooled[payee] { facts.unlinkedReceipts += 1 }
      guard !(pooled[payer] && pooled[payee]) else { return }
    }
    let receipt = columns.receipt(transfer)
    var payment = Payment(
      payer: pooled[payer] ? -1 : party[payer], payee: pooled[payee] ? -1 : party[payee],
      leaves: columns.start[transfer], arrives: columns.start[transfer],
      leaveRank: Int32(transfer), arriveRank: Int32(transfer), sent: columns.sent[transfer],
      received: receipt.amount, sentCurrency: columns.sentCurrency[transfer],
      receivedCurrency: receipt.currency, transfer: Int32(transfer))
    payment.isCash = isCash(transfer)
    payment.statesReceived = receipt.currency != payment.sentCurrency
    if isOrdinary, view.ledger.pooled[payer] || view.ledger.pooled[payee] { payment.grade = .d }
    payments.append(payment)
  }

  private func isCash(_ transfer: Int) -> Bool {
    if columns.kind[transfer] == .cash || columns.kind[transfer] == .withdrawal { return true }
    return paysCash[Int(columns.beneficiary[transfer])]
  }

  /// Joins receipts and payouts along links; a chain of pooled accounts is joined from its first receipt to its last
  /// payout.
  private mutating func addLinked(
    _ links: [Link], pooled: [Bool], linked: inout Set<Int32>
  ) {
    var payouts: [Int: [Link]] = [:]
    for link in links
    where view.contains(link.inbound.position) && view.contains(link.outbound.position) {
      payouts[link.inbound.position, default: []].append(link)
    }
    var parts: [Int: Int] = [:]
    for list in payouts.values {
      for link in list { parts[link.outbound.position, default: 0] += 1 }
    }
    for receipt in payouts.keys.sorted() where !pooled[Int(columns.payer[receipt])] {
      var ends: [(transfer: Int, grade: Grade)] = []
      var open = [(transfer: receipt, grade: Grade.a)]
      var seen: Set<Int> = [receipt]
      while let (transfer, grade) = open.popLast() {
        for link in payouts[transfer] ?? [] {
          let next = link.outbound.position
          guard seen.insert(next).inserted else { continue }
          linked.insert(Int32(transfer))
          linked.insert(Int32(next))
          let weakest = max(grade, link.grade)
          facts.linksUsed += 1
          if pooled[Int(columns.beneficiary[next])] {
            open.append((next, weakest))
          } else {
            ends.append((next, weakest))
          }
        }
      }
      ends.sort { $0.transfer < $1.transfer }
      let total = ends.reduce(Int128(0)) { $0 + Int128(columns.sent[$1.transfer]) }
      for end in ends {
        addJoined(
          receipt, end.transfer, grade: end.grade, of: total, parts: parts[end.transfer] ?? 1)
      }
    }
  }

  /// - Parameters:
  ///   - total: the sum of the receipt's payouts, among which its amount is shared.
  ///   - parts: the number of receipts that a payout passes on, which share its amount.
  private mutating func addJoined(
    _ receipt: Int, _ payout: Int, grade: Grade, of total: Int128, parts: Int
  ) {
    let (payer, payee) = (
      party[Int(columns.payer[receipt])], party[Int(columns.beneficiary[payout])]
    )
    guard payer != payee, columns.precision[receipt] != .unknown,
      columns.precision[payout] != .unknown
    else { return }
    let came = columns.receipt(payout)
    let sent = Int128(columns.sent[receipt])
    let share = total > 0 ? sent * Int128(columns.sent[payout]) / total : sent
    var payment = Payment(
      payer: payer, payee: payee, leaves: columns.start[receipt], arrives: columns.start[payout],
      leaveRank: Int32(receipt), arriveRank: Int32(payout), sent: Int64(clamping: share),
      received: came.amount / Int64(parts), sentCurrency: columns.sentCurrency[receipt],
      receivedCurrency: came.currency, transfer: Int32(payout), receipt: Int32(receipt),
      grade: grade)
    payment.isCash = isCash(payout)
    payment.statesReceived = true
    payments.append(payment)
  }
}
