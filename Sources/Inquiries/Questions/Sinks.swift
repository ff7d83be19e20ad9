internal import FundTracing

extension Inquiry {
  /// `sinks`: the accounts where victims' money meets.
  public struct Sinks: Hashable, Sendable {
    /// The victims whose money is followed.
    public var victims = Victims()
    /// The walks that count.
    public var walks = Walks()
    /// The transfers that count.
    public var scope = Scope()
    /// The fewest victims that make an account a sink.
    public var minimumVictims = 2
    /// True where pooled accounts are listed as well.
    public var includePooled = false
    /// True where stand-ins for payees whom no record names are listed as well.
    public var includeStandIns = false
    /// The most accounts in text.
    public var top = 25

    /// Creates the question with the defaults of the command line.
    public init() {}
  }
}

extension Inquiry.Sinks: Question {
  package static let words = ["sinks"]

  package static let fields: [InquiryField<Self>] =
    Inquiry.Victims.fields.map { $0.within(\.victims) }
    + Inquiry.Walks.fields.map { $0.within(\.walks) }
    + Inquiry.Scope.fields.map { $0.within(\.scope) } + [
      .integer("minVictims", \.minimumVictims, default: 2), .flag("includePooled", \.includePooled),
      .flag("includeStandIns", \.includeStandIns), .integer("top", \.top, default: 25),
    ]

  package var inquiry: Inquiry { .sinks(self) }

  package func check() throws(InquiryError) {
    try walks.check()
    if minimumVictims < 1 {
      throw .contradiction("--min-victims takes a number of 1 or more, not \(minimumVictims)")
    }
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let view = try scope.view(of: asking.basis)
    let sources = try victims.sources(in: view, of: asking.basis)
    let rules = try walks.rules(in: view, of: asking.basis)
    let answer = try asking.ask { () throws(FundTracingError) in
      try view.sharedSinks(
        of: sources, minimumVictims: minimumVictims, includePooled: includePooled,
        includeStandIns: includeStandIns, rules: rules, onProgress: asking.onSearches)
    }
    return .sinks(answer, top: max(0, top))
  }
}
