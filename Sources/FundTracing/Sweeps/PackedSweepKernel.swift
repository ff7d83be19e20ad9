internal import PaymentGraph

/// One pass over the transfers in ledger order for a few victims, whose bits for all numbers of hops fit
/// into one row of 64 or 128 bits.
///
/// How the bits lie is said by ``PackedRow``. Transfers are taken 64 at a time: first those are found whose payers have anything to carry,
/// then their rows are touched, so that the memory fetches many at once, then they are carried.
///
/// Invariant: rows and states have an entry for every account, marks for every transfer, of the ledger
/// whose columns are swept, and account numbers in the columns are below the number of accounts.
struct PackedSweepKernel<Row: FixedWidthInteger & UnsignedInteger & Sendable>: ~Copyable {
  /// Something can be carried on.
  private static var carries: UInt8 { 1 }
  /// Something arrived; whether it could go on beyond the limit of hops is still asked.
  private static var arrived: UInt8 { 2 }
  private static var isVictim: UInt8 { 4 }

  private let problem: SweepProblem
  private let block: SweepBlock
  private let packed: PackedRow<Row>
  private let rows: UnsafeMutablePointer<Row>
  private let states: UnsafeMutablePointer<UInt8>
  private let completing: UnsafeMutablePointer<Int32>
  private var own: [Int: UInt64] = [:]
  /// What was touched, so that touching is not left out.
  private var seenRows: UInt8 = 0
  private var wasCutByHops = false
  /// The first transfer to be looked at, and what was marked before it; see ``DueSweep``.
  private var position: Int
  private var marked: [UInt32] = []
  private var numbers: [UInt8] = []

  /// - Parameter block: all victims; ``PackedRow/holds(_:victims:)`` must hold.
  init(_ problem: SweepProblem, _ block: SweepBlock) {
    self.problem = problem
    self.block = block
    packed = PackedRow(problem, block)
    position = block.claims.first?.transfer ?? problem.transferCount
    let accounts = problem.accountCount
    rows = .allocate(capacity: max(1, accounts))
    rows.initialize(repeating: 0, count: accounts)
    states = .allocate(capacity: max(1, accounts))
    states.initialize(repeating: 0, count: accounts)
    completing = .allocate(capacity: max(1, accounts))
    completing.initialize(repeating: -1, count: accounts)
    for (number, account) in block.accounts.enumerated() {
      own[account] = 1 << UInt64(number)
      states[account] = Self.carries | Self.isVictim
    }
  }

  /// Goes on from where too much became due.
  init(_ sweep: borrowing DueSweep<Row>) {
    self.init(sweep.problem, sweep.block)
    for (account, entry) in zip(sweep.places.accounts, sweep.entries) {
      let account = Int(account)
      rows[account] = entry.row
      completing[account] = entry.completing
      if entry.row != 0 { states[account] |= Self.arrived }
      if entry.isOpen { states[account] |= Self.carries }
    }
    marked = sweep.marked
    numbers = sweep.numbers
    wasCutByHops = sweep.wasCutByHops
    position = sweep.position
  }

  deinit {
    rows.deallocate()
    states.deallocate()
    completing.deallocate()
  }

  /// What the victims' money reaches.
  consuming func run() -> SweepTally {
    var marks = Array(repeating: UInt8(0), count: problem.transferCount)
    for (transfer, number) in zip(marked, numbers) { marks[Int(transfer)] = number }
    let (payers, beneficiaries) = (problem.columns.payer, problem.columns.beneficiary)
    marks.withUnsafeMutableBufferPointer { marks in
      payers.withUnsafeBufferPointer { payers in
        beneficiaries.withUnsafeBufferPointer { beneficiaries in
          if let payer = payers.baseAddress, let beneficiary = beneficiaries.baseAddress,
            let marks = marks.baseAddress
          {
            sweep(payer, beneficiary, marks)
          }
        }
      }
    }
    return tally(TransferMarks(bytes: marks))
  }

  private mutating func sweep(
    _ payer: UnsafePointer<UInt32>, _ beneficiary: UnsafePointer<UInt32>,
    _ marks: UnsafeMutablePointer<UInt8>
  ) {
    let (rows, states, completing) = (rows, states, completing)
    let packed = packed
    let (full, goesOn, isLimited) = (packed.full, packed.goesOn, packed.isLimited)
    let included = problem.included
    let count = problem.transferCount
    var mask = isLimited && !wasCutByHops ? Self.carries | Self.arrived : Self.carries
    var claim = 0
    var nextClaim = 0
    var start = position
    while start < count {
      let length = min(64, count &- start)
      let payers = payer + start
      var active: UInt64 = 0
      if length == 64 {
        for index in 0..<64 {
          active |= (states[Int(payers[index])] & mask != 0 ? 1 : 0) &<< UInt64(index)
        }
      } else {
        for index in 0..<length where states[Int(payers[index])] & mask != 0 {
          active |= 1 &<< UInt64(index)
        }
      }
      touch(active, payers, beneficiary + start)
      while active != 0 {
        let index = active.trailingZeroBitCount
        active &= active &- 1
        let transfer = start &+ index
        if let included, !included[transfer] { continue }
        let source = rows[Int(payers[index])]
        var row = (source &<< packed.step) & full
        var claimed: UInt64 = 0
        if transfer >= nextClaim {
          while claim < block.claims.count, block.claims[claim].transfer < transfer { claim &+= 1 }
          if claim < block.claims.count, block.claims[claim].transfer == transfer {
            claimed = block.claims[claim].bit
            row |= packed.spread(claimed)
            claim &+= 1
          }
          nextClaim = claim < block.claims.count ? block.claims[claim].transfer : .max
        }
        let whole = packed.whole(row)
        if isLimited, !wasCutByHops, packed.whole(source) & ~whole != 0 {
          wasCutByHops = true
          mask = Self.carries
        }
        guard whole != 0 else { continue }
        let to = Int(beneficiary[transfer])
        let state = states[to]
        var visible = whole
        if state & Self.isVictim != 0 { visible &= ~(own[to] ?? 0) }
        let target = rows[to]
        if visible & ~packed.whole(target) != 0 {
          completing[to] = Int32(truncatingIfNeeded: transfer)
        }
        if visible != 0 {
          let passed = (visible & ~claimed).nonzeroBitCount
          marks[transfer] = UInt8(truncatingIfNeeded: TransferMarks.number(passing: passed))
        }
        rows[to] = target | row
        let now = state | Self.arrived | (row & goesOn != 0 ? Self.carries : 0)
        guard now != state else { continue }
        states[to] = now
        if state & mask == 0, now & mask != 0 {
          // Its payouts among these 64 carry as well.
          for later in index &+ 1..<max(length, index &+ 1) where Int(payers[later]) == to {
            active |= 1 &<< UInt64(later)
          }
        }
      }
      start &+= length
    }
  }

  /// Has the memory fetch the rows of some transfers, which do not wait for each other.
  @inline(__always)
  private mutating func touch(
    _ active: UInt64, _ payer: UnsafePointer<UInt32>, _ beneficiary: UnsafePointer<UInt32>
  ) {
    var rest = active
    var seen: UInt8 = 0
    while rest != 0 {
      let index = rest.trailingZeroBitCount
      rest &= rest &- 1
      seen ^= UInt8(truncatingIfNeeded: rows[Int(payer[index])])
      seen ^= UInt8(truncatingIfNeeded: rows[Int(beneficiary[index])])
    }
    seenRows ^= seen
  }

  private func tally(_ marks: TransferMarks) -> SweepTally {
    let accounts = problem.accountCount
    var victims = Array(repeating: UInt32(0), count: accounts)
    var hops = victims
    var words = Array(repeating: UInt64(0), count: accounts)
    for account in 0..<accounts where rows[account] != 0 {
      var row = rows[account]
      if states[account] & Self.isVictim != 0 { row &= ~packed.spread(own[account] ?? 0) }
      let word = packed.whole(row)
      guard word != 0 else { continue }
      victims[account] = UInt32(truncatingIfNeeded: word.nonzeroBitCount)
      hops[account] = packed.hops(row)
      words[account] = word
    }
    let completing = Array(UnsafeBufferPointer(start: completing, count: accounts))
    var tally = SweepTally(
      AccountCounts(victims: victims, hops: hops, completing: completing, words: words),
      marks: marks)
    tally.wasCutByHops = wasCutByHops
    return tally
  }
}
