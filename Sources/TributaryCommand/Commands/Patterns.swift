internal import ArgumentParser
internal import FundTracing
internal import Patterns
internal import PaymentGraph
internal import Reports

/// `patterns`: screening for typologies, with evidence and chance.
struct Patterns: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "patterns",
    abstract: "Screen for typologies: fan-in, cycles, chains and more, with evidence and chance.",
    discussion: """
      Examples:
        tributary patterns case/*.csv
        tributary patterns case/*.csv --only fan-in,chain --within 3d --format csv
        tributary patterns case/*.csv --only fan-in,chain --within 3d --row 1
        tributary patterns case/*.csv --only structuring --limit USD=10000
        tributary patterns case/*.csv --only split-merge --between acct-1,acct-9

      Every row names the accounts and the transfers that show it. How many such rows chance would give is \
      measured on this very ledger: its times, or its payees within a day, are shuffled, and the search is \
      repeated. q is the part of the rows with this score or a better one that chance explains. It does not \
      say that anything is a crime.

      Payment services pool the money of many customers, so they are never in the middle of a row: a receipt \
      and a payout count as one payment where a link joins them.

      \(Pattern.allCases.map { "  \($0.rawValue): \($0.definition)" }.joined(separator: "\n"))
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Pooled accounts") var pooling: PoolingOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @Option(
    help: ArgumentHelp(
      "Only these patterns, several with commas. Default: all that need no further statement.",
      valueName: "patterns"), transform: PatternArgument.list)
  var only: [Pattern]?

  @Option(
    help: ArgumentHelp(
      "The windows of time: 3d, or 1d,4d,14d. Default: each pattern's own.", valueName: "times"),
    transform: PatternArgument.windows)
  var within: [Int64]?

  @Option(
    name: .customLong("ties"),
    help: "The order of same-time payments: recorded, the default; allow; forbid.")
  var ties = TieRule.recorded

  @Option(help: ArgumentHelp("The fewest payers, payees, pairs or payments.", valueName: "n"))
  var min: Int?

  @Option(help: ArgumentHelp("The fewest payees after the payers.", valueName: "n"))
  var minOut: Int?

  @Option(
    help: ArgumentHelp("The fewest accounts in the middle of a scatter-gather.", valueName: "n"))
  var minMiddles: Int?

  @Option(help: ArgumentHelp("The most payments of a cycle or ring. Default: 6.", valueName: "n"))
  var maxLength: Int?

  @Option(
    help: ArgumentHelp("The fewest payments of a cycle (2), ring (2) or chain (3).", valueName: "n")
  )
  var minLength: Int?

  @Option(
    help: ArgumentHelp(
      "The part of an amount that each step must keep, 0 to 1. Default: 0.8; ring 0.95; pass-through 0.9.",
      valueName: "part"))
  var keep: Double?

  @Option(help: "For collect-then-cash-out: cash after the payments, or at any time.")
  var order = PatternSettings.CashOrder.after

  @Option(help: "Count distinct parties, or transfers.")
  var count = PatternSettings.Counting.parties

  @Option(
    help: ArgumentHelp(
      "A limit just below which payments are structured: USD=10000. Give several for several currencies.",
      valueName: "currency=amount"), transform: PatternArgument.limit)
  var limit: [Money] = []

  @Option(
    help: ArgumentHelp("The width of the band below the limit, as a part of it.", valueName: "part")
  )
  var band = 0.1

  @Option(
    help: ArgumentHelp(
      "The time without records before an account becomes active. Default: 180d.",
      valueName: "time"))
  var silent: WaitArgument?

  @Option(
    help: ArgumentHelp(
      "Two accounts, for split-merge: the most that can have gone from the first to the second.",
      valueName: "payer,payee"))
  var between: String?

  @Option(help: "Count accounts one by one, or all of one holder as one.")
  var by = PatternArgument.Parties.account

  @Option(
    help: ArgumentHelp(
      "The number of shuffles that measure chance; auto: 20 up to 300,000 payments, 5 up to 3 million, else 0.",
      valueName: "n"), transform: PatternArgument.shuffles)
  var shuffles = PatternSettings.Shuffles.auto

  @Option(
    name: .customLong("q"), help: ArgumentHelp("The most q of rows shown.", valueName: "rate"))
  var q = 0.1

  @Flag(help: "Show all rows, whatever their q.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "Only rows that touch these accounts; the search and q stay those of the whole ledger.",
      valueName: "accounts"))
  var around: AccountArgument?

  @Option(
    help: ArgumentHelp(
      "The most payments out within a window of an account in the middle.", valueName: "n"))
  var maxThrough = 1_000

  @Option(
    help: ArgumentHelp("The most accounts that an identifier joins.", valueName: "n"))
  var maxHolders = 10

  @Option(help: ArgumentHelp("The most rows of a pattern in text.", valueName: "n"))
  var top = 25

  @Option(
    help: ArgumentHelp(
      "Print the payments of this row of the answer instead, each with its file and line.",
      valueName: "n"))
  var row: Int?

  func validate() throws {
    for (name, value) in [
      ("--min", min), ("--min-out", minOut), ("--min-middles", minMiddles),
      ("--max-through", maxThrough), ("--max-holders", maxHolders),
    ] {
      if let value, value < 1 {
        throw ValidationError("\(name) takes a number of 1 or more, not \(value)")
      }
    }
    for (name, value) in [("--max-length", maxLength), ("--min-length", minLength)] {
      if let value, value < 2 {
        throw ValidationError("\(name) takes a number of 2 or more, not \(value)")
      }
    }
    if let min, min < 2,
      only.map({ !Set($0).isDisjoint(with: [.cycle, .ring, .roundTrip]) }) ?? false
    {
      throw ValidationError("--min takes 2 or more for cycles, not \(min)")
    }
    if let keep, !(0...1).contains(keep) {
      throw ValidationError("--keep takes a part between 0 and 1, not \(keep)")
    }
    guard band > 0, band <= 1 else {
      throw ValidationError("--band takes a part above 0 and up to 1, not \(band)")
    }
    guard q >= 0, q <= 1 else {
      throw ValidationError("--q takes a rate between 0 and 1, not \(q)")
    }
    if only?.contains(.structuring) == true, limit.isEmpty {
      throw ValidationError("structuring needs a limit, which no record states: --limit USD=10000")
    }
  }

  func run() throws {
    let intake = try input.load()
    let view = scope.view(of: intake.ledger)
    let settings = try settings(in: view)
    let answer: PatternAnswer
    do throws(FundTracingError) {
      answer = try view.patterns(
        settings, claims: intake.claims ?? [], identifiers: intake.identifiers)
    } catch {
      throw CommandFailure(error)
    }
    if let row {
      guard let evidence = PatternEvidence(answer, row: row) else {
        throw CommandFailure(
          "--row \(row): the answer has \(answer.rows.count) \(answer.rows.count == 1 ? "row" : "rows")")
      }
      Console.write(evidence.text(output.format, style: output.style))
    } else {
      Console.write(
        PatternReport(answer, top: Swift.max(0, top)).text(output.format, style: output.style))
    }
    try input.end(intake)
  }

  private func settings(in view: LedgerView) throws -> PatternSettings {
    var settings = PatternSettings()
    settings.only = only
    settings.windows = within
    settings.minimum = min
    settings.minimumOut = minOut
    settings.minimumMiddles = minMiddles
    settings.maximumLength = maxLength
    settings.minimumLength = minLength
    settings.keep = keep
    settings.cashOrder = order
    settings.counting = count
    settings.limits = limit
    settings.band = band
    if let silent { settings.silence = silent.milliseconds }
    settings.byHolder = by == .holder
    settings.shuffles = shuffles
    settings.q = q
    settings.showsAll = all
    settings.maximumThrough = maxThrough
    settings.maximumHolders = maxHolders
    settings.around = try around.map { Set(try $0.accounts(in: view)) }
    settings.between = try between.map { try PatternArgument.pair($0, in: view) }
    settings.rules.ties = ties
    settings.rules.pooling = pooling.forWalks
    settings.rules.matching = try pooling.hubs.settings(in: view)
    return settings
  }
}

/// The values of options of `patterns`.
enum PatternArgument {
  /// The unit of parties.
  enum Parties: String, CaseIterable, ExpressibleByArgument {
    case account, holder

    init?(argument: String) { self.init(word: argument) }
  }

  static func list(_ text: String) throws -> [Pattern] {
    try text.split(separator: ",").map { word in
      if let pattern = Pattern(rawValue: word.lowercased()) { return pattern }
      let near = NearMiss.names(near: String(word), among: Pattern.allCases.map(\.rawValue))
      throw ValidationError(
        "there is no pattern \(word)\(near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?")"
      )
    }
  }

  static func windows(_ text: String) throws -> [Int64] {
    try text.split(separator: ",").map { word in
      guard let wait = WaitArgument(argument: String(word)), wait.milliseconds > 0 else {
        throw ValidationError("--within takes times such as 3d, 12h or 90m, not \(word)")
      }
      return wait.milliseconds
    }
  }

  static func limit(_ text: String) throws -> Money {
    let parts = text.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let currency = Currency(parts[0].uppercased()),
      let limit = Money(decimal: String(parts[1]), currency), limit.minorUnits > 0
    else { throw ValidationError("--limit takes a currency and an amount, USD=10000, not \(text)") }
    return limit
  }

  static func shuffles(_ text: String) throws -> PatternSettings.Shuffles {
    if text.lowercased() == "auto" { return .auto }
    guard let number = Int(text), (0...10_000).contains(number) else {
      throw ValidationError("--shuffles takes auto or a number from 0 to 10000, not \(text)")
    }
    return .count(number)
  }

  static func pair(
    _ text: String, in view: LedgerView
  ) throws -> (payer: AccountID, payee: AccountID) {
    // A key may itself hold a comma: the comma divides where both parts are accounts.
    let commas = text.indices.filter { text[$0] == "," }
    for comma in commas {
      if let one = view.ledger.account(text[..<comma]),
        let other = view.ledger.account(text[text.index(after: comma)...])
      {
        guard one.id != other.id else {
          throw ValidationError("--between takes two different accounts")
        }
        return (one.id, other.id)
      }
    }
    guard let comma = commas.first else {
      throw ValidationError("--between takes two accounts with a comma: payer,payee")
    }
    let payer = try AccountArgument(argument: String(text[..<comma]))?.account(in: view)
    let payee = try AccountArgument(argument: String(text[text.index(after: comma)...]))?.account(
      in: view)
    guard let payer, let payee, payer != payee else {
      throw ValidationError("--between takes two different accounts")
    }
    return (payer, payee)
  }
}
