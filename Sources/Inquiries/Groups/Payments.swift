internal import FundTracing
internal import PaymentGraph
internal import Reports

extension Inquiry {
  /// The payments that a flow, a sankey or a timeline shows.
  public struct Payments: Hashable, Sendable {
    /// The victims whose money is followed.
    public var victims = Victims()
    /// The walks that count.
    public var walks = Walks()
    /// The most shared accounts to draw.
    public var top = 10
    /// The only shared accounts to draw.
    public var sink: AccountChoice?
    /// The fewest victims that make an account a sink.
    public var minimumVictims = 2
    /// The accounts of which all that their money reaches is drawn.
    public var from: AccountChoice?
    /// The accounts of which all is drawn whose money can have reached them.
    public var to: AccountChoice?
    /// True where all transfers in scope are drawn.
    public var whole = false

    /// Creates the choice of all drawings.
    public init() {}

    static let fields: [InquiryField<Payments>] =
      Victims.fields.map { $0.within(\.victims) } + Walks.fields.map { $0.within(\.walks) } + [
        .integer("top", \.top, default: 10), .text("sink", \.sink),
        .integer("minVictims", \.minimumVictims, default: 2), .text("from", \.from),
        .text("to", \.to), .flag("whole", \.whole),
      ]

    func check() throws(InquiryError) {
      try walks.check()
      if whole, from != nil || sink != nil || victims.accounts != nil {
        throw .contradiction("--whole draws everything: leave out --from, --sink and --victims")
      }
      if from != nil, sink != nil || victims.accounts != nil {
        throw .contradiction("--from draws a reach: leave out --sink and --victims")
      }
      if to != nil, whole || from != nil || sink != nil || victims.accounts != nil {
        throw .contradiction(
          "--to draws origins: leave out --from, --sink, --victims and --whole")
      }
      if minimumVictims < 1 || top < 1 {
        throw .contradiction("--min-victims and --top take a number of 1 or more")
      }
    }

    /// Returns the flow as a diagram.
    func diagram(
      _ asking: Asking, in scope: Scope, folding: Folding, look: Look
    ) throws(InquiryError) -> FlowDiagram {
      let basis = asking.basis
      let view = try scope.view(of: basis)
      let options = try folding.pinning(look.options(basis, in: view), of: basis)
      if whole { return FlowDiagram(view, options: options) }
      if let to {
        let targets = try to.accounts(in: view, of: basis)
        let rules = try walks.rules(in: view, of: basis)
        let origins = try asking.ask { () throws(FundTracingError) in
          try view.origins(of: targets, rules: rules)
        }
        return try asking.ask { () throws(FundTracingError) in
          try origins.flowDiagram(options: options)
        }
      }
      let sources = try (from.map { Victims($0) } ?? victims).sources(in: view, of: basis)
      let chosen = try sink?.accounts(in: view, of: basis)
      let rules = try walks.rules(in: view, of: basis)
      if from != nil {
        let reach = try asking.ask { () throws(FundTracingError) in
          try view.reach(of: sources, rules: rules)
        }
        return try asking.ask { () throws(FundTracingError) in
          try reach.flowDiagram(of: sources, options: options)
        }
      }
      let answer = try asking.ask { () throws(FundTracingError) in
        try view.sharedSinks(
          of: sources, minimumVictims: minimumVictims, rules: rules,
          onProgress: asking.onSearches)
      }
      return try asking.ask { () throws(FundTracingError) in
        try answer.flowDiagram(
          of: sources, showing: chosen, atMost: top, losses: Payments.losses(sources, basis),
          options: options)
      }
    }

    /// Returns the sources with their losses: all their claims, even where all their payments are
    /// followed.
    private static func losses(_ sources: [Source], _ basis: Basis) -> [Source] {
      guard let claims = basis.claims else { return sources }
      let claiming = Dictionary(
        Source.claiming(claims, in: basis.ledger).map { ($0.account, $0) },
        uniquingKeysWith: { first, _ in first })
      return sources.map { claiming[$0.account] ?? Source(account: $0.account, claims: []) }
    }
  }
}
