public import FundTracing

extension Inquiry {
  /// `match`: the links at pooled accounts.
  public struct Match: Hashable, Sendable {
    /// The pooled accounts; nil for all.
    public var account: AccountChoice?
    /// The user's knowledge of pooled accounts.
    public var hubs = Hubs()
    /// The victims by whose claims missing documents are ranked.
    public var victims = Victims()
    /// The transfers that count.
    public var scope = Scope()
    /// The weakest link to list.
    public var weakestLink = Grade.c
    /// The transfer whose links are explained, by its id or `FILE:LINE`; nil for the links of all.
    public var transfer: String?
    /// The most links and breaks of an account in text.
    public var top = 25

    /// Creates the question with the defaults of the command line.
    public init() {}
  }
}

extension Inquiry.Match: Question {
  package static let words = ["match"]

  package static let fields: [InquiryField<Self>] =
    [.text("account", \.account), .text("transfer", \.transfer)]
    + Inquiry.Hubs.fields.map { $0.within(\.hubs) }
    + Inquiry.Victims.fields.map { $0.within(\.victims) }
    + Inquiry.Scope.fields.map { $0.within(\.scope) } + [
      .text("grade", \.weakestLink, default: .c, option: "min-grade"),
      .integer("top", \.top, default: 25),
    ]

  package var inquiry: Inquiry { .match(self) }

  package func check() throws(InquiryError) { try hubs.check() }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let basis = asking.basis
    let view = try scope.view(of: basis)
    let settings = try hubs.settings(in: view, of: basis)
    let accounts = try account?.accounts(in: view, of: basis)
    let explained = try transfer.map { id throws(InquiryError) in
      try basis.ledger.transfer(calledOnly: id)
    }
    let sources = try victims.knownSources(in: view, of: basis)
    let answer = try asking.ask { () throws(FundTracingError) in
      try view.matches(at: accounts, settings: settings)
    }
    if let explained { return .linksOfTransfer(answer, explained) }
    var missing: MissingDocuments?
    if let sources {
      var rules = WalkRules(pooling: .links(minimumGrade: weakestLink))
      rules.matching = settings
      missing = try asking.ask { () throws(FundTracingError) in
        try view.missingDocuments(of: sources, rules: rules)
      }
    }
    return .links(answer, minimumGrade: weakestLink, top: max(0, top), missing: missing)
  }
}
