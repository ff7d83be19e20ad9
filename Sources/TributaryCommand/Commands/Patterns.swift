internal import ArgumentParser
internal import FundTracing
internal import Inquiries
internal import Patterns
internal import PaymentGraph

/// `patterns`: screening for typologies, with evidence and chance.
struct Patterns: QuestionCommand {
  static let configuration = CommandConfiguration(
    commandName: "patterns",
    abstract: "Screen for typologies: fan-in, cycles, chains and more, with evidence and chance.",
    discussion: """
      Examples:
        tributary patterns case/*.csv
        tributary patterns case/*.csv --only fan-in,chain --within 3d --format csv
        tributary patterns case/*.csv --only fan-in,chain --within 3d --row 1
        tributary draw pattern case/*.csv --only fan-in,chain --within 3d --row 1 -o row.svg
        tributary patterns case/*.csv --only structuring --limit USD=10000
        tributary patterns case/*.csv --only fan-in,cycle --parties holder
        tributary patterns case/*.csv --only split-merge --between acct-1,acct-9

      Every row names the accounts and the transfers that show it. How many such rows chance would give is \
      measured on this very ledger: its times, or its payees within a day, are shuffled, and the search is \
      repeated. q is the part of the rows with this score or a better one that chance explains. It does not \
      say that anything is a crime.

      --parties holder, or --by holder, counts all accounts of a holder as one party. With --record, --by names \
      the person who puts the answer on record, as for every question.

      Payment services pool the money of many customers, so they are never in the middle of a row: a receipt \
      and a payout count as one payment where a link joins them.

      \(Pattern.allCases.map { "  \($0.rawValue): \($0.definition)" }.joined(separator: "\n"))
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Pooled accounts") var pooling: PoolingOptions
  @OptionGroup(title: "Answer") var output: FormatOption

  @OptionGroup var options: PatternOptions

  @Option(help: ArgumentHelp("The most rows of a pattern in text.", valueName: "n"))
  var top = 25

  @Option(
    help: ArgumentHelp(
      "Print the payments of this row of the answer instead, each with its file and line.",
      valueName: "n"))
  var row: Int?

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = try options.choice(files, of: input)
    question.scope = try scope.choice(files)
    question.pooling = try pooling.choice(files)
    (question.top, question.row) = (top, row)
    return .patterns(question)
  }
}

/// The patterns that are looked for, and their parameters.
struct PatternOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only these patterns, several with commas. Default: all that need no further statement.",
      valueName: "patterns"), transform: PatternArgument.list)
  var only: PatternList?

  @Option(
    help: ArgumentHelp(
      "The windows of time: 3d, or 1d,4d,14d. Default: each pattern's own.", valueName: "times"),
    transform: PatternArgument.windows)
  var within: WaitList?

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
  var limit: [StatedLimit] = []

  @Option(
    help: ArgumentHelp("The width of the band below the limit, as a part of it.", valueName: "part")
  )
  var band = 0.1

  @Option(
    help: ArgumentHelp(
      "The time without records before an account becomes active. Default: 180d.",
      valueName: "time"))
  var silent: Wait?

  @Option(
    help: ArgumentHelp(
      "Two accounts, for split-merge: the most that can have gone from the first to the second.",
      valueName: "payer,payee"))
  var between: String?

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
    help: "Count accounts one by one, or all accounts of a holder as one party.")
  var parties: Inquiry.Patterns.Parties?

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

  /// Returns the parameters as a question.
  ///
  /// - Parameter input: the options that name the person who puts an answer on record: `--by` is one of them.
  func choice(_ files: SelectorFiles, of input: InputOptions) throws -> Inquiry.Patterns {
    var question = Inquiry.Patterns()
    question.parties = try parties(of: input.ofCase) ?? .account
    (question.only, question.within, question.ties) = (only, within, ties)
    (question.minimum, question.minimumOut, question.minimumMiddles) = (min, minOut, minMiddles)
    (question.maximumLength, question.minimumLength) = (maxLength, minLength)
    (question.keep, question.order, question.count) = (keep, order, count)
    (question.limits, question.band, question.silence) = (limit, band, silent)
    question.between = between.map { AccountPair($0) }
    (question.shuffles, question.q, question.all) = (shuffles, q, all)
    question.around = try around?.choice(files)
    (question.maximumThrough, question.maximumHolders) = (maxThrough, maxHolders)
    return question
  }

  /// Returns the unit of parties: `--parties`, or `--by` where it names no person.
  private func parties(of options: CaseOptions) throws -> Inquiry.Patterns.Parties? {
    guard let by = options.person.by else { return parties }
    let unit = Inquiry.Patterns.Parties(word: by)
    if options.record != nil {
      // Nobody is called holder: the word would stand in the log as a person.
      guard unit == nil else {
        throw ValidationError(
          "beside --record, --by names the person: count holders with --parties \(by)")
      }
      return parties
    }
    guard let unit else {
      throw ValidationError("--by takes account or holder, not \(by)")
    }
    guard parties == nil || parties == unit else {
      throw ValidationError("--by \(by) and --parties ask for two counts: give one of them")
    }
    return unit
  }
}

/// The values of options of `patterns`.
enum PatternArgument {
  static func list(_ text: String) throws -> PatternList {
    let words = text.split(separator: ",").map(String.init)
    for word in words where Pattern(rawValue: word.lowercased()) == nil {
      let near = NearMiss.names(near: word, among: Pattern.allCases.map(\.rawValue))
      throw ValidationError(
        "there is no pattern \(word)\(near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?")"
      )
    }
    return PatternList(words.compactMap { Pattern(rawValue: $0.lowercased()) })
  }

  static func windows(_ text: String) throws -> WaitList {
    WaitList(
      try text.split(separator: ",").map { word in
        guard let wait = Wait(written: String(word)), wait.milliseconds > 0 else {
          throw ValidationError("--within takes times such as 3d, 12h or 90m, not \(word)")
        }
        return wait
      })
  }

  static func limit(_ text: String) throws -> StatedLimit {
    guard let limit = StatedLimit(written: text) else {
      throw ValidationError("--limit takes a currency and an amount, USD=10000, not \(text)")
    }
    return limit
  }

  static func shuffles(_ text: String) throws -> PatternSettings.Shuffles {
    guard let shuffles = PatternSettings.Shuffles(written: text) else {
      throw ValidationError("--shuffles takes auto or a number from 0 to 10000, not \(text)")
    }
    return shuffles
  }
}
