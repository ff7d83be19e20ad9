internal import PaymentGraph

/// The notes of a search about transfers or accounts: a number, 0 where nothing is noted, and the origin.
///
/// A small search keeps its notes in a table of its own size, so that a question about one account of a large ledger
/// costs little; a search that grows gets a slot for every key, which is faster. A table that has grown stays so: the
/// next search reuses its memory.
struct SearchTable: Sendable {
  private struct Slot: Sendable {
    /// The key + 1; 0 where the slot is free.
    var key: UInt32 = 0
    var number: UInt32 = 0
    var origin: Int32 = -1
  }

  /// The number of notes from which every key gets a slot.
  private static let sparseLimit = 1 << 14

  private let size: Int
  private var dense: [Slot] = []
  /// The slots of an open-addressing table; their number is a power of two.
  private var slots = Array(repeating: Slot(), count: 256)
  private var count = 0
  /// Secret, so that no accounts can be chosen that all fall on one slot.
  private let factor = HashSeed.process.factor

  /// Creates a table for keys below a size.
  init(size: Int) { self.size = size }

  /// Returns the number noted for a key; 0 where none is.
  @inline(__always)
  func number(_ key: Int) -> UInt32 {
    dense.isEmpty ? slots[slot(of: key)].number : dense[key].number
  }

  /// Returns the origin of a key, or -1.
  func origin(_ key: Int) -> Int {
    Int(dense.isEmpty ? slots[slot(of: key)].origin : dense[key].origin)
  }

  /// Returns a key, its origin, the origin of that, and so on.
  ///
  /// O(their number).
  func origins(of key: Int) -> [Int] {
    var keys: [Int] = []
    var at = key
    while at >= 0 {
      keys.append(at)
      at = origin(at)
    }
    return keys
  }

  /// Notes a number above 0 in place of an earlier one.
  @inline(__always)
  mutating func note(_ key: Int, _ number: UInt32, from origin: Int = -1) {
    let new = Slot(
      key: UInt32(truncatingIfNeeded: key) &+ 1, number: number,
      origin: Int32(truncatingIfNeeded: origin))
    guard dense.isEmpty else {
      dense[key] = new
      return
    }
    let place = slot(of: key)
    if slots[place].key == 0 { count += 1 }
    slots[place] = new
    if count * 2 > slots.count { grow() }
  }

  /// Forgets all notes; the given keys are those that have notes.
  mutating func forget(_ keys: [Int]) {
    if !dense.isEmpty {
      for key in keys { dense[key] = Slot() }
    } else if count > 0 {
      for place in slots.indices { slots[place] = Slot() }
      count = 0
    }
  }

  /// Returns the slot of a key, or the free slot for it.
  @inline(__always)
  private func slot(of key: Int) -> Int {
    let wanted = UInt32(truncatingIfNeeded: key) &+ 1
    let mask = slots.count &- 1
    var place = HashSeed.slot(Int(wanted), by: factor) & mask
    while slots[place].key != 0, slots[place].key != wanted { place = (place &+ 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = slots
    if count >= SearchTable.sparseLimit {
      dense = Array(repeating: Slot(), count: size)
      slots = []
      for entry in old where entry.key != 0 { dense[Int(entry.key) - 1] = entry }
      return
    }
    slots = Array(repeating: Slot(), count: old.count * 2)
    for entry in old where entry.key != 0 { slots[slot(of: Int(entry.key) - 1)] = entry }
  }
}

/// Collects the accounts that each victim's money reaches, victim by victim, in blocks of 64.
struct ReachTable {
  private var words: [UInt64]
  private var touched: [UInt32] = []
  private var first = 0
  private var reaches: [SweepReach]? = []
  private var wordCount = 0

  /// The most words that are kept.
  private let limit: Int

  init(accountCount: Int, limit: Int = SweepTally.keptWords) {
    words = Array(repeating: 0, count: accountCount)
    self.limit = limit
  }

  /// Adds the accounts that a victim's money reaches; victims come in order.
  mutating func add(_ accounts: [Int], of victim: Int) {
    if victim >= first + SweepBlock.size {
      close()
      first = victim / SweepBlock.size * SweepBlock.size
    }
    let bit = (1 as UInt64) << UInt64(victim % SweepBlock.size)
    for account in accounts {
      if words[account] == 0 { touched.append(UInt32(truncatingIfNeeded: account)) }
      words[account] |= bit
    }
  }

  /// The collected accounts; nil where they are too many to keep.
  var finished: [SweepReach]? {
    mutating get {
      close()
      return reaches
    }
  }

  private mutating func close() {
    wordCount += touched.count
    if wordCount > limit { reaches = nil }
    reaches?.append(SweepReach(first: first, touched: touched, words: words))
    for account in touched { words[Int(account)] = 0 }
    touched.removeAll(keepingCapacity: true)
  }
}

/// Finds the number of hops that a walk still needs, after each transfer that a search found, to end at one of some
/// accounts.
///
/// The walk to a transfer and the walk on from it can be joined at any transfer.
struct WayOn {
  /// The hops, by transfer found.
  private var remaining: [Int: Int32]
  private let space: WalkContext
  private let isTarget: Set<Int>

  init(_ space: WalkContext, _ search: TransferSearch, to accounts: Set<Int>) {
    self.space = space
    isTarget = accounts
    remaining = [:]
    if space.isPlainOrder, space.rules.longestWait == nil {
      sweep(search.visited.sorted(by: >))
    } else {
      searchBack(search)
    }
  }

  /// Returns the hops; nil where no walk leads on to any of the accounts.
  func hops(after transfer: Int) -> Int? { remaining[transfer].map { Int($0) } }

  /// Passes once against the order of the ledger, so that all payouts that may follow a transfer are met before it.
  private mutating func sweep(_ found: [Int]) {
    let columns = space.columns
    // The fewest hops still needed after any payout met so far, by account.
    var fewest = [Int32](repeating: -1, count: space.view.ledger.accountCount)
    for transfer in found {
      let beneficiary = Int(columns.beneficiary[transfer])
      var hops: Int32 = -1
      if isTarget.contains(beneficiary) {
        hops = 0
      } else if space.needsLink(at: beneficiary) {
        for payout in space.payouts(of: transfer)
        where space.precedence.mayFollow(transfer, payout) {
          if let after = remaining[payout], hops < 0 || after + 1 < hops { hops = after + 1 }
        }
      } else if fewest[beneficiary] >= 0 {
        hops = fewest[beneficiary] + 1
      }
      guard hops >= 0 else { continue }
      remaining[transfer] = hops
      let payer = Int(columns.payer[transfer])
      if fewest[payer] < 0 || hops < fewest[payer] { fewest[payer] = hops }
    }
  }

  private mutating func searchBack(_ search: TransferSearch) {
    let columns = space.columns
    var level = search.visited.filter { isTarget.contains(Int(columns.beneficiary[$0])) }
    var distance: Int32 = 0
    while !level.isEmpty {
      for transfer in level { remaining[transfer] = distance }
      distance += 1
      var next: Set<Int> = []
      for transfer in level {
        for receipt in space.receipts(before: transfer)
        where remaining[receipt] == nil && search.hops(to: receipt) != nil {
          next.insert(receipt)
        }
      }
      level = next.sorted()
    }
  }
}
