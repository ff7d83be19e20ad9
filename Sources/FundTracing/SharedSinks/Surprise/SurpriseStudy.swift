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
    _ sinks: [Int], reached: SinkVictims, space: WalkSpace,
    sources: [(account: Int, claims: [Int])], marks: TransferMarks
  ) {
    let payers = space.view.ledger.payerCount
    guard (payers / 64 + 1) * max(1, space.columns.count) <= SurpriseStudy.budget else {
      surprises = [:]
      note =
        sinks.isEmpty
        ? ""
        : "surprise is not computed, because following \(payers) other payers would take too long; limit the period or the currency"
      return
    }
    let holders = SurpriseStudy.holders(sources, space)
    let victimCount = Set(holders).count
    let controls = SurpriseStudy.controls(space, sources: sources, marks: marks)
    guard !sinks.isEmpty, !controls.isEmpty else {
      surprises = [:]
      note = ""
      return
    }
    let reach = Convergence(space, controls)
    let reaching = SinkVictims(of: sinks, reach, space: space, sources: controls)
    // Payers who reach none of these accounts do not show which of them is special: with them the answer would depend
    // on how many unrelated rows were loaded.
    let comparable = reaching.distinctCount(of: controls.count)
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
      let others = reaching.count(number)
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
      "surprise compares \(victimCount) independent victims with the \(comparable) other payers who reach any of these accounts, followed in the same way; beyond chance: false discovery rate at most \(Surprise.rateLimit) and lift at least \(Surprise.liftLimit) at its lower 95% limit"
  }

  /// Returns for each source the index of the first one with the same holder: one household, one account held by two,
  /// and one person's two accounts are one victim.
  private static func holders(
    _ sources: [(account: Int, claims: [Int])], _ space: WalkSpace
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

  /// Returns the payers to compare with: all that pay in scope, except victims, pooled accounts, accounts that the
  /// victims' money reached, and stand-ins for unnamed parties.
  private static func controls(
    _ space: WalkSpace, sources: [(account: Int, claims: [Int])], marks: TransferMarks
  ) -> [(account: Int, claims: [Int])] {
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
    return isExcluded.indices.compactMap { account in
      guard !isExcluded[account], space.view.ledger.isNamed(account) else { return nil }
      let claims = space.outgoing[account].map(Int.init).filter(space.view.contains)
      return claims.isEmpty ? nil : (account, claims)
    }
  }
}
