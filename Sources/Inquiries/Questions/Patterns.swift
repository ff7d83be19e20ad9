public import FundTracing
public import Patterns
internal import PaymentGraph
internal import Reports

extension Inquiry {
  /// `patterns`: screening for typologies, with evidence and chance.
  public struct Patterns: Hashable, Sendable {
    /// The unit of parties.
    public enum Parties: String, CaseIterable, Sendable {
      /// Accounts count one by one.
      case account
      /// All accounts of a holder count as one.
      case holder
    }

    /// The patterns; nil for all that need no further statement.
    public var only: PatternList?
    /// The windows of time; nil for each pattern's own.
    public var within: WaitList?
    /// The order of payments of the same time.
    public var ties = TieRule.recorded
    /// The fewest payers, payees, pairs or payments.
    public var minimum: Int?
    /// The fewest payees after the payers.
    public var minimumOut: Int?
    /// The fewest accounts in the middle of a scatter-gather.
    public var minimumMiddles: Int?
    /// The most payments of a cycle or ring.
    public var maximumLength: Int?
    /// The fewest payments of a cycle, ring or chain.
    public var minimumLength: Int?
    /// The part of an amount that each step must keep.
    public var keep: Double?
    /// The time at which cash must follow.
    public var order = PatternSettings.CashOrder.after
    /// The unit that is counted at an account.
    public var count = PatternSettings.Counting.parties
    /// The limits just below which payments are structured.
    public var limits: [StatedLimit] = []
    /// The width of the band below a limit, as a part of it.
    public var band = 0.1
    /// The time without records before an account becomes active; nil for the default.
    public var silence: Wait?
    /// The two accounts of a split-merge.
    public var between: AccountPair?
    /// The unit of parties.
    public var parties = Parties.account
    /// The number of shuffles that measure chance.
    public var shuffles = PatternSettings.Shuffles.auto
    /// The most q of rows shown.
    public var q = 0.1
    /// True where all rows are shown, whatever their q.
    public var all = false
    /// The accounts that rows must touch; nil for all rows.
    public var around: AccountChoice?
    /// The most payments out within a window of an account in the middle.
    public var maximumThrough = 1_000
    /// The most accounts that an identifier joins.
    public var maximumHolders = 10
    /// The transfers that count.
    public var scope = Scope()
    /// The treatment of pooled accounts.
    public var pooling = Pooling()
    /// The most rows of a pattern in text.
    public var top = 25
    /// The row whose payments are shown instead, from 1; nil for the rows.
    public var row: Int?

    /// Creates the question with the defaults of the command line.
    public init() {}
  }
}

extension Inquiry.Patterns.Parties: WrittenValue {}

extension Inquiry.Patterns: Question {
  package static let words = ["patterns"]

  package static let fields: [InquiryField<Self>] =
    [
      .text("only", \.only), .text("within", \.within), .text("ties", \.ties, default: .recorded),
      .integer("min", \.minimum), .integer("minOut", \.minimumOut),
      .integer("minMiddles", \.minimumMiddles), .integer("maxLength", \.maximumLength),
      .integer("minLength", \.minimumLength), .text("keep", \.keep),
      .text("order", \.order, default: .after), .text("count", \.count, default: .parties),
      .texts("limit", \.limits), .text("band", \.band, default: 0.1),
      .text("silent", \.silence), .text("between", \.between),
      .text("by", \.parties, default: .account, option: "parties"),
      .text("shuffles", \.shuffles, default: .auto),
      .text("q", \.q, default: 0.1), .flag("all", \.all), .text("around", \.around),
      .integer("maxThrough", \.maximumThrough, default: 1_000),
      .integer("maxHolders", \.maximumHolders, default: 10),
    ] + Inquiry.Scope.fields.map { $0.within(\.scope) }
    + Inquiry.Pooling.fields.map { $0.within(\.pooling) } + [
      .integer("top", \.top, default: 25), .integer("row", \.row),
    ]

  package var inquiry: Inquiry { .patterns(self) }

  package func check() throws(InquiryError) {
    try pooling.hubs.check()
    for (name, value) in [
      ("--min", minimum), ("--min-out", minimumOut), ("--min-middles", minimumMiddles),
      ("--max-through", maximumThrough), ("--max-holders", maximumHolders),
    ] {
      if let value, value < 1 {
        throw .contradiction("\(name) takes a number of 1 or more, not \(value)")
      }
    }
    for (name, value) in [("--max-length", maximumLength), ("--min-length", minimumLength)] {
      if let value, value < 2 {
        throw .contradiction("\(name) takes a number of 2 or more, not \(value)")
      }
    }
    let named = only?.patterns ?? []
    if let minimum, minimum < 2, !Set(named).isDisjoint(with: [.cycle, .ring, .roundTrip]) {
      throw .contradiction("--min takes 2 or more for cycles, not \(minimum)")
    }
    if let keep, !(0...1).contains(keep) {
      throw .contradiction("--keep takes a part between 0 and 1, not \(keep)")
    }
    guard band > 0, band <= 1 else {
      throw .contradiction("--band takes a part above 0 and up to 1, not \(band)")
    }
    guard q >= 0, q <= 1 else {
      throw .contradiction("--q takes a rate between 0 and 1, not \(q)")
    }
    if named.contains(.structuring), limits.isEmpty {
      throw .contradiction("structuring needs a limit, which no record states: --limit USD=10000")
    }
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let basis = asking.basis
    let view = try scope.view(of: basis)
    let settings = try settings(in: view, of: basis)
    let answer = try asking.ask { () throws(FundTracingError) in
      try view.patterns(settings, claims: basis.claims ?? [], identifiers: basis.identifiers)
    }
    guard let row else { return .patterns(answer, top: Swift.max(0, top)) }
    guard let evidence = PatternEvidence(answer, row: row) else {
      throw Self.noRow(row, in: answer)
    }
    return .patternRow(evidence)
  }

  private static func noRow(_ row: Int, in answer: PatternAnswer) -> InquiryError {
    let count = answer.rows.count
    return .refused(
      "--row \(row): the answer has \(count) \(count == 1 ? "row" : "rows")")
  }

  /// Returns the answer and the row that is asked for, to be drawn.
  func chosenRow(
    _ asking: Asking
  ) throws(InquiryError) -> (answer: PatternAnswer, number: Int) {
    let view = try scope.view(of: asking.basis)
    let settings = try settings(in: view, of: asking.basis)
    let answer = try asking.ask { () throws(FundTracingError) in
      try view.patterns(
        settings, claims: asking.basis.claims ?? [], identifiers: asking.basis.identifiers)
    }
    guard let row, answer.rows.indices.contains(row - 1) else {
      throw Self.noRow(row ?? 0, in: answer)
    }
    return (answer, row)
  }

  private func settings(
    in view: LedgerView, of basis: Basis
  ) throws(InquiryError) -> PatternSettings {
    var settings = PatternSettings()
    settings.only = only?.patterns
    settings.windows = within?.waits.map(\.milliseconds)
    settings.minimum = minimum
    settings.minimumOut = minimumOut
    settings.minimumMiddles = minimumMiddles
    settings.maximumLength = maximumLength
    settings.minimumLength = minimumLength
    settings.keep = keep
    settings.cashOrder = order
    settings.counting = count
    settings.limits = limits.map(\.money)
    settings.band = band
    if let silence { settings.silence = silence.milliseconds }
    settings.byHolder = parties == .holder
    settings.shuffles = shuffles
    settings.q = q
    settings.showsAll = all
    settings.maximumThrough = maximumThrough
    settings.maximumHolders = maximumHolders
    if let around { settings.around = Set(try around.accounts(in: view, of: basis)) }
    settings.between = try between?.accounts(in: view, of: basis)
    settings.rules.ties = ties
    settings.rules.pooling = pooling.forWalks
    settings.rules.matching = try pooling.settings(in: view, of: basis)
    return settings
  }
}
