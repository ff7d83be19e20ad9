internal import CInstructions
internal import PaymentGraph

/// The pass of ``PackedSweepKernel``, restricted to transfers whose payers have something to carry.
///
/// When money first arrives at an account with hops left, its later payouts become due, and wait in a list for the
/// window of the ledger in which they lie. A window orders its payouts by a bit for each transfer. So the cost grows
/// with the accounts reached and not with the ledger. Where too much becomes due, a look at every payer is cheaper: the
/// pass stops, and ``PackedSweepKernel`` continues it.
///
/// Invariant: every transfer that is carried became due before, and the lists of carried and of marked transfers have
/// room for all that became due; every local index has an entry; the victims' entries come first, in the order of their
/// bits. Account numbers in the columns are below the number of accounts, and a window has an entry for each of its
/// transfers.
struct FrontierSweepKernel<Row: FixedWidthInteger & UnsignedInteger & Sendable>: ~Copyable {
  /// The state of an account that money reached.
  struct Entry: Sendable {
    var row: Row = 0
    var completing: Int32 = -1
  }

  /// The columns of the ledger that are read: the beneficiary of each transfer; the start of each account's payouts,
  /// and the payouts.
  private struct Columns {
    let beneficiary: UnsafePointer<UInt32>
    let starts: UnsafePointer<UInt32>
    let payouts: UnsafePointer<UInt32>

    /// Returns the range of an account's payouts after a transfer.
    func later(_ account: Int, _ transfer: Int) -> Range<Int> {
      let (start, end) = (Int(starts[account]), Int(starts[account &+ 1]))
      let earlier = BinarySearch.lowerBound(end &- start) { Int(payouts[start &+ $0]) <= transfer }
      return start &+ earlier..<end
    }
  }

  /// The share of all transfers that may become due is one divided by this number: a look at any other payer costs a
  /// tenth of carrying.
  static var share: Int { 16 }
  /// The binary logarithm of the number of transfers in a window.
  static var windowSize: Int { 12 }

  /// The number of accounts, and of transfers, for which there is memory at first.
  ///
  /// A larger block that is mostly unused would go back to the system after every question, and be requested and
  /// cleared again by the next.
  private static var firstRoom: Int { 1 << 14 }

  let problem: SweepProblem
  let block: SweepBlock
  let packed: PackedRow<Row>
  private let outgoing: AdjacencyIndex
  private(set) var places: AccountIndexMap
  private(set) var wasCutByHops = false
  /// The first transfer that is not carried yet.
  private(set) var position = 0
  /// True where so much is due that a look at every payer is cheaper.
  private(set) var isTooMuch = false
  private var dueCount = 0
  private let limit: Int
  private let windowSize: Int
  /// The state of each account reached, by local index.
  private var entries: UnsafeMutablePointer<Entry>
  private var entryRoom = Self.firstRoom
  private var waiting: FrontierQueueKernel
  /// The capacity of the next three lists.
  private var room: Int
  /// The transfers on walks in ledger order, and their numbers; see ``TransferMarks``.
  private var marked: UnsafeMutablePointer<UInt32>
  private var numbers: UnsafeMutablePointer<UInt8>
  private var markedCount = 0
  /// All transfers that carried anything, in ledger order, where hops are not limited.
  private var carried: UnsafeMutablePointer<UInt32>
  private var carriedCount = 0
  /// The window under way: a bit for each transfer that is due, and the payer's local index and the beneficiary of
  /// each.
  private var current = -1
  private let due: UnsafeMutablePointer<UInt64>
  private let from: UnsafeMutablePointer<UInt32>
  private let to: UnsafeMutablePointer<UInt32>
  private var claims: ClaimCursor

  /// - Parameters:
  ///   - block: all victims; their rows must fit, see ``PackedRow/holds(_:victims:)``.
  ///   - limit: the most transfers that may become due.
  ///   - windowSize: the binary logarithm of the number of transfers in a window, 6 or more.
  init(
    _ problem: SweepProblem, block: SweepBlock, outgoing: AdjacencyIndex,
    limit: Int? = nil, windowSize: Int = Self.windowSize
  ) {
    self.problem = problem
    self.block = block
    self.outgoing = outgoing
    packed = PackedRow(problem, block)
    places = AccountIndexMap(accountCount: problem.accountCount)
    self.windowSize = windowSize
    waiting = FrontierQueueKernel(windowCount: problem.transferCount >> windowSize + 1)
    self.limit = limit ?? problem.transferCount / Self.share
    room = Self.firstRoom + block.claims.count
    entries = .allocate(capacity: entryRoom)
    marked = .allocate(capacity: room)
    numbers = .allocate(capacity: room)
    carried = .allocate(capacity: room)
    due = SweepMemoryKernel.filled(0, count: 1 << (windowSize - 6))
    from = SweepMemoryKernel.filled(0, count: 1 << windowSize)
    to = SweepMemoryKernel.filled(0, count: 1 << windowSize)
    claims = ClaimCursor(block)
    for account in block.accounts { _ = place(of: account) }
    position = block.claims.first?.transfer ?? problem.transferCount
    dueCount = block.claims.count
    isTooMuch = dueCount > self.limit
    guard !isTooMuch else { return }
    let columns = problem.columns
    waiting.reserve(block.claims.count)
    for claim in block.claims {
      let place = place(of: Int(columns.payer[claim.transfer]))
      makeDue(claim.transfer, place: place, beneficiary: columns.beneficiary[claim.transfer])
    }
  }

  deinit {
    entries.deallocate()
    marked.deallocate()
    numbers.deallocate()
    carried.deallocate()
    due.deallocate()
    from.deallocate()
    to.deallocate()
  }

  /// The number of words of a window's bits.
  private var wordCount: Int { 1 &<< (windowSize &- 6) }

  /// Calls a function with the state of every account that was reached or is a victim's, in the order of local indices.
  func forEachAccount(_ body: (_ account: Int, _ entry: Entry) -> Void) {
    for (place, account) in places.accounts.enumerated() { body(Int(account), entries[place]) }
  }

  /// Calls a function with every transfer on a walk, in ledger order, and its number; see ``TransferMarks``.
  func forEachMark(_ body: (_ transfer: Int, _ number: UInt8) -> Void) {
    for place in 0..<markedCount { body(Int(marked[place]), numbers[place]) }
  }

  /// Carries due transfers in ledger order, until no more are due or too many.
  mutating func run() {
    let (beneficiaries, starts, payouts) = (
      problem.columns.beneficiary, outgoing.starts, outgoing.transfers
    )
    beneficiaries.withUnsafeBufferPointer { beneficiaries in
      starts.withUnsafeBufferPointer { starts in
        payouts.withUnsafeBufferPointer { payouts in
          if let beneficiary = beneficiaries.baseAddress, let start = starts.baseAddress,
            let payout = payouts.baseAddress
          {
            run(Columns(beneficiary: beneficiary, starts: start, payouts: payout))
          }
        }
      }
    }
    if !isTooMuch { position = problem.transferCount }
  }

  private mutating func run(_ columns: Columns) {
    for window in waiting.windows where waiting.hasAny(window) {
      guard !isTooMuch else { return }
      open(window: window)
      let first = window &<< windowSize
      for word in 0..<wordCount {
        // Transfers that become due meanwhile are later than the one carried.
        while due[word] != 0, !isTooMuch {
          let index = word &* 64 &+ due[word].trailingZeroBitCount
          due[word] &= due[word] &- 1
          carry(first &+ index, fromPlace: Int(from[index]), to: Int(to[index]), in: columns)
        }
      }
    }
  }

  /// Orders the payouts of a window, and prefetches the states of their payers and beneficiaries, so that no payout
  /// waits for another's memory.
  private mutating func open(window: Int) {
    current = window
    let first = window &<< windowSize
    let (due, from, to) = (due, from, to)
    waiting.forEach(in: window) { payout in
      let index = Int(payout.transfer) &- first
      due[index >> 6] |= 1 &<< UInt64(index & 63)
      from[index] = payout.place
      to[index] = payout.beneficiary
    }
    guard places.isDense else { return }
    for word in 0..<wordCount {
      var rest = due[word]
      while rest != 0 {
        let index = word &* 64 &+ rest.trailingZeroBitCount
        rest &= rest &- 1
        cpu_fetch(entries + Int(from[index]))
        // An account without a local index prefetches memory before all entries, which does no harm.
        cpu_fetch(entries + (places.number(of: Int(to[index])) &- 1))
      }
    }
  }

  @inline(__always)
  private mutating func carry(
    _ transfer: Int, fromPlace: Int, to: Int, in columns: Columns
  ) {
    position = transfer &+ 1
    let source = entries[fromPlace]
    let claimed = claims.take(transfer)
    var row: Row = 0
    if problem.contains(transfer) {
      row = (source.row &<< packed.step) & packed.full
      if claimed != 0 { row |= packed.spread(claimed) }
    }
    let whole = packed.whole(row)
    if packed.isLimited, !wasCutByHops {
      seeBeyond(transfer, fromPlace: fromPlace, source: source, whole: whole, in: columns)
    }
    guard whole != 0 else { return }
    if !packed.isLimited {
      carried[carriedCount] = UInt32(truncatingIfNeeded: transfer)
      carriedCount &+= 1
    }
    let place = place(of: to)
    let before = entries[place]
    let visible = whole & ~own(place)
    entries[place].row = before.row | row
    if visible & ~packed.whole(before.row) != 0 {
      entries[place].completing = Int32(truncatingIfNeeded: transfer)
    }
    if visible != 0 {
      let passed = (visible & ~claimed).nonzeroBitCount
      marked[markedCount] = UInt32(truncatingIfNeeded: transfer)
      numbers[markedCount] = UInt8(truncatingIfNeeded: TransferMarks.number(passing: passed))
      markedCount &+= 1
    }
    guard !isOpen(before.row) else { return }
    if isOpen(row) {
      open(to, place: place, after: transfer, in: columns)
    } else if before.row == 0, packed.isLimited, !wasCutByHops {
      makeNextDue(to, place: place, after: transfer, in: columns)
    }
  }

  /// Tests whether a walk could go on with a transfer beyond the limit of hops; if not, makes the next payout due.
  @inline(never)
  private mutating func seeBeyond(
    _ transfer: Int, fromPlace: Int, source: Entry, whole: UInt64, in columns: Columns
  ) {
    if problem.contains(transfer), packed.whole(source.row) & ~whole != 0 {
      wasCutByHops = true
    } else if source.row != 0, !isOpen(source.row) {
      makeNextDue(Int(places.accounts[fromPlace]), place: fromPlace, after: transfer, in: columns)
    }
  }

  /// Returns true where all later payouts of an account with a row are due: something arrived with hops left.
  @inline(__always)
  private func isOpen(_ row: Row) -> Bool { row & packed.goesOn != 0 }

  /// Returns the bit of the victim whose account has a local index; 0 where it is no victim's.
  @inline(__always)
  private func own(_ place: Int) -> UInt64 {
    place < packed.size ? 1 &<< UInt64(truncatingIfNeeded: place) : 0
  }

  /// Makes all payouts of an account after a transfer due.
  @inline(never)
  private mutating func open(
    _ account: Int, place: Int, after transfer: Int, in columns: Columns
  ) {
    let payouts = columns.later(account, transfer)
    dueCount += payouts.count
    isTooMuch = dueCount > limit
    guard !isTooMuch else { return }
    makeRoom(for: payouts.count)
    for position in payouts { makeDue(position, place: place, in: columns) }
  }

  /// Makes the next payout due, because it is still open whether a walk could go on beyond the limit of hops.
  @inline(never)
  private mutating func makeNextDue(
    _ account: Int, place: Int, after transfer: Int, in columns: Columns
  ) {
    guard let position = columns.later(account, transfer).first else { return }
    dueCount += 1
    makeRoom(for: 1)
    makeDue(position, place: place, in: columns)
  }

  /// Makes the payout at a position of the index due.
  @inline(__always)
  private mutating func makeDue(_ position: Int, place: Int, in columns: Columns) {
    let payout = Int(columns.payouts[position])
    makeDue(payout, place: place, beneficiary: columns.beneficiary[payout])
  }

  /// Makes a transfer due that comes after those carried; it may be due already.
  ///
  /// There must be room for it.
  @inline(__always)
  private mutating func makeDue(
    _ transfer: Int, place: Int, beneficiary: UInt32
  ) {
    let window = transfer &>> windowSize
    guard window == current else {
      waiting.add(
        FrontierQueueKernel.Payout(
          transfer: UInt32(truncatingIfNeeded: transfer),
          place: UInt32(truncatingIfNeeded: place), beneficiary: beneficiary),
        to: window)
      return
    }
    let index = transfer &- window &<< windowSize
    due[index >> 6] |= 1 &<< UInt64(index & 63)
    from[index] = UInt32(truncatingIfNeeded: place)
    to[index] = beneficiary
  }

  /// Makes room for so many more payouts that become due.
  private mutating func makeRoom(for count: Int) {
    waiting.reserve(count)
    guard dueCount > room else { return }
    let more = max(dueCount, room * 2)
    marked = SweepMemoryKernel.moved(marked, markedCount, to: more)
    numbers = SweepMemoryKernel.moved(numbers, markedCount, to: more)
    carried = SweepMemoryKernel.moved(carried, carriedCount, to: more)
    room = more
  }

  @inline(__always)
  private mutating func place(of account: Int) -> Int {
    let known = places.count
    let place = places.add(account)
    if place == known {
      if place == entryRoom {
        entries = SweepMemoryKernel.moved(entries, place, to: 2 * place)
        entryRoom = 2 * place
      }
      (entries + place).initialize(to: Entry())
    }
    return place
  }

  /// Returns the row of an account without its own money.
  @inline(__always)
  private func visible(_ place: Int) -> Row {
    place < packed.size ? entries[place].row & ~packed.spread(own(place)) : entries[place].row
  }

  /// Returns a value for every local index.
  @inline(__always)
  private func byPlace<Value: BitwiseCopyable>(_ value: (Int) -> Value) -> [Value] {
    let count = places.count
    // Appending them one by one would take longer than finding most of them.
    return Array(unsafeUninitializedCapacity: count) { values, initialized in
      initialized = count
      guard let base = values.baseAddress else { return }
      for place in 0..<count { (base + place).initialize(to: value(place)) }
    }
  }

  /// Returns the result; nothing more may be due.
  func tally(_ sources: [(account: Int, claims: [Int])]) -> SweepTally {
    let words = byPlace { packed.whole(visible($0)) }
    let completing = byPlace { entries[$0].completing }
    let victims = byPlace { UInt32(truncatingIfNeeded: words[$0].nonzeroBitCount) }
    let hops = byPlace { words[$0] == 0 ? 0 : packed.hops(visible($0)) }
    var tally = SweepTally(
      AccountCounts(
        places: places, victims: victims, hops: hops, completing: completing, words: words),
      marks: TransferMarks(
        transferCount: problem.transferCount,
        Array(UnsafeBufferPointer(start: marked, count: markedCount)),
        Array(UnsafeBufferPointer(start: numbers, count: markedCount))))
    tally.wasCutByHops = wasCutByHops
    if !packed.isLimited {
      let along = Array(UnsafeBufferPointer(start: carried, count: carriedCount))
      let found = HopSweep(problem, sources, along: along).hops
      tally.counts.hops = places.accounts.map { found[Int($0)] }
    }
    return tally
  }
}
