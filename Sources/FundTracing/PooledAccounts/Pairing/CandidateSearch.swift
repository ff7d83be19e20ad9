internal import PaymentGraph

/// Finds the open payouts of a pooled account that fit an open receipt in amount and time.
///
/// Payouts are sorted once by currency, amount and ledger order; a receipt's candidates are then looked up. O(*p* log
/// *p*) for *p* payouts, and O(log *p* + *c*) a receipt with *c* candidates.
struct CandidateSearch: Sendable {
  private let books: HubRecords
  private let model: FittedHub
  private let precedence: Precedence
  private let settings: MatchSettings
  /// Open payouts that are not refunds, by (reference, currency, amount, ledger order).
  ///
  /// The reference is that of payouts which pair only with receipts that carry the same one, and 0 for all others.
  private let byAmount: [Entry]
  /// The places of the same payouts in ``byAmount`` by (time, place); empty where the tolerance admits few amounts, each
  /// of which is looked up by itself.
  private let byTime: [Int32]
  /// The places of ``byTime``, which finds the smallest amounts of a stretch of time.
  private let inTime: WaveletMatrix
  /// The same payouts by (currency, day, amount, ledger order); empty where no rate is known.
  private let byDay: [Entry]
  /// The candidates of payouts that may give a receipt back, by receipt.
  private let refunds: [Int: [Candidate]]

  private static let day: Int64 = 86_400_000
  private static let fewAmounts: Int64 = 64

  private struct Entry: Sendable {
    let reference: UInt32
    let currency: Currency
    let day: Int64
    let amount: Int64
    let payout: Int
  }

  init(
    _ books: HubRecords, model: FittedHub, precedence: Precedence, settings: MatchSettings
  ) {
    self.books = books
    self.model = model
    self.precedence = precedence
    self.settings = settings
    let found = RefundSearch(books, model: model, precedence: precedence)
    refunds = found.byReceipt
    let entries = books.openPayouts.filter { !found.payouts.contains($0) }.map { payout in
      let sent = books.sent(payout)
      return Entry(
        reference: CandidateSearch.onlyReference(payout, books), currency: sent.currency,
        day: CivilDate.dayStart(of: books.columns.start[payout]),
        amount: sent.minorUnits, payout: payout)
    }
    byAmount = entries.sorted {
      ($0.reference, $0.currency.index, $0.amount, $0.payout)
        < ($1.reference, $1.currency.index, $1.amount, $1.payout)
    }
    byTime = CandidateSearch.byTime(byAmount, books, settings: settings)
    inTime = WaveletMatrix(byTime)
    byDay =
      model.rates.isEmpty
      ? []
      : entries.sorted {
        ($0.currency.index, $0.day, $0.amount, $0.payout)
          < ($1.currency.index, $1.day, $1.amount, $1.payout)
      }
  }

  private static func byTime(
    _ entries: [Entry], _ books: HubRecords, settings: MatchSettings
  ) -> [Int32] {
    guard settings.tolerance > CandidateSearch.fewAmounts else { return [] }
    let start = books.columns.start
    return entries.indices.sorted {
      let (one, other) = (start[entries[$0].payout], start[entries[$1].payout])
      return one == other ? $0 < $1 : one < other
    }.map { Int32(truncatingIfNeeded: $0) }
  }

  /// Returns the candidates of an open receipt, in ledger order of the payouts.
  ///
  /// - Parameter isCut: set to true where more than ``HubMatch/mostCandidates`` fit: then the first
  ///   ``HubMatch/mostCandidatesOfMany`` are returned.
  func candidates(of receipt: Int, isCut: inout Bool) -> [Candidate] {
    var found: [Int: Candidate] = [:]
    var isOver = false
    func add(_ candidate: Candidate) {
      if let known = found[candidate.payout] {
        if candidate.isStronger(than: known) { found[candidate.payout] = candidate }
      } else if found.count < HubMatch.mostCandidates {
        found[candidate.payout] = candidate
      } else {
        isOver = true
      }
    }
    for candidate in refunds[receipt] ?? [] { add(candidate) }
    visit(receipt, shiftedBy: 0, upTo: model.window.guardedLongest) { candidate in
      add(candidate)
      return !isOver
    }
    let sorted = found.values.sorted { $0.payout < $1.payout }
    guard isOver else { return sorted }
    // One candidate of so many shows next to nothing, and all of them at every receipt would cost their product.
    isCut = true
    return Array(sorted.prefix(HubMatch.mostCandidatesOfMany))
  }

  /// Returns the number of payouts that would fit a receipt inside the window if it had come at another time, without
  /// those that fit it as it is.
  func placeboCount(of receipt: Int, shiftedBy shift: Int64, without own: Set<Int>) -> Int {
    var count = 0
    visit(receipt, shiftedBy: shift, upTo: model.window.longest) { candidate in
      if candidate.isInWindow, !own.contains(candidate.payout) { count += 1 }
      return count < HubMatch.mostCandidates
    }
    return count
  }

  /// Returns the same search without some payouts, such as those that certainly belong to other receipts.
  func without(_ payouts: Set<Int>) -> CandidateSearch {
    payouts.isEmpty ? self : CandidateSearch(self, without: payouts)
  }

  private init(_ other: CandidateSearch, without payouts: Set<Int>) {
    books = other.books
    model = other.model
    precedence = other.precedence
    settings = other.settings
    refunds = other.refunds
    byAmount = other.byAmount.filter { !payouts.contains($0.payout) }
    byTime = CandidateSearch.byTime(byAmount, books, settings: settings)
    inTime = WaveletMatrix(byTime)
    byDay = other.byDay.filter { !payouts.contains($0.payout) }
  }

  /// Returns the number of payouts of the account that would fit a receipt at any time, without those that fit it as it
  /// came.
  func countAnywhere(of receipt: Int, without own: Set<Int>) -> Int {
    guard let moments = books.moments[books.received(receipt).currency] else { return 0 }
    var count = 0
    visit(
      receipt, shiftedBy: moments.lowerBound &- books.columns.start[receipt],
      upTo: moments.upperBound &- moments.lowerBound &+ CandidateSearch.day
    ) { candidate in
      if !own.contains(candidate.payout) { count += 1 }
      return count < HubMatch.mostCandidates
    }
    return count
  }

  /// Visits the payouts that fit a receipt, until the body returns false.
  private func visit(
    _ receipt: Int, shiftedBy shift: Int64, upTo longest: Int64, _ body: (Candidate) -> Bool
  ) {
    let gross = books.received(receipt)
    let own = books.columns.references.isEmpty ? 0 : books.columns.references[receipt]
    let references = own == 0 ? [own] : [0, own]
    for (fee, net) in model.nets(of: gross) {
      let amounts = settings.tolerated(net)
      guard amounts.upperBound > 0 else { continue }
      let visited = visitAmounts(
        max(1, amounts.lowerBound)...amounts.upperBound, receipt: receipt, references: references,
        shift: shift, longest: longest, fee: fee, expected: net, body: body)
      if !visited { return }
      if !visitConverted(receipt, shift: shift, longest: longest, fee: fee, net: net, body: body) {
        return
      }
    }
  }

  /// Visits the payouts of some amounts, by amount, reference and ledger order.
  private func visitAmounts(
    _ amounts: ClosedRange<Int64>, receipt: Int, references: [UInt32], shift: Int64,
    longest: Int64, fee: FittedFee?, expected: ClosedRange<Int64>, body: (Candidate) -> Bool
  ) -> Bool {
    let currency = books.received(receipt).currency.index
    let isExact = expected.lowerBound == expected.upperBound
    func first(_ reference: UInt32, _ amount: Int64, after: Bool) -> Int {
      BinarySearch.lowerBound(byAmount.count) {
        let (entry, key) = (byAmount[$0], (reference, currency, amount))
        let own = (entry.reference, entry.currency.index, entry.amount)
        return after ? own <= key : own < key
      }
    }
    var ranges = references.map { reference in
      let start = first(reference, amounts.lowerBound, after: false)
      guard amounts.lowerBound < amounts.upperBound else {
        return start..<first(reference, amounts.lowerBound, after: true)
      }
      return start..<first(reference, amounts.upperBound, after: true)
    }
    if !byTime.isEmpty, ranges.reduce(0, { $0 + $1.count }) > HubMatch.mostCandidates {
      return visitInTime(
        ranges, receipt: receipt, shift: shift, longest: longest, fee: fee, expected: expected,
        isExact: isExact, body: body)
    }
    while let next = ranges.filter({ !$0.isEmpty }).map({ byAmount[$0.lowerBound].amount }).min() {
      for (place, reference) in references.enumerated()
      where !ranges[place].isEmpty && byAmount[ranges[place].lowerBound].amount == next {
        let end =
          byAmount[ranges[place].upperBound - 1].amount == next
          ? ranges[place].upperBound : first(reference, next, after: true)
        let visited = visit(
          byAmount[ranges[place].lowerBound..<end], receipt: receipt, shift: shift,
          longest: longest, fee: fee, expected: expected, isExact: isExact, isOneAmount: true,
          body: body)
        if !visited { return false }
        ranges[place] = end..<ranges[place].upperBound
      }
    }
    return true
  }

  /// Visits the payouts of some ranges that may fit a receipt in time, by amount, reference and ledger order.
  ///
  /// A wide tolerance admits most amounts of years, of which the window leaves a few; a wide window leaves most of them,
  /// of which the first amounts suffice.
  private func visitInTime(
    _ ranges: [Range<Int>], receipt: Int, shift: Int64, longest: Int64, fee: FittedFee?,
    expected: ClosedRange<Int64>, isExact: Bool, body: (Candidate) -> Bool
  ) -> Bool {
    let columns = books.columns
    let earliest = columns.start[receipt] &+ shift &- precedence.longestDay
    let latest = precedence.end(receipt) &+ shift &+ precedence.reach
    let from = BinarySearch.lowerBound(byTime.count) {
      columns.start[byAmount[Int(byTime[$0])].payout] <= earliest
    }
    let end = BinarySearch.lowerBound(byTime.count) {
      columns.start[byAmount[Int(byTime[$0])].payout] &- latest <= longest
    }
    guard from < end else { return true }
    var ranks = ranges.map { range in
      inTime.count(
        below: range.lowerBound, in: from..<end)..<inTime.count(
          below: range.upperBound, in: from..<end)
    }
    func place(_ list: Int) -> Int? {
      ranks[list].isEmpty ? nil : inTime.number(after: ranks[list].lowerBound, in: from..<end)
    }
    var places = ranges.indices.map(place)
    while true {
      var next: (list: Int, place: Int)?
      for (list, place) in places.enumerated() {
        guard let place else { continue }
        // The ranges follow each other by reference, so that the first keeps its turn at equal amounts.
        if let known = next, byAmount[known.place].amount <= byAmount[place].amount { continue }
        next = (list, place)
      }
      guard let (list, at) = next else { return true }
      let isWanted = visit(
        byAmount[at...at], receipt: receipt, shift: shift, longest: longest, fee: fee,
        expected: expected, isExact: isExact, isOneAmount: false, body: body)
      guard isWanted else { return false }
      ranks[list] = ranks[list].dropFirst()
      places[list] = place(list)
    }
  }

  private func visitConverted(
    _ receipt: Int, shift: Int64, longest: Int64, fee: FittedFee?, net: ClosedRange<Int64>,
    body: (Candidate) -> Bool
  ) -> Bool {
    let currency = books.received(receipt).currency
    let first = CivilDate.dayStart(of: books.columns.start[receipt] &+ shift &- precedence.reach)
    let last = books.columns.start[receipt] &+ shift &+ longest &+ precedence.longestDay
    for target in model.rates.targets(of: currency) {
      for day in stride(from: first, through: last, by: Int(CandidateSearch.day)) {
        guard let amounts = model.rates.converted(net, from: currency, to: target, day: day) else {
          continue
        }
        let (low, high) = (
          settings.tolerated(amounts).lowerBound, settings.tolerated(amounts).upperBound
        )
        let from = BinarySearch.lowerBound(byDay.count) {
          (byDay[$0].currency.index, byDay[$0].day, byDay[$0].amount) < (target.index, day, low)
        }
        let end = BinarySearch.lowerBound(byDay.count) {
          (byDay[$0].currency.index, byDay[$0].day, byDay[$0].amount) <= (target.index, day, high)
        }
        guard from < end else { continue }
        if !visit(
          byDay[from..<end], receipt: receipt, shift: shift, longest: longest, fee: fee,
          expected: amounts, isExact: false,
          isOneAmount: false, body: body)
        {
          return false
        }
      }
    }
    return true
  }

  private func visit(
    _ entries: ArraySlice<Entry>, receipt: Int, shift: Int64, longest: Int64,
    fee: FittedFee?, expected: ClosedRange<Int64>, isExact: Bool, isOneAmount: Bool,
    body: (Candidate) -> Bool
  ) -> Bool {
    let columns = books.columns
    let start = columns.start[receipt] &+ shift
    let end = precedence.end(receipt) &+ shift
    // Open payouts have stretches of a day at the most; those that start a day before are too early.
    let skipped =
      isOneAmount
      ? BinarySearch.lowerBound(entries.count) {
        columns.start[entries[entries.startIndex + $0].payout] &+ precedence.longestDay <= start
      } : 0
    for entry in entries[(entries.startIndex + skipped)...] {
      let payout = entry.payout
      let payoutStart = columns.start[payout]
      if payoutStart &- end &- precedence.reach > longest {
        if isOneAmount { break }
        continue
      }
      let payoutEnd = precedence.end(payout)
      let wait: ClosedRange<Int64>
      if shift == 0 {
        guard let known = books.wait(receipt, payout: payout, precedence: precedence) else {
          continue
        }
        wait = known
      } else {
        guard payoutEnd > start else { continue }
        let least = max(0, payoutStart &- (end &- 1))
        wait = least...max(least, payoutEnd &- 1 &- start)
      }
      guard wait.lowerBound <= longest, isAllowed(receipt, payout) else { continue }
      let candidate = Candidate(
        receipt: receipt, payout: payout, expected: expected, fee: fee, isExact: isExact,
        isInWindow: model.window.mayHold(wait), isRefund: false)
      if !body(candidate) { return false }
    }
    return true
  }

  /// Returns true where the references of two transfers do not exclude that they belong together: a payout whose
  /// reference several receipts carry belongs to one of those.
  ///
  /// Two different references do not exclude it: the payout may carry its bank's own number.
  private func isAllowed(_ receipt: Int, _ payout: Int) -> Bool {
    let reference = CandidateSearch.onlyReference(payout, books)
    return reference == 0 || books.columns.references[receipt] == reference
  }

  /// Returns the reference that a receipt of a payout must carry; 0 where it may carry any.
  private static func onlyReference(_ payout: Int, _ books: HubRecords) -> UInt32 {
    books.problems[payout] == .ambiguousReference ? books.columns.references[payout] : 0
  }
}

/// A receipt and a payout that fit each other in amount and time.
struct Candidate: Sendable {
  let receipt: Int
  let payout: Int
  /// The net amount of the receipt, in minor units of the payout's currency.
  let expected: ClosedRange<Int64>
  /// The rule that gives the net amount; nil where none is known.
  let fee: FittedFee?
  /// True where the amount is exact under that rule, not merely within a range or a tolerance.
  let isExact: Bool
  /// True where the wait may be within the fitted window.
  let isInWindow: Bool
  /// True where the payout gives the receipt back to its payer.
  let isRefund: Bool

  /// Returns true where it says more of the pair than another candidate of the same pair.
  func isStronger(than other: Candidate) -> Bool {
    if isRefund != other.isRefund { return isRefund }
    if isExact != other.isExact { return isExact }
    return (fee?.obeying ?? 0) > (other.fee?.obeying ?? 0)
  }
}

/// The receipts and payouts that fit each other: a bipartite graph, each side numbered from 0.
struct PairingGraph: Sendable {
  /// A receipt and a payout that fit.
  struct Edge: Hashable, Sendable {
    let receipt: Int
    let payout: Int
  }

  let receiptCount: Int
  let payoutCount: Int
  /// The edges, by receipt and then payout, each once.
  let edges: [Edge]
  /// The index of the first edge of each receipt; one more entry than receipts.
  private let starts: [Int]

  init(receiptCount: Int, payoutCount: Int, edges: [Edge]) {
    self.receiptCount = receiptCount
    self.payoutCount = payoutCount
    self.edges = Set(edges).sorted { ($0.receipt, $0.payout) < ($1.receipt, $1.payout) }
    var starts = Array(repeating: 0, count: receiptCount + 1)
    for edge in self.edges { starts[edge.receipt + 1] += 1 }
    for receipt in 0..<receiptCount { starts[receipt + 1] += starts[receipt] }
    self.starts = starts
  }

  /// Returns the indices of the edges of a receipt.
  func edges(of receipt: Int) -> Range<Int> { starts[receipt]..<starts[receipt + 1] }
}
