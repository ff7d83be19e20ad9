internal import Dispatch
internal import Glibc
internal import Synchronization

extension SweepTally {
  /// Sweeps for all victims, a block for each core at a time.
  ///
  /// - Parameter onProgress: is told how many victims are done.
  init(
    _ problem: SweepProblem, _ sources: [(account: Int, claims: [Int])],
    onProgress: ((Int) -> Void)? = nil
  ) {
    let blocks = SweepBlock.blocks(sources)
    if blocks.count == 1, let packed = SweepTally.packed(problem, blocks[0]) {
      self = packed
      if !problem.isLimited { hops = HopSweep(problem, sources).hops }
      onProgress?(sources.count)
      return
    }
    let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let threads = min(cores, blocks.count)
    let next = Atomic(0)
    let found = Mutex<[SweepTally]>([])
    let work: @Sendable (Int) -> Void = { _ in
      var kernel = SweepKernel(problem)
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
    if !problem.isLimited { hops = HopSweep(problem, sources).hops }
    onProgress?(sources.count)
  }

  /// One sweep for all victims, whose bits fit into one row an account; nil where they do not.
  private static func packed(_ problem: SweepProblem, _ block: SweepBlock) -> SweepTally? {
    if PackedSweepKernel<UInt64>.holds(problem, victims: block.accounts.count) {
      return PackedSweepKernel<UInt64>(problem, block).run()
    }
    if PackedSweepKernel<UInt128>.holds(problem, victims: block.accounts.count) {
      return PackedSweepKernel<UInt128>(problem, block).run()
    }
    return nil
  }
}
