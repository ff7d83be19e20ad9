internal import PaymentGraph

/// What a question about shared sinks found, in columns, from which the figures of each are made.
struct SinkTable: Sendable {
  private let space: WalkSpace
  /// The victims, in the order of their keys.
  private let sources: [AccountID]
  /// For every grade, weakest last, how many victims reach each account with it.
  private let levels: [(grade: Grade, victims: [UInt32])]
  /// By account: the fewest hops from any victim.
  private let hops: [UInt32]
  /// By transfer: whether it lies on a victim's walk.
  private let marks: TransferMarks
  private let victims: SinkVictims
  private let surprises: [Int: Surprise]
  /// The accounts of the sinks, by number.
  private let chosen: [Int]
  private let order: SinkOrder

  /// - Parameters:
  ///   - chosen: the accounts of the sinks.
  ///   - victims: their victims, in the same order.
  init(
    _ space: WalkSpace, _ sources: [(account: Int, claims: [Int])], _ chosen: [Int],
    _ victims: SinkVictims, levels: [(grade: Grade, found: Convergence)], whole: Convergence,
    surprises: [Int: Surprise]
  ) {
    self.space = space
    self.sources = sources.map { AccountID($0.account) }
    self.levels = levels.map { ($0.grade, $0.found.victims) }
    self.victims = victims
    self.surprises = surprises
    hops = whole.hops
    marks = whole.marks
    self.chosen = chosen
    order = SinkOrder(space, chosen, whole, surprises)
  }

  var count: Int { chosen.count }

  /// The accounts of the sinks, in the order of the answer.
  var accounts: [AccountID] { order.numbers.map { AccountID(chosen[Int($0)]) } }

  func victimCount(at position: Int) -> Int {
    Int(levels.last?.victims[chosen[order.number(at: position)]] ?? 0)
  }

  func victimCount(of account: AccountID) -> Int {
    Int(levels.last?.victims[account.position] ?? 0)
  }

  func sink(at position: Int) -> SharedSink {
    let number = order.number(at: position)
    let account = chosen[number]
    var inflow = MoneyTotals()
    let arrivals = Arrivals(at: account, space, marks: marks, inflow: &inflow)
    // The victims that stricter evidence reaches are among those that weaker evidence reaches, so
    // equal numbers are equal sets.
    let count = levels.last?.victims[account]
    let grade = levels.first { $0.victims[account] == count }?.grade ?? .d
    return SharedSink(
      account: AccountID(account), victims: victims[number].map { sources[$0] }, grade: grade,
      hops: Int(hops[account]), transfers: arrivals.transfers.map { TransferID($0) },
      received: arrivals.received, first: arrivals.first, last: arrivals.last,
      isTerminal: arrivals.areTerminal(at: account, space),
      isFirstConvergence: victims.isFirstConvergence(number, in: space),
      popularity: popularity(of: account), inflow: inflow,
      surprise: surprises[account])
  }

  /// How many other accounts pay into an account, whatever the scope.
  private func popularity(of account: Int) -> Int {
    let payer = space.columns.payer
    var others = space.view.ledger.incoming[account].map { payer[Int($0)] }
    others.sort()
    var count = 0
    var last = UInt32(account)
    for other in others where other != last && other != UInt32(account) {
      count += 1
      last = other
    }
    return count
  }
}
