internal import PaymentGraph

/// Finds the links at one pooled account, stage by stage; see <doc:LinksAtPooledAccounts>.
struct HubMatcher {
  private let ledger: Ledger
  private let settings: MatchSettings
  private let recorded: LinkSet
  private let precedence: Precedence

  /// - Parameter recorded: the links that the records of the whole ledger state.
  init(_ ledger: Ledger, recorded: LinkSet, settings: MatchSettings) {
    self.ledger = ledger
    self.settings = settings
    self.recorded = recorded
    precedence = Precedence(ledger, ties: .allow)
  }

  /// Returns the links at a pooled account, its closed blocks and its breaks.
  ///
  /// - Complexity: O(*m* log *m*) for *m* transfers of the pooled account, and the candidates that fit.
  func match(_ hub: Int) -> HubMatch {
    var books = HubRecords(ledger, hub: hub, recorded)
    var model = FittedHub(books, precedence: precedence, settings: settings)
    let records = RecordedReview(books, model: model, settings: settings)
    if !records.isEmpty {
      books = HubRecords(
        ledger, hub: hub, recorded.adding(records.restored, refusing: records.refused))
      model = FittedHub(books, precedence: precedence, settings: settings)
    }

    let groups = ReferenceSearch(books, model: model, precedence: precedence).groups()
    books.use(groups)
    if !groups.isEmpty {
      model = FittedHub(books, precedence: precedence, settings: settings, also: groups)
    }
    var contained = ReferenceSearch(books, model: model, precedence: precedence).contained()
    // A record whose reference contains the other's pairs the two: such pairs help to fit fee and window, and are then
    // graded by the fit.
    let pairs = contained.filter { $0.grade <= .c }
    if !pairs.isEmpty {
      model = FittedHub(
        books, precedence: precedence, settings: settings, also: groups + pairs.map(\.asRecorded))
      contained = ReferenceSearch(books, model: model, precedence: precedence).contained()
    }
    books.use(contained.filter { $0.grade <= .c })
    books.setAside(payouts: Set(contained.filter { $0.grade == .x }.map(\.outbound.position)))
    let stated = books.recorded + groups + contained.filter { $0.grade <= .c }
    var completeness = Completeness(of: hub, ledger, settings)
    var review: StatementReview?
    if completeness.isStated {
      let found = StatementReview(books, model: model, settings: settings)
      completeness = completeness.contradicted(by: found.contradictions)
      review = found
    }
    var inferred = infer(books, model: model, completeness: completeness)
    if var review {
      review.findOrphans(
        inferred.findings,
        isExhaustive: inferred.undecided.isEmpty && inferred.cutReceiptCount == 0)
      let wasBelieved = completeness.contradictions.isEmpty
      completeness = completeness.contradicted(by: review.contradictions)
      if wasBelieved, !completeness.contradictions.isEmpty {
        inferred = infer(books, model: model, completeness: completeness)
      }
    }

    let findings =
      stated.map { link in
        LinkFinding(
          link: link, lacks: link.grade > .b ? [.noRule] : [], coincidences: nil, fee: nil,
          expected: nil, otherReceipts: [], otherPayouts: [])
      } + inferred.findings
    return HubMatch(
      hub: AccountID(hub),
      receiptCount: books.receipts.count { books.columns.kind[$0] != .fee },
      payoutCount: books.payouts.count,
      fees: model.allFees, window: model.window, completeness: completeness,
      findings: findings.sorted(by: HubMatcher.precedes),
      contradicted: (books.contradictions + contained.filter { $0.grade == .x })
        .map(HubMatcher.contradiction).sorted(by: HubMatcher.precedes),
      blocks: inferred.blocks,
      breaks: breaks(
        books, findings: findings, contradicted: contained.filter { $0.grade == .x },
        undecided: inferred.undecided),
      leftOutCount: books.leftOutCount, cutReceiptCount: inferred.cutReceiptCount)
  }

  /// Infers links that no record states.
  private func infer(
    _ books: HubRecords, model: FittedHub, completeness: Completeness
  ) -> (
    findings: [LinkFinding], blocks: [ClosedBlock], undecided: [Int: String], cutReceiptCount: Int
  ) {
    let pairs = PairGrading(
      books, model: model, completeness: completeness, precedence: precedence, settings: settings)
    let everything = BatchSearch(
      books, model: model, completeness: completeness, precedence: precedence, settings: settings,
      pool: books.openReceipts)
    let (paired, blocks) = pairs.grade { payout in model.isBatching && everything.mayFit(payout) }
    let (batched, undecided) = batches(
      books, model: model, completeness: completeness, paired: paired)
    return (paired + batched, blocks, undecided, pairs.cutReceiptCount)
  }

  /// Finds sets of receipts for the payouts that nothing else explains.
  private func batches(
    _ books: HubRecords, model: FittedHub, completeness: Completeness, paired: [LinkFinding]
  ) -> (findings: [LinkFinding], undecided: [Int: String]) {
    let explained = Set(paired.map(\.link.outbound.position))
    let taken = Set(paired.filter { $0.link.grade == .b }.map(\.link.inbound.position))
    let search = BatchSearch(
      books, model: model, completeness: completeness, precedence: precedence, settings: settings,
      pool: books.openReceipts.filter { !taken.contains($0) })
    var findings: [LinkFinding] = []
    var undecided: [Int: String] = [:]
    for payout in books.openPayouts
    where !explained.contains(payout) && !books.isReturn(payout) {
      let outcome = search.find(payout)
      findings += outcome.findings
      if let reason = outcome.undecided { undecided[payout] = reason }
    }
    return (HubMatcher.withoutConflicts(findings), undecided)
  }

  /// Returns findings in which a receipt that two payouts claim whole belongs to neither for certain.
  private static func withoutConflicts(_ findings: [LinkFinding]) -> [LinkFinding] {
    var users: [TransferID: [Int]] = [:]
    for finding in findings {
      users[finding.link.inbound, default: []].append(finding.link.outbound.position)
    }
    users = users.mapValues { $0.sorted() }
    let contested = Set(
      findings.filter { (users[$0.link.inbound]?.count ?? 0) > 1 }.map(\.link.outbound))
    return findings.map { finding in
      guard contested.contains(finding.link.outbound) else { return finding }
      let others = LinkFinding.listed(
        users[finding.link.inbound] ?? [], without: finding.link.outbound.position)
      var weaker = finding.weakened(
        to: max(finding.link.grade, .c), adding: .otherPairings, otherPayouts: others.listed)
      weaker.morePayouts = others.more
      return weaker
    }
  }

  private static func contradiction(_ link: Link) -> LinkFinding {
    LinkFinding(
      link: link, lacks: [], coincidences: nil, fee: nil, expected: nil, otherReceipts: [],
      otherPayouts: [])
  }

  private static func precedes(_ left: LinkFinding, _ right: LinkFinding) -> Bool {
    (left.link.outbound, left.link.inbound) < (right.link.outbound, right.link.inbound)
  }

  private func breaks(
    _ books: HubRecords, findings: [LinkFinding], contradicted: [Link], undecided: [Int: String]
  ) -> [HubBreak] {
    let strong = findings.filter { $0.link.grade <= .c }.map(\.link)
    let explained = Set(strong.map(\.outbound.position))
    let passedOn = Set(
      strong.filter { books.columns.kind[$0.outbound.position] != .fee }.map(\.inbound.position))
    let refused = Set(contradicted.map(\.outbound.position))
    var breaks: [HubBreak] = []
    for receipt in books.receipts
    where !passedOn.contains(receipt) && books.columns.kind[receipt] != .fee {
      breaks.append(
        HubBreak(transfer: TransferID(receipt), kind: .unmatchedReceipt, reason: ""))
    }
    let named = UncoveredParts(books.recorded, in: ledger)
    for payout in books.payouts where explained.contains(payout) {
      guard let rest = named.rest(of: payout) else { continue }
      let problem = books.problems[payout].map { "; \($0.rawValue)" } ?? ""
      breaks.append(
        HubBreak(
          transfer: TransferID(payout), kind: .partlyLinked, reason: "\(rest) of it\(problem)",
          amount: rest))
    }
    for payout in books.payouts
    where !explained.contains(payout) && books.columns.kind[payout] != .fee {
      let id = TransferID(payout)
      if refused.contains(payout) {
        breaks.append(
          HubBreak(
            transfer: id, kind: .contradicted, reason: LinkProblem.Reason.otherAmount.rawValue))
      } else if let reason = undecided[payout] {
        breaks.append(HubBreak(transfer: id, kind: .undecidedPayout, reason: reason))
      } else {
        breaks.append(HubMatcher.problemBreak(id, books.problems[payout]))
      }
    }
    return breaks.sorted { $0.transfer < $1.transfer }
  }

  private static func problemBreak(
    _ payout: TransferID, _ reason: LinkProblem.Reason?
  ) -> HubBreak {
    switch reason {
    case nil: HubBreak(transfer: payout, kind: .unmatchedPayout, reason: "")
    case .unknown: HubBreak(transfer: payout, kind: .receiptNotLoaded, reason: "")
    case .ambiguousReference?:
      HubBreak(
        transfer: payout, kind: .unmatchedPayout,
        reason: LinkProblem.Reason.ambiguousReference.rawValue)
    case let reason?:
      HubBreak(transfer: payout, kind: .contradicted, reason: reason.rawValue)
    }
  }
}

extension Link {
  /// The pairing at grade A, as records state it, whatever its amounts.
  fileprivate var asRecorded: Link {
    Link(inbound: inbound, outbound: outbound, grade: .a, basis: basis, share: share)
  }
}

extension LinkFinding {
  /// Returns the same pairing on weaker evidence.
  func weakened(to grade: Grade, adding lack: Lack, otherPayouts: [TransferID]) -> LinkFinding {
    var weaker = LinkFinding(
      link: Link(
        inbound: link.inbound, outbound: link.outbound, grade: grade, basis: link.basis),
      lacks: lacks.contains(lack) ? lacks : lacks + [lack], coincidences: coincidences, fee: fee,
      expected: expected, otherReceipts: otherReceipts, otherPayouts: otherPayouts)
    weaker.moreReceipts = moreReceipts
    return weaker
  }

  /// The same finding in a set of which another receipt is not certain; its share stays known.
  var uncertain: LinkFinding {
    var weaker = LinkFinding(
      link: Link(
        inbound: link.inbound, outbound: link.outbound, grade: .c, basis: link.basis,
        share: link.share),
      lacks: lacks + [.uncertainSet], coincidences: coincidences, fee: fee, expected: expected,
      otherReceipts: otherReceipts, otherPayouts: otherPayouts)
    (weaker.moreReceipts, weaker.morePayouts) = (moreReceipts, morePayouts)
    return weaker
  }
}
