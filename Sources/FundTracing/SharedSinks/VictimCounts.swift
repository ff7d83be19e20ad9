internal import PaymentGraph

/// The number of victims whose money reaches each account.
///
/// Where the order of the ledger decides which transfers may follow which, one sweep for every 64 victims counts them;
/// otherwise one search for each victim does.
struct VictimCounts {
  private(set) var counts: AccountCounts
  /// The transfers on victims' walks, with the number of victims whose money each passes on.
  private(set) var marks: TransferMarks
  private(set) var wasCutByHops = false
  private(set) var wasCutByWait = false
  /// The accounts that each block of victims reaches; nil where that is too much to keep.
  ///
  /// With a single block, ``counts`` may hold the victims instead.
  private(set) var reaches: [SweepReach]?
  /// True where sweeps made the counts, not a search for each victim.
  let isSwept: Bool

  private var stamps: [UInt32]
  private var firstArrivals: [Int32]
  private let columns: TransferColumns

  /// Counts the victims by sweeps where possible, otherwise by one search for each.
  ///
  /// - Parameter onProgress: receives now and then the number of searched victims.
  init(
    _ space: WalkContext, _ sources: [(account: Int, claims: [Int])],
    onProgress: ((Int) -> Void)? = nil
  ) {
    if let problem = SweepProblem(space) {
      self.init(
        SweepTally(problem, sources: sources, outgoing: space.outgoing, onProgress: onProgress),
        space.columns)
      return
    }
    self.init(searching: space, sources, onProgress: onProgress)
  }

  private init(_ tally: SweepTally, _ columns: TransferColumns) {
    self.columns = columns
    counts = tally.counts
    marks = tally.marks
    wasCutByHops = tally.wasCutByHops
    reaches = tally.reaches
    isSwept = true
    stamps = []
    firstArrivals = []
  }

  /// Counts by one search for each victim.
  init(
    searching space: WalkContext, _ sources: [(account: Int, claims: [Int])],
    onProgress: ((Int) -> Void)? = nil
  ) {
    let accounts = space.view.ledger.accountCount
    columns = space.columns
    counts = AccountCounts(accountCount: accounts)
    counts.completing = Array(repeating: -1, count: accounts)
    marks = TransferMarks(
      transferCount: columns.count, isAlone: sources.count <= SweepBlock.size)
    isSwept = false
    stamps = Array(repeating: 0, count: accounts)
    firstArrivals = Array(repeating: -1, count: accounts)
    var search = TransferSearch(space)
    var kept = ReachTable(accountCount: accounts)
    for (index, source) in sources.enumerated() {
      search.run(from: source.claims)
      kept.add(count(search, of: source.account, stamp: UInt32(index) + 1), of: index)
      onProgress?(index + 1)
    }
    reaches = kept.finished
    wasCutByHops = search.wasCutByHops
    wasCutByWait = search.wasCutByWait
  }

  /// Counts one victim, and returns the accounts that its money reaches.
  private mutating func count(
    _ search: TransferSearch, of source: Int, stamp: UInt32
  ) -> [Int] {
    var reached: [Int] = []
    for transfer in search.visited {
      let account = Int(columns.beneficiary[transfer])
      // Money that comes back to its victim does not make the victim a sink of its own.
      guard account != source else { continue }
      marks.mark(transfer, passing: search.hops(to: transfer) == 1 ? 0 : 1)
      if stamps[account] != stamp {
        stamps[account] = stamp
        counts.victims[account] += 1
        firstArrivals[account] = Int32(transfer)
        reached.append(account)
        let found = UInt32(search.hops(to: transfer) ?? 0)
        let known = counts.hops[account]
        counts.hops[account] = known == 0 ? found : min(known, found)
      } else {
        firstArrivals[account] = min(firstArrivals[account], Int32(transfer))
      }
    }
    for account in reached {
      counts.completing[account] = max(counts.completing[account], firstArrivals[account])
    }
    return reached
  }
}
