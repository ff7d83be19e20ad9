internal import ArgumentParser
internal import FundTracing
internal import PaymentGraph

/// Where the least and the most that any rule could say are computed.
enum BoundsArgument: ExpressibleByArgument, CustomStringConvertible {
  /// Everywhere, up to a fixed effort.
  case auto
  /// Everywhere, however long it takes.
  case everywhere
  /// Nowhere.
  case none
  /// At some accounts, however long it takes.
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

  /// How many arcs may be looked at: a second or two.
  var effort: Int? {
    if case .auto = self { return 100_000_000 }
    return nil
  }

  /// The accounts asked for; nil for all.
  func accounts(in view: LedgerView) throws -> [AccountID]? {
    guard case .accounts(let selector) = self else { return nil }
    return try selector.accounts(in: view)
  }
}
