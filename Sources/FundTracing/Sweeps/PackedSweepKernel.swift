internal import PaymentGraph

/// One pass over the transfers in ledger order for a few victims, whose bits for all numbers of hops fit
/// into one row of 64 or 128 bits.
///
/// Bit *h* × *n* + *v* of an account's row says whether the money of victim *v* of *n* can be there after
/// at most *h* + 1 hops: a transfer carries the row of its payer moved up by *n* bits, and the claims on
/// itself. Transfers are taken 64 at a time: first those are found whose payers have anything to carry,
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
  private let size: Int
  private let levels: Int
  private let step: Int
  private let top: Int
  private let rows: UnsafeMutablePointer<Row>
  private let states: UnsafeMutablePointer<UInt8>
  private let completing: UnsafeMutablePointer<Int32>
  private var own: [Int: UInt64] = [:]
  /// What was touched, so that touching is not left out.
  private var seenRows: UInt8 = 0
  private var wasCutByHops = false

  /// Whether the rows of all victims' bits fit.
  static func holds(_ problem: SweepProblem, victims: Int) -> Bool {
    !problem.hasHubs && victims <= SweepBlock.size && victims * problem.levels <= Row.bitWidth
  }

  /// - Parameter block: all victims; ``holds(_:victims:)`` must hold.
  init(_ problem: SweepProblem, _ block: SweepBlock) {
    self.problem = problem
    self.block = block
    size = block.accounts.count
    levels = problem.levels
    step = problem.isLimited ? size : 0
    top = size * (levels - 1)
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

  deinit {
    rows.deallocate()
    states.deallocate()
    completing.deallocate()
  }

  /// What the victims' money reaches.
  consuming func run() -> SweepTally {
    var marks = Array(repeating: UInt8(0), count: problem.transferCount)
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
    guard let first = block.claims.first?.transfer else { return }
    let (rows, states, completing) = (rows, states, completing)
    let (step, top, isLimited) = (step, top, problem.isLimited)
    let bits = size * levels
    let full: Row = bits == Row.bitWidth ? ~0 : (1 &<< Row(bits)) &- 1
    let goesOn: Row = isLimited ? full >> Row(size) : full
    let included = problem.included
    let count = problem.transferCount
    var mask = isLimited ? Self.carries | Self.arrived : Self.carries
    var claim = 0
    var nextClaim = first
    var start = first
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
        var row = (source &<< Row(truncatingIfNeeded: step)) & full
        var claimed: UInt64 = 0
        if transfer >= nextClaim {
          while claim < block.claims.count, block.claims[claim].transfer < transfer { claim &+= 1 }
          if claim < block.claims.count, block.claims[claim].transfer == transfer {
            claimed = block.claims[claim].bit
            row |= spread(claimed)
            claim &+= 1
          }
          nextClaim = claim < block.claims.count ? block.claims[claim].transfer : .max
        }
        let whole = UInt64(truncatingIfNeeded: row &>> Row(truncatingIfNeeded: top))
        if isLimited, !wasCutByHops,
          UInt64(truncatingIfNeeded: source &>> Row(truncatingIfNeeded: top)) & ~whole != 0
        {
          wasCutByHops = true
          mask = Self.carries
        }
        guard whole != 0 else { continue }
        let to = Int(beneficiary[transfer])
        let state = states[to]
        var visible = whole
        if state & Self.isVictim != 0 { visible &= ~(own[to] ?? 0) }
        let target = rows[to]
        if visible & ~UInt64(truncatingIfNeeded: target &>> Row(truncatingIfNeeded: top)) != 0 {
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

  /// A victim's bit for every number of hops.
  private func spread(_ bit: UInt64) -> Row {
    var row: Row = 0
    for level in 0..<levels { row |= Row(truncatingIfNeeded: bit) &<< Row(level * size) }
    return row
  }

  private func tally(_ marks: TransferMarks) -> SweepTally {
    var tally = SweepTally(accountCount: problem.accountCount, marks: marks)
    var reached = SweepReach(first: block.first, accounts: [], words: [])
    for account in 0..<problem.accountCount where rows[account] != 0 {
      var row = rows[account]
      if states[account] & Self.isVictim != 0 { row &= ~spread(own[account] ?? 0) }
      let word = UInt64(truncatingIfNeeded: row &>> Row(truncatingIfNeeded: top))
      guard word != 0 else { continue }
      tally.victims[account] = UInt32(truncatingIfNeeded: word.nonzeroBitCount)
      tally.hops[account] = UInt32(truncatingIfNeeded: row.trailingZeroBitCount / size &+ 1)
      reached.accounts.append(UInt32(truncatingIfNeeded: account))
      reached.words.append(word)
    }
    tally.completing = Array(
      UnsafeBufferPointer(start: completing, count: problem.accountCount))
    tally.wasCutByHops = wasCutByHops
    tally.keep(reached)
    return tally
  }
}
