package import FundTracing
package import PaymentGraph
package import Simulation

/// Holds the links that are said of a planted case against those that are true.
package struct LinkEvaluation {
  /// A receipt and a payout, by the numbers of their records.
  struct Pair: Hashable {
    let receipt: Int
    let payout: Int
  }

  /// A link that is said and not true: what to look at.
  package struct Fault: Sendable {
    /// The link in words: grade, basis, and the ids of its records.
    package let words: String
    package let grade: Grade
  }

  package let tally: LinkTally
  /// Links of grade A or B that are not true, in the order of the payouts.
  package let faults: [Fault]

  /// - Parameter links: returns the links stated for a case's ledger.
  package init(_ planted: PlantedCase, links: (LedgerView) throws -> [Link]) rethrows {
    let (ledger, transfers) = planted.ledger()
    var records: [TransferID: Int] = [:]
    for (record, transfer) in transfers.enumerated() {
      if let transfer { records[transfer] = record }
    }
    var truth: Set<Pair> = []
    for payout in planted.payouts where transfers[payout.payout] != nil {
      for share in payout.shares where transfers[share.receipt] != nil {
        truth.insert(Pair(receipt: share.receipt, payout: payout.payout))
      }
    }
    var tally = LinkTally()
    var faults: [Fault] = []
    var found: Set<Pair> = []
    tally.truePairs = truth.count
    for link in try links(ledger.whole) {
      guard let receipt = records[link.inbound], let payout = records[link.outbound] else {
        continue
      }
      let pair = Pair(receipt: receipt, payout: payout)
      let isRight = truth.contains(pair)
      tally.add(link.grade, isRight: isRight)
      if isRight, link.grade <= .c { found.insert(pair) }
      if !isRight, link.grade <= .b {
        let ids = "\(planted.records[receipt].id) -> \(planted.records[payout].id)"
        faults.append(
          Fault(
            words:
              "seed \(planted.settings.seed): \(link.grade.letter) (\(link.basis.rawValue)) \(ids)",
            grade: link.grade))
      }
    }
    tally.foundPairs = found.count
    var fees: [Int: ServiceFee] = [:]
    for (number, terms) in planted.settings.processors.enumerated() { fees[number] = terms.fee }
    for (path, fees) in [(\LinkTally.sameAmount, nil), (\LinkTally.sameNet, fees)] {
      let pairs = SimpleMatching.pairs(of: planted, fees: fees)
      tally[keyPath: path].said = pairs.count
      tally[keyPath: path].right = pairs.intersection(truth).count
    }
    self.tally = tally
    self.faults = faults
  }
}
