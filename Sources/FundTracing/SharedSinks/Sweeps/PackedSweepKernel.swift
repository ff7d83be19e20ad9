internal import CInstructions
internal import PaymentGraph

/// One pass over the transfers in ledger order for a few victims, whose bits for all numbers of hops fit into one row
/// of 64 or 128 bits.
///
/// ``PackedRow`` defines the layout of the bits. Transfers are taken 64 at a time: first the rows of all payers are
/// read, then the rows of the beneficiaries of active transfers are prefetched together, then those transfers are
/// carried. A row shows by itself whether it has anything to carry.
///
/// Invariant: rows, completing transfers and victims' bits have an entry for every account, marks for every
/// transfer, of the ledger whose columns are swept, and account numbers in the columns are below the number of
/// accounts.
struct PackedSweepKernel<Row: FixedWidthInteger & UnsignedInteger & Sendable>: ~Copyable {
  private let problem: SweepProblem
  private let block: SweepBlock
  private let packed: PackedRow<Row>
  private let rows: UnsafeMutablePointer<Row>
  private let completing: UnsafeMutablePointer<Int32>
  /// A bit for each account, set where it is a victim's.
  private let victims: UnsafeMutablePointer<UInt64>
  /// The index of a victim's bit, by account.
  private let bits: UnsafeMutablePointer<UInt8>
  private var marks: [UInt8]
  private var wasCutByHops = false
  /// The first transfer to examine; see ``FrontierSweepKernel``.
  private var position: Int

  /// - Parameter block: all victims; ``PackedRow/holds(_:victims:)`` must hold.
  init(_ problem: SweepProblem, _ block: SweepBlock) {
    self.init(problem, block, marks: SweepMemoryKernel.array(0, count: problem.transferCount))
  }

  private init(_ problem: SweepProblem, _ block: SweepBlock, marks: [UInt8]) {
    self.problem = problem
    self.block = block
    packed = PackedRow(problem, block)
    position = block.claims.first?.transfer ?? problem.transferCount
    self.marks = marks
    let accounts = problem.accountCount
    rows = SweepMemoryKernel.filled(0, count: accounts)
    completing = SweepMemoryKernel.filled(-1, count: accounts)
    victims = SweepMemoryKernel.filled(0, count: accounts / 64 + 1)
    bits = SweepMemoryKernel.filled(0, count: accounts)
    for (number, account) in block.accounts.enumerated() {
      bits[account] = UInt8(truncatingIfNeeded: number)
      victims[account >> 6] |= 1 &<< UInt64(account & 63)
    }
  }

  /// Continues a sweep in which too much became due.
  init(_ sweep: borrowing FrontierSweepKernel<Row>) {
    var marks: [UInt8] = SweepMemoryKernel.array(0, count: sweep.problem.transferCount)
    sweep.forEachMark { transfer, number in marks[transfer] = number }
    self.init(sweep.problem, sweep.block, marks: marks)
    let (rows, completing) = (rows, completing)
    sweep.forEachAccount { account, entry in
      rows[account] = entry.row
      completing[account] = entry.completing
    }
    wasCutByHops = sweep.wasCutByHops
    position = sweep.position
  }

  deinit {
    rows.deallocate()
    completing.deallocate()
    victims.deallocate()
    bits.deallocate()
  }

  /// Returns what the victims' money reaches.
  consuming func run() -> SweepTally {
    var marks: [UInt8] = []
    swap(&marks, &self.marks)
    let (payers, beneficiaries) = (problem.columns.payer, problem.columns.beneficiary)
    marks.withUnsafeMutableBufferPointer { marks in
      payers.withUnsafeBufferPointer { payers in
        beneficiaries.withUnsafeBufferPointer { beneficiaries in
          if let payer = payers.baseAddress, let beneficiary = beneficiaries.baseAddress,
            let marks = marks.baseAddress
          {
            sweep(payer, beneficiary: beneficiary, marks: marks)
          }
        }
      }
    }
    return tally(TransferMarks(bytes: marks))
  }

  private mutating func sweep(
    _ payer: UnsafePointer<UInt32>, beneficiary: UnsafePointer<UInt32>,
    marks: UnsafeMutablePointer<UInt8>
  ) {
    let (rows, completing, victims, bits) = (rows, completing, victims, bits)
    let packed = packed
    let (full, step, isLimited) = (packed.full, packed.step, packed.isLimited)
    let included = problem.included
    let count = problem.transferCount
    var claims = ClaimCursor(block, from: position)
    // The bits that a payer must have for its transfers to be carried, or tested for walks beyond the limit.
    var wanted = isLimited && !wasCutByHops ? full : packed.goesOn
    var start = position
    while start < count {
      let length = min(64, count &- start)
      let payers = payer + start
      let beneficiaries = beneficiary + start
      var active: UInt64 = 0
      if length == 64 {
        // Prefetches the rows that are read three rounds later.
        if start &+ 256 <= count {
          let later = payers + 192
          for index in 0..<64 { cpu_fetch(rows + Int(later[index])) }
        }
        for index in 0..<64 {
          active |= (rows[Int(payers[index])] & wanted != 0 ? 1 : 0) &<< UInt64(index)
        }
      } else {
        for index in 0..<length where rows[Int(payers[index])] & wanted != 0 {
          active |= 1 &<< UInt64(index)
        }
      }
      active |= claims.claimed(from: start, count: length)
      fetch(active, beneficiaries)
      while active != 0 {
        let index = active.trailingZeroBitCount
        active &= active &- 1
        let transfer = start &+ index
        if let included, !included[transfer] { continue }
        let source = rows[Int(payers[index])]
        var row = (source &<< step) & full
        let claimed = claims.take(transfer)
        if claimed != 0 { row |= packed.spread(claimed) }
        let whole = packed.whole(row)
        if isLimited, !wasCutByHops, packed.whole(source) & ~whole != 0 {
          wasCutByHops = true
          wanted = packed.goesOn
        }
        guard whole != 0 else { continue }
        let to = Int(beneficiaries[index])
        let target = rows[to]
        var visible = whole
        if victims[to >> 6] &>> UInt64(to & 63) & 1 != 0 {
          visible &= ~(1 &<< UInt64(bits[to]))
        }
        if visible != 0 {
          let passed = (visible & ~claimed).nonzeroBitCount
          marks[transfer] = UInt8(truncatingIfNeeded: TransferMarks.number(passing: passed))
        }
        guard row & ~target != 0 else { continue }
        rows[to] = target | row
        if visible & ~packed.whole(target) != 0 {
          completing[to] = Int32(truncatingIfNeeded: transfer)
        }
        if target & wanted == 0, row & wanted != 0 {
          // The beneficiary's payouts among these 64 now carry as well.
          for later in index &+ 1..<max(length, index &+ 1) where Int(payers[later]) == to {
            active |= 1 &<< UInt64(later)
          }
        }
      }
      start &+= length
    }
  }

  /// Prefetches the rows of some beneficiaries.
  @inline(__always)
  private func fetch(_ active: UInt64, _ beneficiary: UnsafePointer<UInt32>) {
    var rest = active
    while rest != 0 {
      let index = rest.trailingZeroBitCount
      rest &= rest &- 1
      cpu_fetch(rows + Int(beneficiary[index]))
    }
  }

  private func tally(_ marks: TransferMarks) -> SweepTally {
    let accounts = problem.accountCount
    var counts: [UInt32] = SweepMemoryKernel.array(0, count: accounts)
    var hops: [UInt32] = SweepMemoryKernel.array(0, count: accounts)
    var words: [UInt64] = SweepMemoryKernel.array(0, count: accounts)
    for account in 0..<accounts where rows[account] != 0 {
      var row = rows[account]
      if victims[account >> 6] &>> UInt64(account & 63) & 1 != 0 {
        row &= ~packed.spread(1 &<< UInt64(bits[account]))
      }
      let word = packed.whole(row)
      guard word != 0 else { continue }
      counts[account] = UInt32(truncatingIfNeeded: word.nonzeroBitCount)
      hops[account] = packed.hops(row)
      words[account] = word
    }
    let completing = Array(UnsafeBufferPointer(start: completing, count: accounts))
    var tally = SweepTally(
      AccountCounts(victims: counts, hops: hops, completing: completing, words: words),
      marks: marks)
    tally.wasCutByHops = wasCutByHops
    return tally
  }
}

/// The layout, in one row, of the bits of a few victims for all numbers of hops.
///
/// Bit *h* × *n* + *v* of an account's row is set where the money of victim *v* of *n* can be there after at most *h* +
/// 1 hops: a transfer carries the row of its payer shifted up by *n* bits, and the claims on itself. Where hops are not
/// limited there is one bit for each victim.
struct PackedRow<Row: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  /// The number of victims.
  let size: Int
  let levels: Int
  let isLimited: Bool
  /// The shift of a row at each hop.
  let step: Row
  /// The index of the first bit for the most hops.
  let top: Row
  /// All bits that are used.
  let full: Row
  /// The bits of a row that can be carried on.
  let goesOn: Row
  /// 65,536 divided by the number of victims and rounded up: multiplication by it divides any bit's index exactly,
  /// because neither exceeds 128.
  private let inverse: Int

  /// Returns true where the bits of so many victims fit into a row.
  static func holds(_ problem: SweepProblem, victims: Int) -> Bool {
    !problem.hasHubs && victims <= SweepBlock.size && victims * problem.levels <= Row.bitWidth
  }

  init(_ problem: SweepProblem, _ block: SweepBlock) {
    size = block.accounts.count
    levels = problem.levels
    isLimited = problem.isLimited
    step = Row(problem.isLimited ? size : 0)
    top = Row(size * (levels - 1))
    let bits = size * levels
    full = bits == Row.bitWidth ? ~0 : (1 &<< Row(bits)) &- 1
    inverse = (65_535 + max(1, size)) / max(1, size)
    goesOn = problem.isLimited ? full >> Row(size) : full
  }

  /// Returns a victim's bit for every number of hops.
  func spread(_ bit: UInt64) -> Row {
    var row: Row = 0
    for level in 0..<levels { row |= Row(truncatingIfNeeded: bit) &<< Row(level * size) }
    return row
  }

  /// Returns the victims whose money is there with any number of hops within the limit.
  @inline(__always)
  func whole(_ row: Row) -> UInt64 { UInt64(truncatingIfNeeded: row &>> top) }

  /// Returns the fewest hops of a row that is not empty.
  @inline(__always)
  func hops(_ row: Row) -> UInt32 {
    UInt32(truncatingIfNeeded: (row.trailingZeroBitCount &* inverse) &>> 16) &+ 1
  }
}
