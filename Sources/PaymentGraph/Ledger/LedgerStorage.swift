internal import Synchronization

/// The storage that all copies of one ledger share.
///
/// Nothing in it changes but the indexes, which are built when a question first needs them.
final class LedgerStorage: Sendable {
  let columns: TransferColumns
  let accountKeys: TextTable
  let texts: TextTable
  let details: [UInt32: AccountDetails]
  let aliases: AliasTable
  let pooled: [Bool]
  let hasPooled: Bool
  /// True for every account that stands in for somebody unnamed; empty where none does.
  let unnamed: [Bool]
  let files: [SourceFile]
  let otherFiles: [SourceFile]
  let rejectedRowCount: Int
  let unreadFacts: UnreadFacts
  let order: RecordedOrder
  let statementBalances: [StatementBalance]
  let extract: Extract?
  let overlapDoubts: [OverlapDoubt]
  /// The transfers that give back a payment, by payment, in ledger order.
  let returnsOf: [UInt32: [UInt32]]
  let cache = LedgerCache()
  private let indexes = Mutex(Indexes())

  private struct Indexes {
    var outgoing: AdjacencyIndex?
    var incoming: AdjacencyIndex?
    var keyRanks: [UInt32]?
    var payerCount: Int?
  }

  init(
    columns: TransferColumns, accountKeys: TextTable, texts: TextTable,
    details: [UInt32: AccountDetails], aliases: AliasTable, files: [SourceFile],
    otherFiles: [SourceFile], unnamed: Set<UInt32> = [], rejectedRowCount: Int,
    unreadFacts: UnreadFacts = UnreadFacts(), isPlainSequence: Bool, order: RecordedOrder,
    statementBalances: [StatementBalance],
    extract: Extract? = nil,
    overlapDoubts: [OverlapDoubt]
  ) {
    self.extract = extract
    self.order = order
    self.statementBalances = statementBalances
    self.overlapDoubts = overlapDoubts
    self.columns = columns
    self.accountKeys = accountKeys
    self.texts = texts
    self.details = details
    self.aliases = aliases
    self.files = files
    self.otherFiles = otherFiles
    self.rejectedRowCount = rejectedRowCount
    self.unreadFacts = unreadFacts
    self.isPlainSequence = isPlainSequence
    var pooled = Array(repeating: false, count: accountKeys.count)
    for (account, known) in details where known.isPooled { pooled[Int(account)] = true }
    self.pooled = pooled
    hasPooled = pooled.contains(true)
    var isUnnamed = unnamed.isEmpty ? [] : Array(repeating: false, count: accountKeys.count)
    for account in unnamed { isUnnamed[Int(account)] = true }
    self.unnamed = isUnnamed
    returnsOf = columns.returns.sorted { $0.key < $1.key }
      .reduce(into: [:]) { $0[$1.value.payment, default: []].append($1.key) }
  }

  var outgoing: AdjacencyIndex {
    indexes.withLock { indexes in
      if let known = indexes.outgoing { return known }
      let built = AdjacencyIndex(of: columns.payer, accountCount: accountKeys.count)
      indexes.outgoing = built
      return built
    }
  }

  var incoming: AdjacencyIndex {
    indexes.withLock { indexes in
      if let known = indexes.incoming { return known }
      let built = AdjacencyIndex(of: columns.beneficiary, accountCount: accountKeys.count)
      indexes.incoming = built
      return built
    }
  }

  /// True where all transfers come from one file with one precision of time, each at the same time
  /// as the one before or later by at least that precision: then a transfer may follow exactly
  /// those before it in the ledger.
  let isPlainSequence: Bool

  /// The number of accounts that pay anything, without those that stand in for somebody unnamed.
  var payerCount: Int {
    let outgoing = outgoing
    return indexes.withLock { indexes in
      if let known = indexes.payerCount { return known }
      var found = outgoing.accountCount
      for account in unnamed.indices where unnamed[account] && outgoing.count(account) > 0 {
        found -= 1
      }
      indexes.payerCount = found
      return found
    }
  }

  /// The rank of every account in the alphabetical order of keys.
  var keyRanks: [UInt32] {
    indexes.withLock { indexes in
      if let known = indexes.keyRanks { return known }
      let order = (0..<accountKeys.count).sorted { accountKeys.precedes($0, $1) }
      var ranks = Array(repeating: UInt32(0), count: order.count)
      for (rank, account) in order.enumerated() { ranks[account] = UInt32(rank) }
      indexes.keyRanks = ranks
      return ranks
    }
  }
}

/// The results that questions derived from a whole ledger, kept for the questions that follow.
///
/// A ledger never changes, so a result holds for ever. There is one value of each type.
package final class LedgerCache: Sendable {
  private let kept = Mutex<[ObjectIdentifier: any Sendable]>([:])

  init() {}

  /// Returns the value of a type that was kept last.
  package func value<Value: Sendable>(_ type: Value.Type) -> Value? {
    kept.withLock { $0[ObjectIdentifier(type)] as? Value }
  }

  /// Keeps a value and drops the earlier one of its type.
  package func keep<Value: Sendable>(_ value: Value) {
    kept.withLock { $0[ObjectIdentifier(Value.self)] = value }
  }
}
