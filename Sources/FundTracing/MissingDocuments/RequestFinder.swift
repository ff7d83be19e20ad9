internal import PaymentGraph

/// Turns the ends of trails and the payouts of unknown origin into requests for documents.
struct RequestFinder {
  private let space: WalkContext
  private let ledger: Ledger
  private let coverage: RecordCoverage
  private var waits: [Int: Int64] = [:]
  private var drafts: [RequestDraft.Key: RequestDraft] = [:]
  private var sums = ClaimSums()

  init(_ space: WalkContext) {
    self.space = space
    ledger = space.view.ledger
    coverage = RecordCoverage(ledger)
    waits = RequestFinder.waits(space)
  }

  var requests: [DocumentRequest] {
    drafts.map { key, draft in
      draft.request(
        key, ledger, sums: sums,
        linkedShare: key.kind == .activity ? linkedShare(at: key.account) : nil)
    }
  }

  /// Adds the statements and activities that would show where money went.
  mutating func addEnds(_ ends: TrailEnds) throws(FundTracingError) {
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
    let keys = Array(found.keys)
    let claims = try ends.claims(of: keys.map { found[$0] ?? [] })
    for (key, claims) in zip(keys, claims) { drafts[key]?.claims = claims }
    sums = ClaimSums(claims.first?.all ?? [], ledger.columns)
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
  private static func waits(_ space: WalkContext) -> [Int: Int64] {
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

/// A request in the making, with the money that its document would decide.
struct RequestDraft {
  var transfers: Set<Int> = []
  var claims = TransferSubset(of: [])
  var unexplained: Set<Int> = []
  var references: Set<String> = []

  /// The key of a document: two requests with one key are the same document.
  struct Key: Hashable {
    let kind: DocumentRequest.Kind
    let account: Int
    /// The stretch without records; an open bound is the least or the greatest moment.
    let start: Int64
    let end: Int64
  }

  /// Returns the request, with the days that are wanted.
  func request(
    _ key: Key, _ ledger: Ledger, sums: ClaimSums, linkedShare share: DocumentRequest.LinkedShare?
  ) -> DocumentRequest {
    let claimed = sums.total(of: claims)
    var expected = claimed
    if let share, share.all > 0 {
      expected = MoneyTotals()
      for total in claimed.lines {
        expected.add(
          total.minorUnits * Int128(share.linked) / Int128(share.all), in: total.currency)
      }
    }
    var origin = MoneyTotals()
    for payout in unexplained { origin.add(ledger.transfer(TransferID(payout)).sent) }
    let days = transfers.compactMap { ledger.transfer(TransferID($0)).time.day }
    var from = key.start == .min ? days.min() : CivilDate(milliseconds: key.start)
    var to: CivilDate? = key.end == .max ? nil : CivilDate(milliseconds: key.end)
    switch key.kind {
    case .statement:
      // The statement shows nothing of use from before the money came.
      if let first = days.min() { from = from.map { max($0, first) } ?? first }
    case .settlement, .receipts:
      from = days.min()
      to = days.max()
    case .activity, .paymentSource, .balance: break
    }
    return DocumentRequest(
      kind: key.kind, account: AccountID(key.account), from: from, to: to,
      transfers: transfers.sorted().map { TransferID($0) }, references: references.sorted(),
      claims: claims, claimed: claimed,
      expected: expected, linkedShare: share, unexplained: origin)
  }
}

/// The sums of a question's claims by currency, for each block of a ``TransferSubset``.
struct ClaimSums {
  private var columns: TransferColumns?
  private var blocks: [[(currency: UInt8, sum: Int128)]] = []

  /// Creates the sums where there are no claims.
  init() {}

  init(_ claims: [TransferID], _ columns: TransferColumns) {
    self.columns = columns
    for start in stride(from: 0, to: claims.count, by: TransferSubset.blockSize) {
      var sums: [UInt8: Int128] = [:]
      for claim in claims[start..<min(claims.count, start + TransferSubset.blockSize)] {
        sums[columns.sentCurrency[claim.position], default: 0] += Int128(
          columns.sent[claim.position])
      }
      blocks.append(sums.map { (currency: $0.key, sum: $0.value) })
    }
  }

  /// Returns the sum of some claims.
  func total(of claims: TransferSubset) -> MoneyTotals {
    var totals = MoneyTotals()
    guard let columns else { return totals }
    var sums: [Int128] = Array(repeating: 0, count: 256)
    var isUsed = Array(repeating: false, count: 256)
    claims.forEach { block in
      for (currency, sum) in blocks[block] {
        sums[Int(currency)] += sum
        isUsed[Int(currency)] = true
      }
    } number: { number in
      let position = claims.all[number].position
      let currency = Int(columns.sentCurrency[position])
      sums[currency] += Int128(columns.sent[position])
      isUsed[currency] = true
    }
    for currency in sums.indices where isUsed[currency] {
      totals.add(sums[currency], in: columns.currency(UInt8(truncatingIfNeeded: currency)))
    }
    return totals
  }
}

/// The periods for which an account's own records were loaded.
///
/// A file is the record (the statement) of an account where every row of it concerns that account and no other account
/// likewise. It covers the time from its first row to its last. Several files of one account count as one record where
/// the time between them is at most twice the longest pause within them, or three days.
struct RecordCoverage {
  /// A half-open stretch of time.
  typealias Stretch = Range<Int64>

  private var stretches: [Int: [Stretch]] = [:]
  /// The last moment that any record shows.
  let end: Int64

  private struct Statement {
    /// The possible owners of the statement: the parties of the first row whom all other rows concern.
    var owner: UInt32?
    var otherOwner: UInt32?
    var rowCount = 0
    var first: Int64 = .max
    var last: Int64 = .min
    var longestPause: Int64 = 0
  }

  static let leastGap: Int64 = 3 * 86_400_000

  /// - Complexity: O(*t*).
  init(_ ledger: Ledger) {
    let columns = ledger.columns
    let precedence = Precedence(ledger, ties: .allow)
    var statements: [UInt16: Statement] = [:]
    var end = Int64.min
    var current: UInt16?
    var statement = Statement()
    for transfer in 0..<columns.count {
      let (payer, payee) = (columns.payer[transfer], columns.beneficiary[transfer])
      let file = columns.file[transfer]
      if file != current {
        if let current { statements[current] = statement }
        current = file
        statement =
          statements[file] ?? Statement(owner: payer, otherOwner: payee == payer ? nil : payee)
      }
      if statement.owner != payer, statement.owner != payee { statement.owner = nil }
      if statement.otherOwner != payer, statement.otherOwner != payee {
        statement.otherOwner = nil
      }
      statement.rowCount += 1
      if columns.precision[transfer] != .unknown {
        let (start, stop) = (columns.start[transfer], precedence.end(transfer))
        if statement.last != .min {
          statement.longestPause = max(statement.longestPause, start - statement.last)
        }
        statement.first = min(statement.first, start)
        statement.last = max(statement.last, stop)
        end = max(end, stop)
      }
    }
    if let current { statements[current] = statement }
    self.end = end
    var pauses: [Int: Int64] = [:]
    for statement in statements.values where statement.rowCount > 1 && statement.last != .min {
      guard (statement.owner == nil) != (statement.otherOwner == nil),
        let owner = statement.owner ?? statement.otherOwner
      else { continue }
      stretches[Int(owner), default: []].append(statement.first..<statement.last)
      pauses[Int(owner)] = max(pauses[Int(owner)] ?? 0, statement.longestPause)
    }
    for (owner, own) in stretches {
      let longest = max(RecordCoverage.leastGap, 2 * (pauses[owner] ?? 0))
      var joined: [Stretch] = []
      for stretch in own.sorted(by: {
        ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
      }) {
        if let last = joined.last, stretch.lowerBound - last.upperBound <= longest {
          joined[joined.count - 1] =
            last.lowerBound..<max(last.upperBound, stretch.upperBound)
        } else {
          joined.append(stretch)
        }
      }
      stretches[owner] = joined
    }
  }

  /// Returns the first stretch without records that overlaps another stretch of time; nil where all of it is covered.
  ///
  /// An account without records has a gap of all time.
  func gap(of account: Int, meeting wanted: Stretch) -> Stretch? {
    var before = Int64.min
    for stretch in stretches[account] ?? [] {
      let gap = before..<max(before, stretch.lowerBound)
      if gap.overlaps(wanted) { return gap }
      before = stretch.upperBound
    }
    // Nothing is known after the last of all records, whoever's it is.
    let rest = before..<max(before, end)
    return rest.overlaps(wanted) && before < end &- RecordCoverage.leastGap
      ? rest.lowerBound..<Int64.max : nil
  }
}
