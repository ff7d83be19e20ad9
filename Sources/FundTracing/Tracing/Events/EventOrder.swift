internal import PaymentGraph

/// The order in which a trace processes transfers.
///
/// Transfers whose times certainly follow each other keep their order. Transfers whose stretches of time overlap are
/// taken in the order that rows decide, and where nothing decides as a ``ProcessingOrder`` says; where the terms of a
/// trace themselves ask for an order other than the recorded one, that order overrides the rows'. Transfers without a
/// time, and totals over a period, keep their position in the ledger. A payment that was on its way has two positions:
/// where it left and where it arrived; among rows whose order nothing else decides, it arrives first.
struct EventOrder {
  private let columns: TransferColumns
  private let precedence: Precedence
  private let late: LatePayments
  /// True where the order that rows decide for payments of one time is kept.
  private let keepsRecords: Bool
  /// The transfers in the order asked for; below 0, as complements, the late payments that arrive there.
  private(set) var transfers: [Int32] = []
  /// The number of transfers that share their time with another of the same account while no row decides which was
  /// first.
  private(set) var tiedCount = 0

  /// O(*t* log *g*) for groups of *g* tied transfers.
  init(
    _ view: LedgerView, _ order: ProcessingOrder, late: LatePayments, keepsRecords: Bool = true
  ) {
    columns = view.ledger.columns
    precedence = Precedence(view.ledger, ties: .recorded)
    self.late = late
    self.keepsRecords = keepsRecords
    transfers.reserveCapacity(columns.count)
    if late.isEmpty {
      arrange((0..<Int32(columns.count)), in: view, order: order)
    } else {
      arrange(sequence(), in: view, order: order)
    }
  }

  /// Returns all transfers in ledger order with the arrivals of late payments, each before transfers of the same time.
  private func sequence() -> [Int32] {
    var sequence: [Int32] = []
    sequence.reserveCapacity(columns.count + late.arriving.count)
    var coming = late.arriving[...]
    for transfer in 0..<columns.count {
      if columns.precision[transfer] != .unknown {
        while let next = coming.first, next.start <= columns.start[transfer] {
          sequence.append(~next.transfer)
          coming.removeFirst()
        }
      }
      sequence.append(Int32(truncatingIfNeeded: transfer))
    }
    return sequence + coming.map { ~$0.transfer }
  }

  private mutating func arrange(
    _ sequence: some RandomAccessCollection<Int32>, in view: LedgerView, order: ProcessingOrder
  ) {
    // These local names avoid copying the structures for each transfer.
    let columns = columns
    let precedence = precedence
    let laterStarts = laterStarts(sequence, view)
    let mayBeLate = !late.isEmpty
    var first = 0
    var groupEnd = Int64.min
    for (place, event) in sequence.enumerated() {
      let transfer = Int(event < 0 ? ~event : event)
      guard
        view.contains(transfer) && columns.kind[transfer].movesMoney && columns.sent[transfer] > 0
      else { continue }
      let precision = columns.precision[transfer]
      let standsAlone = event >= 0 && (precision == .unknown || precision == .period)
      let start =
        !laterStarts.isEmpty
        ? laterStarts[place]
        : mayBeLate ? precedence.span(moment(event)).start : precedence.wideStart(transfer)
      if standsAlone || start >= groupEnd {
        arrange(from: first, order)
        first = transfers.count
        groupEnd = .min
      }
      transfers.append(event)
      if standsAlone {
        first = transfers.count
      } else {
        groupEnd = max(
          groupEnd,
          mayBeLate ? precedence.span(moment(event)).end : precedence.wideEnd(transfer))
      }
    }
    arrange(from: first, order)
  }

  private func moment(_ event: Int32) -> TransferMoment {
    if event < 0 { return TransferMoment(Int(~event), .arrival) }
    return TransferMoment(Int(event), late.contains(event) ? .departure : .whole)
  }

  /// Returns the account that pays in an event; nil where money only arrives.
  private func payer(_ event: Int32) -> UInt32? { event < 0 ? nil : columns.payer[Int(event)] }

  /// Returns the account that is paid in an event; nil where money only leaves.
  private func beneficiary(_ event: Int32) -> UInt32? {
    if event < 0 { return columns.beneficiary[Int(~event)] }
    return late.contains(event) ? nil : columns.beneficiary[Int(event)]
  }

  /// Returns, where clocks are mixed or value dates are early, the earliest start of each item's stretch and of all after it in a sequence, since
  /// a local day may begin before a moment that precedes it in the ledger; empty otherwise.
  private func laterStarts(
    _ sequence: some RandomAccessCollection<Int32>, _ view: LedgerView
  ) -> [Int64] {
    guard precedence.mixesClocks || precedence.hasValueDates else { return [] }
    var starts = Array(repeating: Int64.max, count: sequence.count)
    var earliest = Int64.max
    for (place, event) in sequence.enumerated().reversed() {
      let transfer = Int(event < 0 ? ~event : event)
      let precision = columns.precision[transfer]
      if event >= 0, precision == .unknown || precision == .period {
        // A transfer that stands alone ends every group, so that nothing after it counts.
        earliest = .max
      } else if view.contains(transfer) {
        earliest = min(earliest, precedence.span(moment(event)).start)
      }
      starts[place] = earliest
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
    for event in group {
      let accounts = [payer(event), beneficiary(event)].compactMap { $0 }.map(note)
      if accounts.count == 2 { union.join(accounts[0], accounts[1]) }
    }
    // A payment that leaves and arrives within one group stays in one part.
    for event in group where event < 0 {
      if let left = number[columns.payer[Int(~event)]],
        let came = number[columns.beneficiary[Int(~event)]]
      {
        union.join(left, came)
      }
    }
    var place: [Int: Int] = [:]
    var parts: [[Int32]] = []
    for event in group {
      let root = union.root((payer(event) ?? beneficiary(event)).flatMap { number[$0] } ?? 0)
      if let known = place[root] {
        parts[known].append(event)
      } else {
        place[root] = parts.count
        parts.append([event])
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
      // A payment that was on its way left before all of them.
      place(group) { event, _ in sign * (event < 0 ? -1 : rank[payer[Int(event)]] ?? 0) }
    }
  }

  /// Returns the number of transfers of a group that meet another of it at an account while no row decides which was
  /// first.
  private func tied(_ group: [Int32]) -> Int {
    // The transfers of the group, by account.
    var seen: [UInt32: [Int32]] = [:]
    for event in group {
      let (payer, beneficiary) = (payer(event), beneficiary(event))
      if let payer { seen[payer, default: []].append(event) }
      if let beneficiary, beneficiary != payer { seen[beneficiary, default: []].append(event) }
    }
    var tied: Set<Int32> = []
    for (account, list) in seen where list.count > 1 {
      guard keepsRecords else {
        for (one, other) in zip(list, list.dropFirst()) where !isTimed(one, other, at: account) {
          tied.insert(one)
          tied.insert(other)
        }
        continue
      }
      // The order of an account's transfers is decided where each is decided against the one before it.
      for (one, other) in zip(list, list.dropFirst())
      where !isSettled(one, other, at: account) {
        tied.insert(one)
        tied.insert(other)
      }
    }
    return tied.count
  }

  /// Returns true where the times of two events at an account say which was first, whatever the rows' positions.
  private func isTimed(_ one: Int32, _ other: Int32, at account: UInt32) -> Bool {
    precedence.isTimed(side(one, at: account), side(other, at: account))
  }

  private func isSettled(_ one: Int32, _ other: Int32, at account: UInt32) -> Bool {
    if precedence.hasValueDates {
      // A payment with an early value date left on its booking day, and may have arrived before it.
      return precedence.isSettled(side(one, at: account), side(other, at: account))
    }
    guard !late.isEmpty else { return precedence.isSettled(Int(one), Int(other)) }
    return precedence.isSettled(moment(one), moment(other))
  }

  private func side(_ event: Int32, at account: UInt32) -> TransferMoment {
    if event < 0 { return TransferMoment(Int(~event), .arrival) }
    return TransferMoment(Int(event), payer(event) == account ? .departure : .arrival)
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
    for event in group {
      let (payer, beneficiary) = (payer(event).map(note), beneficiary(event).map(note))
      if let payer, let beneficiary, payer != beneficiary { edges.append((payer, beneficiary)) }
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
    let moments = group.map(moment)
    var waves = OrderWaves(moments, precedence)
    let followers = keepsRecords ? precedence.followers(in: moments) : []
    // Where the order of rows is overridden, that of the times which one clock shows is not.
    var clocks = keepsRecords ? nil : precedence.localClocks(of: moments)
    var waiting = Array(repeating: 0, count: group.count)
    for list in followers { for position in list { waiting[position] += 1 } }
    for position in clocks?.waiting ?? [] { waiting[position] += 1 }
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
      clocks?.place(chosen) { follower in
        waiting[follower] -= 1
        if waiting[follower] == 0, isEntered[follower], !isPlaced[follower] { enter(follower) }
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
