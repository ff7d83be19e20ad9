public import PaymentGraph

extension LedgerView {
  /// Finds the accounts whose money can have come to some accounts.
  ///
  /// The mirror of ``reach(of:rules:)``: an account is listed where a walk from any of its payments ends at one of the
  /// targets, each payment after the one that brought the money. Pooled accounts are listed, and passed along links
  /// only; the targets are not listed.
  ///
  /// ```swift
  /// let origins = try ledger.whole.origins(of: [villa])
  /// let payers = origins.accounts.filter(\.isSource).map { ledger.account($0.account).key }
  /// ```
  ///
  /// - Parameters:
  ///   - targets: the accounts at which walks end.
  ///   - rules: the rules that a walk must keep.
  /// - Returns: the accounts, fewest hops first, then in the order of account keys.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: O(*v* + *s*) for *v* visited transfers and *s* examined ones, once for each grade that links have.
  public func origins(
    of targets: [AccountID], rules: WalkRules = WalkRules()
  ) throws(FundTracingError) -> Origins {
    guard !targets.isEmpty else { throw .noSources }
    for target in targets where target.position >= ledger.accountCount {
      throw .unknownAccount(target)
    }
    var space = try WalkContext(self, rules)
    let ends = Set(targets.map(\.position)).sorted()
    space.inferLinks(to: ends)
    var grades: [Int: Grade] = [:]
    var search = BackwardSearch(space)
    for level in space.gradeLevels {
      search = BackwardSearch(level.space)
      search.run(to: ends)
      for transfer in search.beginnings {
        let account = Int(ledger.columns.payer[transfer])
        if grades[account] == nil { grades[account] = level.grade }
      }
    }
    let accounts = originAccounts(
      search, grades: grades, proven: proven(space, targets: ends, grades: grades),
      besides: Set(ends))
    var notes = NoteWriter(space)
    notes.write(
      isOnWalk: search.isOnWalk, wasCutByHops: search.wasCutByHops,
      wasCutByWait: search.wasCutByWait)
    notes.writeUnnamed(claims: 0)
    let isOnWalk = search.isOnWalk
    notes.write(RowOrder(space, isOnWalk: { isOnWalk[$0] }, following: .backwards))
    notes.write(
      openOrders: accounts.first { !$0.openOrders.isEmpty }?.openOrders ?? [],
      count: accounts.count { !$0.openOrders.isEmpty || !$0.openWaits.isEmpty })
    notes.write(decidedRows: accounts.count { $0.restsOnDecision })
    notes.write(pairsAgainstTime: { isOnWalk[$0] }, following: .backwards)
    let ranks = ledger.keyRanks
    return Origins(
      scope: self, rules: rules,
      targets: ends.sorted { ranks[$0] < ranks[$1] }.map { AccountID($0) }, accounts: accounts,
      transfers: search.visited.sorted().map { TransferID($0) },
      notes: StatementWarnings.notes(
        on: Set(accounts.map(\.account) + targets), in: ledger) + notes.notes)
  }

  private func originAccounts(
    _ search: BackwardSearch, grades: [Int: Grade], proven: Set<Int>, besides targets: Set<Int>
  ) -> [OriginAccount] {
    let columns = ledger.columns
    var leaving: [Int: [Int]] = [:]
    // Transfers come by hops, so the first one met of an account has the fewest.
    var first: [Int: Int] = [:]
    var receives: Set<Int> = []
    for transfer in search.visited { receives.insert(Int(columns.beneficiary[transfer])) }
    for transfer in search.beginnings {
      let account = Int(columns.payer[transfer])
      leaving[account, default: []].append(transfer)
      if first[account] == nil { first[account] = transfer }
    }
    let keys = ledger.accountKeys
    let hops = first.mapValues { search.hops(from: $0) ?? 0 }
    return leaving.keys.filter { !targets.contains($0) }.sorted {
      let (one, other) = (hops[$0] ?? 0, hops[$1] ?? 0)
      return one != other ? one < other : keys.precedes($0, $1)
    }.map { account in
      // A payment of an account to itself takes nothing away.
      let transfers = (leaving[account] ?? []).filter { !columns.isOwn($0) }.sorted()
      var sent = MoneyTotals()
      for transfer in transfers { sent.add(columns.sentMoney(transfer)) }
      let isProven = proven.contains(account)
      let walk = isProven ? nil : first[account].map { search.walk(from: $0) }
      return OriginAccount(
        account: AccountID(account), hops: hops[account] ?? 0, grade: grades[account] ?? .d,
        finding: isProven ? .proven : .possible,
        openOrders: walk?.openOrders ?? [], openWaits: walk?.openWaits ?? [],
        restsOnDecision: walk.map(restsOnDecision) ?? false,
        transfers: transfers.map { TransferID($0) }, sent: sent,
        isSource: !receives.contains(account), earliest: ledger.firstTime(of: transfers),
        latest: ledger.lastTime(of: transfers))
    }
  }

  /// Returns the accounts from which a fully proved walk leads.
  private func proven(
    _ space: WalkContext, targets: [Int], grades: [Int: Grade]
  ) -> Set<Int> {
    if space.isRecorded { return Set(grades.filter { $0.value <= .b }.keys) }
    var proof = BackwardSearch(space.proof)
    proof.run(to: targets)
    return Set(proof.beginnings.map { Int(ledger.columns.payer[$0]) })
  }
}

/// All accounts whose money can have come to some accounts: the answer of
/// ``PaymentGraph/LedgerView/origins(of:rules:)``.
public struct Origins: Sendable {
  /// The transfers in scope.
  public let scope: LedgerView
  /// The rules that a walk had to keep.
  public let rules: WalkRules
  /// The accounts at which walks end, in the order of their keys; they are not among the origins.
  public let targets: [AccountID]
  /// The accounts: fewest hops first, then in the order of keys.
  public let accounts: [OriginAccount]
  /// Every transfer on a walk, in ledger order.
  public let transfers: [TransferID]
  /// The notes that a reader must know beside the figures.
  public let notes: [AnswerNote]
}

/// An account from which a walk leads to one of the accounts of a question.
public struct OriginAccount: Sendable, Hashable {
  /// The account.
  public let account: AccountID
  /// The fewest transfers from it.
  public let hops: Int
  /// The strongest evidence with which a walk leads from it.
  public let grade: Grade
  /// The finding that the account's money can have come: proven by a walk of links graded A or B in an order that the
  /// records decide; else possible.
  public let finding: Finding
  /// The order of payments that a walk from the account needs and the records leave open; empty where the finding is
  /// proven, or where only links are weak.
  public let openOrders: [OpenOrder]
  /// The waits of that walk that may have been longer than the question allows.
  public let openWaits: [OpenWait]
  /// True where that walk follows a payment that rests on somebody's decision that two rows show one payment.
  public let restsOnDecision: Bool
  /// The transfers out of it that lie on walks, in ledger order, without those of the account to itself.
  public let transfers: [TransferID]
  /// The money that the account sent with those transfers, by currency.
  public let sent: MoneyTotals
  /// True where none of the account's own receipts lies on a walk, so that the money starts there as far as the records
  /// show.
  public let isSource: Bool
  /// The time of the first of those transfers that has one; nil where none has.
  public let earliest: PostingTime?
  /// The time of the last of them.
  public let latest: PostingTime?
}
