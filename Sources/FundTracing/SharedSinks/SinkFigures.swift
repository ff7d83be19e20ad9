internal import PaymentGraph

/// Gathers the receipts of one account after another, in memory that is reused.
///
/// The figures of a sink are spread over the whole ledger: the needed columns are held ready, and the transfers of an
/// account are examined once for everything.
struct SinkFigures {
  /// The figures of one account.
  struct Figures {
    let transfers: [TransferID]
    let received: MoneyTotals
    /// All receipts in scope; nil where an extract does not tell them.
    let inflow: MoneyTotals?
    let first: PostingTime?
    let last: PostingTime?
    let isTerminal: Bool
    /// The number of other named accounts that pay into it, whatever the scope.
    let popularity: Int
  }

  /// The figures that rest on all transfers of a lake, where the ledger is an extract of one.
  private let whole: WholeFigures?
  /// True where those figures hold for the scope of the question.
  private let knowsInflow: Bool

  private let space: WalkContext
  private let marks: TransferMarks
  private let ledger: Ledger
  private let incoming: AdjacencyIndex
  private let outgoing: AdjacencyIndex
  private let included: [Bool]?
  private let columns: TransferColumns
  /// True where a payout passes on the transfers before it in the ledger and no others.
  private let isOrdered: Bool
  private var received: CurrencySums
  private var inflow: CurrencySums
  private var payers: [UInt32] = []

  init(_ space: WalkContext, _ marks: TransferMarks) {
    self.space = space
    self.marks = marks
    columns = space.columns
    received = CurrencySums(of: columns)
    inflow = CurrencySums(of: columns)
    ledger = space.view.ledger
    incoming = ledger.incoming
    outgoing = space.outgoing
    included = space.view.included
    isOrdered = space.rules.ties == .recorded && space.view.ledger.isPlainSequence
    whole = ledger.extract?.whole
    knowsInflow = ledger.extract?.isScope(of: space.view) ?? true
  }

  /// Returns the figures of an account.
  mutating func figures(of account: Int) -> Figures {
    var transfers: [TransferID] = []
    payers.removeAll(keepingCapacity: true)
    for transfer in incoming[account] {
      let place = Int(transfer)
      payers.append(columns.payer[place])
      // A payment of an account to itself, such as a conversion, brings nothing in.
      guard Int(columns.payer[place]) != account, included?[place] ?? true else { continue }
      let receipt = columns.receipt(place)
      inflow.add(receipt.amount, receipt.currency)
      guard marks[place] else { continue }
      received.add(receipt.amount, receipt.currency)
      transfers.append(TransferID(place))
    }
    let places = transfers.lazy.map(\.position)
    return Figures(
      transfers: transfers, received: received.take(),
      inflow: wholeInflow(of: account, counted: inflow.take()),
      first: ledger.firstTime(of: places), last: ledger.lastTime(of: places),
      isTerminal: isTerminal(account, transfers),
      popularity: whole?.payers[UInt32(account)] ?? countPayers(besides: account))
  }

  /// Returns all receipts of an account in scope.
  private func wholeInflow(of account: Int, counted: MoneyTotals) -> MoneyTotals? {
    guard let whole else { return counted }
    return knowsInflow ? whole.inflow[UInt32(account)] ?? counted : nil
  }

  /// Returns true where no transfer of the whole ledger leaves the account after one of these may have come; a payment
  /// to itself does not leave it.
  private func isTerminal(_ account: Int, _ arrivals: [TransferID]) -> Bool {
    guard let first = arrivals.first else { return true }
    let payouts = outgoing[account]
    func leaves(_ payout: UInt32) -> Bool { Int(columns.beneficiary[Int(payout)]) != account }
    if isOrdered { return payouts.last(where: leaves).map { Int($0) < first.position } ?? true }
    let ends = arrivals.lazy.map {
      space.precedence.certainStart(after: space.precedence.arrival($0.position).end)
    }
    guard let earliestEnd = ends.min() else { return true }
    for payout in payouts.reversed() where leaves(payout) {
      if columns.start[Int(payout)] >= earliestEnd { return false }
      let payout = Int(payout)
      if arrivals.contains(where: { space.precedence.mayFollow($0.position, payout) }) {
        return false
      }
    }
    return true
  }

  private mutating func countPayers(besides account: Int) -> Int {
    payers.sort()
    var count = 0
    var last = UInt32(truncatingIfNeeded: account)
    for other in payers where other != last && Int(other) != account {
      if ledger.isNamed(Int(other)) { count += 1 }
      last = other
    }
    return count
  }
}

/// Sums by currency for one account after another, in one block of memory.
struct CurrencySums {
  private let columns: TransferColumns
  private var sums = Array(repeating: Int128(0), count: 256)
  private var isMet = Array(repeating: false, count: 256)
  /// The currencies met, as numbers.
  private var met: [UInt8] = []

  /// - Parameter columns: the columns of the ledger with the amounts.
  init(of columns: TransferColumns) { self.columns = columns }

  @inline(__always)
  mutating func add(_ minorUnits: Int64, _ currency: UInt8) {
    if !isMet[Int(currency)] {
      isMet[Int(currency)] = true
      met.append(currency)
    }
    sums[Int(currency)] += Int128(minorUnits)
  }

  /// Returns the sums since the last call.
  mutating func take() -> MoneyTotals {
    var totals = MoneyTotals()
    for currency in met {
      totals.add(sums[Int(currency)], in: columns.currency(currency))
      sums[Int(currency)] = 0
      isMet[Int(currency)] = false
    }
    met.removeAll(keepingCapacity: true)
    return totals
  }
}
