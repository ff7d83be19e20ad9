internal import PaymentGraph

/// Grades the possible pairings of one receipt and one payout at a pooled account.
struct PairGrading: Sendable {
  private let books: HubRecords
  private let model: FittedHub
  private let settings: MatchSettings
  private let completeness: Completeness
  private let search: CandidateSearch
  /// The same search without payouts that another receipt is forced to have.
  private var openSearch: CandidateSearch
  /// The candidates, by receipt and then payout; `classes` has what all maximum matchings say of each.
  private(set) var candidates: [Candidate] = []
  private var classes: [EdgeClasses.EdgeClass] = []
  private var blocks: [(receipts: [Int], payouts: [Int])] = []
  /// The number of receipts of which not all candidates were compared.
  private(set) var cutReceiptCount = 0
  private var cutReceipts: Set<Int> = []
  /// True for each receipt connected with one of those.
  private var isTouchedByCut: [Int: Bool] = [:]

  /// The times by which a receipt is moved to count coincidences: the same day of the week.
  private static let shifts: [Int64] = [-14, -7, 7, 14].map { $0 * 86_400_000 }

  init(
    _ books: HubRecords, model: FittedHub, completeness: Completeness, precedence: Precedence,
    settings: MatchSettings
  ) {
    self.books = books
    self.model = model
    self.settings = settings
    self.completeness = completeness
    search = CandidateSearch(books, model: model, precedence: precedence, settings: settings)
    openSearch = search
    var cut: Set<Int> = []
    for receipt in books.openReceipts {
      var isCut = false
      candidates += search.candidates(of: receipt, isCut: &isCut)
      if isCut { cut.insert(receipt) }
    }
    cutReceiptCount = cut.count
    cutReceipts = cut
    classify(cut)
  }

  private mutating func classify(_ cut: Set<Int>) {
    let receipts = Set(candidates.map(\.receipt)).sorted()
    let payouts = Set(candidates.map(\.payout)).sorted()
    let receiptNumbers = Dictionary(uniqueKeysWithValues: zip(receipts, receipts.indices))
    let payoutNumbers = Dictionary(uniqueKeysWithValues: zip(payouts, payouts.indices))
    let edges = candidates.map {
      PairingGraph.Edge(
        receipt: receiptNumbers[$0.receipt] ?? 0, payout: payoutNumbers[$0.payout] ?? 0)
    }
    // Candidates are in the order of receipts and payouts, which is the order of the graph's edges.
    let graph = PairingGraph(
      receiptCount: receipts.count, payoutCount: payouts.count, edges: edges)
    let found = EdgeClasses(graph)
    classes = found.classes
    openSearch = search.without(
      Set(zip(candidates, classes).filter { $0.1 == .forced }.map { $0.0.payout }))
    blocks = found.blocks.map { block in
      (block.receipts.map { receipts[$0] }, block.payouts.map { payouts[$0] })
    }
    guard !cut.isEmpty else { return }
    // A receipt connected with a cut receipt may look forced only because edges are missing.
    var receiptsOf: [[Int]] = Array(repeating: [], count: payouts.count)
    for edge in edges { receiptsOf[edge.payout].append(edge.receipt) }
    var queue = cut.compactMap { receiptNumbers[$0] }
    for receipt in cut { isTouchedByCut[receipt] = true }
    var isLookedAt = Array(repeating: false, count: payouts.count)
    while let receipt = queue.popLast() {
      for edge in graph.edges(of: receipt) {
        let payout = graph.edges[edge].payout
        if isLookedAt[payout] { continue }
        isLookedAt[payout] = true
        for other in receiptsOf[payout] where isTouchedByCut[receipts[other]] == nil {
          isTouchedByCut[receipts[other]] = true
          queue.append(other)
        }
      }
    }
  }

  /// Returns the links and the closed blocks.
  ///
  /// - Parameter batchFits: returns true where a set of receipts would explain a payout as well; called only where
  ///   everything else supports grade B.
  func grade(
    batchFits: (_ payout: Int) -> Bool
  ) -> (findings: [LinkFinding], blocks: [ClosedBlock]) {
    // Candidates are in the order of receipts, and those of one receipt in the order of payouts.
    var payoutsOf: [Int: [Int]] = [:]
    var receiptsOf: [Int: [Int]] = [:]
    for (number, candidate) in candidates.enumerated() where classes[number] != .excluded {
      payoutsOf[candidate.receipt, default: []].append(candidate.payout)
      receiptsOf[candidate.payout, default: []].append(candidate.receipt)
    }
    var coincidences: [Int: ExpectedCoincidences?] = [:]
    var findings: [LinkFinding] = []
    for (number, candidate) in candidates.enumerated() where classes[number] != .excluded {
      let count = coincidences[candidate.receipt] ?? expected(of: candidate.receipt)
      coincidences[candidate.receipt] = .some(count)
      let receipts = LinkFinding.listed(
        receiptsOf[candidate.payout] ?? [], without: candidate.receipt)
      let payouts = LinkFinding.listed(
        payoutsOf[candidate.receipt] ?? [], without: candidate.payout)
      var lacks = lacks(candidate, coincidences: count)
      if classes[number] != .forced { lacks.insert(.otherPairings, at: 0) }
      let isCrowded =
        max(receipts.listed.count + receipts.more, payouts.listed.count + payouts.more)
        >= settings.mostAlternatives || cutReceipts.contains(candidate.receipt)
      if isCrowded { lacks.append(.tooMany) }
      if lacks.isEmpty, batchFits(candidate.payout) { lacks.append(.batchFits) }
      let grade: Grade =
        lacks.isEmpty
        ? .b : isCrowded || !candidate.isInWindow || lacks.contains(.noRule) ? .d : .c
      var finding =
        LinkFinding(
          link: Link(
            inbound: TransferID(candidate.receipt), outbound: TransferID(candidate.payout),
            grade: grade, basis: candidate.isRefund ? .refund : .amountAndTime,
            share: books.sent(candidate.payout)),
          lacks: lacks, coincidences: count, fee: candidate.fee, expected: candidate.expected,
          otherReceipts: receipts.listed, otherPayouts: payouts.listed)
      (finding.moreReceipts, finding.morePayouts) = (receipts.more, payouts.more)
      findings.append(finding)
    }
    return (findings, closedBlocks(coincidences))
  }

  /// Returns the conditions of grade B that a candidate does not meet, besides that of being the only one.
  private func lacks(
    _ candidate: Candidate, coincidences: ExpectedCoincidences?
  ) -> [LinkFinding.Lack] {
    var lacks: [LinkFinding.Lack] = []
    let gross = books.received(candidate.receipt)
    let payout = candidate.payout
    if !candidate.isExact { lacks.append(.inexactAmount) }
    if !candidate.isRefund {
      if candidate.fee == nil {
        lacks.append(.noRule)
      } else if !model.isGeneral(gross.currency, settings) {
        lacks.append(.weakRule)
      }
    }
    if !model.window.isKnown { lacks.append(.noWindow) }
    if !candidate.isInWindow { lacks.append(.outsideWindow) }
    let start = books.columns.start[payout]
    if !completeness.covers(
      gross.currency, from: start &- model.window.guardedLongest,
      to: max(start, books.ledger.transfer(TransferID(payout)).time.end &- 1))
    {
      lacks.append(.incompleteRecords)
    }
    if let coincidences {
      if coincidences > settings.mostCoincidences { lacks.append(.coincidences) }
    } else {
      lacks.append(.unknownCoincidences)
    }
    if isTouchedByCut[candidate.receipt] == true { lacks.append(.cut) }
    return lacks
  }

  /// Returns the number of payouts expected to fit a receipt by chance.
  ///
  /// That is the mean over placebo windows that lie within the records of the account; where none does, the number of
  /// payouts that would fit at any other time and that no other receipt is forced to have.
  private func expected(of receipt: Int) -> ExpectedCoincidences? {
    let own = Set(candidates[numbers(of: receipt)].map(\.payout))
    let columns = books.columns
    guard let moments = books.moments[books.received(receipt).currency] else { return nil }
    let counts = PairGrading.shifts.compactMap { shift -> Int? in
      let start = columns.start[receipt] &+ shift
      guard start &+ model.window.shortest >= moments.lowerBound,
        start &+ model.window.longest <= moments.upperBound
      else { return nil }
      return search.placeboCount(of: receipt, shiftedBy: shift, without: own)
    }
    return ExpectedCoincidences(
      meanOf: counts.isEmpty
        ? [openSearch.countAnywhere(of: receipt, without: own)] : counts)
  }

  /// Returns the indices of a receipt's candidates, which are in the order of receipts.
  private func numbers(of receipt: Int) -> Range<Int> {
    let from = BinarySearch.lowerBound(candidates.count) { candidates[$0].receipt < receipt }
    let end = BinarySearch.lowerBound(candidates.count) { candidates[$0].receipt <= receipt }
    return from..<end
  }

  private func closedBlocks(_ coincidences: [Int: ExpectedCoincidences?]) -> [ClosedBlock] {
    blocks.map { block in
      let payouts = Set(block.payouts)
      let inside = block.receipts.flatMap { receipt in
        numbers(of: receipt).filter {
          classes[$0] != .excluded && payouts.contains(candidates[$0].payout)
        }.map { candidates[$0] }
      }
      let isEstablished = inside.allSatisfy { candidate in
        let count = coincidences[candidate.receipt] ?? nil
        return lacks(candidate, coincidences: count).isEmpty
      }
      var total = MoneyTotals()
      for payout in block.payouts { total.add(books.sent(payout)) }
      return ClosedBlock(
        receipts: block.receipts.map { TransferID($0) },
        payouts: block.payouts.map { TransferID($0) }, total: total,
        grade: isEstablished ? .b : .c)
    }
  }
}
