internal import CInstructions
internal import PaymentGraph

/// One pass over the transfers in ledger order, which finds everything that up to 64 victims' money can reach.
///
/// Each account has a row of words, one for every number of hops: bit *v* of word *h* is set where the money of victim
/// *v* can be there after at most *h* + 1 hops. One more word holds the transfer that brought the last of them, so that
/// it is near the others in memory. A transfer carries its payer's words for one hop less, and the claims on itself. A
/// byte for each account shows whether there is anything to carry, so that most transfers cost one look at one byte; of
/// each 64 transfers the needed rows are prefetched together. Rows of up to 8 words lie within one cache line each.
///
/// As long as the accounts reached have few payouts, only groups of 64 transfers with such payouts are examined: so a
/// block of victims costs only what it reaches, and never more than the whole ledger.
///
/// Invariant: rows, bytes and counters have an entry for every account, or transfer, of the swept ledger, and account
/// numbers in the columns are below the number of accounts.
struct SweepKernel: ~Copyable {
  /// The state of an account with something to carry on.
  private static let carries: UInt8 = 1
  /// The state of an account where something arrived, which is tested for walks beyond the limit of hops.
  private static let arrived: UInt8 = 2
  private static let isVictim: UInt8 = 4

  private let problem: SweepProblem
  private let levels: Int
  /// The distance between the rows of two accounts, in words.
  private let stride: Int
  private let rows: UnsafeMutablePointer<UInt64>
  private let states: UnsafeMutablePointer<UInt8>
  /// The index of a victim's bit, by account.
  private let sourceNumbers: UnsafeMutablePointer<UInt8>
  private let stored: UnsafeMutablePointer<UInt64>
  private let carried: UnsafeMutablePointer<UInt64>
  private let completing: UnsafeMutablePointer<Int32>
  private let marks: UnsafeMutablePointer<UInt16>
  /// A bit for each group of 64 transfers that holds a payout of an account reached; 64 groups in a word.
  private let due: UnsafeMutablePointer<UInt64>
  private let dueWords: Int
  private let outgoing: AdjacencyIndex?
  /// The number of payouts that may still become due before every group is examined.
  private var dueLeft = 0
  private var overruns: [UInt32: Int] = [:]
  private let payer: [UInt32]
  private let beneficiary: [UInt32]
  private let included: [Bool]?
  private let isLimited: Bool
  private let hasHubs: Bool
  private var wasCutByHops = false
  private var touched: [UInt32] = []
  private var found: SweepTally

  /// - Parameter outgoing: the payouts of every account, where the index exists.
  init(_ problem: SweepProblem, _ outgoing: AdjacencyIndex? = nil) {
    self.problem = problem
    self.outgoing = outgoing
    dueWords = problem.transferCount / 4_096 + 1
    due = SweepMemoryKernel.filled(0, count: dueWords)
    payer = problem.columns.payer
    beneficiary = problem.columns.beneficiary
    included = problem.included
    isLimited = problem.isLimited
    hasHubs = problem.hasHubs
    levels = problem.levels
    stride = SweepKernel.stride(levels + 1)
    let accounts = problem.accountCount
    rows = SweepMemoryKernel.filled(0, count: accounts * stride)
    states = SweepMemoryKernel.filled(0, count: accounts)
    sourceNumbers = SweepMemoryKernel.filled(0, count: accounts)
    stored = SweepMemoryKernel.filled(0, count: problem.receipts.count * levels)
    carried = SweepMemoryKernel.filled(0, count: levels)
    completing = SweepMemoryKernel.filled(-1, count: accounts)
    marks = SweepMemoryKernel.filled(0, count: problem.transferCount)
    found = SweepTally(accountCount: accounts, marks: TransferMarks(bytes: []))
  }

  /// Returns the number of words from row to row, such that a row of up to 8 lies within one cache line.
  private static func stride(_ words: Int) -> Int {
    var stride = 1
    while stride < words { stride *= 2 }
    return stride > 8 ? words : stride
  }

  /// The results of this kernel's sweeps so far, of all victims.
  var tally: SweepTally {
    var tally = found
    tally.counts.completing = Array(
      UnsafeBufferPointer(start: completing, count: problem.accountCount))
    tally.marks = TransferMarks(
      pairs: Array(UnsafeBufferPointer(start: marks, count: problem.transferCount)),
      overruns: overruns)
    tally.wasCutByHops = wasCutByHops
    return tally
  }

  deinit {
    rows.deallocate()
    states.deallocate()
    sourceNumbers.deallocate()
    stored.deallocate()
    carried.deallocate()
    completing.deallocate()
    marks.deallocate()
    due.deallocate()
  }

  /// Sweeps for some victims, at most 64.
  mutating func run(_ block: SweepBlock) {
    let states = states
    for (number, account) in block.accounts.enumerated() {
      sourceNumbers[account] = UInt8(number)
      states[account] |= SweepKernel.carries | SweepKernel.isVictim
      touched.append(UInt32(account))
    }
    let (payers, beneficiaries) = (payer, beneficiary)
    payers.withUnsafeBufferPointer { payer in
      beneficiaries.withUnsafeBufferPointer { beneficiary in
        sweep(block, payer: payer, beneficiary: beneficiary)
      }
    }
    finish(block)
  }

  private mutating func sweep(
    _ block: SweepBlock, payer: UnsafeBufferPointer<UInt32>,
    beneficiary: UnsafeBufferPointer<UInt32>
  ) {
    guard let first = block.claims.first?.transfer, let payers = payer.baseAddress,
      let beneficiaries = beneficiary.baseAddress
    else { return }
    var place = Places(claims: ClaimCursor(block))
    var mask = isLimited && !wasCutByHops ? UInt8.max : SweepKernel.carries
    let states = states
    var transfer = first & ~63
    let count = problem.transferCount
    dueLeft = outgoing == nil ? 0 : max(1_024, count / 64)
    for claim in block.claims { becomesDue(claim.transfer) }
    while transfer < count {
      if dueLeft > 0 {
        guard let next = nextDue(from: transfer) else { break }
        transfer = next
      }
      // Selects those of 64 transfers whose payers have something to carry.
      let length = min(64, count &- transfer)
      let payer = payers + transfer
      var active: UInt64 = 0
      if length == 64 {
        for index in 0..<64 {
          active |= (states[Int(payer[index])] & mask != 0 ? 1 : 0) &<< UInt64(index)
        }
      } else {
        for index in 0..<length where states[Int(payer[index])] & mask != 0 {
          active |= 1 &<< UInt64(index)
        }
      }
      fetch(active, payer: payer, beneficiary: beneficiaries + transfer)
      while active != 0 {
        let index = active.trailingZeroBitCount
        active &= active &- 1
        guard included?[transfer &+ index] ?? true else { continue }
        let to = Int(beneficiaries[transfer &+ index])
        let before = states[to]
        carry(transfer &+ index, from: Int(payer[index]), to: to, before: before, place: &place)
        if wasCutByHops { mask = SweepKernel.carries }
        if dueLeft > 0, before & SweepKernel.arrived == 0,
          states[to] & SweepKernel.arrived != 0
        {
          arePayoutsDue(of: to, after: transfer &+ index)
        }
        if before & mask == 0, states[to] & mask != 0 {
          // The beneficiary's payouts among these 64 now carry as well.
          for later in index &+ 1..<max(length, index &+ 1) where Int(payer[later]) == to {
            active |= 1 &<< UInt64(later)
          }
        }
      }
      due[transfer >> 12] &= ~(1 &<< UInt64((transfer >> 6) & 63))
      transfer &+= length
    }
    // The next block must not see leftover bits.
    if dueLeft == 0 { for word in 0..<dueWords { due[word] = 0 } }
  }

  /// Marks a transfer's group to be examined.
  private func becomesDue(_ transfer: Int) {
    due[transfer >> 12] |= 1 &<< UInt64((transfer >> 6) & 63)
  }

  /// Marks all groups that hold a later payout of an account; gives up on marking where there are many.
  private mutating func arePayoutsDue(of account: Int, after transfer: Int) {
    guard let payouts = outgoing?[account] else { return }
    let base = payouts.startIndex
    let first = BinarySearch.lowerBound(payouts.count) { Int(payouts[base + $0]) <= transfer }
    let count = payouts.count - first
    dueLeft = max(0, dueLeft - count)
    guard dueLeft > 0 else { return }
    for payout in payouts[(base + first)...] { becomesDue(Int(payout)) }
  }

  /// Returns the first transfer of the next group to examine.
  private func nextDue(from transfer: Int) -> Int? {
    var word = transfer >> 12
    guard word < dueWords else { return nil }
    var bits = due[word] & (UInt64.max &<< UInt64((transfer >> 6) & 63))
    while bits == 0 {
      word += 1
      guard word < dueWords else { return nil }
      bits = due[word]
    }
    return word << 12 | bits.trailingZeroBitCount << 6
  }

  /// The progress of a sweep in the lists that it goes along.
  private struct Places {
    var claims: ClaimCursor
    var payout = 0
    var receipt = 0
  }

  /// Prefetches the rows of some transfers.
  @inline(__always)
  private func fetch(
    _ active: UInt64, payer: UnsafePointer<UInt32>, beneficiary: UnsafePointer<UInt32>
  ) {
    let (rows, stride) = (rows, stride)
    var rest = active
    while rest != 0 {
      let index = rest.trailingZeroBitCount
      rest &= rest &- 1
      cpu_fetch(rows + Int(payer[index]) &* stride)
      cpu_fetch(rows + Int(beneficiary[index]) &* stride)
    }
  }

  private mutating func carry(
    _ transfer: Int, from: Int, to: Int, before: UInt8, place: inout Places
  ) {
    let claimed = place.claims.take(transfer)
    let isLimited = isLimited
    var source = UnsafePointer(rows + from &* stride)
    if hasHubs, problem.needsLink[from] {
      gather(transfer, &place.payout)
      source = UnsafePointer(carried)
    }
    let last = levels &- 1
    let whole = claimed | (isLimited ? (last > 0 ? source[last &- 1] : 0) : source[0])
    if isLimited, source[last] & ~whole != 0 { wasCutByHops = true }
    guard whole != 0 else { return }

    let target = rows + to &* stride
    var visible = whole
    if before & SweepKernel.isVictim != 0 { visible &= ~(1 &<< UInt64(sourceNumbers[to])) }
    if visible != 0 {
      let passed = (visible & ~claimed).nonzeroBitCount
      let (sum, ranOver) = (marks[transfer] & ~1).addingReportingOverflow(
        UInt16(truncatingIfNeeded: passed &<< 1))
      marks[transfer] = sum | 1
      if ranOver { overruns[UInt32(truncatingIfNeeded: transfer), default: 0] += 1 }
    }
    if visible & ~target[last] != 0 { target[levels] = UInt64(transfer &+ 1) }
    if hasHubs, problem.needsLink[to] {
      store(transfer, claimed: claimed, source: source, whole: whole, receipt: &place.receipt)
    }

    var isNew = claimed & ~target[0] != 0
    if isLimited {
      var level = last
      while level > 0 {
        let bits = claimed | source[level &- 1]
        isNew = isNew || bits & ~target[level] != 0
        target[level] |= bits
        level &-= 1
      }
      target[0] |= claimed
    } else {
      isNew = whole & ~target[0] != 0
      target[0] |= whole
    }
    guard isNew else { return }
    if before == 0 { touched.append(UInt32(truncatingIfNeeded: to)) }
    let goesOn = !isLimited || last > 0 && target[last &- 1] != 0
    states[to] = before | SweepKernel.arrived | (goesOn ? SweepKernel.carries : 0)
  }

  /// Gathers the money of the receipts with which a payout of a pooled account is linked.
  private func gather(_ transfer: Int, _ payout: inout Int) {
    for level in 0..<levels { carried[level] = 0 }
    let payouts = problem.payouts
    while payout < payouts.count, payouts[payout].transfer < transfer { payout &+= 1 }
    guard payout < payouts.count, payouts[payout].transfer == transfer else { return }
    for receipt in payouts[payout].receipts {
      for level in 0..<levels { carried[level] |= stored[receipt &* levels &+ level] }
    }
  }

  /// Stores the money of a receipt of a pooled account, where a payout is linked with it.
  private func store(
    _ transfer: Int, claimed: UInt64, source: UnsafePointer<UInt64>, whole: UInt64,
    receipt: inout Int
  ) {
    let receipts = problem.receipts
    while receipt < receipts.count, receipts[receipt] < transfer { receipt &+= 1 }
    guard receipt < receipts.count, receipts[receipt] == transfer else { return }
    let place = stored + receipt &* levels
    guard problem.isLimited else {
      place[0] = whole
      return
    }
    for level in 0..<levels { place[level] = claimed | (level > 0 ? source[level &- 1] : 0) }
  }

  /// Counts the victims of every account that was reached, and clears the rows.
  private mutating func finish(_ block: SweepBlock) {
    var reached = SweepReach(first: block.first)
    // Sorting takes longer than a look at every account, unless there are few.
    let isWide = touched.count > problem.accountCount / 64
    if !isWide { touched.sort() }
    for place in 0..<(isWide ? problem.accountCount : touched.count) {
      let account = isWide ? place : Int(touched[place])
      if isWide, states[account] == 0 { continue }
      let row = rows + account &* stride
      let own: UInt64 =
        states[account] & SweepKernel.isVictim == 0 ? 0 : 1 &<< UInt64(sourceNumbers[account])
      let word = row[levels &- 1] & ~own
      if word != 0 {
        found.counts.victims[account] &+= UInt32(word.nonzeroBitCount)
        reached.append(account, word)
        var hops: UInt32 = 1
        for level in 0..<levels where row[level] & ~own != 0 {
          hops = UInt32(truncatingIfNeeded: level &+ 1)
          break
        }
        if found.counts.hops[account] == 0 || hops < found.counts.hops[account] {
          found.counts.hops[account] = hops
        }
      }
      // The word holds the index of a transfer + 1; 0 for none.
      if row[levels] != 0 {
        completing[account] = max(
          completing[account], Int32(truncatingIfNeeded: row[levels] &- 1))
      }
      for level in 0...levels { row[level] = 0 }
      states[account] = 0
    }
    touched.removeAll(keepingCapacity: true)
    for place in 0..<problem.receipts.count * levels { stored[place] = 0 }
    found.keep(reached)
  }
}
