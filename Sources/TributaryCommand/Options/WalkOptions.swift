internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph

/// The definition of a walk.
struct WalkOptions: ParsableArguments {
  @OptionGroup var limits: WalkLimits
  @OptionGroup var pooling: PoolingOptions

  /// Returns the rules with the user's knowledge of a ledger's pooled accounts.
  func rules(in view: LedgerView) throws -> WalkRules {
    try limits.rules(pooling, in: view)
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
  var within: WaitArgument?

  var ties: TieRule { statedTies ?? .recorded }

  /// True where any of the options was given.
  var isStated: Bool { statedTies != nil || maxHops != nil || within != nil }

  func validate() throws {
    if let maxHops, maxHops < 1 {
      throw ValidationError("--max-hops takes a number of 1 or more, not \(maxHops)")
    }
  }

  /// Returns the rules with the user's knowledge of a ledger's pooled accounts.
  func rules(_ pooling: PoolingOptions, in view: LedgerView) throws -> WalkRules {
    var rules = WalkRules(
      ties: ties, maximumHops: maxHops, longestWait: within?.milliseconds,
      pooling: pooling.forWalks)
    rules.matching = try pooling.hubs.settings(in: view)
    return rules
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

  @OptionGroup var hubs: HubOptions

  /// The weakest link that walks follow.
  var minGrade: Grade { weakestLink?.grade ?? .c }

  /// The way in which walks pass pooled accounts.
  var forWalks: Pooling { pooledAsOrdinary ? .asOrdinary : .links(minimumGrade: minGrade) }

  /// The way in which the figures of a rule pass pooled accounts: one of several possible links
  /// would claim more than the records show, so the default is stronger.
  var forFigures: Pooling {
    pooledAsOrdinary ? .asOrdinary : .links(minimumGrade: weakestLink?.grade ?? .b)
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
  var window: WindowArgument?

  @Option(
    help: ArgumentHelp(
      "The pence or cents by which an amount may miss the fee rule and still count as exact.",
      valueName: "n"))
  var tolerance = 0

  func validate() throws {
    guard (0...1_000_000).contains(tolerance) else {
      throw ValidationError("--tolerance takes a number from 0 to 1000000, not \(tolerance)")
    }
    for text in fees { _ = try HubOptions.divide(text) }
    for text in balances { _ = try HubOptions.balance(text, nil) }
  }

  /// Returns the settings that the options describe.
  func settings(in view: LedgerView) throws -> MatchSettings {
    var settings = MatchSettings()
    for text in fees {
      let (account, fee) = try HubOptions.divide(text)
      guard let selector = AccountArgument(argument: account) else { continue }
      settings.fees[try selector.account(in: view)] = fee
    }
    settings.balances = try balances.compactMap { text in
      let (account, time, amount) = try HubOptions.balance(text, view.ledger)
      guard let selector = AccountArgument(argument: account) else { return nil }
      return MatchSettings.StatedBalance(
        account: try selector.account(in: view), time: time, amount: amount)
    }
    for selector in complete { settings.complete.formUnion(try selector.accounts(in: view)) }
    settings.window = window?.milliseconds
    settings.tolerance = Int64(tolerance)
    return settings
  }

  /// Reads a balance from an option.
  ///
  /// - Parameter ledger: The ledger whose decimals amounts have; nil before there is one.
  private static func balance(
    _ text: String, _ ledger: Ledger?
  ) throws -> (String, PostingTime, Money) {
    guard let sign = text.lastIndex(of: "="), sign > text.startIndex else {
      throw ValidationError("--balance takes 'account=2009-12-31 4120.55 GBP', not \"\(text)\"")
    }
    let words = text[text.index(after: sign)...].split(separator: " ").map(String.init)
    guard words.count == 3, let day = CivilDate(argument: words[0]),
      let code = Currency(words[2]),
      let money = Money(decimal: words[1], ledger?.currency(code) ?? code.finest)
    else {
      throw ValidationError("--balance takes 'account=2009-12-31 4120.55 GBP', not \"\(text)\"")
    }
    return (
      String(text[..<sign]), PostingTime(start: day.milliseconds, precision: .day), money
    )
  }

  private static func divide(_ text: String) throws -> (String, HubFee) {
    guard let sign = text.lastIndex(of: "="),
      let fee = HubFee(argument: String(text[text.index(after: sign)...])), sign > text.startIndex
    else {
      throw ValidationError("--fee takes account=fee such as paypal=3.4%+0.20, not \"\(text)\"")
    }
    return (String(text[..<sign]), fee)
  }
}
