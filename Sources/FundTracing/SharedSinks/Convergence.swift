internal import PaymentGraph

/// How many victims' money reaches each account.
///
/// Where the order of the ledger decides what may follow what, one sweep for every 64 victims counts
/// them; else there is one search for each victim.
struct Convergence {
  private(set) var counts: AccountCounts
  /// By transfer: whether it lies on a victim's walk, and whose money it passes on.
  private(set) var marks: TransferMarks
  private(set) var wasCutByHops = false
  private(set) var wasCutByWait = false
  /// Who reaches what, block by block; nil where that is too much to keep.
  ///
  /// Where one block is all, the counts may have it.
  private(set) var reaches: [SweepReach]?
  /// Whether sweeps found it, and not a search for each victim.
  let isSwept: Bool

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
      self.init(SweepTally(problem, sources, space.outgoing, onProgress: onProgress), space.columns)
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
    searching space: WalkSpace, _ sources: [(account: Int, claims: [Int])],
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

  /// Counts one victim, and gives the accounts that its money reaches.
  private mutating func count(
    _ search: TransferSearch, of source: Int, stamp: UInt32
  ) -> [Int] {
    var reached: [Int] = []
    for transfer in search.visited {
      let account = Int(columns.beneficiary[transfer])
      // Money that comes back to its victim makes the victim no sink of its own.
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
