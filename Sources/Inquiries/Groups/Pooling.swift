public import FundTracing
internal import PaymentGraph

extension Inquiry {
  /// The treatment of pooled accounts.
  public struct Pooling: Hashable, Sendable {
    /// The weakest link to follow; nil for C in walks and B in the figures of a rule.
    public var weakestLink: Grade?
    /// True where pooled accounts are treated as ordinary ones.
    public var asOrdinary = false
    /// True where only links that records state are followed, and none is inferred.
    public var recordedLinks = false
    /// The user's knowledge of pooled accounts.
    public var hubs = Hubs()

    /// Creates the treatment of all questions.
    public init() {}

    static let fields: [InquiryField<Pooling>] =
      [
        .text("grade", \.weakestLink, option: "min-grade"),
        .flag("pooledAsOrdinary", \.asOrdinary), .flag("recordedLinks", \.recordedLinks),
      ] + Hubs.fields.map { $0.within(\.hubs) }

    /// Returns the settings of matching in a ledger.
    func settings(in view: LedgerView, of basis: Basis) throws(InquiryError) -> MatchSettings {
      var settings = try hubs.settings(in: view, of: basis)
      settings.recordedOnly = recordedLinks
      return settings
    }

    /// The way in which walks pass pooled accounts.
    var forWalks: FundTracing.Pooling {
      asOrdinary ? .asOrdinary : .links(minimumGrade: weakestLink ?? .c)
    }

    /// The way in which the figures of a rule pass pooled accounts: one of several possible links
    /// would claim more than the records show, so the default is stronger.
    var forFigures: FundTracing.Pooling {
      asOrdinary ? .asOrdinary : .links(minimumGrade: weakestLink ?? .b)
    }
  }

  /// The user's knowledge of pooled accounts.
  public struct Hubs: Hashable, Sendable {
    /// Documented fees.
    public var fees: [StatedFee] = []
    /// Accounts whose records are stated to be complete.
    public var complete: [AccountChoice] = []
    /// Balances that documents state.
    public var balances: [StatedBalance] = []
    /// The shortest and the longest wait of money; nil for one that is fitted.
    public var window: WaitRange?
    /// The minor units by which an amount may miss the fee rule.
    public var tolerance = 0

    /// Creates the knowledge of nothing.
    public init() {}

    static let fields: [InquiryField<Hubs>] = [
      .texts("fee", \.fees), .texts("complete", \.complete), .texts("balance", \.balances),
      .text("window", \.window), .integer("tolerance", \.tolerance, default: 0),
    ]

    func check() throws(InquiryError) {
      guard (0...1_000_000).contains(tolerance) else {
        throw .contradiction("--tolerance takes a number from 0 to 1000000, not \(tolerance)")
      }
    }

    /// Returns the settings for a ledger.
    func settings(in view: LedgerView, of basis: Basis) throws(InquiryError)
      -> MatchSettings
    {
      var settings = MatchSettings()
      for stated in fees {
        settings.fees[try stated.account.account(in: view, of: basis)] = stated.fee
      }
      for stated in balances {
        settings.balances.append(try stated.balance(in: view, of: basis))
      }
      for choice in complete {
        settings.complete.formUnion(try choice.accounts(in: view, of: basis))
      }
      settings.window = window.map {
        $0.ends.lowerBound.milliseconds...$0.ends.upperBound.milliseconds
      }
      settings.tolerance = Int64(tolerance)
      return settings
    }
  }
}
