public import PaymentGraph

extension Inquiry {
  /// The choice of transfers for a question.
  public struct Scope: Hashable, Sendable {
    /// The first day; nil for no limit.
    public var since: CivilDate?
    /// The day after the last; nil for no limit.
    public var before: CivilDate?
    /// The currency that was sent or received; nil for any.
    public var currency: Currency? { didSet { currency = currency?.named } }

    /// The accounts that are left out as a hypothesis, with all that they pay and receive; nil for none.
    public var without: AccountChoice?

    /// Creates the choice of all transfers.
    public init() {}

    static let fields: [InquiryField<Scope>] = [
      .text("since", \.since), .text("before", \.before), .text("currency", \.currency),
      .text("without", \.without),
    ]

    /// Returns the transfers of a basis that are chosen.
    ///
    /// - Parameter cutoff: The last day that counts.
    func view(of basis: Basis, cutoff: CivilDate? = nil) throws(InquiryError) -> LedgerView {
      var view = basis.view
      if let without {
        let accounts = try without.accounts(in: view, of: basis)
        view = view.leavingOut(accounts: Set(accounts), transfers: [])
      }
      if since != nil || before != nil { view = view.during(Period(from: since, until: before)) }
      if let cutoff {
        let next = CivilDate(milliseconds: cutoff.milliseconds + 86_400_000)
        view = view.during(Period(from: view.period.from, until: next))
      }
      if let currency { view = view.inCurrency(currency) }
      return view
    }
  }
}
