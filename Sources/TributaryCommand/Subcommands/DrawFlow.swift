internal import ArgumentParser
internal import Inquiries
internal import PaymentGraph

/// The payments that a flow, a sankey or a timeline shows.
struct PaymentOptions: ParsableArguments {
  @OptionGroup(title: "Victims") var victims: VictimOptions
  @OptionGroup(title: "Walks") var walks: WalkOptions

  @Option(help: ArgumentHelp("The most shared accounts to draw.", valueName: "n"))
  var top = 10

  @Option(help: ArgumentHelp("Draw the flow to these accounts only.", valueName: "accounts"))
  var sink: AccountArgument?

  @Option(help: ArgumentHelp("The fewest victims that make an account a sink.", valueName: "n"))
  var minVictims = 2

  @Option(
    help: ArgumentHelp(
      "Draw all accounts that these accounts' money reaches.", valueName: "accounts"))
  var from: AccountArgument?

  @Option(
    help: ArgumentHelp(
      "Draw all accounts whose money can have reached these accounts.", valueName: "accounts"))
  var to: AccountArgument?

  @Flag(help: "Draw all transfers in scope.")
  var whole = false

  /// Returns the payments as a part of a question.
  func choice(_ files: SelectorFiles) throws -> Inquiry.Payments {
    var payments = Inquiry.Payments()
    payments.victims = try victims.choice(files)
    payments.walks = try walks.choice(files)
    payments.top = top
    payments.sink = try sink?.choice(files)
    payments.minimumVictims = minVictims
    payments.from = try from?.choice(files)
    payments.to = try to?.choice(files)
    payments.whole = whole
    return payments
  }
}

/// `draw flow`.
struct DrawFlow: DrawingCommand {
  static let configuration = CommandConfiguration(
    commandName: "flow",
    abstract: "Draw the payments from victims to the accounts that they share, as cards or tables.",
    discussion: """
      Examples:
        tributary draw case/*.csv -o flow.svg
        tributary draw flow case/*.csv --sink in:GNGB:1234 --case-number 7 -o exhibit.pdf
        tributary draw flow payments.csv --whole --paper a4 -o ledger.pdf

      Draws the flow from the victims to the accounts that they share: the first --top of them, as sinks \
      lists them, or those that --sink names. --from draws all accounts that some accounts' money \
      reaches, --to all accounts whose money can have reached some accounts; --whole draws all \
      transfers of a small ledger.

      Up to 30 lines are drawn between cards, more between tables; a long column of rows is folded \
      into "and 84 more victims", and the totals still add up (--rows). --pin gives accounts rows of their own.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var target: DrawingTarget
  @OptionGroup var payments: PaymentOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Folding") var folding: FoldingOptions
  @OptionGroup(title: "Look") var look: AppearanceOptions

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Flow()
    question.payments = try payments.choice(files)
    question.scope = try scope.choice(files)
    question.folding = try folding.choice(files)
    question.look = look.choice
    return .flow(question)
  }
}

/// `draw sankey`.
struct DrawSankey: DrawingCommand {
  static let configuration = CommandConfiguration(
    commandName: "sankey",
    abstract: "Draw the flow added up, in bands as wide as the amounts.",
    discussion: """
      Examples:
        tributary draw sankey case/*.csv -o bands.svg
        tributary draw sankey case/*.csv --rates ecb.csv --unit EUR -o one.svg

      Draws one panel with --rates, else one for each currency sent. The flow is that of draw flow.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var target: DrawingTarget
  @OptionGroup(title: "Rates") var rates: RateOptions
  @OptionGroup var payments: PaymentOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Folding") var folding: FoldingOptions
  @OptionGroup(title: "Look") var look: AppearanceOptions

  var ratesFile: String? { rates.rates }

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Sankey()
    question.rates = rates.choice
    question.payments = try payments.choice(files)
    question.scope = try scope.choice(files)
    question.folding = try folding.choice(files)
    question.look = look.choice
    return .sankey(question)
  }
}

/// `draw timeline`.
struct DrawTimeline: DrawingCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Draw the payments of a flow between lanes, with time to the right.",
    discussion: """
      Example:
        tributary draw timeline case/*.csv --sink in:GNGB:1234 -o time.svg

      The flow is that of draw flow; each account has a lane.
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var target: DrawingTarget
  @OptionGroup var payments: PaymentOptions
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Folding") var folding: FoldingOptions
  @OptionGroup(title: "Look") var look: AppearanceOptions

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Timeline()
    question.payments = try payments.choice(files)
    question.scope = try scope.choice(files)
    question.folding = try folding.choice(files)
    question.look = look.choice
    return .timeline(question)
  }
}

/// `draw neighbourhood`.
struct DrawNeighbourhood: DrawingCommand {
  static let configuration = CommandConfiguration(
    commandName: "neighbourhood",
    abstract: "Draw who paid one account, and whom it paid.",
    discussion: """
      Example:
        tributary draw neighbourhood case/*.csv --account psp -o psp.html
      """)

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup var target: DrawingTarget
  @OptionGroup(title: "Scope") var scope: ScopeOptions
  @OptionGroup(title: "Folding") var folding: FoldingOptions
  @OptionGroup(title: "Look") var look: AppearanceOptions

  @Option(help: ArgumentHelp("The account in the middle.", valueName: "account"))
  var account: AccountArgument

  func inquiry(_ files: SelectorFiles) throws -> Inquiry {
    var question = Inquiry.Neighbourhood(around: try account.choice(files))
    question.scope = try scope.choice(files)
    question.folding = try folding.choice(files)
    question.look = look.choice
    return .neighbourhood(question)
  }
}

/// The accounts of a drawing that have rows of their own.
struct FoldingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Accounts that are never folded into a row of several: 200 at most.", valueName: "accounts"))
  var pin: AccountArgument?

  /// The folding as a part of a question.
  func choice(_ files: SelectorFiles) throws -> Inquiry.Folding {
    var folding = Inquiry.Folding()
    folding.pinned = try pin?.choice(files)
    return folding
  }
}

/// The stated rates, so that one picture can hold amounts of several currencies.
struct RateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      A CSV file of daily rates, date,currency,rate: the price of one unit of the currency in that of \
      --unit. The sankey then has one panel.
      """, valueName: "file"), completion: .file(extensions: ["csv"]))
  var rates: String?

  @Option(
    help: ArgumentHelp(
      "The currency in which --rates are stated, and amounts shown.", valueName: "code"))
  var unit: Currency?

  /// The rates as a part of a question.
  var choice: Inquiry.Rates {
    var choice = Inquiry.Rates()
    (choice.file, choice.unit) = (rates, unit)
    return choice
  }
}
