public import FundTracing
internal import Lake
internal import PaymentGraph

extension Inquiry {
  /// The order of time that the payments between two accounts must keep.
  public enum PathOrder: String, CaseIterable, Sendable {
    /// Rows decide the order of payments of one time; see ``FundTracing/TieRule/recorded``.
    case recorded
    /// Payments of one time may follow each other in either order.
    case allow
    /// A payment follows only one that is certainly earlier.
    case forbid
    /// No order: the fewest payments that join two accounts, whatever their times.
    case anyOrder
  }

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
    /// True where payments join the accounts in any order of time: that is no walk of money.
    public var inAnyOrder = false

    /// Creates the question with the defaults of the command line.
    public init(from: AccountChoice, to: AccountChoice) { (self.from, self.to) = (from, to) }

    /// The order, where one is stated.
    public var order: PathOrder? {
      get {
        inAnyOrder ? .anyOrder : walks.limits.ties.flatMap { PathOrder(rawValue: $0.rawValue) }
      }
      set {
        inAnyOrder = newValue == .anyOrder
        walks.limits.ties = newValue.flatMap { TieRule(rawValue: $0.rawValue) }
      }
    }
  }
}

extension Inquiry.PathOrder: WrittenValue {}

extension Inquiry.Path: Question {
  package static let words = ["path"]

  package static let fields: [InquiryField<Self>] =
    [.text("from", \.from, default: .nobody), .text("to", \.to, default: .nobody)]
    + Inquiry.Walks.fields.map { field in
      field.name == "ties" ? .text("ties", \.order) : field.within(\.walks)
    }
    + Inquiry.Scope.fields.map { $0.within(\.scope) }

  package init() { self.init(from: .nobody, to: .nobody) }

  package var inquiry: Inquiry { .path(self) }

  package func check() throws(InquiryError) {
    if from.names.isEmpty { throw .missingMember("from", question: "path") }
    if to.names.isEmpty { throw .missingMember("to", question: "path") }
    try walks.check()
    if inAnyOrder, walks.limits.longestWait != nil {
      throw .contradiction("--within limits waits, and --ties any-order keeps no order of time")
    }
  }

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    var asking = asking
    if let extended = asking.basis.adding(to) { asking = Asking(extended, as: asking) }
    let view = try scope.view(of: asking.basis)
    let start = try from.account(in: view, of: asking.basis)
    let end = try to.account(in: view, of: asking.basis)
    let rules = try walks.rules(in: view, of: asking.basis)
    if inAnyOrder {
      return .connection(
        try asking.ask { () throws(FundTracingError) in
          try view.connection(from: start, to: end, rules: rules)
        })
    }
    let claims = asking.basis.claims
    let answer = try asking.ask { () throws(FundTracingError) in
      try view.walks(from: start, to: end, rules: rules, claims: claims)
    }
    if answer.shortest == nil, let extract = asking.ledger.extract,
      let reason = Coverage(of: extract.manifest).openEnd
    {
      throw .refused(reason)
    }
    return .path(answer)
  }
}
