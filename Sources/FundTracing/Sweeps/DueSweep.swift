internal import PaymentGraph

/// The pass of ``PackedSweepKernel`` over those transfers only whose payers have something to carry.
///
/// When money first arrives at an account with hops left, its later payouts become due: a bit for each
/// transfer, and a bit for every 64 of these, which lead from one due transfer to the next in ledger order.
/// So the cost is that of what is reached, and not that of the ledger. Where too much becomes due, looking
/// at every payer is cheaper: the pass stops, and ``PackedSweepKernel`` goes on from there.
struct DueSweep<Row: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  /// What is known of an account that money reached.
  struct Entry: Sendable {
    var row: Row = 0
    var completing: Int32 = -1
    var isVictim = false
    /// Whether all its later payouts are due.
    var isOpen = false
  }

  /// One transfer in so many may become due: looking at the payer of any other costs a tenth of carrying.
  static var share: Int { 16 }
  /// How many words of due transfers are looked at before any of them are carried.
  private static var window: Int { 16 }

  let problem: SweepProblem
  let block: SweepBlock
  let packed: PackedRow<Row>
  private let payer: [UInt32]
  private let beneficiary: [UInt32]
  private let outgoing: AdjacencyIndex
  private(set) var places: AccountPlaces
  /// By place.
  private(set) var entries: [Entry] = []
  private(set) var own: [Int: UInt64] = [:]
  /// The transfers on walks in ledger order, and their numbers; see ``TransferMarks``.
  private(set) var marked: [UInt32] = []
  private(set) var numbers: [UInt8] = []
  /// All that anything was carried on, in ledger order, where hops are not limited.
  private(set) var carried: [UInt32] = []
  private(set) var wasCutByHops = false
  /// All transfers before this one were carried.
  private(set) var position = 0
  /// Whether so much is due that looking at every payer is cheaper.
  private(set) var isTooMuch = false
  /// A bit for each transfer that is due, and for each word that has any.
  private var due: [UInt64]
  private var dueWords: [UInt64]
  private var dueCount = 0
  private let limit: Int
  /// The next claim, and the transfer that it is on.
  private var claim = 0
  private var nextClaim = 0
  /// What was touched, so that touching is not left out.
  private var seen: UInt8 = 0

  /// - Parameters:
  ///   - block: all victims, whose rows must fit; see ``PackedRow/holds(_:victims:)``.
  ///   - limit: how many transfers may become due.
  init(
    _ problem: SweepProblem, _ block: SweepBlock, _ outgoing: AdjacencyIndex,
    limit: Int? = nil
  ) {
    self.problem = problem
    self.block = block
    self.outgoing = outgoing
    packed = PackedRow(problem, block)
    payer = problem.columns.payer
    beneficiary = problem.columns.beneficiary
    places = AccountPlaces(accountCount: problem.accountCount)
    let words = problem.transferCount / 64 + 1
    due = Array(repeating: 0, count: words)
    dueWords = Array(repeating: 0, count: words / 64 + 1)
    self.limit = limit ?? problem.transferCount / DueSweep.share
    // Room that is not filled costs nothing; what grows step by step is copied into fresh pages.
    let room = min(self.limit, problem.accountCount)
    entries.reserveCapacity(room)
    marked.reserveCapacity(room)
    numbers.reserveCapacity(room)
    for (number, account) in block.accounts.enumerated() {
      own[account] = 1 << UInt64(number)
      _ = place(of: account)
      entries[entries.count - 1].isVictim = true
    }
    position = block.claims.first?.transfer ?? problem.transferCount
    dueCount = block.claims.count
    isTooMuch = dueCount > self.limit
    if !isTooMuch { for claim in block.claims { makeDue(claim.transfer) } }
  }

  /// Carries what is due, in ledger order, until nothing more is or too much.
  mutating func run() {
    var word = position / 64
    var touched = word
    while !isTooMuch, let next = nextWord(from: word) {
      word = next
      if word >= touched {
        touched = min(word + DueSweep.window, due.count)
        touch(word..<touched)
      }
      // What becomes due meanwhile is later than what is carried.
      while due[word] != 0, !isTooMuch {
        let index = due[word].trailingZeroBitCount
        due[word] &= due[word] &- 1
        carry(word &* 64 &+ index)
      }
      if due[word] == 0 { dueWords[word >> 6] &= ~(1 &<< UInt64(word & 63)) }
    }
    if !isTooMuch { position = problem.transferCount }
  }

  /// The first word that has due transfers, from one on.
  private func nextWord(from first: Int) -> Int? {
    var group = first >> 6
    guard group < dueWords.count else { return nil }
    var words = dueWords[group] & (~0 &<< UInt64(first & 63))
    while words == 0 {
      group &+= 1
      guard group < dueWords.count else { return nil }
      words = dueWords[group]
    }
    return group &* 64 &+ words.trailingZeroBitCount
  }

  /// Has the memory fetch what is known of the accounts of due transfers, which do not wait for each other.
  private mutating func touch(_ words: Range<Int>) {
    for word in words {
      var rest = due[word]
      while rest != 0 {
        let transfer = word &* 64 &+ rest.trailingZeroBitCount
        rest &= rest &- 1
        if let place = places.peek(payer[transfer]) {
          seen ^= UInt8(truncatingIfNeeded: entries[place].row)
        }
        if let place = places.peek(beneficiary[transfer]) {
          seen ^= UInt8(truncatingIfNeeded: entries[place].row)
        }
      }
    }
  }

  private mutating func carry(_ transfer: Int) {
    position = transfer &+ 1
    let from = Int(payer[transfer])
    guard let fromPlace = places.place(of: from) else { return }
    let source = entries[fromPlace]
    let claimed = transfer < nextClaim ? 0 : takeClaim(transfer)
    var row: Row = 0
    if problem.contains(transfer) {
      row = (source.row &<< packed.step) & packed.full
      if claimed != 0 { row |= packed.spread(claimed) }
    }
    let whole = packed.whole(row)
    if packed.isLimited, !wasCutByHops { seeBeyond(transfer, from, source, whole) }
    guard whole != 0 else { return }
    if !packed.isLimited { carried.append(UInt32(truncatingIfNeeded: transfer)) }
    let to = Int(beneficiary[transfer])
    let place = place(of: to)
    var entry = entries[place]
    var visible = whole
    if entry.isVictim { visible &= ~(own[to] ?? 0) }
    let before = entry
    entry.row |= row
    if visible & ~packed.whole(before.row) != 0 {
      entry.completing = Int32(truncatingIfNeeded: transfer)
    }
    if row & packed.goesOn != 0 { entry.isOpen = true }
    entries[place] = entry
    if visible != 0 {
      let passed = (visible & ~claimed).nonzeroBitCount
      marked.append(UInt32(truncatingIfNeeded: transfer))
      numbers.append(UInt8(truncatingIfNeeded: TransferMarks.number(passing: passed)))
    }
    guard !before.isOpen else { return }
    if entry.isOpen {
      open(to, after: transfer)
    } else if before.row == 0, packed.isLimited, !wasCutByHops {
      makeNextDue(to, after: transfer)
    }
  }

  /// Whether a walk could go on beyond the limit of hops with a transfer; if not, perhaps with the next.
  private mutating func seeBeyond(_ transfer: Int, _ from: Int, _ source: Entry, _ whole: UInt64) {
    if problem.contains(transfer), packed.whole(source.row) & ~whole != 0 {
      wasCutByHops = true
    } else if source.row != 0, !source.isOpen {
      makeNextDue(from, after: transfer)
    }
  }

  /// Who claims a transfer.
  private mutating func takeClaim(_ transfer: Int) -> UInt64 {
    let claims = block.claims
    while claim < claims.count, claims[claim].transfer < transfer { claim &+= 1 }
    var claimed: UInt64 = 0
    if claim < claims.count, claims[claim].transfer == transfer {
      claimed = claims[claim].bit
      claim &+= 1
    }
    nextClaim = claim < claims.count ? claims[claim].transfer : .max
    return claimed
  }

  /// All payouts of an account after a transfer become due.
  private mutating func open(_ account: Int, after transfer: Int) {
    let payouts = later(account, transfer)
    dueCount += payouts.count
    isTooMuch = dueCount > limit
    guard !isTooMuch else { return }
    for payout in payouts { makeDue(Int(payout)) }
  }

  /// The next payout becomes due: whether a walk could go on beyond the limit of hops is still asked.
  private mutating func makeNextDue(_ account: Int, after transfer: Int) {
    if let payout = later(account, transfer).first { makeDue(Int(payout)) }
  }

  private func later(_ account: Int, _ transfer: Int) -> ArraySlice<UInt32> {
    let payouts = outgoing[account]
    let base = payouts.startIndex
    return payouts.dropFirst(
      LinkSet.lowerBound(payouts.count) { Int(payouts[base + $0]) <= transfer })
  }

  @inline(__always)
  private mutating func makeDue(_ transfer: Int) {
    let word = transfer >> 6
    if due[word] == 0 { dueWords[word >> 6] |= 1 &<< UInt64(word & 63) }
    due[word] |= 1 &<< UInt64(transfer & 63)
  }

  @inline(__always)
  private mutating func place(of account: Int) -> Int {
    let place = places.add(account)
    if place == entries.count { entries.append(Entry()) }
    return place
  }

  /// What was found; nothing more may be due.
  func tally(_ sources: [(account: Int, claims: [Int])]) -> SweepTally {
    var victims: [UInt32] = []
    var hops: [UInt32] = []
    var words: [UInt64] = []
    victims.reserveCapacity(entries.count)
    hops.reserveCapacity(entries.count)
    words.reserveCapacity(entries.count)
    for (place, entry) in entries.enumerated() {
      var row = entry.row
      if entry.isVictim { row &= ~packed.spread(own[Int(places.accounts[place])] ?? 0) }
      let word = packed.whole(row)
      victims.append(UInt32(truncatingIfNeeded: word.nonzeroBitCount))
      hops.append(word == 0 ? 0 : packed.hops(row))
      words.append(word)
    }
    var tally = SweepTally(
      AccountCounts(
        places: places, victims: victims, hops: hops, completing: entries.map(\.completing),
        words: words),
      marks: TransferMarks(transferCount: problem.transferCount, marked, numbers))
    tally.wasCutByHops = wasCutByHops
    if !packed.isLimited {
      let found = HopSweep(problem, sources, along: carried).hops
      tally.counts.hops = places.accounts.map { found[Int($0)] }
    }
    return tally
  }
}
