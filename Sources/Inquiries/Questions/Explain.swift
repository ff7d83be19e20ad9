public import FundTracing
public import PaymentGraph

extension Inquiry {
  /// `explain`: the chain of evidence behind one sink, figure, link, list or row of a screening.
  public struct Explain: Hashable, Sendable {
    /// The account whose walks are explained.
    public var sink: AccountChoice?
    /// The account whose figures are explained, with a rule; without one, the same as ``sink``.
    public var account: AccountChoice?
    /// The rule of the figures.
    public var rule: TracingMethod?
    /// The victims whose figures are explained, or whose rows show that they were on ``list``; nil for all.
    public var victim: AccountChoice?
    /// The last day that counts for figures.
    public var cutoff: CivilDate?
    /// The link that is explained.
    public var link: LinkName?
    /// The list of people whose victims are explained, by the defaults of ``Compromise``.
    public var list: String?
    /// The row of a screening that is explained, from 1, by the defaults of ``Patterns``.
    public var row: Int?
    /// The patterns of that screening; nil for all that need no further statement.
    public var only: PatternList?
    /// The victims whose money is followed.
    public var victims = Victims()
    /// The treatment of pooled accounts.
    public var pooling = Pooling()
    /// The limits of walks to a sink.
    public var limits = Limits()
    /// The terms of a figure.
    public var terms = Terms()
    /// The transfers that count.
    public var scope = Scope()

    /// Creates a question that does not yet say what it asks for.
    public init() {}

    /// The question that the options ask.
    private enum Subject {
      case sink(AccountChoice)
      case figure(AccountChoice, TracingRule)
      case link(LinkName)
      case list(String)
      case row(Int)
    }
  }
}

extension Inquiry.Explain: Question {
  package static let words = ["explain"]

  package static let fields: [InquiryField<Self>] =
    [
      .text("sink", \.sink), .text("account", \.account), .text("rule", \.rule),
      .text("victim", \.victim), .text("cutoff", \.cutoff), .text("link", \.link),
      .text("list", \.list), .integer("row", \.row), .text("only", \.only),
    ] + Inquiry.Victims.fields.map { $0.within(\.victims) }
    + Inquiry.Pooling.fields.map { $0.within(\.pooling) }
    + Inquiry.Limits.fields.map { $0.within(\.limits) }
    + Inquiry.Terms.fields.map { $0.within(\.terms) }
    + Inquiry.Scope.fields.map { $0.within(\.scope) }

  package var inquiry: Inquiry { .explain(self) }

  package func check() throws(InquiryError) {
    try limits.check()
    try pooling.hubs.check()
    _ = try subject()
  }

  /// Returns the question, where the options agree.
  private func subject() throws(InquiryError) -> Subject {
    let asked = [sink != nil, account != nil, link != nil, list != nil, row != nil]
    guard asked.count(where: { $0 }) < 2 else {
      throw .contradiction(
        "--sink, --account, --link, --list and --row are five questions: give one of them")
    }
    if only != nil, row == nil {
      throw .contradiction("--only chooses the patterns of which a --row is explained: add it")
    }
    if let row {
      guard row > 0 else { throw .contradiction("--row takes the number of a row, from 1") }
      let limited = limits.maximumHops != nil
      if rule != nil || victim != nil || cutoff != nil || terms.isStated || limited
        || victims != Inquiry.Victims()
      {
        throw .contradiction(
          "a --row is one of patterns: leave out victims, --rule, its terms and --max-hops")
      }
      return .row(row)
    }
    if let list {
      if rule != nil || cutoff != nil || terms.isStated || limits.isStated {
        throw .contradiction(
          "only payments before first contact explain a --list: leave out --rule, its terms and limits of walks"
        )
      }
      if pooling.weakestLink != nil || pooling.asOrdinary {
        throw .contradiction(
          "links of grade A or B count for a --list: leave out --min-grade and --pooled-as-ordinary"
        )
      }
      return .list(list)
    }
    let figureOnly = rule != nil || victim != nil || cutoff != nil || terms.isStated
    if let link {
      if figureOnly { throw Self.notForLinks("--rule and its terms") }
      if limits.isStated { throw Self.notForLinks("--ties, --max-hops and --within") }
      if pooling.weakestLink != nil || pooling.asOrdinary {
        throw Self.notForLinks("--min-grade and --pooled-as-ordinary")
      }
      return .link(link)
    }
    guard let named = account ?? sink else {
      throw .contradiction(
        "nothing to explain: name an account (--sink, or --account with --rule), a --link, a --list or a --row of patterns"
      )
    }
    guard let rule else {
      if figureOnly {
        throw .contradiction(
          "--victim, --cutoff and the terms of a figure belong to a figure: add the --rule that it was computed by, or leave them out"
        )
      }
      return .sink(named)
    }
    guard case .rule(let followed) = rule else {
      throw .contradiction(
        "\(rule.name) follows no payments in time, so its figures have no lots")
    }
    if sink != nil { throw Self.notForFigures("--sink") }
    if limits.isStated { throw Self.notForFigures("--ties, --max-hops and --within") }
    return .figure(named, followed)
  }

  private static func notForFigures(_ options: String) -> InquiryError {
    .contradiction(
      "\(options) limit walks, but --rule asks for a figure: leave out --rule or \(options)")
  }

  private static func notForLinks(_ options: String) -> InquiryError {
    .contradiction("only the records explain a --link: leave out \(options)")
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let view = try scope.view(of: asking.basis, cutoff: cutoff)
    switch try subject() {
    case .sink(let account): return try explain(account, asking, in: view)
    case .figure(let account, let rule):
      return try explain(account, by: rule, asking, in: view)
    case .link(let link): return try explain(link, asking, in: view)
    case .row(let row):
      var question = Inquiry.Patterns()
      (question.row, question.only, question.scope) = (row, only, scope)
      question.pooling = pooling
      question.ties = limits.ties ?? .recorded
      question.within = limits.longestWait.map { WaitList([$0]) }
      return try question.answer(in: asking)
    case .list(let list):
      var question = Inquiry.Compromise()
      (question.list, question.victims, question.scope) = (list, victims, scope)
      question.victim = victim?.words
      return try question.answer(in: asking)
    }
  }

  private func explain(
    _ name: AccountChoice, _ asking: Asking, in view: LedgerView
  ) throws(InquiryError) -> InquiryAnswer {
    let basis = asking.basis
    let sources = try victims.sources(in: view, of: basis)
    let account = try name.account(in: view, of: basis)
    let rules = try limits.rules(pooling, in: view, of: basis)
    let answer = try asking.ask { () throws(FundTracingError) in
      try view.explain(account, of: sources, rules: rules)
    }
    do {
      return .explanation(answer, kept: try basis.keptCells(answer.evidence))
    } catch {
      throw .evidence(error)
    }
  }

  private func explain(
    _ name: AccountChoice, by rule: TracingRule, _ asking: Asking, in view: LedgerView
  ) throws(InquiryError) -> InquiryAnswer {
    let basis = asking.basis
    let sources = try victims.sources(in: view, of: basis)
    let stated = try terms.terms(pooling, in: view, of: basis)
    let account = try name.account(in: view, of: basis)
    let whose = try victim?.accounts(in: view, of: basis)
    return .figure(
      try asking.ask { () throws(FundTracingError) in
        try view.explainFigure(
          of: sources, claiming: whose, at: account, by: rule, terms: stated)
      })
  }

  private func explain(
    _ link: LinkName, _ asking: Asking, in view: LedgerView
  ) throws(InquiryError) -> InquiryAnswer {
    let pair = try link.transfers(in: asking.ledger)
    let settings = try pooling.settings(in: view, of: asking.basis)
    let answer = try asking.ask { () throws(FundTracingError) in
      try view.matches(settings: settings)
    }
    return .link(answer, receipt: pair.receipt, payout: pair.payout)
  }
}
