public import FundTracing
public import PaymentGraph

/// The parameters of a screening; nil where a pattern's own default holds.
public struct PatternSettings: Sendable {
  /// The order in which cash must follow.
  public enum CashOrder: String, CaseIterable, Sendable {
    /// Cash is drawn after the payments.
    case after
    /// Cash is drawn at any time in scope.
    case any
  }

  /// The unit that is counted at an account.
  public enum Counting: String, CaseIterable, Sendable {
    /// Distinct payers or payees.
    case parties
    /// Transfers.
    case transfers
  }

  /// The number of shuffles that measure chance.
  public enum Shuffles: Sendable, Hashable {
    /// 20 up to 300,000 payments, 5 up to three million, 0 above.
    case auto
    /// A number.
    case count(Int)

    /// Returns the number for some payments: a function of the ledger, never of a clock.
    func count(for payments: Int) -> Int {
      switch self {
      case .count(let number): number
      case .auto: payments <= 300_000 ? 20 : payments <= 3_000_000 ? 5 : 0
      }
    }
  }

  /// The patterns; nil for all that need no further statement.
  public var only: [Pattern]?
  /// The windows, in milliseconds; nil for each pattern's default.
  public var windows: [Int64]?
  /// The fewest payers, payees, pairs or transfers.
  public var minimum: Int?
  /// The fewest payees after the payers.
  public var minimumOut: Int?
  /// The fewest accounts in the middle of a scatter-gather.
  public var minimumMiddles: Int?
  /// The most and the fewest transfers of a walk.
  public var maximumLength: Int?, minimumLength: Int?
  /// The part of an amount that must be kept.
  public var keep: Double?
  /// The order of cash after payments.
  public var cashOrder = CashOrder.after
  /// The unit that is counted.
  public var counting = Counting.parties
  /// The limits of structuring, by currency.
  public var limits: [Money] = []
  /// The width of the band below a limit, as a part of it.
  public var band = 0.1
  /// The time without records before activity, in milliseconds.
  public var silence: Int64 = 180 * 86_400_000
  /// Payer and payee of a split-merge.
  public var between: (payer: AccountID, payee: AccountID)?
  /// True to count the accounts of one holder as one.
  public var byHolder = false
  /// The number of shuffles.
  public var shuffles = Shuffles.auto
  /// The false discovery rate up to which rows are shown.
  public var q = 0.1
  /// True to show all rows.
  public var showsAll = false
  /// Only rows that touch these accounts are shown; nil for all.
  public var around: Set<AccountID>?
  /// The most payments out within a window of an account that is passed as a middle.
  public var maximumThrough = 1_000
  /// The most steps of a search, a root and a pattern.
  public var maximumRootSteps = 10_000_000, maximumSteps = 1_000_000_000
  /// The most payers of a payee whose pairs are compared.
  public var maximumPayers = 2_000
  /// The most rows of a pattern.
  public var maximumRows = 100_000
  /// The most holders of an identifier that joins accounts.
  public var maximumHolders = 10
  /// The order of same-time payments, and the treatment of pooled accounts.
  public var rules = WalkRules()

  /// Creates the settings with all defaults.
  public init() {}

  /// Returns the windows within which a pattern is searched, in milliseconds: those stated, else its own.
  public func windows(_ pattern: Pattern) -> [Int64] {
    if let windows { return windows }
    let day: Int64 = 86_400_000
    return switch pattern {
    case .fanIn, .fanOut: [day, 4 * day, 14 * day]
    case .gatherScatter, .scatterGather, .stack, .cycle, .roundTrip: [4 * day]
    case .ring: [10 * day]
    case .chain: [2 * day]
    case .passThrough, .mirror: [day]
    case .collectThenCashOut, .structuring, .dormantThenActive: [7 * day]
    default: [4 * day]
    }
  }

  /// Returns the longest window of a pattern that has only one.
  func window(_ pattern: Pattern) -> Int64 { windows(pattern).max() ?? 0 }

  /// Returns the fewest payers, pairs or transfers of a pattern.
  func minimum(_ pattern: Pattern) -> Int {
    if let minimum { return minimum }
    return switch pattern {
    case .fanIn, .fanOut: 5
    case .passThrough, .stack, .bipartite, .repeatedPrice: 2
    case .mirror: 1
    default: 3
    }
  }

  /// Returns the fewest payees of a pattern.
  func minimumOut(_ pattern: Pattern) -> Int {
    minimumOut ?? (pattern == .collectThenCashOut ? 1 : 3)
  }

  /// Returns the part that must be kept in a pattern.
  func keep(_ pattern: Pattern) -> Double {
    keep ?? (pattern == .ring ? 0.95 : pattern == .passThrough ? 0.9 : 0.8)
  }
}
