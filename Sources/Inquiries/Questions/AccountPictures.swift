public import FundTracing
internal import Reports

extension Inquiry {
  /// `draw matrix`: a table of victims and the accounts that their money can have reached.
  public struct Matrix: Hashable, Sendable {
    /// The victims whose money is followed.
    public var victims = Victims()
    /// The walks that count.
    public var walks = Walks()
    /// The terms of the rule.
    public var terms = Terms()
    /// The transfers that count.
    public var scope = Scope()
    /// The texts beside the money, and what is hidden.
    public var look = Look()
    /// The most shared accounts to draw.
    public var top = 10
    /// The only shared accounts to draw.
    public var sink: AccountChoice?
    /// The fewest victims that make an account a sink.
    public var minimumVictims = 2
    /// The rule by which each victim's money is shown; nil where payments are counted.
    public var rule: TracingMethod?

    /// Creates the question with the defaults of the command line.
    public init() {}
  }

  /// `draw walk`: the way of one victim's money, hop by hop, under a rule.
  public struct Walk: Hashable, Sendable {
    /// The victim whose money is followed.
    public var account: AccountChoice
    /// The rule.
    public var rule: TracingMethod?
    /// All victims of the case, whose claims decide what a rule gives.
    public var victims = Victims()
    /// The treatment of pooled accounts.
    public var pooling = Pooling()
    /// The terms of the rule.
    public var terms = Terms()
    /// The transfers that count.
    public var scope = Scope()
    /// The texts beside the money, and what is hidden.
    public var look = Look()

    /// Creates the question with the defaults of the command line.
    public init(of account: AccountChoice, by rule: TracingMethod) {
      (self.account, self.rule) = (account, rule)
    }
  }

  /// `draw neighbourhood`: who paid one account, and whom it paid.
  public struct Neighbourhood: Hashable, Sendable {
    /// The account in the middle.
    public var account: AccountChoice
    /// The accounts that are never folded.
    public var folding = Folding()
    /// The transfers that count.
    public var scope = Scope()
    /// The texts beside the money, and what is hidden.
    public var look = Look()

    /// Creates the question with the defaults of the command line.
    public init(around account: AccountChoice) { self.account = account }
  }
}

extension Inquiry.Matrix: PictureQuestion {
  package static let words = ["draw", "matrix"]

  package static let fields: [InquiryField<Self>] =
    Inquiry.Victims.fields.map { $0.within(\.victims) }
    + Inquiry.Walks.fields.map { $0.within(\.walks) } + [
      .integer("top", \.top, default: 10), .text("sink", \.sink),
      .integer("minVictims", \.minimumVictims, default: 2), .text("rule", \.rule),
    ] + Inquiry.Terms.fields.map { $0.within(\.terms) }
    + Inquiry.Scope.fields.map { $0.within(\.scope) }
    + Inquiry.Look.fields.map { $0.within(\.look) }

  package var inquiry: Inquiry { .matrix(self) }

  package func check() throws(InquiryError) {
    try walks.check()
    try look.check()
    if minimumVictims < 1 || top < 1 {
      throw .contradiction("--min-victims and --top take a number of 1 or more")
    }
    if rule == nil, terms.isStated {
      throw .contradiction("the terms of a rule go with --rule: add it, or leave them out")
    }
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let basis = asking.basis
    let view = try scope.view(of: basis)
    let sources = try victims.sources(in: view, of: basis)
    let chosen = try sink?.accounts(in: view, of: basis)
    let rules = try walks.rules(in: view, of: basis)
    let stated = try terms.terms(walks.pooling, in: view, of: basis)
    let answer = try asking.ask { () throws(FundTracingError) in
      try view.sharedSinks(
        of: sources, minimumVictims: minimumVictims, rules: rules, onProgress: asking.onSearches)
    }
    let shown = answer.choosing(chosen, atMost: top)
    let options = look.options(basis, in: view)
    let diagram: MatrixDiagram
    if let rule {
      let traced = try asking.ask { () throws(FundTracingError) in
        try view.trace(of: sources, by: rule, terms: stated)
      }
      diagram = MatrixDiagram(
        traced, sinks: shown, sources: sources, columnLimit: top, options: options)
    } else {
      diagram = try asking.ask { () throws(FundTracingError) in
        try MatrixDiagram(answer, shown: shown, sources: sources, options: options)
      }
    }
    return try asking.draw(look) { () throws(DiagramError) in try diagram.picture() }
  }
}

extension Inquiry.Walk: PictureQuestion {
  package static let words = ["draw", "walk"]

  package static let fields: [InquiryField<Self>] =
    [.text("account", \.account, default: .nobody), .text("rule", \.rule)]
    + Inquiry.Victims.fields.map { $0.within(\.victims) }
    + Inquiry.Pooling.fields.map { $0.within(\.pooling) }
    + Inquiry.Terms.fields.map { $0.within(\.terms) }
    + Inquiry.Scope.fields.map { $0.within(\.scope) }
    + Inquiry.Look.fields.map { $0.within(\.look) }

  package init() { (account, rule) = (.nobody, nil) }

  package var inquiry: Inquiry { .walk(self) }

  package func check() throws(InquiryError) {
    if account.names.isEmpty { throw .missingMember("account", question: "walk") }
    try pooling.hubs.check()
    try look.check()
    if rule == nil { throw .contradiction(TracingMethod.missing) }
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let basis = asking.basis
    let view = try scope.view(of: basis)
    let sources = try victims.sources(in: view, of: basis)
    let victim = try account.account(in: view, of: basis)
    guard let rule, sources.contains(where: { $0.account == victim }) else {
      throw .refused("--account names no victim, so there is no money to follow")
    }
    let stated = try terms.terms(pooling, in: view, of: basis)
    let answer = try asking.ask { () throws(FundTracingError) in
      try view.trace(of: sources, by: rule, terms: stated)
    }
    let diagram = try asking.ask { () throws(FundTracingError) in
      try WalkDiagram(answer, of: victim, sources: sources, options: look.options(basis, in: view))
    }
    return try asking.draw(look) { () throws(DiagramError) in try diagram.picture() }
  }
}

extension Inquiry.Neighbourhood: PictureQuestion {
  package static let words = ["draw", "neighbourhood"]

  package static let fields: [InquiryField<Self>] =
    [.text("account", \.account, default: .nobody)]
    + Inquiry.Folding.fields.map { $0.within(\.folding) }
    + Inquiry.Scope.fields.map { $0.within(\.scope) }
    + Inquiry.Look.fields.map { $0.within(\.look) }

  package init() { account = .nobody }

  package var inquiry: Inquiry { .neighbourhood(self) }

  package func check() throws(InquiryError) {
    if account.names.isEmpty { throw .missingMember("account", question: "neighbourhood") }
    try look.check()
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let view = try scope.view(of: asking.basis)
    let middle = try account.account(in: view, of: asking.basis)
    let diagram = FlowDiagram(
      around: middle, in: view,
      options: try folding.pinning(look.options(asking.basis, in: view), of: asking.basis))
    return try asking.draw(look) { () throws(DiagramError) in try diagram.picture() }
  }
}
