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

    /// Creates the choice of all transfers.
    public init() {}

    static let fields: [InquiryField<Scope>] = [
      .text("since", \.since), .text("before", \.before), .text("currency", \.currency),
    ]

    /// Returns the part of a view that is chosen.
    ///
    /// - Parameter cutoff: The last day that counts.
    func view(of view: LedgerView, cutoff: CivilDate? = nil) -> LedgerView {
      var view = view
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
