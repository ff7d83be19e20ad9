internal import ArgumentParser
internal import FundTracing
internal import Inquiries

/// The definition of a walk.
struct WalkOptions: ParsableArguments {
  @OptionGroup var limits: WalkLimits
  @OptionGroup var pooling: PoolingOptions

  /// Returns the definition as a part of a question.
  func choice(_ files: SelectorFiles) throws -> Inquiry.Walks {
    var walks = Inquiry.Walks()
    walks.limits = limits.choice
    walks.pooling = try pooling.choice(files)
    return walks
  }
}

/// The order of payments in a walk, and the limits of walks.
struct WalkLimits: ParsableArguments {
  @Option(
    name: .customLong("ties"),
    help: """
      The order of same-time payments. recorded, the default: the order of rows in one file, a \
      running balance or a payment's position in both its statements decides; if none does, either \
      may follow the other, but the answer is possible, not proven. allow: either may follow. forbid: \
      neither may.
      """)
  var statedTies: TieRule?

  @Option(help: ArgumentHelp("The most transfers in a walk. Default: any number.", valueName: "n"))
  var maxHops: Int?

  @Option(
    help: ArgumentHelp(
      "The longest wait at an account: 3d, 12h, 90m, 30s, 2w. Default: any.", valueName: "time"))
  var within: Wait?

  /// The limits as a part of a question.
  var choice: Inquiry.Limits {
    var choice = Inquiry.Limits()
    (choice.ties, choice.maximumHops, choice.longestWait) = (statedTies, maxHops, within)
    return choice
  }
}

/// The treatment of pooled accounts.
struct PoolingOptions: ParsableArguments {
  @Option(
    name: .customLong("min-grade"),
    help: ArgumentHelp(
      """
      The weakest link to follow at pooled accounts. Default: C for walks, B for the figures of a rule.
      """, valueName: "grade"))
  var weakestLink: GradeArgument?

  @Flag(help: "Treat pooled accounts as ordinary ones; results that rest on this are graded D.")
  var pooledAsOrdinary = false

  @Flag(
    help: "Follow only links that records state at pooled accounts, and infer none.")
  var recordedLinks = false

  @OptionGroup var hubs: HubOptions

  /// Returns the treatment as a part of a question.
  func choice(_ files: SelectorFiles) throws -> Inquiry.Pooling {
    var pooling = Inquiry.Pooling()
    pooling.weakestLink = weakestLink?.grade
    pooling.asOrdinary = pooledAsOrdinary
    pooling.recordedLinks = recordedLinks
    pooling.hubs = try hubs.choice(files)
    return pooling
  }
}

/// A grade as it is written: `A` to `D`.
///
/// It is not `Grade` itself, whose raw values are ranks: help would print those instead of the
/// letters.
struct GradeArgument: ExpressibleByArgument {
  let grade: Grade

  init(_ grade: Grade) { self.grade = grade }

  init?(argument: String) {
    guard let grade = Grade(letter: argument), grade != .x else { return nil }
    self.grade = grade
  }

  static var allValueStrings: [String] { ["A", "B", "C", "D"] }

  static var allValueDescriptions: [String: String] {
    [
      "A": "exact reference: the records pair the two",
      "B": "exact and forced: no other pairing fits",
      "C": "consistent: others fit as well",
      "D": "merely possible",
    ]
  }

  var defaultValueDescription: String { grade.letter }
}

/// The user's knowledge of pooled accounts.
struct HubOptions: ParsableArguments {
  @Option(
    name: .customLong("fee"),
    help: ArgumentHelp(
      "A documented fee of a pooled account: paypal=3.4%+0.20. Default: fitted from recorded pairs.",
      valueName: "account=fee"))
  var fees: [String] = []

  @Option(
    help: ArgumentHelp(
      """
      A pooled account whose records you state to be complete; grade B needs complete records. The \
      statement is ignored if the records disprove it.
      """, valueName: "account"))
  var complete: [AccountArgument] = []

  @Option(
    name: .customLong("balance"),
    help: ArgumentHelp(
      """
      A pooled account's balance at the end of a day: 'paypal=2009-12-31 4120.55 GBP'. Between two \
      balances the records are shown to be complete if opening + in - out = closing.
      """, valueName: "account=day amount currency"))
  var balances: [String] = []

  @Option(
    help: ArgumentHelp(
      "The shortest and longest wait of money on pooled accounts: 2h..7d. Default: fitted from recorded pairs.",
      valueName: "shortest..longest"))
  var window: WaitRange?

  @Option(
    help: ArgumentHelp(
      "The pence or cents by which an amount may miss the fee rule and still count as exact.",
      valueName: "n"))
  var tolerance = 0

  func validate() throws {
    for text in fees where StatedFee.parts(text) == nil {
      throw ValidationError("--fee takes \(StatedFee.form), not \"\(text)\"")
    }
    for text in balances where StatedBalance.parts(text) == nil {
      throw ValidationError("--balance takes \(StatedBalance.form), not \"\(text)\"")
    }
  }

  /// Returns the knowledge as a part of a question.
  func choice(_ files: SelectorFiles) throws -> Inquiry.Hubs {
    var hubs = Inquiry.Hubs()
    hubs.fees = try fees.compactMap { text in
      guard let (name, fee) = StatedFee.parts(text) else { return nil }
      return try AccountArgument(argument: name).map { StatedFee(of: try $0.choice(files), fee) }
    }
    hubs.balances = try balances.compactMap { text in
      guard let (name, facts) = StatedBalance.parts(text) else { return nil }
      return try AccountArgument(argument: name)
        .map { StatedBalance(of: try $0.choice(files), facts) }
    }
    hubs.complete = try complete.map { try $0.choice(files) }
    hubs.window = window
    hubs.tolerance = tolerance
    return hubs
  }
}
