public import PaymentGraph

extension LedgerView {
  /// Finds the transfers by which each victim's money reaches an account.
  ///
  /// It returns one walk for each victim: one whose order the records decide and whose links are graded A or B, where
  /// there is such a walk; otherwise one of the strongest grade with which any walk of that victim exists. Of several
  /// it takes one with the fewest hops, and of those the one that arrives first.
  ///
  /// ```swift
  /// let proof = try ledger.whole.explain(villa, of: [Source(account: anna), Source(account: bela)])
  /// for witness in proof.witnesses {
  ///   print(ledger.account(witness.victim).key, witness.walk.hops, witness.walk.grade)
  /// }
  /// print(proof.evidence.count, "rows show it")
  /// ```
  ///
  /// - Parameters:
  ///   - account: the account, usually a shared sink.
  ///   - sources: the victims.
  ///   - rules: the rules that a walk must keep.
  /// - Throws: ``FundTracingError`` where the question cannot be asked.
  /// - Complexity: one search for each victim and grade.
  public func explain(
    _ account: AccountID, of sources: [Source], rules: WalkRules = WalkRules()
  ) throws(FundTracingError) -> Explanation {
    guard account.position < ledger.accountCount else { throw .unknownAccount(account) }
    var space = try WalkContext(self, rules)
    let merged = try space.merged(sources)
    space.inferLinks(from: merged.flatMap(\.claims))
    // Proved walks come before those that depend on a tie.
    let levels = space.isOrderDecided ? [] : space.proof.gradeLevels
    var searches = (levels + space.gradeLevels).map { TransferSearch($0.space) }
    var witnesses: [Explanation.Witness] = []
    var others: [AccountID] = []
    var isOnWalk = Array(repeating: false, count: ledger.transferCount)
    // The transfers that the money of victims without a walk to the account passes.
    var passed: Set<Int> = []
    var wasCutByHops = false
    var wasCutByWait = false
    for source in merged {
      var found: Walk?
      for index in searches.indices where found == nil && source.account != account.position {
        searches[index].run(from: source.claims)
        if let arrivals = searches[index].arrivals(at: account.position) {
          found = searches[index].walk(to: arrivals.shortest)
        }
      }
      let victim = AccountID(source.account)
      if let found {
        witnesses.append(Explanation.Witness(victim: victim, walk: found))
        for transfer in found.transfers { isOnWalk[transfer.position] = true }
      } else {
        others.append(victim)
        if let last = searches.last { passed.formUnion(last.visited) }
        // The limits that cut a search matter only to victims for whom no walk was found.
        wasCutByHops = searches.contains(where: \.wasCutByHops) || wasCutByHops
        wasCutByWait = searches.contains(where: \.wasCutByWait) || wasCutByWait
      }
    }
    var notes = NoteWriter(space)
    notes.write(isOnWalk: isOnWalk, wasCutByHops: wasCutByHops, wasCutByWait: wasCutByWait)
    notes.write(uncounted: UncountedClaims(sources, in: space))
    notes.write(sources: merged)
    notes.write(victimsOnWalks: merged) { isOnWalk[$0] }
    if !others.isEmpty {
      notes.write(RowOrder(space, isOnWalk: passed.contains))
      notes.write(pairsAgainstTime: passed.contains)
    }
    return Explanation(
      scope: self, rules: rules, account: account, witnesses: witnesses, others: others,
      notes: StatementWarnings.notes(on: [account], in: ledger) + notes.notes)
  }
}

/// The chain of evidence behind one account: one walk for each victim.
///
/// The answer of ``PaymentGraph/LedgerView/explain(_:of:rules:)``.
public struct Explanation: Sendable {
  /// A victim and a walk that shows how its money reaches the account.
  public struct Witness: Sendable, Hashable {
    /// The victim's account.
    public let victim: AccountID
    /// A walk of the strongest grade with the fewest hops; of several the one that arrives first.
    public let walk: Walk
  }

  /// The transfers in scope.
  public let scope: LedgerView
  /// The rules that a walk had to keep.
  public let rules: WalkRules
  /// The account.
  public let account: AccountID
  /// One walk for each victim whose money reaches the account, in the order of their keys.
  public let witnesses: [Witness]
  /// The victims whose money does not reach the account under these rules, in the order of their keys.
  public let others: [AccountID]
  /// The notes that a reader must know beside the walks.
  public let notes: [AnswerNote]

  /// The rows that show the transfers of all walks, in the order of the walks; a row may come twice.
  public var evidence: [Citation] {
    witnesses.flatMap(\.walk.transfers).flatMap { scope.ledger.transfer($0).evidence }
  }
}

/// The answer of the records to the question whether money can have gone from one account to another.
public enum Finding: String, Sendable, Hashable {
  /// A walk of recorded transfers, each in an order that the records decide, with links graded A or B.
  case proven
  /// A walk needs weaker links, or an order that the records leave open, or lies beyond a limit of the question, or a
  /// record is missing.
  case possible
  /// No walk exists on these records, whatever the limits, in any order that they leave open.
  case excluded = "excluded on these records"
}
