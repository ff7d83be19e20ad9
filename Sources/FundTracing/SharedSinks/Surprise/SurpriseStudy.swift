internal import Glibc
internal import PaymentGraph

/// Compares the victims' sinks with the accounts that other payers' money reaches.
struct SurpriseStudy {
  /// The comparison for each account; empty where it could not be made.
  let surprises: [Int: Surprise]
  /// The note that says what was compared, or why nothing was.
  let note: String

  /// The most work that is done without being asked for: transfers times blocks of 64 payers.
  private static let budget = 100_000_000

  /// - Parameters:
  ///   - sinks: the accounts.
  ///   - reached: their victims, in the same order.
  ///   - space: the context of the question, with the links of the weakest evidence asked for.
  ///   - marks: the transfers on a victim's walk.
  init(
    _ sinks: [Int], reached: SinkVictims, space: WalkContext,
    sources: [(account: Int, claims: [Int])], marks: TransferMarks
  ) {
    if let obstacle = ExtractControls.obstacle(space) {
      surprises = [:]
      note = sinks.isEmpty ? "" : obstacle
      return
    }
    let payers = space.view.ledger.payerCount
    let isExtract = space.view.ledger.extract != nil
    guard isExtract || (payers / 64 + 1) * max(1, space.columns.count) <= SurpriseStudy.budget
    else {
      surprises = [:]
      note =
        sinks.isEmpty
        ? ""
        : "surprise is not computed, because following \(payers) other payers would take too long; limit the period or the currency"
      return
    }
    let holders = SurpriseStudy.holders(sources, space)
    let victimCount = Set(holders).count
    let isExcluded = SurpriseStudy.excluded(space, sources: sources, marks: marks)
    let others: [Int]
    let comparable: Int
    var sample = ""
    if let followed = ExtractControls(of: sinks, space: space, isExcluded: isExcluded) {
      (others, comparable, sample) = (followed.counts, followed.comparable, followed.sample)
    } else {
      let controls = SurpriseStudy.controls(space, isExcluded)
      guard !sinks.isEmpty, !controls.isEmpty else {
        surprises = [:]
        note = ""
        return
      }
      let reach = VictimCounts(space, controls)
      let reaching = SinkVictims(of: sinks, reach, space: space, sources: controls)
      others = sinks.indices.map(reaching.count)
      comparable = reaching.distinctCount(of: controls.count)
    }
    guard !sinks.isEmpty else {
      surprises = [:]
      note = ""
      return
    }
    // Payers who reach none of these accounts do not show which of them is special: with them the answer would depend
    // on how many unrelated rows were loaded.
    guard comparable >= max(10, victimCount / 2) else {
      surprises = [:]
      note =
        "popularity unknown: only \(comparable) payers other than the victims reach any of these accounts, so no surprise is computed"
      return
    }
    var accounts: [Int] = []
    var counts: [(victims: Int, others: Int, model: Hypergeometric)] = []
    for (number, account) in sinks.enumerated() {
      let victims = Set(reached[number].map { holders[$0] }).count
      let others = others[number]
      guard
        let model = Hypergeometric(
          population: victimCount + comparable, marked: victims + others, drawn: victimCount)
      else { continue }
      accounts.append(account)
      counts.append((victims, others, model))
    }
    let rates = MultipleTests.benjaminiHochberg(counts.map { $0.model.midTail(from: $0.victims) })
    var found: [Int: Surprise] = [:]
    for (index, account) in accounts.enumerated() {
      let (victims, others, model) = counts[index]
      let lift = Lift(
        victims: victims, of: victimCount, others: others, of: comparable)
      found[account] = Surprise(
        victims: victims, victimCount: victimCount, others: others, otherCount: comparable,
        probability: model.upperTail(from: victims), falseDiscoveryRate: rates[index],
        lift: lift.ratio, rateRatio: lift.estimate, liftLowerLimit: lift.lowerLimit)
    }
    surprises = found
    note =
      "surprise compares \(victimCount) independent victims with the \(comparable) other payers who reach any of these accounts\(sample), followed in the same way; beyond chance: false discovery rate at most \(Surprise.rateLimit) and lift at least \(Surprise.liftLimit) at its lower 95% limit"
  }

  /// Returns for each source the index of the first one with the same holder: one household, one account held by two,
  /// and one person's two accounts are one victim.
  private static func holders(
    _ sources: [(account: Int, claims: [Int])], _ space: WalkContext
  ) -> [Int] {
    var first: [String: Int] = [:]
    return sources.enumerated().map { position, source in
      guard let holder = space.view.ledger.account(AccountID(source.account)).details.holder else {
        return position
      }
      let known = first[holder] ?? position
      first[holder] = known
      return known
    }
  }

  /// Returns true, by account, for victims, pooled accounts and accounts that the victims' money reached.
  private static func excluded(
    _ space: WalkContext, sources: [(account: Int, claims: [Int])], marks: TransferMarks
  ) -> [Bool] {
    var isExcluded = space.pooled
    for source in sources { isExcluded[source.account] = true }
    let beneficiary = space.columns.beneficiary
    if let onWalks = marks.list {
      for transfer in onWalks { isExcluded[Int(beneficiary[Int(transfer)])] = true }
    } else {
      for transfer in beneficiary.indices where marks[transfer] {
        isExcluded[Int(beneficiary[transfer])] = true
      }
    }
    return isExcluded
  }

  /// Returns the payers to compare with: all that pay in scope, except those that are excluded, and stand-ins for
  /// unnamed parties.
  private static func controls(
    _ space: WalkContext, _ isExcluded: [Bool]
  ) -> [(account: Int, claims: [Int])] {
    isExcluded.indices.compactMap { account in
      guard !isExcluded[account], space.view.ledger.isNamed(account) else { return nil }
      let claims = space.outgoing[account].map(Int.init).filter(space.view.contains)
      return claims.isEmpty ? nil : (account, claims)
    }
  }
}

/// The ratio of the rates at which victims and others reach an account, with a lower limit that stays small where cases
/// are few.
///
/// The rates get half a case on either side (Jeffreys), and the lower limit is that of a 95 per cent
/// interval on the logarithmic scale (Katz), so that two of two does not outrank nine of twelve.
package struct Lift: Sendable, Hashable {
  /// The ratio of the plain rates: (k/n) / (K/N).
  package let ratio: Double
  /// The rate of victims over that of the others, each with half a case on either side.
  package let estimate: Double
  /// The lower limit of the estimate.
  package let lowerLimit: Double

  package init(victims: Int, of victimCount: Int, others: Int, of otherCount: Int) {
    let population = Double(victimCount + otherCount)
    let reaching = Double(victims + others)
    ratio =
      victimCount == 0 || reaching == 0
      ? 0 : Double(victims) / Double(victimCount) / (reaching / population)
    let (k, n) = (Double(victims) + 0.5, Double(victimCount) + 1)
    let (c, m) = (Double(others) + 0.5, Double(otherCount) + 1)
    let deviation = (1 / k - 1 / n + 1 / c - 1 / m).squareRoot()
    estimate = (k / n) / (c / m)
    lowerLimit = estimate * exp(-1.959_963_984_540_054 * deviation)
  }
}

/// Corrects probabilities for the number of questions that were asked at once.
package enum MultipleTests {
  /// Returns values adjusted by Benjamini and Hochberg's step-up: of all accounts called surprising at *q*, at most the
  /// share *q* is expected to be called so by chance.
  ///
  /// - Parameter tested: the number of questions, where values are given only for those that found something.
  /// - Returns: the adjusted values in the order of the input.
  package static func benjaminiHochberg(_ values: [Double], tested: Int = 0) -> [Double] {
    let tested = max(tested, values.count)
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var adjusted = values
    var least = 1.0
    for (rank, index) in order.enumerated().reversed() {
      least = min(least, values[index] * (Double(tested) / Double(rank + 1)))
      adjusted[index] = least
    }
    return adjusted
  }

  /// Returns values adjusted by Holm's step-down: the probability that any account called surprising is so by chance is
  /// at most the adjusted value.
  ///
  /// It serves the few accounts that a report names.
  ///
  /// - Returns: the adjusted values in the order of the input.
  package static func holm(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var adjusted = values
    var most = 0.0
    for (rank, index) in order.enumerated() {
      most = max(most, min(1, values[index] * Double(values.count - rank)))
      adjusted[index] = most
    }
    return adjusted
  }
}

/// The comparison of victims with other payers: whether more victims reach an account than chance would have it.
///
/// The comparison is fair where the others are followed in the same way: their payments along walks of the same length
/// and through the same links. See <doc:Surprise>.
public struct Surprise: Sendable, Hashable {
  /// The number of independent victims (one for each holder) that reach the account.
  public let victims: Int
  /// The number of all independent victims.
  public let victimCount: Int
  /// The number of other payers that reach the account.
  public let others: Int
  /// The number of other payers that reach any of the accounts examined.
  public let otherCount: Int
  /// The probability of as many victims or more (hypergeometric upper tail).
  public let probability: Double
  /// The probability with half the probability of just as many, corrected for the number of accounts examined
  /// (Benjamini and Hochberg).
  public let falseDiscoveryRate: Double
  /// The ratio of the rate at which victims reach the account to that of all payers.
  public let lift: Double
  /// The best estimate of the ratio of the victims' rate to the others' rate.
  public let rateRatio: Double
  /// The lower 95 per cent limit of that ratio.
  public let liftLowerLimit: Double

  /// The false discovery rate up to which an account is beyond chance.
  public static let rateLimit = 0.01
  /// The lower limit of the lift from which an account is beyond chance: a smaller effect can come from the way payers
  /// got into the records.
  public static let liftLimit = 1.5

  /// True where chance and popularity do not explain the account.
  public var isBeyondChance: Bool {
    falseDiscoveryRate <= Surprise.rateLimit && liftLowerLimit >= Surprise.liftLimit
  }

  /// True where the others reach the account nearly as often, so that popularity explains it.
  ///
  /// An account that is neither explained nor beyond chance is open: there are too few cases to tell.
  public var isExplained: Bool { !isBeyondChance && rateRatio < Surprise.liftLimit }

  /// The share of victims among the payers who reach the account, 0 to 1.
  public var exclusivity: Double {
    victims + others == 0 ? 0 : Double(victims) / Double(victims + others)
  }
}
