public import FundTracing
internal import Glibc
public import PaymentGraph

/// One finding of a screening, with the transfers that show it.
public struct PatternRow: Sendable, Hashable {
  /// The best window of an episode: the one with the most distinct parties, and of those the earliest.
  public struct Peak: Sendable, Hashable {
    /// The number of distinct payers or payees.
    public let count: Int
    /// The number of transfers.
    public let transfers: Int
    /// The first and the last moment.
    public let first: PostingTime, last: PostingTime
  }

  /// A receipt and the payment that passed it on.
  public struct Pair: Sendable, Hashable {
    /// The receipt.
    public let receipt: TransferID
    /// The payment out.
    public let payout: TransferID
    /// The number of such pairs that chance would give; nil where that is not asked.
    public let expected: Double?
  }

  /// The sums with which money set out on a way and arrived at its end.
  ///
  /// Sums over all payments of a way count the same money at every hop.
  public struct Way: Sendable, Hashable {
    /// The sum that left with the first payment.
    public let left: MoneyTotal
    /// The sum that arrived with the last one.
    public let arrived: MoneyTotal
  }

  /// The side of an account in a band of amounts.
  public enum Side: String, Sendable { case payer, payee }

  /// The kinds of findings, with their accounts and counts.
  public enum Shape: Sendable, Hashable {
    /// Fan-in and fan-out: the account in the middle, those on the other side, and the payments whose other side no
    /// link tells.
    case fan(account: AccountID, others: [AccountID], unknown: Int, peak: Peak)
    /// Gather-scatter and collect-then-cash-out: at the payment `turn`, `payerPeak` payers came before and `payeePeak`
    /// payees follow.
    case turn(
      account: AccountID, payers: [AccountID], payees: [AccountID], payerPeak: Int, payeePeak: Int,
      turn: TransferID)
    /// Scatter-gather.
    case spread(source: AccountID, sink: AccountID, middles: [AccountID], peak: Int)
    /// Cycle, ring and round trip: the accounts from the first payer on, the number of ways through single transfers,
    /// and the way of the shortest span.
    case loop(accounts: [AccountID], count: Int, witness: [TransferID])
    /// Chain.
    case chain(accounts: [AccountID], closes: Bool)
    /// Pass-through and mirror.
    case pairs(account: AccountID, pairs: [Pair], receipts: Int, passedAtMost: [MoneyTotal])
    /// Structuring; `p` is a fraction.
    case band(
      account: AccountID, side: Side, total: MoneyTotal, inBand: Int, of: Int, p: String)
    /// Dormant-then-active.
    case waking(account: AccountID, lastBefore: PostingTime, silentDays: Int)
    /// Bipartite.
    case block(payers: [AccountID], payees: [AccountID])
    /// Stack.
    case stack(sources: [AccountID], middles: [AccountID], sinks: [AccountID])
  }

  /// The pattern.
  public let pattern: Pattern
  /// The accounts and counts.
  public let shape: Shape
  /// The transfers that show it, in ledger order; for patterns of two legs, the first leg.
  public let transfers: [TransferID]
  /// The transfers of the second leg; empty for patterns of one leg.
  public let onward: [TransferID]
  /// The receipts of pooled accounts behind the transfers, in ledger order.
  public let receipts: [TransferID]
  /// The sums of the transfers, and of the second leg, by currency.
  public let amounts: [MoneyTotal], onwardAmounts: [MoneyTotal]
  /// The sums at the beginning and the end of a chain or of a circle's quickest way; nil for all other rows.
  public let way: Way?
  /// The first and the last moment.
  public let first: PostingTime, last: PostingTime
  /// The weakest grade of the links that it rests on.
  public let grade: Grade
  /// The score, by which rows are ranked: less the logarithm of an approximate chance; nil where there is none.
  public let score: Double?
  /// The false discovery rate among rows with this score or a better one; nil where it was not measured.
  public internal(set) var q: Double?
  /// The number of other episodes of the same account with at least half as many payers or payees.
  public internal(set) var recurs: Int?
  /// Proven where recorded transfers and links graded A or B show it.
  public let finding: Finding
}

extension PatternRow {
  /// All accounts of the row.
  public var accounts: [AccountID] {
    switch shape {
    case .fan(let account, let others, _, _): [account] + others
    case .turn(let account, let payers, let payees, _, _, _): [account] + payers + payees
    case .spread(let source, let sink, let middles, _): [source, sink] + middles
    case .loop(let accounts, _, _), .chain(let accounts, _): accounts
    case .pairs(let account, _, _, _), .band(let account, _, _, _, _, _),
      .waking(let account, _, _):
      [account]
    case .block(let payers, let payees): payers + payees
    case .stack(let sources, let middles, let sinks): sources + middles + sinks
    }
  }

  /// The exact chance of structuring, as a decimal; nil for all other rows.
  public var chance: Double? {
    guard case .band = shape else { return nil }
    return score.map { pow(10, -$0) }
  }

  /// The side of the account in a band of amounts; nil for all other rows.
  var side: Side? {
    if case .band(_, let side, _, _, _, _) = shape { return side }
    return nil
  }

  /// The number of distinct parties, pairs or transfers that makes the row large.
  public var size: Int {
    switch shape {
    case .fan(_, _, _, let peak): peak.count
    case .turn(_, _, _, let payers, let payees, _): payers + payees
    case .spread(_, _, _, let peak): peak
    case .loop(let accounts, _, _): accounts.count
    case .chain, .band, .waking: transfers.count
    case .pairs(_, let pairs, _, _): pairs.count
    case .block(let payers, _): payers.count
    case .stack(_, let middles, _): middles.count
    }
  }
}
