public import FundTracing
internal import PaymentGraph

extension Inquiry {
  /// The definition of a walk.
  public struct Walks: Hashable, Sendable {
    /// The order of payments, and the limits.
    public var limits = Limits()
    /// The treatment of pooled accounts.
    public var pooling = Pooling()

    /// Creates the definition of all questions.
    public init() {}

    static let fields: [InquiryField<Walks>] =
      Limits.fields.map { $0.within(\.limits) } + Pooling.fields.map { $0.within(\.pooling) }

    func check() throws(InquiryError) {
      try limits.check()
      try pooling.hubs.check()
    }

    /// Returns the rules with the user's knowledge of a ledger's pooled accounts.
    func rules(in view: LedgerView, of basis: Basis) throws(InquiryError) -> WalkRules {
      try limits.rules(pooling, in: view, of: basis)
    }
  }

  /// The order of payments in a walk, and the limits of walks.
  public struct Limits: Hashable, Sendable {
    /// The rule for payments of the same time, where one is stated.
    public var ties: TieRule?
    /// The most transfers in a walk; nil for any number.
    public var maximumHops: Int?
    /// The longest wait at an account; nil for any.
    public var longestWait: Wait?

    /// Creates the limits of all questions.
    public init() {}

    static let fields: [InquiryField<Limits>] = [
      .text("ties", \.ties), .integer("hops", \.maximumHops, option: "max-hops"),
      .text("within", \.longestWait),
    ]

    /// True where any of the options was given.
    var isStated: Bool { self != Limits() }

    func check() throws(InquiryError) {
      if let maximumHops, maximumHops < 1 {
        throw .contradiction("--max-hops takes a number of 1 or more, not \(maximumHops)")
      }
    }

    func rules(
      _ pooling: Pooling, in view: LedgerView, of basis: Basis
    ) throws(InquiryError) -> WalkRules {
      var rules = WalkRules(
        ties: ties ?? .recorded, maximumHops: maximumHops,
        longestWait: longestWait?.milliseconds, pooling: pooling.forWalks)
      rules.matching = try pooling.settings(in: view, of: basis)
      return rules
    }
  }
}
