internal import Dispatch
internal import PaymentGraph
internal import Synchronization

/// The results of sweeps, added up over blocks of victims.
struct SweepTally: Sendable {
  /// The most words of victims that are kept; beyond that, victims are searched for again.
  static let keptWords = 1 << 25

  var counts: AccountCounts
  var marks: TransferMarks
  var wasCutByHops = false
  /// The accounts that each block of victims reaches; nil where that is too much to keep.
  ///
  /// With a single block, ``counts`` may hold the victims instead.
  private(set) var reaches: [SweepReach]? = []
  private var wordCount = 0

  /// Creates an empty result with the marks of transfers; the caller fills in the completing transfers.
  init(accountCount: Int, marks: TransferMarks) {
    self.init(AccountCounts(accountCount: accountCount), marks: marks)
  }

  init(_ counts: AccountCounts, marks: TransferMarks) {
    self.counts = counts
    self.marks = marks
  }

  mutating func keep(_ reach: SweepReach) {
    wordCount += reach.words.count
    if wordCount > SweepTally.keptWords { reaches = nil }
    reaches?.append(reach)
  }

  /// Adds the results of another thread for other victims.
  mutating func add(_ other: SweepTally) {
    counts.add(other.counts)
    marks.add(other.marks)
    wasCutByHops = wasCutByHops || other.wasCutByHops
    wordCount += other.wordCount
    if let more = other.reaches, wordCount <= SweepTally.keptWords {
      reaches?.append(contentsOf: more)
    } else {
      reaches = nil
    }
  }
}

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
    let cores = Processor.coreCount
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
      var sweep = FrontierSweepKernel<Row>(problem, block: block, outgoing: outgoing)
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

/// The counts of each account: the victims whose money reaches it, the fewest hops, and the transfer that completed
/// them.
///
/// The arrays are indexed by account where all accounts are counted, otherwise by the local indices of the few accounts
/// that a question reached.
struct AccountCounts: Sendable {
  /// The local indices of the accounts that are kept; nil where all accounts are.
  private let places: AccountIndexMap?
  /// The number of victims whose money reaches the account, by index.
  var victims: [UInt32]
  /// The fewest hops of any victim's money, by index; 0 where none reaches the account.
  var hops: [UInt32]
  /// The transfer into the account with which the last of its victims first arrived, or -1, by index.
  var completing: [Int32]
  /// The victims whose money reaches the account, by index, as bits for at most 64 victims; empty where there are more,
  /// or where they were not kept.
  private(set) var words: [UInt64]

  /// Creates zero counts; the caller fills in the completing transfers.
  init(accountCount: Int) {
    places = nil
    victims = Array(repeating: 0, count: accountCount)
    hops = Array(repeating: 0, count: accountCount)
    completing = []
    words = []
  }

  /// Creates counts of all accounts, or of those that have local indices.
  ///
  /// - Parameters:
  ///   - places: the local indices; nil for all accounts.
  ///   - words: empty where the victims of an account are not kept.
  init(
    places: AccountIndexMap? = nil, victims: [UInt32], hops: [UInt32], completing: [Int32],
    words: [UInt64] = []
  ) {
    self.places = places
    self.victims = victims
    self.hops = hops
    self.completing = completing
    self.words = words
  }

  /// Adds the counts of other victims; both must count all accounts.
  mutating func add(_ other: AccountCounts) {
    for account in victims.indices where other.victims[account] > 0 {
      victims[account] += other.victims[account]
      hops[account] =
        hops[account] == 0 ? other.hops[account] : min(hops[account], other.hops[account])
      completing[account] = max(completing[account], other.completing[account])
    }
  }

  func victims(of account: Int) -> UInt32 { place(of: account).map { victims[$0] } ?? 0 }

  func hops(of account: Int) -> UInt32 { place(of: account).map { hops[$0] } ?? 0 }

  func completing(of account: Int) -> Int32 { place(of: account).map { completing[$0] } ?? -1 }

  /// Returns the victims whose money reaches an account; ``words`` must be kept.
  func word(of account: Int) -> UInt64 { place(of: account).map { words[$0] } ?? 0 }

  /// Returns the accounts that the money of at least so many victims reaches, one or more, in account order.
  func accounts(reachedBy minimum: Int) -> [Int] {
    let found = victims.indices.filter { victims[$0] >= minimum }
    guard let places else { return found }
    return found.map { Int(places.accounts[$0]) }.sorted()
  }

  private func place(of account: Int) -> Int? {
    guard let places else { return account }
    return places.place(of: account)
  }
}

/// The transfers on walks from victims.
///
/// For each transfer they hold whether it lies on a walk from a victim to an account other than the victim's, and the
/// number of victims whose money had already reached its payer and passes on with it.
///
/// Each transfer has a number: its lowest bit is set where the transfer lies on a walk, the rest is the count. One byte
/// holds the 64 victims of one sweep, two bytes those of several; overflow is counted apart. Where few transfers lie on
/// walks, their numbers are listed, and one bit a transfer marks them.
struct TransferMarks: Sendable {
  private var bytes: [UInt8]
  private var pairs: [UInt16]
  /// The number of overflows of a transfer's number.
  private var overruns: [UInt32: Int]
  /// The transfers on walks, where they are few: a bit for each, their list in ledger order, and their numbers.
  private var bits: [UInt64] = []
  private var listed: [UInt32] = []
  private var numbers: [UInt8] = []

  /// Creates marks without any transfer on a walk.
  ///
  /// - Parameter isAlone: true for at most 64 victims.
  init(transferCount: Int, isAlone: Bool) {
    bytes = isAlone ? Array(repeating: 0, count: transferCount) : []
    pairs = isAlone ? [] : Array(repeating: 0, count: transferCount)
    overruns = [:]
  }

  /// Creates the marks of one sweep for at most 64 victims.
  init(bytes: [UInt8]) {
    self.bytes = bytes
    pairs = []
    overruns = [:]
  }

  /// Creates the marks of a pass for at most 64 victims that marked few transfers.
  ///
  /// - Parameters:
  ///   - listed: the transfers, in ledger order.
  ///   - numbers: their numbers; see ``number(passing:)``.
  init(transferCount: Int, _ listed: [UInt32], _ numbers: [UInt8]) {
    bytes = []
    pairs = []
    overruns = [:]
    bits = Array(repeating: 0, count: transferCount / 64 + 1)
    for transfer in listed { bits[Int(transfer >> 6)] |= 1 &<< UInt64(transfer & 63) }
    self.listed = listed
    self.numbers = numbers
  }

  /// Creates the marks of several sweeps, with the overflows of transfers' numbers.
  init(pairs: [UInt16], overruns: [UInt32: Int]) {
    bytes = []
    self.pairs = pairs
    self.overruns = overruns
  }

  /// Returns the number of a transfer that lies on a walk and passes on the money of so many victims.
  @inline(__always)
  static func number(passing count: Int) -> Int { count &<< 1 | 1 }

  /// Marks a transfer that passes on the money of so many more victims, at most 64.
  mutating func mark(_ transfer: Int, passing count: Int) {
    if bytes.isEmpty {
      add(UInt16(truncatingIfNeeded: TransferMarks.number(passing: count)), at: transfer)
    } else {
      bytes[transfer] = (bytes[transfer] &+ UInt8(truncatingIfNeeded: count &<< 1)) | 1
    }
  }

  /// Returns true where a transfer lies on a walk.
  @inline(__always)
  subscript(transfer: Int) -> Bool {
    guard bits.isEmpty else { return bits[transfer >> 6] &>> UInt64(transfer & 63) & 1 != 0 }
    return (bytes.isEmpty ? UInt8(truncatingIfNeeded: pairs[transfer]) : bytes[transfer]) & 1 != 0
  }

  /// Returns the number of victims whose money had already reached the payer of a transfer and passes on with it.
  func passed(_ transfer: Int) -> Int {
    guard bits.isEmpty else {
      guard self[transfer] else { return 0 }
      return Int(numbers[BinarySearch.lowerBound(listed.count) { listed[$0] < transfer }] >> 1)
    }
    guard bytes.isEmpty else { return Int(bytes[transfer] >> 1) }
    let more = overruns.isEmpty ? 0 : overruns[UInt32(truncatingIfNeeded: transfer)] ?? 0
    return Int(pairs[transfer] >> 1) + more << 15
  }

  /// The transfers on walks in ledger order, where they are few; nil where they are not listed.
  var list: [UInt32]? { bits.isEmpty ? nil : listed }

  /// Returns, by transfer, true where it lies on a walk.
  ///
  /// - Parameter count: the number of transfers.
  func flags(_ count: Int) -> [Bool] {
    guard bits.isEmpty else { return (0..<count).map { self[$0] } }
    return bytes.isEmpty ? pairs.map { $0 & 1 != 0 } : bytes.map { $0 & 1 != 0 }
  }

  /// Adds the marks for other victims; both must hold those of several sweeps.
  mutating func add(_ other: TransferMarks) {
    for start in stride(from: 0, to: pairs.count, by: 1 << 12) {
      let part = start..<min(start + 1 << 12, pairs.count)
      if !addTogether(other, part) {
        for transfer in part where other.pairs[transfer] != 0 {
          add(other.pairs[transfer], at: transfer)
        }
      }
    }
    for (transfer, count) in other.overruns { overruns[transfer, default: 0] += count }
  }

  /// Adds the numbers of some transfers, many at a time; returns false, and adds nothing, where one could overflow.
  private mutating func addTogether(_ other: TransferMarks, _ part: Range<Int>) -> Bool {
    var mine = pairs.mutableSpan
    let others = other.pairs.span
    var either: UInt16 = 0
    for transfer in part { either |= mine[transfer] | others[transfer] }
    // The sum of two counts below half the range does not overflow.
    guard either < 1 << 15 else { return false }
    for transfer in part {
      let (number, more) = (mine[transfer], others[transfer])
      mine[transfer] = (number & ~1) &+ (more & ~1) | (number | more) & 1
    }
    return true
  }

  private mutating func add(_ number: UInt16, at transfer: Int) {
    let (sum, ranOver) = (pairs[transfer] & ~1).addingReportingOverflow(number & ~1)
    pairs[transfer] = sum | (pairs[transfer] | number) & 1
    if ranOver { overruns[UInt32(truncatingIfNeeded: transfer), default: 0] += 1 }
  }
}

/// The accounts that the money of one block of victims reaches, with their victims.
struct SweepReach: Sendable {
  /// The index of the block's first victim among all victims.
  let first: Int
  /// The accounts, ascending.
  private(set) var accounts: [UInt32] = []
  /// The victims of each account, by index in ``accounts``.
  private(set) var words: [UInt64] = []

  /// Creates an empty result.
  init(first: Int) { self.first = first }

  /// - Parameters:
  ///   - touched: the accounts, each once, in any order.
  ///   - words: the victims of every account.
  init(first: Int, touched: [UInt32], words: [UInt64]) {
    self.first = first
    accounts = touched.sorted()
    self.words = accounts.map { words[Int($0)] }
  }

  /// Adds an account that comes after all others.
  @inline(__always)
  mutating func append(_ account: Int, _ word: UInt64) {
    accounts.append(UInt32(truncatingIfNeeded: account))
    words.append(word)
  }

  /// Returns the indices of the accounts of a range.
  func positions(of range: Range<Int>) -> Range<Int> {
    let start = BinarySearch.lowerBound(accounts.count) { Int(accounts[$0]) < range.lowerBound }
    let end = BinarySearch.lowerBound(accounts.count) { Int(accounts[$0]) < range.upperBound }
    return start..<end
  }
}
