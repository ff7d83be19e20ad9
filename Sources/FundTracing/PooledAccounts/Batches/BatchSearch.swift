internal import PaymentGraph

/// Finds sets of open receipts that one payout may pass on together.
///
/// The receipts considered are those within the guarded window before the payout. The number of sets that would fit by
/// chance is estimated first: where it is more than a few, no set is searched.
struct BatchSearch: Sendable {
  /// The result for one payout.
  struct Outcome: Sendable {
    let findings: [LinkFinding]
    /// The reason why nothing could be decided; nil where something was, or where nothing fits.
    let undecided: String?

    static let nothing = Outcome(findings: [], undecided: nil)
  }

  private let books: HubBooks
  private let model: HubModel
  private let settings: MatchSettings
  private let completeness: Completeness
  private let precedence: Precedence
  /// The receipts that may be in a set, in ledger order.
  private let pool: [Int]

  init(
    _ books: HubBooks, _ model: HubModel, _ completeness: Completeness, _ precedence: Precedence,
    _ settings: MatchSettings, pool: [Int]
  ) {
    self.books = books
    self.model = model
    self.settings = settings
    self.completeness = completeness
    self.precedence = precedence
    self.pool = pool
  }

  /// Returns the sets for a payout that no single receipt explains.
  func find(_ payout: Int) -> Outcome {
    let sent = books.sent(payout)
    guard let fee = fee(sent.currency) else { return .nothing }
    let receipts = receipts(before: payout, fee)
    guard receipts.count >= 2 else { return .nothing }
    var results: [(regime: BatchRegime, set: SubsetSum, chance: Coincidences, nets: [Int64])] = []
    for regime in model.batchRegimes {
      guard let (amounts, targets) = amounts(receipts, fee, regime, sent.minorUnits) else {
        continue
      }
      let chance = Coincidences(
        amounts, target: targets.lowerBound, width: targets.upperBound - targets.lowerBound)
      guard amounts.count <= SubsetSum.mostAmounts,
        chance.expected <= settings.mostCoincidencesSearched
      else {
        return Outcome(
          findings: [],
          undecided: "\(amounts.count) receipts could be part of it, and "
            + "\(chance.expected.text) sets of them would fit by chance")
      }
      let set = SubsetSum(amounts, targets: targets)
      if set.isCut {
        return Outcome(
          findings: [],
          undecided: "more than \(SubsetSum.mostSolutions) sets of \(amounts.count) receipts fit")
      }
      if set.solutionCount > 0 { results.append((regime, set, chance, amounts)) }
    }
    guard let first = results.first else { return .nothing }
    // A receipt that is in every set under one way of taking fees need not be so under the other.
    let isOneRegime = results.count == 1
    let backbone =
      isOneRegime
      ? Set(first.set.backbone)
      : results.dropFirst().reduce(Set(first.set.backbone)) { $0.intersection($1.set.backbone) }
    let possible = Set(results.flatMap(\.set.possible)).sorted()
    let chance = results.map(\.chance.expected).max() ?? first.chance.expected
    let common = lacks(payout, fee, sent.currency, chance)
    let findings = possible.map { number in
      finding(
        payout, receipts[number], isBackbone: backbone.contains(number), common, chance, fee,
        share: isOneRegime && first.regime == .eachReceipt ? first.nets[number] : nil,
        others: possible.filter { !backbone.contains($0) && $0 != number }.map { receipts[$0] })
    }
    return Outcome(findings: BatchSearch.together(findings), undecided: nil)
  }

  /// Returns findings in which a set is as certain as its least certain receipt: graded B only if each receipt is.
  private static func together(_ findings: [LinkFinding]) -> [LinkFinding] {
    guard findings.contains(where: { $0.link.grade > .b }) else { return findings }
    return findings.map { $0.link.grade > .b ? $0 : $0.uncertain }
  }

  /// Returns true where sets of two or more receipts may explain a payout, or where that cannot be decided.
  func mayFit(_ payout: Int) -> Bool {
    let outcome = find(payout)
    return outcome.undecided != nil
      || outcome.findings.contains { !$0.otherReceipts.isEmpty || outcome.findings.count > 1 }
  }

  private func fee(_ currency: Currency) -> FittedFee? {
    model.fees[currency]?.first
  }

  /// Returns the receipts in the payout's currency that may have come within the guarded window before it and whose net
  /// amount does not exceed it.
  private func receipts(before payout: Int, _ fee: FittedFee) -> [Int] {
    let sent = books.sent(payout)
    let columns = books.columns
    let earliest = columns.start[payout] &- model.window.guardedLongest &- precedence.longestDay
    let first = LinkSet.lowerBound(pool.count) { columns.start[pool[$0]] < earliest }
    var found: [Int] = []
    for receipt in pool[first...] {
      // One receipt more than can be searched is enough to know that there are too many.
      if found.count > SubsetSum.mostAmounts { break }
      if columns.start[receipt] > precedence.end(payout) &+ precedence.reach { break }
      let gross = books.received(receipt)
      guard gross.currency == sent.currency,
        let wait = books.wait(receipt, payout, precedence),
        wait.lowerBound <= model.window.guardedLongest
      else { continue }
      let net = fee.net(of: gross.minorUnits)
      if net.lowerBound > 0, net.lowerBound <= sent.minorUnits { found.append(receipt) }
    }
    return found
  }

  /// Returns the amounts that must add up, and the sums wanted; nil where the fitted rule leaves an amount open.
  private func amounts(
    _ receipts: [Int], _ fee: FittedFee, _ regime: BatchRegime, _ sent: Int64
  ) -> (amounts: [Int64], targets: ClosedRange<Int64>)? {
    switch regime {
    case .eachReceipt:
      var nets: [Int64] = []
      for receipt in receipts {
        let net = fee.net(of: books.received(receipt).minorUnits)
        guard net.lowerBound == net.upperBound else { return nil }
        nets.append(net.lowerBound)
      }
      return (nets, sent - settings.tolerance...sent + settings.tolerance)
    case .onTotal:
      // The net amount of a sum never falls as the sum grows, so the sums that leave the payout form a range.
      let low = LinkSet.lowerBound(Int(sent) * 2 + 10_000_000) {
        fee.net(of: Int64($0)).upperBound < sent - settings.tolerance
      }
      let high = LinkSet.lowerBound(Int(sent) * 2 + 10_000_000) {
        fee.net(of: Int64($0)).lowerBound <= sent + settings.tolerance
      }
      guard low < high else { return nil }
      return (receipts.map { books.received($0).minorUnits }, Int64(low)...Int64(high - 1))
    }
  }

  private func lacks(
    _ payout: Int, _ fee: FittedFee, _ currency: Currency, _ chance: ExpectedCoincidences
  ) -> [LinkFinding.Lack] {
    var lacks: [LinkFinding.Lack] = []
    if !model.isGeneral(currency, settings) { lacks.append(.weakRule) }
    if !model.window.isKnown { lacks.append(.noWindow) }
    let start = books.columns.start[payout]
    if !completeness.covers(
      currency, from: start &- model.window.guardedLongest,
      to: max(start, precedence.end(payout) &- 1))
    {
      lacks.append(.incompleteRecords)
    }
    if chance > settings.mostCoincidences { lacks.append(.coincidences) }
    return lacks
  }

  private func finding(
    _ payout: Int, _ receipt: Int, isBackbone: Bool, _ common: [LinkFinding.Lack],
    _ chance: ExpectedCoincidences, _ fee: FittedFee, share: Int64?, others: [Int]
  ) -> LinkFinding {
    var lacks = common
    if !isBackbone { lacks.insert(.otherPairings, at: 0) }
    let isInWindow =
      books.wait(receipt, payout, precedence).map(model.window.mayHold) ?? false
    if !isInWindow { lacks.append(.outsideWindow) }
    let isCrowded = others.count >= settings.mostAlternatives
    if isCrowded { lacks.append(.tooMany) }
    let isWeak = !isBackbone && chance > settings.mostCoincidencesForC
    let grade: Grade = lacks.isEmpty ? .b : isWeak || isCrowded || !isInWindow ? .d : .c
    let gross = books.received(receipt)
    return LinkFinding(
      link: Link(
        inbound: TransferID(receipt), outbound: TransferID(payout), grade: grade, basis: .batch,
        // Only a receipt that is in every set has a known share.
        share: isBackbone
          ? share.map { Money(minorUnits: $0, currency: gross.currency) } : nil),
      lacks: lacks, coincidences: chance, fee: fee, expected: fee.net(of: gross.minorUnits),
      otherReceipts: others.sorted().map { TransferID($0) }, otherPayouts: [])
  }
}
