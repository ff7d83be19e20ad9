internal import PaymentGraph

/// The order in which a trace processes transfers.
///
/// Transfers whose times certainly follow each other keep their order. Those that are tied, because
/// the stretches of time within which they happened overlap, are taken as a ``ProcessingOrder`` says.
/// Transfers without a time, and totals over a period, keep their place in the ledger.
struct EventOrder {
  private let columns: TransferColumns
  private let precedence: Precedence
  /// Transfers in the order asked for.
  private(set) var transfers: [Int32] = []
  /// How many transfers share their time with another that an account of theirs takes part in.
  private(set) var tiedCount = 0

  /// O(*t* log *g*) for groups of *g* tied transfers.
  init(_ view: LedgerView, _ order: ProcessingOrder) {
    // By these names in the loop: there is no need to copy what they hold for each transfer.
    let columns = view.ledger.columns
    let precedence = Precedence(view.ledger, ties: .recorded)
    self.columns = columns
    self.precedence = precedence
    var first = 0
    var groupEnd = Int64.min
    transfers.reserveCapacity(columns.count)
    for transfer in 0..<columns.count
    where view.contains(transfer) && columns.kind[transfer].movesMoney && columns.sent[transfer] > 0
    {
      let precision = columns.precision[transfer]
      let standsAlone = precision == .unknown || precision == .period
      if standsAlone || columns.start[transfer] >= groupEnd {
        arrange(from: first, order)
        first = transfers.count
        groupEnd = .min
      }
      transfers.append(Int32(transfer))
      if standsAlone {
        first = transfers.count
      } else {
        groupEnd = max(groupEnd, precedence.end(transfer))
      }
    }
    arrange(from: first, order)
  }

  /// Brings the transfers from a place on, which are tied with each other, into the order asked for.
  private mutating func arrange(from first: Int, _ order: ProcessingOrder) {
    guard transfers.count - first > 1 else { return }
    let group = Array(transfers[first...])
    tiedCount += tied(group)
    if order == .recorded { return }
    transfers.removeSubrange(first...)
    switch order {
    case .recorded: break
    case .reversed: place(group) { _, position in -position }
    case .creditsFirst, .debitsFirst:
      let rank = streamRanks(group)
      let payer = columns.payer
      let sign = order == .creditsFirst ? 1 : -1
      place(group) { transfer, _ in sign * (rank[payer[Int(transfer)]] ?? 0) }
    }
  }

  /// Transfers of a group that meet another of it at an account.
  private func tied(_ group: [Int32]) -> Int {
    var seen: [UInt32: Int] = [:]
    for transfer in group {
      seen[columns.payer[Int(transfer)], default: 0] += 1
      if columns.beneficiary[Int(transfer)] != columns.payer[Int(transfer)] {
        seen[columns.beneficiary[Int(transfer)], default: 0] += 1
      }
    }
    return group.count {
      (seen[columns.payer[Int($0)]] ?? 0) > 1 || (seen[columns.beneficiary[Int($0)]] ?? 0) > 1
    }
  }

  /// The accounts of a group from up the stream to down it: who pays before who is paid.
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

  /// Appends a group with the lowest weight first, but never what is certainly later before what is
  /// certainly earlier.
  private mutating func place(_ group: [Int32], _ weight: (Int32, Int) -> Int) {
    let byEnd = group.indices.sorted {
      (precedence.end(Int(group[$0])), $0) < (precedence.end(Int(group[$1])), $1)
    }
    var isPlaced = Array(repeating: false, count: group.count)
    var firstOpen = 0
    var entered = 0
    var heap = Heap<Weighted>()
    for _ in group {
      while firstOpen < byEnd.count, isPlaced[byEnd[firstOpen]] { firstOpen += 1 }
      let barrier = precedence.end(Int(group[byEnd[firstOpen]]))
      // The group is in order of start, so what may come now is a prefix of it.
      while entered < group.count, columns.start[Int(group[entered])] < barrier {
        heap.insert(Weighted(weight: weight(group[entered], entered), position: entered))
        entered += 1
      }
      guard let chosen = heap.removeFirst() else { continue }
      isPlaced[chosen.position] = true
      transfers.append(group[chosen.position])
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
