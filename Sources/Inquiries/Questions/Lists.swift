public import PaymentGraph

extension Inquiry {
  /// `accounts`: the loaded accounts, one by one.
  public struct Accounts: Hashable, Sendable {
    /// The role; nil for any.
    public var role: AccountRole?
    /// The text in the key, a spelling, the name, the holder or the bank; nil for any.
    public var text: String?
    /// True where stand-ins are listed as well, for payees known only by name, or not at all.
    public var includeStandIns = false
    /// The transfers whose accounts are listed.
    public var scope = Scope()
    /// The most accounts in text.
    public var top = 50

    /// Creates the question with the defaults of the command line.
    public init() {}
  }

  /// `transfers`: the loaded transfers, one by one.
  public struct Transfers: Hashable, Sendable {
    /// The properties of the transfers.
    public var filter = Filter()
    /// The transfers that count.
    public var scope = Scope()
    /// The most transfers in text.
    public var top = 50

    /// Creates the question with the defaults of the command line.
    public init() {}
  }

  /// `sums`: the sums that every account paid every other.
  public struct Sums: Hashable, Sendable {
    /// The properties of the transfers.
    public var filter = Filter()
    /// The transfers that count.
    public var scope = Scope()
    /// The least sum, in whole units and decimals of its currency.
    public var minimumAmount: AmountRange?
    /// The fewest transfers of a sum.
    public var minimumCount = 1
    /// The most sums in text.
    public var top = 50

    /// Creates the question with the defaults of the command line.
    public init() {}
  }

  /// `parties`: accounts that may be one, or belong to one holder.
  public struct Parties: Hashable, Sendable {
    /// The most accounts that may share a name before it distinguishes nobody.
    public var mostCommon = 50
    /// The most pairs in text.
    public var top = 50

    /// Creates the question with the defaults of the command line.
    public init() {}
  }
}

extension Inquiry.Accounts: Question {
  package static let words = ["accounts"]

  package static let fields: [InquiryField<Self>] =
    [
      .text("role", \.role), .text("text", \.text), .flag("includeStandIns", \.includeStandIns),
    ] + Inquiry.Scope.fields.map { $0.within(\.scope) } + [.integer("top", \.top, default: 50)]

  package var inquiry: Inquiry { .accounts(self) }

  package func check() throws(InquiryError) {}

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let view = try scope.view(of: asking.basis)
    let chosen = (text.map(view.accounts(mentioning:)) ?? view.accounts).filter { account in
      role.map { account.role == $0 } ?? true
    }
    let named = chosen.filter { includeStandIns || !$0.isStandIn }
    // A file of all accounts must have the stand-ins too: their names are in it.
    let isFile = text == nil && role == nil
    return .accounts(
      named.map(\.id), inCSV: (isFile ? chosen : named).map(\.id), view, top: max(0, top))
  }
}

extension Inquiry.Transfers: Question {
  package static let words = ["transfers"]

  package static let fields: [InquiryField<Self>] =
    Inquiry.Filter.fields.map { $0.within(\.filter) }
    + Inquiry.Scope.fields.map { $0.within(\.scope) } + [.integer("top", \.top, default: 50)]

  package var inquiry: Inquiry { .transfers(self) }

  package func check() throws(InquiryError) {}

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let view = try filter.view(of: scope.view(of: asking.basis), asking.basis)
    return .transfers(view, top: max(0, top))
  }
}

extension Inquiry.Sums: Question {
  package static let words = ["sums"]

  package static let fields: [InquiryField<Self>] =
    Inquiry.Filter.fields.map { $0.within(\.filter) } + [
      .text("minAmount", \.minimumAmount), .integer("minCount", \.minimumCount, default: 1),
    ] + Inquiry.Scope.fields.map { $0.within(\.scope) } + [.integer("top", \.top, default: 50)]

  package var inquiry: Inquiry { .sums(self) }

  package func check() throws(InquiryError) {}

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let view = try filter.view(of: scope.view(of: asking.basis), asking.basis)
    let sums = view.paymentSums.filter { sum in
      sum.count >= minimumCount && (minimumAmount.map { $0.isReached(by: sum) } ?? true)
    }
    return .sums(sums, of: view, top: max(0, top))
  }
}

extension Inquiry.Parties: Question {
  package static let words = ["parties"]

  package static let fields: [InquiryField<Self>] = [
    .integer("mostCommon", \.mostCommon, default: 50), .integer("top", \.top, default: 50),
  ]

  package var inquiry: Inquiry { .parties(self) }

  package func check() throws(InquiryError) {}

  package func answer(in asking: Asking) throws(InquiryError) -> InquiryAnswer {
    let pairs = asking.ledger.partySuggestions(mostCommon: max(2, mostCommon))
    return .parties(pairs, asking.ledger, top: max(0, top))
  }
}
