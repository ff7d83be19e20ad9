import FundTracing
import PaymentGraph
package import Simulation

/// Gives missing documents back, one at a time, and measures how much of the claims each resolves.
///
/// A claim is resolved as far as links and transfers lead from it along the records that truly carry
/// its money: its value times the share of those records. The measure uses the truth and the links;
/// it does not use the ranking that it judges.
package struct DocumentEvaluation {
  package private(set) var tally = DocumentTally()

  package init(_ planted: PlantedCase) throws {
    let (ledger, transfers) = planted.ledger()
    let claims = planted.records.indices.filter { planted.records[$0].isClaim }
    let sources = Source.claiming(claims.compactMap { transfers[$0] }, in: ledger)
    guard !planted.missingDocuments.isEmpty, !sources.isEmpty else { return }
    let before = try DocumentEvaluation.resolved(planted, restoring: [])
    let gains = try planted.missingDocuments.map {
      try DocumentEvaluation.resolved(planted, restoring: [$0]) - before
    }
    let requests = try ledger.whole.missingDocuments(of: sources).requests
    let named = requests.map { DocumentEvaluation.document($0, of: planted, ledger) }
    tally.cases = 1
    if let first = named.first, first != nil { tally.firstIsMissing = 1 }
    let mean = gains.reduce(0, +) / Int64(gains.count)
    let best = gains.max() ?? 0
    tally.random = mean
    tally.best = best
    if let chosen = named.lazy.compactMap({ $0 }).first {
      tally.anyIsMissing = 1
      tally.requested = gains[chosen]
      if gains[chosen] >= mean { tally.atLeastRandom = 1 }
      if gains[chosen] == best { tally.asGoodAsBest = 1 }
    }
  }

  /// The missing document that a request asks for: of the same account, with a row on a day that is
  /// wanted; the one with the most such rows.
  ///
  /// What became of receipts (a settlement) is told by no
  /// document of these cases.
  private static func document(
    _ request: DocumentRequest, of planted: PlantedCase, _ ledger: Ledger
  ) -> Int? {
    guard request.kind != .settlement else { return nil }
    let key = ledger.account(request.account).key
    let wanted = planted.missingDocuments.map { document in
      planted.records.count { record in
        guard record.document == document, let day = record.time.day else { return false }
        return request.from.map { day >= $0 } ?? true && request.to.map { day <= $0 } ?? true
      }
    }
    let own = planted.missingDocuments.indices.filter {
      isRecord(planted.missingDocuments[$0], of: key, planted) && wanted[$0] > 0
    }
    return own.max { (wanted[$0], $1) < (wanted[$1], $0) }
  }

  private static func isRecord(_ document: String, of key: String, _ planted: PlantedCase) -> Bool {
    planted.records.allSatisfy {
      $0.document != document || planted.accounts[$0.payer].key == key
        || planted.accounts[$0.beneficiary].key == key
    }
  }

  /// Returns the sum of the claims that are resolved, in minor units.
  ///
  /// The records that carry a claim's money count where they are present and can be followed: a payout by a link of
  /// grade C or better with the claimed payment, a mule's payments by a payout that was followed.
  private static func resolved(_ planted: PlantedCase, restoring: Set<String>) throws -> Int64 {
    let (ledger, transfers) = planted.ledger(restoring: restoring)
    let links = try ledger.whole.everyLink(isComplete: false).filter { $0.grade <= .c }
    var payers: [TransferID: Set<TransferID>] = [:]
    for link in links { payers[link.outbound, default: []].insert(link.inbound) }
    var carriers: [Int: [Int]] = [:]
    for (number, record) in planted.records.enumerated() {
      for part in record.parts { carriers[part.claim, default: []].append(number) }
    }
    var total: Int64 = 0
    for (claim, records) in carriers {
      guard let paid = transfers[claim] else { continue }
      var passed = 0
      var accounts: Set<Int> = []
      // Records are in the order of time, so an account is known before it pays on.
      for number in records {
        guard let transfer = transfers[number] else { continue }
        let record = planted.records[number]
        let isService = planted.accounts[record.payer].role == .processor
        if number == claim {
          passed += 1
        } else if isService
          ? payers[transfer]?.contains(paid) == true : accounts.contains(record.payer)
        {
          passed += 1
          accounts.insert(record.beneficiary)
        }
      }
      total += planted.records[claim].sent.minorUnits * Int64(passed) / Int64(records.count)
    }
    return total
  }
}
