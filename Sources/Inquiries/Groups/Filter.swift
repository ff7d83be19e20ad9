public import PaymentGraph

extension Inquiry {
  /// The choice of transfers in a list.
  public struct Filter: Hashable, Sendable {
    /// The accounts that pay or receive.
    public var account: AccountChoice?
    /// The accounts that pay.
    public var from: AccountChoice?
    /// The accounts that receive.
    public var to: AccountChoice?
    /// The amounts sent or received.
    public var amount: AmountRange?
    /// The text in the id, the reference, or the key or name of an account.
    public var text: String?

    /// Creates the choice of all transfers.
    public init() {}

    static let fields: [InquiryField<Filter>] = [
      .text("account", \.account), .text("from", \.from), .text("to", \.to),
      .text("amount", \.amount), .text("text", \.text),
    ]

    /// Returns the part of a view that is chosen.
    func view(of view: LedgerView, _ basis: Basis) throws(InquiryError) -> LedgerView {
      guard self != Filter() else { return view }
      var filter = TransferFilter()
      if let account { filter.accounts = Set(try account.accounts(in: view, of: basis)) }
      if let from { filter.payers = Set(try from.accounts(in: view, of: basis)) }
      if let to { filter.beneficiaries = Set(try to.accounts(in: view, of: basis)) }
      filter.amounts = amount
      filter.text = text
      return view.matching(filter)
    }
  }
}
