internal import PaymentGraph

/// Finds which claims reach some transfers, 512 claims at a time: for ledgers where nearly every account has nearly
/// every claim, so that lists of them would take too much memory.
///
/// Definition: ``ClaimSpread``. Each block of claims passes the transfers once, with one bit a claim at each account.
/// O(*t* *c* / 512) machine words for *t* transfers with money of any claim and *c* claims; the memory is 64 bytes for
/// each account, for each receipt of a pooled account, and for each group.
struct ClaimBlocks {
  private typealias Block = TransferSubset.Block

  /// A transfer with money of any claim.
  ///
  /// Numbers are below 0 where there is nothing.
  private struct Step {
    /// The account whose claims it carries; below 0 for a pooled one.
    var payer: Int32 = -1
    /// The account at which claims arrive; below 0 for a pooled one.
    var beneficiary: Int32 = -1
    /// The number of its own claim.
    var claim: Int32 = -1
    /// The number of its load, for a receipt of a pooled account.
    var load: Int32 = -1
    /// The group that asks for the claims in it.
    var group: Int32 = -1
    /// True where it counts for its own claim only.
    var isOwnOnly = false
  }

  private let claims: [TransferID]
  private let groupCount: Int
  private var steps: [Step] = []
  /// The loads that pooled payers pass on, by step.
  private var sources: [Int: [Int32]] = [:]
  private var accountCount = 0
  private var loadCount = 0

  /// The most steps for all blocks together, about a minute; tests lower it.
  @TaskLocal static var mostSteps = 1 << 33

  /// - Parameters:
  ///   - claims: the claims, in ledger order.
  ///   - moving: the transfers with money of any claim, in ledger order.
  ///   - groups: the transfers of each group; no transfer is in two.
  ///   - isSource: the accounts whose transfers count for their own claims only.
  init(
    _ space: WalkContext, claims: [TransferID], moving: [Int32], groups: [[Int]],
    isSource: Set<Int>
  ) {
    self.claims = claims
    groupCount = groups.count
    var groupOf: [Int32: Int32] = [:]
    for (number, group) in groups.enumerated() {
      for transfer in group {
        groupOf[Int32(truncatingIfNeeded: transfer)] = Int32(truncatingIfNeeded: number)
      }
    }
    var numbers = Array(repeating: Int32(-1), count: space.view.ledger.accountCount)
    func number(_ account: Int) -> Int32 {
      if numbers[account] < 0 {
        numbers[account] = Int32(truncatingIfNeeded: accountCount)
        accountCount += 1
      }
      return numbers[account]
    }
    var loads: [Int: Int32] = [:]
    var next = 0
    steps.reserveCapacity(moving.count)
    for transfer in moving {
      let position = Int(transfer)
      let payer = Int(space.columns.payer[position])
      let beneficiary = Int(space.columns.beneficiary[position])
      var step = Step()
      if space.needsLink(at: payer) {
        sources[steps.count] = space.receipts(before: position).compactMap { loads[$0] }
      } else {
        step.payer = number(payer)
      }
      if space.needsLink(at: beneficiary) {
        step.load = Int32(truncatingIfNeeded: loads.count)
        loads[position] = step.load
      } else {
        step.beneficiary = number(beneficiary)
      }
      if next < claims.count, claims[next].position == position {
        step.claim = Int32(truncatingIfNeeded: next)
        next += 1
      }
      step.group = groupOf[transfer] ?? -1
      step.isOwnOnly = isSource.contains(payer)
      steps.append(step)
    }
    loadCount = loads.count
  }

  /// Returns the claims of each group.
  func subsets() throws(FundTracingError) -> [TransferSubset] {
    let blockCount = (claims.count + TransferSubset.blockSize - 1) / TransferSubset.blockSize
    guard steps.count <= ClaimBlocks.mostSteps / max(1, blockCount) else {
      throw .tooManyClaims(claims.count)
    }
    var subsets = Array(repeating: TransferSubset(of: claims), count: groupCount)
    var accounts = Array(repeating: Block.zero, count: accountCount)
    var loads = Array(repeating: Block.zero, count: loadCount)
    var groups = Array(repeating: Block.zero, count: groupCount)
    var start = 0
    for block in 0..<blockCount {
      let first = Int32(truncatingIfNeeded: block * TransferSubset.blockSize)
      while start < steps.count, steps[start].claim < first { start += 1 }
      for account in accounts.indices { accounts[account] = .zero }
      for load in loads.indices { loads[load] = .zero }
      for group in groups.indices { groups[group] = .zero }
      for index in start..<steps.count {
        let step = steps[index]
        var load = Block.zero
        if step.payer >= 0 {
          load = accounts[Int(step.payer)]
        } else {
          for source in sources[index] ?? [] { load |= loads[Int(source)] }
        }
        var own = Block.zero
        let bit = Int(step.claim - first)
        if step.claim >= first, bit < TransferSubset.blockSize {
          own[bit / 64] = 1 << UInt64(bit % 64)
          load |= own
        }
        if step.group >= 0 { groups[Int(step.group)] |= step.isOwnOnly ? own : load }
        if step.load >= 0 { loads[Int(step.load)] = load }
        if step.beneficiary >= 0 { accounts[Int(step.beneficiary)] |= load }
      }
      for group in groups.indices { subsets[group].append(groups[group], number: block) }
    }
    return subsets
  }
}

/// Finds the transfers with which money of any claim moves, without telling the claims apart.
struct AnyClaimSweep {
  private let space: WalkContext
  private let isClaim: Set<Int>
  private var isReached: [Bool]
  /// The receipts of pooled accounts with money of any claim.
  private var receipts: Set<Int> = []

  init(_ space: WalkContext, isClaim: Set<Int>) {
    self.space = space
    self.isClaim = isClaim
    isReached = Array(repeating: false, count: space.view.ledger.accountCount)
  }

  /// Returns true where money of any claim moves in the next transfer.
  func carries(_ transfer: Int) -> Bool {
    if isClaim.contains(transfer) { return true }
    let payer = Int(space.columns.payer[transfer])
    guard space.needsLink(at: payer) else { return isReached[payer] }
    return space.receipts(before: transfer).contains(where: receipts.contains)
  }

  /// Notes that money of some claim moves in a transfer.
  mutating func move(_ transfer: Int) {
    let beneficiary = Int(space.columns.beneficiary[transfer])
    if space.needsLink(at: beneficiary) {
      receipts.insert(transfer)
    } else {
      isReached[beneficiary] = true
    }
  }
}
