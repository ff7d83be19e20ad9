internal import PaymentGraph

/// The other payers that were followed in the lake, for a question that is asked of an extract.
///
/// They were followed along recorded orders and links, however long payments waited; a question with other rules has no
/// others to compare with.
struct ExtractControls {
  /// The number of other payers that reach each account.
  let counts: [Int]
  /// The number of other payers that reach any of them.
  let comparable: Int
  /// The group from which they were drawn, in words; empty where all payers were followed.
  let sample: String

  /// Returns the reason why an extract does not allow the comparison; nil where it does.
  static func obstacle(_ space: WalkContext) -> String? {
    guard let extract = space.view.ledger.extract else { return nil }
    let start = "surprise is not computed: "
    guard extract.others != nil else {
      return start
        + "an extract does not hold the other payers (tributary extract --controls follows some of them)"
    }
    let rules = space.rules
    guard rules.ties == .recorded, rules.longestWait == nil else {
      return start + "the other payers were followed under --ties recorded and without --within"
    }
    guard extract.isScope(of: space.view) else {
      return start
        + "the other payers were followed in the period of the extract, in all currencies"
    }
    if rules.pooling == .asOrdinary {
      return start + "the other payers were followed through pooled accounts along links only"
    }
    return nil
  }

  /// - Parameters:
  ///   - sinks: the accounts.
  ///   - isExcluded: true, by account, for victims, pooled accounts and accounts that the victims' money reached.
  init?(of sinks: [Int], space: WalkContext, isExcluded: [Bool]) {
    guard let extract = space.view.ledger.extract, let others = extract.others,
      ExtractControls.obstacle(space) == nil
    else { return nil }
    let ledger = space.view.ledger
    let isCounted = others.accounts.map { account in
      account.map { !isExcluded[$0.position] && ledger.isNamed($0.position) } ?? true
    }
    let limit = space.rules.maximumHops ?? .max
    var all: Set<Int> = []
    counts = sinks.map { sink in
      let reaching = (others.reaching[UInt32(sink)] ?? []).filter {
        isCounted[$0.payer] && $0.hops <= limit
      }.map(\.payer)
      all.formUnion(reaching)
      return reaching.count
    }
    comparable = all.count
    let controls = extract.manifest.controls
    sample =
      controls.map {
        ($0.followed < $0.payers ? ", of \($0.followed) drawn from \($0.payers) payers" : "")
          + ($0.exact ? "" : " (at most: ties and lists of links were counted for them)")
      } ?? ""
  }
}
