internal import PaymentGraph

/// The order in which a trace processes transfers.
///
/// Transfers whose times certainly follow each other keep their order. Transfers whose stretches of time overlap are
/// taken in the order that rows decide, and where nothing decides as a ``ProcessingOrder`` says; where the terms of a
/// trace themselves ask for an order other than the recorded one, that order overrides the rows'. Transfers without a
/// time, and totals over a period, keep their position in the ledger.
struct EventOrder {
  private let columns: TransferColumns
  private let precedence: Precedence
  /// True where the order that rows decide for payments of one time is kept.
  private let keepsRecords: Bool
  /// The transfers in the order asked for.
  private(set) var transfers: [Int32] = []
  /// The number of transfers that share their time with another of the same account while no row decides which was
  /// first.
  private(set) var tiedCount = 0

  /// O(*t* log *g*) for groups of *g* tied transfers.
  init(_ view: LedgerView, _ order: ProcessingOrder, keepsRecords: Bool = true) {
    // These local names avoid copying the structures for each transfer.
    let columns = view.ledger.columns
    let precedence = Precedence(view.ledger, ties: .recorded)
    self.columns = columns
    self.precedence = precedence
    self.keepsRecords = keepsRecords
    let laterStarts = EventOrder.laterStarts(view, precedence)
    var first = 0
    var groupEnd = Int64.min
    transfers.reserveCapacity(columns.count)
    for transfer in 0..<columns.count
    where view.contains(transfer) && columns.kind[transfer].movesMoney && columns.sent[transfer] > 0
    {
      let precision = columns.precision[transfer]
      let standsAlone = precision == .unknown || precision == .period
      let start = laterStarts.isEmpty ? precedence.wideStart(transfer) : laterStarts[transfer]
      if standsAlone || start >= groupEnd {
        arrange(from: first, order)
        first = transfers.count
        groupEnd = .min
      }
      transfers.append(Int32(transfer))
      if standsAlone {
        first = transfers.count
      } else {
        groupEnd = max(groupEnd, precedence.wideEnd(transfer))
      }
    }
    arrange(from: first, order)
  }

  /// Returns, where clocks are mixed, the earliest start of each transfer's stretch and of all after it in the ledger,
  /// since a local day may begin before a moment that precedes it in the ledger; empty otherwise.
  private static func laterStarts(_ view: LedgerView, _ precedence: Precedence) -> [Int64] {
    guard precedence.mixesClocks else { return [] }
    let columns = view.ledger.columns
    var starts = Array(repeating: Int64.max, count: columns.count)
    var earliest = Int64.max
    for transfer in stride(from: columns.count - 1, through: 0, by: -1) {
      let precision = columns.precision[transfer]
      if precision == .unknown || precision == .period {
        // A transfer that stands alone ends every group, so that nothing after it counts.
        earliest = .max
      } else if view.contains(transfer) {
        earliest = min(earliest, precedence.wideStart(transfer))
      }
      starts[transfer] = earliest
    }
    return starts
  }

  /// Brings the transfers from an index on, which are tied with each other, into the order asked for.
  private mutating func arrange(from first: Int, _ order: ProcessingOrder) {
    guard transfers.count - first > 1 else { return }
    let group = Array(transfers[first...])
    tiedCount += tied(group)
    if order == .recorded, !keepsRecords || !precedence.hasPlaces { return }
    transfers.removeSubrange(first...)
    if order == .recorded || !keepsRecords {
      place(group, in: order)
    } else {
      // Each part is arranged by itself, so that rows of unrelated accounts do not interfere.
      for part in parts(of: group) { place(part, in: order) }
    }
  }

  /// Returns the transfers of a group that have an account in common, directly or through others of the group, part by
  /// part.
  private func parts(of group: [Int32]) -> [[Int32]] {
    var union = PartUnion()
    var number: [UInt32: Int] = [:]
    func note(_ account: UInt32) -> Int {
      if let known = number[account] { return known }
      let new = union.add()
      number[account] = new
      return new
    }
    for transfer in group {
      union.join(
        note(columns.payer[Int(transfer)]), note(columns.beneficiary[Int(transfer)]))
    }
    var place: [Int: Int] = [:]
    var parts: [[Int32]] = []
    for transfer in group {
      let root = union.root(number[columns.payer[Int(transfer)]] ?? 0)
      if let known = place[root] {
        parts[known].append(transfer)
      } else {
        place[root] = parts.count
        parts.append([transfer])
      }
    }
    return parts
  }

  private mutating func place(_ group: [Int32], in order: ProcessingOrder) {
    switch order {
    case .recorded: place(group) { _, position in position }
    case .reversed: place(group) { _, position in -position }
    case .creditsFirst, .debitsFirst:
      let rank = streamRanks(group)
      let payer = columns.payer
      let sign = order == .creditsFirst ? 1 : -1
      place(group) { transfer, _ in sign * (rank[payer[Int(transfer)]] ?? 0) }
    }
  }

  /// Returns the number of transfers of a group that meet another of it at an account while no row decides which was
  /// first.
  private func tied(_ group: [Int32]) -> Int {
    // The transfers of the group, by account.
    var seen: [UInt32: [Int32]] = [:]
    for transfer in group {
      let (payer, beneficiary) = (
        columns.payer[Int(transfer)], columns.beneficiary[Int(transfer)]
      )
      seen[payer, default: []].append(transfer)
      if beneficiary != payer { seen[beneficiary, default: []].append(transfer) }
    }
    var tied: Set<Int32> = []
    for list in seen.values where list.count > 1 {
      guard keepsRecords else {
        tied.formUnion(list)
        continue
      }
      // The order of an account's transfers is decided where each is decided against the one before it.
      for (one, other) in zip(list, list.dropFirst())
      where !precedence.isSettled(Int(one), Int(other)) {
        tied.insert(one)
        tied.insert(other)
      }
    }
    return tied.count
  }

  /// Returns the ranks of a group's accounts along the flow of money: a payer before the accounts it pays.
  ///
  /// Where money runs in a circle, the account that pays first in the records comes first.
  private func streamRanks(_ group: [Int32]) -> [UInt32: Int] {
    var accounts: [UInt32] = []
    var number: [UInt32: Int] = [:]
    func note(_ account: UInt32) -> Int {
      if let known = number[account] { return known }
      number[account] = accounts.count
      accounts.append(account)
      return accounts.count - 1
    }
    var edges: [(from: Int, to: Int)] = []
    for transfer in group {
      let payer = note(columns.payer[Int(transfer)])
      let beneficiary = note(columns.beneficiary[Int(transfer)])
      if payer != beneficiary { edges.append((payer, beneficiary)) }
    }
    var incoming = Array(repeating: 0, count: accounts.count)
    var outgoing: [[Int]] = Array(repeating: [], count: accounts.count)
    for edge in edges {
      incoming[edge.to] += 1
      outgoing[edge.from].append(edge.to)
    }
    var rank = Array(repeating: -1, count: accounts.count)
    var ready = accounts.indices.filter { incoming[$0] == 0 }
    var next = 0
    var place = 0
    var unranked = 0
    while place < accounts.count {
      if next == ready.count {
        while rank[unranked] >= 0 { unranked += 1 }
        ready.append(unranked)
      }
      let account = ready[next]
      next += 1
      guard rank[account] < 0 else { continue }
      rank[account] = place
      place += 1
      for payee in outgoing[account] {
        incoming[payee] -= 1
        if incoming[payee] == 0, rank[payee] < 0 { ready.append(payee) }
      }
    }
    return number.mapValues { rank[$0] }
  }

  /// Appends a group with the lowest weight first, but never a certainly later transfer before a certainly earlier one,
  /// nor against the order of rows.
  private mutating func place(_ group: [Int32], _ weight: (Int32, Int) -> Int) {
    var waves = OrderWaves(group, precedence)
    let followers = keepsRecords ? precedence.followers(in: group) : []
    var waiting = Array(repeating: 0, count: group.count)
    for list in followers { for position in list { waiting[position] += 1 } }
    var isEntered = Array(repeating: false, count: group.count)
    var isPlaced = isEntered
    var heap = Heap<Weighted>()
    func enter(_ position: Int) {
      heap.insert(Weighted(weight: weight(group[position], position), position: position))
    }
    for _ in group {
      waves.advance(isPlaced) { position in
        isEntered[position] = true
        if waiting[position] == 0 { enter(position) }
      }
      var next = heap.removeFirst()?.position
      if next == nil {
        // The statements contradict each other: the transfer that is first in the ledger comes next.
        next = group.indices.first { !isPlaced[$0] }
      }
      guard let chosen = next, !isPlaced[chosen] else { continue }
      isPlaced[chosen] = true
      transfers.append(group[chosen])
      for follower in followers.isEmpty ? [] : followers[chosen] where !isPlaced[follower] {
        waiting[follower] -= 1
        if waiting[follower] == 0, isEntered[follower] { enter(follower) }
      }
    }
  }

  private struct Weighted: Comparable {
    let weight: Int
    let position: Int
    static func < (left: Weighted, right: Weighted) -> Bool {
      (left.weight, left.position) < (right.weight, right.position)
    }
  }
}
