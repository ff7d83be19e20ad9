internal import PaymentGraph

/// The accounts for which the least and the most under any rule are computed.
public enum BoundChoice: Hashable, Sendable {
  /// All accounts, up to a fixed effort.
  case auto
  /// All accounts, however long it takes.
  case everywhere
  /// No account.
  case none
  /// Some accounts, however long it takes.
  case accounts(AccountChoice)

  /// True where any account is examined.
  var isWanted: Bool { self != .none }

  /// The number of arcs that may be examined: a second or two; nil for any number.
  var effort: Int? { self == .auto ? 100_000_000 : nil }

  /// Returns the accounts asked for; nil for all.
  func accounts(in view: LedgerView, of basis: Basis) throws(InquiryError) -> [AccountID]? {
    guard case .accounts(let choice) = self else { return nil }
    return try choice.accounts(in: view, of: basis)
  }
}

extension BoundChoice: WrittenValue {
  package static var form: String { "auto, all, none or accounts" }

  package var written: String {
    switch self {
    case .auto: "auto"
    case .everywhere: "all"
    case .none: "none"
    // Accounts with the name of another choice have an empty line before it.
    case .accounts(let choice):
      BoundChoice(word: choice.written) == nil ? choice.written : "\n" + choice.written
    }
  }

  package init?(written: String) {
    if let word = BoundChoice(word: written) {
      self = word
    } else {
      guard let choice = AccountChoice(written: written) else { return nil }
      self = .accounts(choice)
    }
  }

  /// Reads the word of a choice that names no account.
  package init?(word: String) {
    switch word.lowercased() {
    case "auto": self = .auto
    case "all": self = .everywhere
    case "none": self = .none
    default: return nil
    }
  }
}
