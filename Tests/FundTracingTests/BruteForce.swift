import FundTracing
import PaymentGraph

/// The definitions, word for word and as slowly as they stand: what the fast search is held against.
struct BruteForce {
  let ledger: Ledger
  let rules: WalkRules
  let transfers: [Transfer]
  private let linked: [[Bool]]

  init(_ ledger: Ledger, _ rules: WalkRules) {
    self.ledger = ledger
    self.rules = rules
    transfers = ledger.transfers
    linked = BruteForce.links(ledger, rules)
  }

  /// By hops: the transfers with which walks of that many hops from a claim end.
  ///
  /// - Parameter ofLosses: true to begin with payments to others only: what an account exchanges within itself is not lost.
  func layers(from account: AccountID, ofLosses: Bool = false) -> [Set<Int>] {
    var layers = [
      Set(
        transfers.indices.filter {
          transfers[$0].payer.id == account
            && !(ofLosses && transfers[$0].beneficiary.id == account)
        })
    ]
    // A walk longer than the number of transfers repeats one, and then a shorter one exists.
    let limit = min(rules.maximumHops ?? .max, transfers.count)
    while layers.count < limit {
      let next = Set(
        transfers.indices.filter { later in layers[layers.count - 1].contains { follows($0, later) }
        })
      layers.append(next)
    }
    return layers
  }

  func follows(_ earlier: Int, _ later: Int) -> Bool {
    let (first, second) = (transfers[earlier], transfers[later])
    guard earlier != later, first.beneficiary.id == second.payer.id, inTime(earlier, later) else {
      return false
    }
    if first.beneficiary.isPooled, case .links = rules.pooling { return linked[earlier][later] }
    return true
  }

  private func inTime(_ earlier: Int, _ later: Int) -> Bool {
    guard BruteForce.mayFollow(transfers, earlier, later, rules.ties) else { return false }
    guard let longest = rules.longestWait, transfers[earlier].time.precision != .unknown,
      transfers[later].time.precision != .unknown
    else { return true }
    let (first, second) = BruteForce.stretches(transfers[earlier], transfers[later])
    return second.start - (first.end - 1) <= longest
  }

  /// The stretches of two transfers as they are compared: beside a moment of another file, a day may begin 14 hours
  /// earlier and end 12 hours later than the day of UTC.
  static func stretches(
    _ one: Transfer, _ other: Transfer
  ) -> (one: (start: Int64, end: Int64), other: (start: Int64, end: Int64)) {
    func stretch(_ transfer: Transfer, _ beside: Transfer) -> (start: Int64, end: Int64) {
      let (time, precision) = (transfer.time, beside.time.precision)
      let isBesideMoment = ![.unknown, .day, .period].contains(precision)
      guard [.day, .period].contains(time.precision), isBesideMoment,
        transfer.evidence[0].file != beside.evidence[0].file
      else { return (time.start, time.end) }
      return (time.start - 14 * 3_600_000, time.end + 12 * 3_600_000)
    }
    return (stretch(one, other), stretch(other, one))
  }

  private static func mayFollow(
    _ transfers: [Transfer], _ earlier: Int, _ later: Int, _ ties: TieRule
  ) -> Bool {
    let (one, other) = stretches(transfers[earlier], transfers[later])
    if one.end <= other.start { return true }
    if other.end <= one.start { return false }
    let (first, second) = (transfers[earlier].time, transfers[later].time)
    switch ties {
    case .forbid: return false
    case .allow: return true
    case .recorded:
      let (left, right) = (transfers[earlier].evidence[0], transfers[later].evidence[0])
      if left.file == right.file, first == second, first.precision != .unknown {
        return left.line < right.line
      }
      return true
    }
  }

  /// Receipt by payout: whether the records link them.
  ///
  /// The links that no record states are taken from the matching of every hub: they have their own
  /// comparisons (``EdgeClassTests``, ``HubMatchTests``); here it is how walks use them.
  private static func links(_ ledger: Ledger, _ rules: WalkRules) -> [[Bool]] {
    var linked = recorded(ledger.transfers)
    guard case .links(let minimum) = rules.pooling,
      let matches = try? ledger.whole.matches(settings: rules.matching)
    else { return linked }
    for finding in matches.hubs.flatMap(\.findings) where finding.link.grade <= minimum {
      linked[finding.link.inbound.position][finding.link.outbound.position] = true
    }
    return linked
  }

  private static func recorded(_ transfers: [Transfer]) -> [[Bool]] {
    var linked = transfers.map { _ in transfers.map { _ in false } }
    for (out, payout) in transfers.enumerated() where payout.payer.isPooled {
      var candidates: [Int] = []
      if let wanted = payout.recordedLink {
        let named = transfers.indices.filter { transfers[$0].recordedID == wanted }
        if named.count == 1, transfers[named[0]].beneficiary.id == payout.payer.id {
          candidates = named
        }
      } else if let reference = payout.reference {
        let named = transfers.indices.filter {
          transfers[$0].reference == reference && transfers[$0].beneficiary.id == payout.payer.id
        }
        if named.count == 1 { candidates = named }
      }
      for receipt in candidates where receipt != out && mayFollow(transfers, receipt, out, .allow) {
        linked[receipt][out] = true
      }
    }
    for receipt in transfers.indices {
      let paid = transfers.indices.filter { linked[receipt][$0] }
        .reduce(0) { $0 + transfers[$1].sent.minorUnits }
      if paid > transfers[receipt].received.minorUnits {
        linked[receipt] = transfers.map { _ in false }
      }
    }
    return linked
  }
}
