internal import PaymentGraph

/// Finds the open payouts of a pooled account that fit an open receipt in amount and time.
///
/// Payouts are sorted once by currency, amount and ledger order; a receipt's candidates are then looked up. O(*p* log
/// *p*) for *p* payouts, and O(log *p* + *c*) a receipt with *c* candidates.
struct CandidateSearch: Sendable {
  private let books: HubBooks
  private let model: HubModel
  private let precedence: Precedence
  private let settings: MatchSettings
  /// Open payouts that are not refunds, by (currency, amount, ledger order).
  private let byAmount: [Entry]
  /// The same payouts by (currency, day, amount, ledger order); empty where no rate is known.
  private let byDay: [Entry]
  /// The candidates of payouts that may give a receipt back, by receipt.
  private let refunds: [Int: [Candidate]]

  private static let day: Int64 = 86_400_000
  /// The longest wait for a record that calls itself a refund, in milliseconds.
  private static let longestRefund: Int64 = 180 * day

  private struct Entry: Sendable {
    let currency: Currency
    let day: Int64
    let amount: Int64
    let payout: Int
  }

  init(
    _ books: HubBooks, _ model: HubModel, _ precedence: Precedence, _ settings: MatchSettings
  ) {
    self.books = books
    self.model = model
    self.precedence = precedence
    self.settings = settings
    let (refunds, returns) = CandidateSearch.refunds(books, model, precedence)
    self.refunds = refunds
    let entries = books.openPayouts.filter { !returns.contains($0) }.map { payout in
      let sent = books.sent(payout)
      return Entry(
        currency: sent.currency, day: CivilDate.dayStart(of: books.columns.start[payout]),
        amount: sent.minorUnits, payout: payout)
    }
    byAmount = entries.sorted {
      ($0.currency.index, $0.amount, $0.payout) < ($1.currency.index, $1.amount, $1.payout)
    }
    byDay =
      model.rates.isEmpty
      ? []
      : entries.sorted {
        ($0.currency.index, $0.day, $0.amount, $0.payout)
          < ($1.currency.index, $1.day, $1.amount, $1.payout)
      }
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
    for (fee, net) in model.nets(of: gross) {
      let isExact = net.lowerBound == net.upperBound
      for amount in net.lowerBound - settings.tolerance...net.upperBound + settings.tolerance
      where amount > 0 {
        let first = LinkSet.lowerBound(byAmount.count) {
          (byAmount[$0].currency.index, byAmount[$0].amount) < (gross.currency.index, amount)
        }
        let end = LinkSet.lowerBound(byAmount.count) {
          (byAmount[$0].currency.index, byAmount[$0].amount) <= (gross.currency.index, amount)
        }
        let visited = visit(
          byAmount[first..<end], receipt, shift, longest, fee, net,
          isExact: isExact, isOneAmount: true, body)
        if !visited { return }
      }
      if !visitConverted(receipt, shift, longest, fee, net, body) { return }
    }
  }

  private func visitConverted(
    _ receipt: Int, _ shift: Int64, _ longest: Int64, _ fee: FittedFee?, _ net: ClosedRange<Int64>,
    _ body: (Candidate) -> Bool
  ) -> Bool {
    let currency = books.received(receipt).currency
    let first = CivilDate.dayStart(of: books.columns.start[receipt] &+ shift &- precedence.reach)
    let last = books.columns.start[receipt] &+ shift &+ longest &+ precedence.longestDay
    for target in model.rates.targets(of: currency) {
      for day in stride(from: first, through: last, by: Int(CandidateSearch.day)) {
        guard let amounts = model.rates.converted(net, from: currency, to: target, day: day) else {
          continue
        }
        let low = amounts.lowerBound - settings.tolerance
        let high = amounts.upperBound + settings.tolerance
        let from = LinkSet.lowerBound(byDay.count) {
          (byDay[$0].currency.index, byDay[$0].day, byDay[$0].amount) < (target.index, day, low)
        }
        let end = LinkSet.lowerBound(byDay.count) {
          (byDay[$0].currency.index, byDay[$0].day, byDay[$0].amount) <= (target.index, day, high)
        }
        guard from < end else { continue }
        if !visit(
          byDay[from..<end], receipt, shift, longest, fee, amounts, isExact: false,
          isOneAmount: false, body)
        {
          return false
        }
      }
    }
    return true
  }

  private func visit(
    _ entries: ArraySlice<Entry>, _ receipt: Int, _ shift: Int64, _ longest: Int64,
    _ fee: FittedFee?, _ expected: ClosedRange<Int64>, isExact: Bool, isOneAmount: Bool,
    _ body: (Candidate) -> Bool
  ) -> Bool {
    let columns = books.columns
    let start = columns.start[receipt] &+ shift
    let end = precedence.end(receipt) &+ shift
    // Open payouts have stretches of a day at the most; those that start a day before are too early.
    let skipped =
      isOneAmount
      ? LinkSet.lowerBound(entries.count) {
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
        guard let known = books.wait(receipt, payout, precedence) else { continue }
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
    guard books.problems[payout] == .ambiguousReference else { return true }
    return books.columns.references[receipt] == books.columns.references[payout]
  }

  /// Returns the payouts that may give a receipt back, by receipt, and all payouts that can only be refunds.
  private static func refunds(
    _ books: HubBooks, _ model: HubModel, _ precedence: Precedence
  ) -> (byReceipt: [Int: [Candidate]], payouts: Set<Int>) {
    struct Key: Hashable {
      let account: UInt32
      let amount: Money
    }
    let columns = books.columns
    var receipts: [Key: [Int]] = [:]
    for receipt in books.openReceipts {
      let key = Key(account: columns.payer[receipt], amount: books.received(receipt))
      receipts[key, default: []].append(receipt)
    }
    var found: [Int: [Candidate]] = [:]
    var payouts: Set<Int> = []
    for payout in books.openPayouts {
      let isReturn = books.isReturn(payout)
      if isReturn { payouts.insert(payout) }
      let sent = books.sent(payout)
      let key = Key(account: columns.beneficiary[payout], amount: sent)
      let longest = isReturn ? longestRefund : model.window.guardedLongest
      let own = receipts[key] ?? []
      let earliest = columns.start[payout] &- longest &- precedence.longestDay
      let first = LinkSet.lowerBound(own.count) { columns.start[own[$0]] < earliest }
      for receipt in own[first...] {
        if columns.start[receipt] > precedence.end(payout) &+ precedence.reach { break }
        guard let wait = books.wait(receipt, payout, precedence), wait.lowerBound <= longest else {
          continue
        }
        payouts.insert(payout)
        guard found[receipt, default: []].count < HubMatch.mostCandidates else { break }
        found[receipt, default: []].append(
          Candidate(
            receipt: receipt, payout: payout, expected: sent.minorUnits...sent.minorUnits, fee: nil,
            isExact: true, isInWindow: isReturn || model.window.mayHold(wait), isRefund: true))
      }
    }
    return (found, payouts)
  }
}
