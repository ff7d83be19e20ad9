internal import FundTracing

extension Inquiry {
  /// `path`: the walks between two accounts.
  public struct Path: Hashable, Sendable {
    /// The account where walks start.
    public var from: AccountChoice
    /// The account where they end.
    public var to: AccountChoice
    /// The walks that count.
    public var walks = Walks()
    /// The transfers that count.
    public var scope = Scope()

    /// Creates the question with the defaults of the command line.
    public init(from: AccountChoice, to: AccountChoice) { (self.from, self.to) = (from, to) }
  }
}

extension Inquiry.Path: Question {
  package static let words = ["path"]

  package static let fields: [InquiryField<Self>] =
    [.text("from", \.from, default: .nobody), .text("to", \.to, default: .nobody)]
    + Inquiry.Walks.fields.map { $0.within(\.walks) }
    + Inquiry.Scope.fields.map { $0.within(\.scope) }

  package init() { self.init(from: .nobody, to: .nobody) }

  package var inquiry: Inquiry { .path(self) }

  package func check() throws(InquiryError) {
    if from.names.isEmpty { throw .missingMember("from", question: "path") }
    if to.names.isEmpty { throw .missingMember("to", question: "path") }
    try walks.check()
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let view = try scope.view(of: asking.basis)
    let start = try from.account(in: view, of: asking.basis)
    let end = try to.account(in: view, of: asking.basis)
    let rules = try walks.rules(in: view, of: asking.basis)
    return .path(
      try asking.ask { () throws(FundTracingError) in
        try view.walks(from: start, to: end, rules: rules)
      })
  }
}
