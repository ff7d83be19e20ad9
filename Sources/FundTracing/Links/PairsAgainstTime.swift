internal import PaymentGraph

/// The payments that a record pairs with a receipt, although the times of the two say that the receipt came later.
///
/// One of the two times is wrong, or the record that pairs them is: the money may have gone that way, and no link says
/// so.
struct PairsAgainstTime {
  /// A receipt and the payment that names it.
  struct Pair: Hashable {
    let receipt: Int
    let payout: Int
  }

  /// The pairs, by payout and then receipt.
  let pairs: [Pair]

  /// The result that the ledger keeps.
  private struct Found: Sendable {
    let pairs: [Pair]
  }

  /// Finds the pairs of a ledger.
  ///
  /// - Complexity: O(*t*) for *t* transfers, once for each ledger; O(1) where no record names another.
  init(_ ledger: Ledger) {
    guard !ledger.columns.links.isEmpty || !ledger.columns.references.isEmpty else {
      pairs = []
      return
    }
    let found = ledger.cache.value(Found.self) ?? Found(pairs: PairsAgainstTime.search(ledger))
    ledger.cache.keep(found)
    pairs = found.pairs
  }

  private static func search(_ ledger: Ledger) -> [Pair] {
    let columns = ledger.columns
    var found: Set<Pair> = []
    for problem in RecordedLinks.find(in: ledger).problems where problem.reason == .later {
      guard let receipt = problem.inbound else { continue }
      found.insert(Pair(receipt: receipt.position, payout: problem.outbound.position))
    }
    if !columns.links.isEmpty, !columns.ids.isEmpty {
      let stated = StatedReceipts(ledger)
      let precedence = Precedence(ledger, ties: .allow)
      for payout in columns.links.indices
      where columns.links[payout] > 0 && !ledger.pooled[Int(columns.payer[payout])] {
        for part in stated.parts(of: payout) where part.found > 0 && part.found != .max {
          let receipt = Int(part.found) - 1
          guard receipt != payout, columns.beneficiary[receipt] == columns.payer[payout],
            !precedence.mayFollow(receipt, payout)
          else { continue }
          found.insert(Pair(receipt: receipt, payout: payout))
        }
      }
    }
    return found.sorted { ($0.payout, $0.receipt) < ($1.payout, $1.receipt) }
  }

  /// Returns the two payments in words.
  static func words(_ pair: Pair, in ledger: Ledger) -> String {
    "\(ledger.transfer(TransferID(pair.payout)).nameAndRow) names "
      + "\(ledger.transfer(TransferID(pair.receipt)).nameAndRow) as the payment that it passes on, and is earlier"
  }

  /// Returns the transfers with which claimed money can have come; empty where the ledger has no such pairs.
  ///
  /// - Parameter isReached: true for each balance that money of the claims can reach.
  static func receipts(_ events: TracingEvents, _ isReached: [Bool]) -> Set<Int> {
    guard !PairsAgainstTime(events.view.ledger).pairs.isEmpty else { return [] }
    return Set(
      (0..<events.count).lazy.filter { events.mayCarryClaims($0, isReached) }
        .map { Int(events.transfer[$0]) })
  }

  /// Returns the note on some of the pairs; nil where there are none.
  func note(in ledger: Ledger, rest: String, where isConcerned: (Pair) -> Bool) -> AnswerNote? {
    let concerned = pairs.filter(isConcerned)
    guard let first = concerned.first else { return nil }
    let more = concerned.count > 1 ? ", and so do \(concerned.count - 1) more" : ""
    return AnswerNote(
      code: .linkProblem,
      text:
        "by its record \(PairsAgainstTime.words(first, in: ledger))\(more): one of the times or the record is wrong, "
        + rest)
  }
}

extension LedgerView {
  /// Returns, in words, the payment that would have to pass on a receipt that is later than it, as its record says, for a
  /// walk to exist; nil where even that makes no walk.
  ///
  /// - Complexity: one search for each pair of payments on the way, at most ``mostPairsTried``.
  func pairAgainstTimeOnWalk(
    from: AccountID, to: AccountID
  ) throws(FundTracingError) -> String? {
    let pairs = PairsAgainstTime(ledger).pairs
    guard !pairs.isEmpty else { return nil }
    let space = try WalkContext(ledger.whole, WalkRules(ties: .allow, pooling: .asOrdinary))
    let claims = try space.claims(of: Source(account: from))
    var search = TransferSearch(space)
    var passed: [PairsAgainstTime.Pair] = []
    search.run(from: claims)
    while passed.count < LedgerView.mostPairsTried {
      let found = pairs.first { pair in
        !passed.contains(pair) && search.hops(to: pair.receipt) != nil
      }
      guard let found else { return nil }
      passed.append(found)
      search.run(from: claims + passed.map(\.payout))
      guard search.arrivals(at: to.position) != nil else { continue }
      let words = PairsAgainstTime.words(found, in: ledger)
      return passed.count == 1
        ? words : "\(words), or other payments are whose records say the same"
    }
    return nil
  }

  /// The most payments that are supposed to have come after the receipts that they name.
  private static var mostPairsTried: Int { 64 }
}
