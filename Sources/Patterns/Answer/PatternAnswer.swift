public import FundTracing
public import PaymentGraph

/// The result of a screening: the answer of ``PaymentGraph/LedgerView/patterns(_:claims:identifiers:onProgress:)``.
public struct PatternAnswer: Sendable {
  /// The counts of the payments that were searched.
  public struct Searched: Sendable, Hashable {
    /// The transfers and accounts in scope.
    public let transfers: Int, accounts: Int
    /// The payments that were left out: from an account to itself, and without a time.
    public let selfTransfers: Int, withoutTime: Int
    /// The pooled accounts, and the links along which payments pass them.
    public let pooled: Int, linksUsed: Int
    /// The steps between two currencies that no rate compares.
    public internal(set) var stepsNotCompared: Int
  }

  /// The outcome of one pattern.
  public struct Summary: Sendable, Hashable {
    /// The pattern.
    public let pattern: Pattern
    /// The number of shuffles that measured chance.
    public let shuffles: Int
    /// The rows found.
    public let found: Int
    /// The rows shown.
    public internal(set) var shown: Int
    /// The rows that a shuffle gave on average; nil where none was made.
    public let expectedByChance: Double?
  }

  /// A limit that kept something from being searched.
  public struct Cut: Sendable, Hashable {
    /// The pattern.
    public let pattern: Pattern
    /// The name of the limit, as on the command line.
    public let limit: String
    /// Its value.
    public let value: Int
    /// The accounts that were not passed or not finished, at most 20, in the order of their keys.
    public let accounts: [AccountID]
    /// The number of all of them.
    public let accountCount: Int
  }

  /// The transfers in scope.
  public let scope: LedgerView
  /// The parameters.
  public let settings: PatternSettings
  /// The counts of the payments that were searched.
  public internal(set) var searched: Searched
  /// The patterns that were searched, in their order.
  public internal(set) var patterns: [Summary]
  /// The rows: by pattern, rate, score, first transfer and account keys.
  public internal(set) var rows: [PatternRow]
  /// The prices of claims, where they were asked for.
  public internal(set) var prices: RepeatedPrices?
  /// The most between two accounts, where it was asked for, and between those of every scatter-gather shown.
  public internal(set) var splitMerges: [SplitMerge] = []
  /// The accounts that identifiers join, and identifiers that too many have.
  public internal(set) var groups: [IdentifierGroup] = [], popular: [IdentifierGroup.Shared] = []
  /// The limits that cut the search.
  public internal(set) var cuts: [Cut]
  /// The facts that a reader must know beside the rows.
  public internal(set) var notes: [AnswerNote]

  /// True where no limit cut the search, nothing is left out as a hypothesis, every transfer has a time and every row could be read.
  public var isComplete: Bool {
    cuts.isEmpty && scope.leftOut.isEmpty && searched.withoutTime == 0
      && scope.ledger.rejectedRowCount == 0
  }
}
