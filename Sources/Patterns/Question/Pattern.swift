/// A typology that screening looks for, by its name on the command line and in answers.
public enum Pattern: String, CaseIterable, Sendable, Hashable {
  case fanIn = "fan-in"
  case fanOut = "fan-out"
  case gatherScatter = "gather-scatter"
  case scatterGather = "scatter-gather"
  case cycle
  case ring
  case roundTrip = "round-trip"
  case chain
  case passThrough = "pass-through"
  case mirror
  case collectThenCashOut = "collect-then-cash-out"
  case structuring
  case dormantThenActive = "dormant-then-active"
  case repeatedPrice = "repeated-price"
  case bipartite
  case stack
  case splitMerge = "split-merge"
  case sharedIdentifier = "shared-identifier"

  /// The model of chance against which rows of a pattern are held.
  public enum NullModel: String, Sendable {
    /// The times are permuted over all payments: it judges haste.
    case times
    /// The payees are permuted among the payments of a day: it judges shape.
    case payees
    /// The expected number of such pairs, by the row itself.
    case expected
    /// An exact test, by the row itself.
    case exact
    /// Prices of the same kind.
    case placebo
    /// Rows are facts and no signs.
    case none
  }

  /// The model of chance of this pattern.
  public var null: NullModel {
    switch self {
    case .fanIn, .fanOut, .gatherScatter, .chain, .passThrough, .collectThenCashOut,
      .dormantThenActive:
      .times
    case .scatterGather, .cycle, .ring, .roundTrip, .bipartite, .stack: .payees
    case .mirror: .expected
    case .structuring: .exact
    case .repeatedPrice: .placebo
    case .splitMerge, .sharedIdentifier: .none
    }
  }

  /// The definition in one line.
  public var definition: String {
    switch self {
    case .fanIn: "many payers pay one account within a short time"
    case .fanOut: "one account pays many payees within a short time"
    case .gatherScatter: "many payers pay an account, which then pays many payees"
    case .scatterGather: "an account pays many accounts, which pay on to one account"
    case .cycle: "money goes round in the order of time, mostly kept at every step"
    case .ring: "accounts pay one another nearly the same sum in a circle, in any order of time"
    case .roundTrip: "money comes back to an account of the same holder"
    case .chain: "money is handed on from account to account, quickly and mostly kept"
    case .passThrough: "an account passes its receipts on, one by one, quickly and mostly kept"
    case .mirror: "a payment out equals a receipt, where chance would hardly make them equal"
    case .collectThenCashOut: "many payers pay an account, from which cash is then drawn"
    case .structuring: "payments just below a stated limit, together above it"
    case .dormantThenActive: "an account without records for long becomes busy"
    case .repeatedPrice: "payments of the prices that victims claim, by people who claim nothing"
    case .bipartite: "several payers pay the same several payees"
    case .stack: "two scatter-gathers share accounts in the middle"
    case .splitMerge: "the most that can have gone from one account to another over any accounts"
    case .sharedIdentifier: "accounts share a telephone, a device or another identifier"
    }
  }
}
