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

  private let books: HubRecords
  private let model: FittedHub
  private let settings: MatchSettings
  private let completeness: Completeness
  private let precedence: Precedence
  /// The receipts that may be in a set, by currency.
  private let pools: [Currency: Pool]

  /// Receipts of one currency with a positive net amount, in ledger order, and the least net amount of each.
  private struct Pool: Sendable {
    var receipts: [Int] = []
    var nets: [Int64] = []
    var least = LeastTree([])
  }

  init(
    _ books: HubRecords, model: FittedHub, completeness: Completeness, precedence: Precedence,
    settings: MatchSettings, pool: [Int]
  ) {
    self.books = books
    self.model = model
    self.settings = settings
    self.completeness = completeness
    self.precedence = precedence
    var pools: [Currency: Pool] = [:]
    for receipt in pool {
      let gross = books.received(receipt)
      guard let net = model.fees[gross.currency]?.first?.net(of: gross.minorUnits).lowerBound,
        net > 0
      else { continue }
      pools[gross.currency, default: Pool()].receipts.append(receipt)
      pools[gross.currency]?.nets.append(net)
    }
    self.pools = pools.mapValues {
      Pool(receipts: $0.receipts, nets: $0.nets, least: LeastTree($0.nets))
    }
  }

  /// Returns the sets for a payout that no single receipt explains.
  func find(_ payout: Int) -> Outcome {
    let sent = books.sent(payout)
    guard let fee = fee(sent.currency) else { return .nothing }
    let receipts = receipts(before: payout)
    guard receipts.count >= 2 else { return .nothing }
    var results: [(regime: BatchRegime, set: SubsetSum, chance: Coincidences, nets: [Int64])] = []
    for regime in model.batchRegimes {
      guard
        let (amounts, targets) = amounts(receipts, fee: fee, regime: regime, sent: sent.minorUnits)
      else {
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
    let common = lacks(payout, fee: fee, currency: sent.currency, chance: chance)
    let findings = possible.map { number in
      finding(
        payout, receipt: receipts[number], isBackbone: backbone.contains(number), common: common,
        chance: chance, fee: fee,
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
  private func receipts(before payout: Int) -> [Int] {
    let sent = books.sent(payout)
    guard let pool = pools[sent.currency] else { return [] }
    let columns = books.columns
    let earliest = columns.start[payout] &- model.window.guardedLongest &- precedence.longestDay
    var place = BinarySearch.lowerBound(pool.receipts.count) {
      columns.start[pool.receipts[$0]] < earliest
    }
    var found: [Int] = []
    // One receipt more than can be searched is enough to know that there are too many.
    while found.count <= SubsetSum.mostAmounts,
      let next = pool.least.next(from: place, atMost: sent.minorUnits)
    {
      place = next + 1
      let receipt = pool.receipts[next]
      if columns.start[receipt] > precedence.end(payout) &+ precedence.reach { break }
      guard let wait = books.wait(receipt, payout: payout, precedence: precedence),
        wait.lowerBound <= model.window.guardedLongest
      else { continue }
      found.append(receipt)
    }
    return found
  }

  /// Returns the amounts that must add up, and the sums wanted; nil where the fitted rule leaves an amount open.
  private func amounts(
    _ receipts: [Int], fee: FittedFee, regime: BatchRegime, sent: Int64
  ) -> (amounts: [Int64], targets: ClosedRange<Int64>)? {
    switch regime {
    case .eachReceipt:
      var nets: [Int64] = []
      for receipt in receipts {
        let net = fee.net(of: books.received(receipt).minorUnits)
        guard net.lowerBound == net.upperBound else { return nil }
        nets.append(net.lowerBound)
      }
      return (nets, settings.tolerated(sent...sent))
    case .onTotal:
      // The net amount of a sum never falls as the sum grows, so the sums that leave the payout form a range.
      // No receipts add up to more than an amount can be.
      let most = min(Int(sent), Int.max / 2 - 5_000_000) * 2 + 10_000_000
      let wanted = settings.tolerated(sent...sent)
      let low = BinarySearch.lowerBound(most) {
        fee.net(of: Int64($0)).upperBound < wanted.lowerBound
      }
      let high = BinarySearch.lowerBound(most) {
        fee.net(of: Int64($0)).lowerBound <= wanted.upperBound
      }
      guard low < high else { return nil }
      return (receipts.map { books.received($0).minorUnits }, Int64(low)...Int64(high - 1))
    }
  }

  private func lacks(
    _ payout: Int, fee: FittedFee, currency: Currency, chance: ExpectedCoincidences
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
    _ payout: Int, receipt: Int, isBackbone: Bool, common: [LinkFinding.Lack],
    chance: ExpectedCoincidences, fee: FittedFee, share: Int64?, others: [Int]
  ) -> LinkFinding {
    var lacks = common
    if !isBackbone { lacks.insert(.otherPairings, at: 0) }
    let isInWindow =
      books.wait(receipt, payout: payout, precedence: precedence).map(model.window.mayHold) ?? false
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

/// Finds the next of many numbers, in their given order, that does not exceed a limit.
///
/// Each node of a binary tree over the numbers has the least of its part, so that whole parts are passed over: O(log *n*).
struct LeastTree: Sendable {
  /// The nodes: the root at 1, the children of a node at twice its place and one more, the numbers last.
  private var nodes: [Int64]
  private let leaves: Int
  private let count: Int

  init(_ numbers: [Int64]) {
    count = numbers.count
    var leaves = 1
    while leaves < numbers.count { leaves *= 2 }
    self.leaves = leaves
    nodes = Array(repeating: .max, count: 2 * leaves)
    for (place, number) in numbers.enumerated() { nodes[leaves + place] = number }
    for node in stride(from: leaves - 1, through: 1, by: -1) {
      nodes[node] = min(nodes[2 * node], nodes[2 * node + 1])
    }
  }

  /// Returns the first place at or after one whose number does not exceed a limit; nil where there is none.
  func next(from place: Int, atMost limit: Int64) -> Int? {
    guard place < count else { return nil }
    var node = leaves + place
    while nodes[node] > limit {
      // Goes up while this is a right child, then to the right neighbour.
      while node & 1 == 1 { node >>= 1 }
      guard node > 0 else { return nil }
      node += 1
    }
    while node < leaves {
      node *= 2
      if nodes[node] > limit { node += 1 }
    }
    let found = node - leaves
    return found < count ? found : nil
  }
}

/// The way in which a pooled account takes its fee where one payout passes on several receipts.
enum BatchRegime: String, Sendable, Hashable, CaseIterable {
  /// The fee is taken from each receipt; the payout is the sum of the net amounts.
  case eachReceipt = "each receipt less its fee"
  /// The fee is taken from the sum, once.
  case onTotal = "the sum less one fee"

  /// Returns the amount of a payout of some receipts.
  func payout(of receipts: [Int64], _ rule: HubFee) -> Int64 {
    switch self {
    case .eachReceipt: clamped(receipts.lazy.map { rule.net(of: $0) })
    case .onTotal: rule.net(of: clamped(receipts))
    }
  }

  /// Returns the sum of amounts, or the largest number, which is no payout's amount, where the sum is too large.
  private func clamped(_ amounts: some Sequence<Int64>) -> Int64 {
    Int64(clamping: amounts.reduce(Int128(0)) { $0 + Int128($1) })
  }
}

/// The sets of amounts that add up to a sum wanted.
///
/// They are found by meeting in the middle (Horowitz and Sahni, 1974): the sums of either half, one half sorted. Time
/// and memory are O(2^(*n*/2) log) and the number of solutions.
struct SubsetSum: Sendable {
  /// The most amounts that are searched.
  static let mostAmounts = 40
  /// The most solutions that are examined.
  static let mostSolutions = 100_000

  /// The number of sets; at least this many where ``isCut``.
  let solutionCount: Int
  /// The indices of the amounts that are in every set.
  let backbone: [Int]
  /// The indices of the amounts that are in some set.
  let possible: [Int]
  /// True where not all solutions were examined: then the backbone is unknown and left empty.
  let isCut: Bool

  /// - Parameters:
  ///   - amounts: positive, in minor units.
  ///   - targets: the sums wanted.
  init(_ amounts: [Int64], targets: ClosedRange<Int64>) {
    guard amounts.count <= SubsetSum.mostAmounts else {
      self.init(count: 0, all: 0, some: 0, isCut: true)
      return
    }
    let middle = amounts.count / 2
    let left = SubsetSum.sums(amounts[..<middle], from: 0)
    let right = SubsetSum.sums(amounts[middle...], from: middle).sorted {
      ($0.sum, $0.members) < ($1.sum, $1.members)
    }
    var count = 0
    var all = UInt64.max
    var some: UInt64 = 0
    for part in left {
      let lowest = SubsetSum.difference(targets.lowerBound, less: part.sum)
      let highest = SubsetSum.difference(targets.upperBound, less: part.sum)
      var index = BinarySearch.lowerBound(right.count) { right[$0].sum < lowest }
      while index < right.count, right[index].sum <= highest {
        let members = part.members | right[index].members
        index += 1
        guard members != 0 else { continue }
        count += 1
        all &= members
        some |= members
        if count == SubsetSum.mostSolutions {
          self.init(count: count, all: 0, some: some, isCut: true)
          return
        }
      }
    }
    self.init(count: count, all: count == 0 ? 0 : all, some: some, isCut: false)
  }

  private init(count: Int, all: UInt64, some: UInt64, isCut: Bool) {
    func positions(_ members: UInt64) -> [Int] { (0..<64).filter { members >> $0 & 1 == 1 } }
    solutionCount = count
    backbone = positions(all)
    possible = positions(some)
    self.isCut = isCut
  }

  private static func difference(_ amount: Int64, less other: Int64) -> Int64 {
    let (rest, isBeyond) = amount.subtractingReportingOverflow(other)
    return isBeyond ? (other > 0 ? .min : .max) : rest
  }

  private static func sums(
    _ amounts: ArraySlice<Int64>, from first: Int
  ) -> [(sum: Int64, members: UInt64)] {
    var sums: [(sum: Int64, members: UInt64)] = [(0, 0)]
    for (offset, amount) in amounts.enumerated() {
      let bit = UInt64(1) << (first + offset)
      // A sum that 64 bits do not hold is more than any amount wanted.
      sums += sums.compactMap { part in
        let (sum, isTooLarge) = part.sum.addingReportingOverflow(amount)
        return isTooLarge ? nil : (sum, part.members | bit)
      }
    }
    return sums
  }
}
