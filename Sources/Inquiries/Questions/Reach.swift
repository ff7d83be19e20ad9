internal import FundTracing

extension Inquiry {
  /// `reach`: the accounts that some sources' money reaches, or whose money can have reached some accounts.
  public struct Reach: Hashable, Sendable {
    /// The start of walks; nil for the claimed payments, else the victims.
    public var from: AccountChoice?
    /// The end of walks, where the question is who can have reached it.
    public var to: AccountChoice?
    /// The walks that count.
    public var walks = Walks()
    /// The transfers that count.
    public var scope = Scope()
    /// The most accounts in text.
    public var top = 50

    /// Creates the question with the defaults of the command line.
    public init() {}
  }
}

extension Inquiry.Reach: Question {
  package static let words = ["reach"]

  package static let fields: [InquiryField<Self>] =
    [.text("from", \.from), .text("to", \.to)]
    + Inquiry.Walks.fields.map { $0.within(\.walks) }
    + Inquiry.Scope.fields.map { $0.within(\.scope) } + [.integer("top", \.top, default: 50)]

  package var inquiry: Inquiry { .reach(self) }

  package func check() throws(InquiryError) {
    try walks.check()
    if from != nil, to != nil {
      throw .contradiction(
        "--from and --to are two questions: give one of them, or use path for both ends")
    }
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let basis = asking.basis
    let view = try scope.view(of: basis)
    let rules = try walks.rules(in: view, of: basis)
    if let to {
      let targets = try to.accounts(in: view, of: basis)
      let answer = try asking.ask { () throws(FundTracingError) in
        try view.origins(of: targets, rules: rules)
      }
      return .origins(answer, top: max(0, top))
    }
    let sources = try Inquiry.Victims(from).sources(in: view, of: basis)
    let answer = try asking.ask { () throws(FundTracingError) in
      try view.reach(of: sources, rules: rules)
    }
    return .reach(answer, top: max(0, top))
  }
}
