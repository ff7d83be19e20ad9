public import PaymentGraph

extension LedgerView {
  /// Finds the accounts that the money of some sources can have reached.
  ///
  /// An account is reached where a walk from a claimed payment ends at it. The accounts of the
  /// sources are not listed. Pooled accounts are listed, and passed along links only.
  ///
  /// ```swift
  /// let reach = try ledger.whole.reach(of: [Source(account: anna)])
  /// for reached in reach.accounts {
  ///   print(reached.hops, ledger.account(reached.account).key, reached.received)
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - sources: the sources at which walks start.
  ///   - rules: the rules that a walk must keep.
  /// - Returns: the accounts, fewest hops first, then in the order of account keys.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: O(*v* + *s*) for *v* visited transfers and *s* examined ones, once for each grade that links have.
  public func reach(
    of sources: [Source], rules: WalkRules = WalkRules()
  ) throws(FundTracingError) -> Reach {
    var space = try WalkContext(self, rules)
    let merged = try space.merged(sources)
    let claims = Array(Set(merged.flatMap(\.claims))).sorted()
    let columns = ledger.columns
    space.inferLinks(from: claims)
    let isSource = Set(merged.map(\.account))

    // The strictest level comes first: the first level that reaches an account gives its grade.
    var grades: [Int: Grade] = [:]
    var hops: [Int: Int] = [:]
    var search = TransferSearch(space)
    for level in space.gradeLevels {
      search = TransferSearch(level.space)
      search.run(from: claims)
      hops = [:]
      for transfer in search.visited {
        let account = Int(columns.beneficiary[transfer])
        guard !isSource.contains(account) else { continue }
        if grades[account] == nil { grades[account] = level.grade }
        if hops[account] == nil { hops[account] = search.hops(to: transfer) }
      }
    }
    let proven = provenAccounts(space, claims: claims, grades: grades)
    let visited = search.visited.sorted()
    // Transfers come by hops, so the first one has the fewest.
    var firstArrival: [Int: Int] = [:]
    for transfer in search.visited {
      let account = Int(columns.beneficiary[transfer])
      if firstArrival[account] == nil { firstArrival[account] = transfer }
    }
    var arriving: [Int: [Int]] = [:]
    for transfer in visited {
      arriving[Int(columns.beneficiary[transfer]), default: []].append(transfer)
    }
    let keys = ledger.accountKeys
    let accounts = hops.sorted {
      $0.value != $1.value ? $0.value < $1.value : keys.precedes($0.key, $1.key)
    }
    .map { account, hops in
      // A payment of an account to itself, such as a conversion, brings nothing in.
      let arrivals = Arrivals(
        (arriving[account] ?? []).filter { !columns.isOwn($0) }, in: ledger)
      // Where nothing proves the finding, the answer gives the needs of the first walk with the fewest hops.
      let walk =
        proven.contains(account) ? nil : firstArrival[account].map { search.walk(to: $0) }
      return ReachedAccount(
        account: AccountID(account), hops: hops, grade: grades[account] ?? .d,
        finding: proven.contains(account) ? .proven : .possible,
        openOrders: walk?.openOrders ?? [], openWaits: walk?.openWaits ?? [],
        restsOnDecision: walk.map(restsOnDecision) ?? false,
        transfers: arrivals.transfers.map { TransferID($0) }, received: arrivals.received,
        earliest: arrivals.first, latest: arrivals.last)
    }
    var notes = NoteWriter(space)
    notes.write(
      isOnWalk: search.isOnWalk, wasCutByHops: search.wasCutByHops,
      wasCutByWait: search.wasCutByWait)
    notes.writeUnnamed(claims: 0)
    notes.write(uncounted: UncountedClaims(sources, in: space))
    notes.write(sources: merged)
    let isOnWalk = search.isOnWalk
    notes.writeOpenEnds { isOnWalk[$0] }
    notes.write(RowOrder(space, isOnWalk: { isOnWalk[$0] }))
    notes.write(pairsAgainstTime: { isOnWalk[$0] })
    notes.write(victimsOnWalks: merged) { isOnWalk[$0] }
    notes.write(
      openOrders: accounts.first { !$0.openOrders.isEmpty }?.openOrders ?? [],
      count: accounts.count { !$0.openOrders.isEmpty || !$0.openWaits.isEmpty })
    notes.write(decidedRows: accounts.count { $0.restsOnDecision })
    return Reach(
      scope: self, rules: rules, sources: merged.map { AccountID($0.account) },
      claimCount: claims.count, accounts: accounts,
      transfers: visited.map { TransferID($0) },
      notes: StatementWarnings.notes(
        on: Set(accounts.map(\.account) + merged.map { AccountID($0.account) }), in: ledger)
        + notes.notes)
  }

  /// Returns true where a walk has a payment that rests on somebody's decision that two rows show it.
  func restsOnDecision(_ walk: Walk) -> Bool {
    !ledger.columns.decided.isEmpty
      && walk.transfers.contains { ledger.columns.decided[$0.index] != nil }
  }

  /// Returns the accounts that a fully proved walk reaches.
  private func provenAccounts(
    _ space: WalkContext, claims: [Int], grades: [Int: Grade]
  ) -> Set<Int> {
    if space.isRecorded { return Set(grades.filter { $0.value <= .b }.keys) }
    var proof = TransferSearch(space.proof)
    proof.run(from: claims)
    return Set(proof.visited.map { Int(ledger.columns.beneficiary[$0]) })
  }
}

/// The transfers and amounts that arrived at one account on walks.
struct Arrivals {
  let transfers: [Int]
  let received: MoneyTotals
  let first: PostingTime?
  let last: PostingTime?

  /// - Parameter transfers: the transfers, in ledger order.
  init(_ transfers: [Int], in ledger: Ledger) {
    let columns = ledger.columns
    var received = MoneyTotals()
    for transfer in transfers { received.add(columns.receivedMoney(transfer)) }
    self.transfers = transfers
    self.received = received
    first = ledger.firstTime(of: transfers)
    last = ledger.lastTime(of: transfers)
  }
}

/// All accounts that walks from some sources reach: the answer of
/// ``PaymentGraph/LedgerView/reach(of:rules:)``.
public struct Reach: Sendable {
  /// The transfers in scope.
  public let scope: LedgerView
  /// The rules that a walk had to keep.
  public let rules: WalkRules
  /// The accounts of the sources, in the order of their keys; they are not among the reached.
  public let sources: [AccountID]
  /// The number of payments that the sources claim.
  public let claimCount: Int
  /// The accounts: fewest hops first, then in the order of keys.
  public let accounts: [ReachedAccount]
  /// Every transfer on a walk, in ledger order, the claimed ones included.
  public let transfers: [TransferID]
  /// The notes that a reader must know beside the figures.
  public let notes: [AnswerNote]
}

/// An account at the end of a walk from some source.
public struct ReachedAccount: Sendable, Hashable {
  /// The account.
  public let account: AccountID
  /// The fewest transfers to it.
  public let hops: Int
  /// The strongest evidence with which a walk reaches it.
  public let grade: Grade
  /// The finding that the account is reached: proven by a walk of links graded A or B in an order that the records
  /// decide; else possible.
  public let finding: Finding
  /// The order of payments that a walk to the account needs and the records leave open; empty where the finding is
  /// proven, or where only links are weak.
  public let openOrders: [OpenOrder]
  /// The waits of that walk that may have been longer than the question allows.
  public let openWaits: [OpenWait]
  /// True where that walk follows a payment that rests on somebody's decision that two rows show one payment.
  public let restsOnDecision: Bool
  /// The transfers into it that lie on walks, in ledger order, without those of the account to itself.
  public let transfers: [TransferID]
  /// The gross sum that arrived on those transfers, by currency.
  public let received: MoneyTotals
  /// The time of the first of those transfers that has one; nil where none has.
  public let earliest: PostingTime?
  /// The time of the last of them.
  public let latest: PostingTime?
}
