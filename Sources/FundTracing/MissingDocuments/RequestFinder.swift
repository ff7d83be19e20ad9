internal import PaymentGraph

/// Turns the ends of trails and the payouts of unknown origin into requests for documents.
struct RequestFinder {
  private let space: WalkSpace
  private let ledger: Ledger
  private let coverage: RecordCoverage
  private var waits: [Int: Int64] = [:]
  private var drafts: [RequestDraft.Key: RequestDraft] = [:]

  init(_ space: WalkSpace) {
    self.space = space
    ledger = space.view.ledger
    coverage = RecordCoverage(ledger)
    waits = RequestFinder.waits(space)
  }

  var requests: [DocumentRequest] {
    drafts.map { key, draft in
      draft.request(
        key, ledger, linkedShare: key.kind == .activity ? linkedShare(at: key.account) : nil)
    }
  }

  /// Adds the statements and activities that would show where money went.
  mutating func addEnds(_ ends: TrailEnds) {
    var found: [RequestDraft.Key: [Int]] = [:]
    for transfer in ends.transfers {
      let account = Int(space.columns.beneficiary[transfer])
      guard space.columns.precision[transfer] != .unknown else { continue }
      let came = space.columns.start[transfer]
      let key: RequestDraft.Key
      if space.needsLink(at: account) {
        let wanted = came..<came &+ wait(at: account)
        if let gap = coverage.gap(of: account, meeting: wanted) {
          key = RequestDraft.Key(
            kind: .activity, account: account, start: gap.lowerBound, end: gap.upperBound)
        } else {
          key = RequestDraft.Key(kind: .settlement, account: account, start: .min, end: .max)
        }
      } else {
        guard let gap = coverage.gap(of: account, meeting: came..<Int64.max) else { continue }
        key = RequestDraft.Key(
          kind: .statement, account: account, start: gap.lowerBound, end: gap.upperBound)
      }
      drafts[key, default: RequestDraft()].transfers.insert(transfer)
      found[key, default: []].append(transfer)
      if space.needsLink(at: account), let name = name(of: transfer) {
        drafts[key]?.references.insert(name)
      }
    }
    for (key, transfers) in found { drafts[key]?.claims.formUnion(ends.claims(of: transfers)) }
  }

  /// Adds the activities and receipts that would show where money came from.
  mutating func addOrigins(_ ends: TrailEnds) {
    for problem in space.links.problems where problem.reason == .unknown {
      let payout = problem.outbound.position
      let (account, payee) = (
        Int(space.columns.payer[payout]), Int(space.columns.beneficiary[payout])
      )
      guard space.view.contains(payout), ends.isReached[payee],
        space.columns.precision[payout] != .unknown
      else { continue }
      let paid = space.columns.start[payout]
      let key: RequestDraft.Key
      if let gap = coverage.gap(of: account, meeting: paid &- wait(at: account)..<paid) {
        key = RequestDraft.Key(
          kind: .activity, account: account, start: gap.lowerBound, end: gap.upperBound)
      } else {
        key = RequestDraft.Key(kind: .receipts, account: account, start: .min, end: .max)
      }
      drafts[key, default: RequestDraft()].transfers.insert(payout)
      drafts[key]?.unexplained.insert(payout)
      if let link = problem.id ?? ledger.transfer(problem.outbound).recordedLink {
        drafts[key]?.references.insert(link)
      }
    }
  }

  /// Returns the share of linked receipts of a pooled account, among those in times without a gap in its records; nil
  /// where there are none.
  private func linkedShare(at hub: Int) -> DocumentRequest.LinkedShare? {
    let receipts = ledger.incoming[hub].map(Int.init).filter { receipt in
      guard space.columns.precision[receipt] != .unknown else { return false }
      let came = space.columns.start[receipt]
      return coverage.gap(of: hub, meeting: came..<came &+ wait(at: hub)) == nil
    }
    let linked = receipts.count { !space.payouts(of: $0).isEmpty }
    return receipts.isEmpty
      ? nil : DocumentRequest.LinkedShare(linked: linked, all: receipts.count)
  }

  private func name(of transfer: Int) -> String? {
    let row = ledger.transfer(TransferID(transfer))
    return row.reference ?? row.recordedID
  }

  private func wait(at hub: Int) -> Int64 { waits[hub] ?? 7 * 86_400_000 }

  /// Returns the longest wait of the links of grade A at each pooled account with five or more of them.
  private static func waits(_ space: WalkSpace) -> [Int: Int64] {
    func isTimed(_ transfer: TransferID) -> Bool {
      space.columns.precision[transfer.position] != .unknown
    }
    var found: [Int: [Int64]] = [:]
    for link in space.links.links
    where link.grade == .a && isTimed(link.inbound) && isTimed(link.outbound) {
      let hub = Int(space.columns.payer[link.outbound.position])
      let wait =
        space.precedence.end(link.outbound.position) - space.columns.start[link.inbound.position]
      if wait > 0 { found[hub, default: []].append(wait) }
    }
    return found.compactMapValues { $0.count < 5 ? nil : $0.max() }
  }
}
