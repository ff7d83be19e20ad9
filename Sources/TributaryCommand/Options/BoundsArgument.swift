internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph

/// The accounts for which the least and the most under any rule are computed.
enum BoundsArgument: ExpressibleByArgument, CustomStringConvertible {
  /// All accounts, up to a fixed effort.
  case auto
  /// All accounts, however long it takes.
  case everywhere
  /// No account.
  case none
  /// Some accounts, however long it takes.
  case accounts(SelectorText)

  init?(argument: String) {
    switch argument {
    case "auto": self = .auto
    case "all": self = .everywhere
    case "none": self = .none
    default:
      guard let selector = SelectorText(argument: argument) else { return nil }
      self = .accounts(selector)
    }
  }

  var description: String {
    switch self {
    case .auto: "auto"
    case .everywhere: "all"
    case .none: "none"
    case .accounts(let selector): "\(selector)"
    }
  }

  var isWanted: Bool {
    if case .none = self { return false }
    return true
  }

  /// The number of arcs that may be examined: a second or two; nil for any number.
  var effort: Int? {
    if case .auto = self { return 100_000_000 }
    return nil
  }

  /// Returns the accounts asked for; nil for all.
  func accounts(in view: LedgerView) throws -> [AccountID]? {
    guard case .accounts(let selector) = self else { return nil }
    return try selector.accounts(in: view)
  }
}
