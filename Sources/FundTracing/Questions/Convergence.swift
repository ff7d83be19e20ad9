internal import PaymentGraph

/// How many victims' money reaches each account.
///
/// Where the order of the ledger decides what may follow what, one sweep for every 64 victims counts
/// them; else there is one search for each victim.
struct Convergence {
  /// By account: the victims whose money reaches it.
  private(set) var victims: [UInt32]
  /// By account: the fewest hops from any victim; 0 where none reaches it.
  private(set) var hops: [UInt32]
  /// By account: the transfer into it with which the last of its victims first arrived, or -1.
  private(set) var completing: [Int32]
  /// By transfer: whether it lies on a walk from a victim to an account other than the victim's.
  private(set) var isOnWalk: [Bool]
  private(set) var wasCutByHops = false
  private(set) var wasCutByWait = false
  /// What the sweeps found besides; nil where victims were searched for one by one.
  private(set) var sweep: SweepTally?

  private var stamps: [UInt32]
  private var firstArrivals: [Int32]
  private let columns: TransferColumns

  /// Counts over all victims: one search for each.
  ///
  /// - Parameter onProgress: is told now and then how many victims were searched.
  init(
    _ space: WalkSpace, _ sources: [(account: Int, claims: [Int])],
    onProgress: ((Int) -> Void)? = nil
  ) {
    if let problem = SweepProblem(space) {
      self.init(SweepTally(problem, sources, onProgress: onProgress), space.columns)
      return
    }
    self.init(searching: space, sources, onProgress: onProgress)
  }

  private init(_ tally: SweepTally, _ columns: TransferColumns) {
    self.columns = columns
    victims = tally.victims
    hops = tally.hops
    completing = tally.completing
    isOnWalk = tally.isOnWalk
    wasCutByHops = tally.wasCutByHops
    sweep = tally
    stamps = []
    firstArrivals = []
  }

  /// Counts by one search for each victim.
  init(
    searching space: WalkSpace, _ sources: [(account: Int, claims: [Int])],
    onProgress: ((Int) -> Void)? = nil
  ) {
    let accounts = space.view.ledger.accountCount
    columns = space.columns
    victims = Array(repeating: 0, count: accounts)
    hops = Array(repeating: 0, count: accounts)
    completing = Array(repeating: -1, count: accounts)
    isOnWalk = Array(repeating: false, count: columns.count)
    stamps = Array(repeating: 0, count: accounts)
    firstArrivals = Array(repeating: -1, count: accounts)
    var search = TransferSearch(space)
    for (index, source) in sources.enumerated() {
      search.run(from: source.claims)
      count(search, of: source.account, stamp: UInt32(index) + 1)
      onProgress?(index + 1)
    }
    wasCutByHops = search.wasCutByHops
    wasCutByWait = search.wasCutByWait
  }

  private mutating func count(_ search: TransferSearch, of source: Int, stamp: UInt32) {
    var reached: [Int] = []
    for transfer in search.visited {
      let account = Int(columns.beneficiary[transfer])
      // Money that comes back to its victim makes the victim no sink of its own.
      guard account != source else { continue }
      isOnWalk[transfer] = true
      if stamps[account] != stamp {
        stamps[account] = stamp
        victims[account] += 1
        firstArrivals[account] = Int32(transfer)
        reached.append(account)
        let found = UInt32(search.hops(to: transfer) ?? 0)
        hops[account] = hops[account] == 0 ? found : min(hops[account], found)
      } else {
        firstArrivals[account] = min(firstArrivals[account], Int32(transfer))
      }
    }
    for account in reached {
      completing[account] = max(completing[account], firstArrivals[account])
    }
  }
}
