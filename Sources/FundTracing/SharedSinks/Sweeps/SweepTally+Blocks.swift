internal import Dispatch
internal import PaymentGraph
internal import Synchronization

extension SweepTally {
  /// Finds all accounts that the victims' money reaches: for few victims with one row an account, for many in blocks,
  /// one on each core at a time.
  ///
  /// - Parameters:
  ///   - outgoing: the payouts of every account, where the index exists.
  ///   - onProgress: receives the number of finished victims.
  init(
    _ problem: SweepProblem, sources: [(account: Int, claims: [Int])],
    outgoing: AdjacencyIndex?, onProgress: ((Int) -> Void)? = nil
  ) {
    if sources.count <= SweepBlock.size, let block = SweepBlock.blocks(sources).first,
      let packed = SweepTally.packed(problem, block: block, sources: sources, outgoing: outgoing)
    {
      self = packed
      onProgress?(sources.count)
      return
    }
    let blocks = SweepBlock.blocks(sources)
    let cores = Machine.coreCount
    let threads = min(cores, blocks.count)
    let next = Atomic(0)
    let found = Mutex<[SweepTally]>([])
    let work: @Sendable (Int) -> Void = { _ in
      var kernel = SweepKernel(problem, outgoing)
      while true {
        let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard block < blocks.count else { break }
        kernel.run(blocks[block])
      }
      let tally = kernel.tally
      found.withLock { $0.append(tally) }
    }
    if threads == 1 {
      work(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: threads, execute: work)
    }
    let tallies = found.withLock { $0 }
    self = tallies.first ?? SweepKernel(problem).tally
    for other in tallies.dropFirst() { add(other) }
    if !problem.isLimited { counts.hops = HopSweep(problem, sources).hops }
    onProgress?(sources.count)
  }

  /// Sweeps once for all victims where their bits fit into one row an account; returns nil where they do not.
  private static func packed(
    _ problem: SweepProblem, block: SweepBlock, sources: [(account: Int, claims: [Int])],
    outgoing: AdjacencyIndex?
  ) -> SweepTally? {
    if PackedRow<UInt64>.holds(problem, victims: block.accounts.count) {
      return tally(problem, block: block, sources: sources, outgoing: outgoing, UInt64.self)
    }
    if PackedRow<UInt128>.holds(problem, victims: block.accounts.count) {
      return tally(problem, block: block, sources: sources, outgoing: outgoing, UInt128.self)
    }
    return nil
  }

  /// Begins with the accounts reached, and changes to a look at every payer once there are many.
  private static func tally<Row: FixedWidthInteger & UnsignedInteger & Sendable>(
    _ problem: SweepProblem, block: SweepBlock, sources: [(account: Int, claims: [Int])],
    outgoing: AdjacencyIndex?, _: Row.Type
  ) -> SweepTally {
    var tally: SweepTally
    if let outgoing {
      var sweep = DueSweepKernel<Row>(problem, block: block, outgoing: outgoing)
      sweep.run()
      if !sweep.isTooMuch { return sweep.tally(sources) }
      tally = PackedSweepKernel<Row>(sweep).run()
    } else {
      tally = PackedSweepKernel<Row>(problem, block).run()
    }
    if !problem.isLimited { tally.counts.hops = HopSweep(problem, sources).hops }
    return tally
  }
}
