/// The record of what happened: all accounts and transfers of an intake, in one immutable total
/// order.
///
/// Transfers are ordered by time; transfers of one time by the order of their rows where one file
/// holds them, else by the content of the rows, never by the names, digests or order of files.
/// Copies share their storage. Questions are asked of a ``LedgerView``; ``whole`` is the view on
/// everything.
public struct Ledger: Sendable {
  let storage: LedgerStorage

  init(storage: LedgerStorage) { self.storage = storage }

  /// Returns true for copies of one ledger.
  func isSame(as other: Ledger) -> Bool { storage === other.storage }

  /// The input files that hold transfers, in the order of their digests.
  public var files: [SourceFile] { storage.files }

  /// The input files that describe accounts, list claims, explain ids or hold decisions, in the order of
  /// their digests: answers rest on them as well.
  public var otherFiles: [SourceFile] { storage.otherFiles }

  /// The number of accounts.
  public var accountCount: Int { storage.accountKeys.count }

  /// The number of transfers.
  public var transferCount: Int { storage.columns.count }

  /// The number of rows that should have been transfers and could not be read.
  ///
  /// Where there are any, a fact that was not found is not thereby excluded.
  public var rejectedRowCount: Int { storage.rejectedRowCount }

  /// The rows of files beside the payments that say nothing.
  public var unreadFacts: UnreadFacts { storage.unreadFacts }

  /// The view on every transfer.
  public var whole: LedgerView { LedgerView(of: self) }

  /// Returns the account with this key, or that some row of the data spells so; nil where the
  /// ledger has none.
  public func account(_ key: some StringProtocol) -> Account? {
    let bytes = Array(key.utf8)
    let number = storage.accountKeys.find(bytes.span) ?? storage.aliases.account(spelled: key)
    return number.map { account(AccountID(index: $0)) }
  }

  /// Returns the account with this number.
  public func account(_ id: AccountID) -> Account { Account(id: id, ledger: self) }

  /// Returns the transfer with this number.
  public func transfer(_ id: TransferID) -> Transfer { Transfer(id: id, ledger: self) }

  /// Returns a currency as this ledger keeps its amounts: with as many decimals as the files write,
  /// and no fewer than the currency itself has.
  public func currency(_ currency: Currency) -> Currency { columns.currency(currency.index) }

  /// Converts an amount to the units of this ledger; nil where it has more decimals than the ledger
  /// keeps.
  public func money(_ money: Money) -> Money? {
    money.restated(to: currency(money.currency).exponent)
  }

  /// All accounts, in the alphabetical order of their keys.
  public var accounts: [Account] {
    var ordered = Array(repeating: AccountID(index: 0), count: accountCount)
    for (account, rank) in storage.keyRanks.enumerated() { ordered[Int(rank)] = AccountID(account) }
    return ordered.map(account)
  }

  /// All transfers, in the ledger's order.
  public var transfers: [Transfer] { (0..<transferCount).map { transfer(TransferID($0)) } }

  /// Returns the transfer that a record calls by this id; nil where none or several do.
  ///
  /// - Complexity: O(*t*).
  public func transfer(recordedAs id: some StringProtocol) -> Transfer? {
    let bytes = Array(id.utf8)
    guard let number = storage.texts.find(bytes.span),
      let first = columns.ids.firstIndex(of: number &+ 1),
      columns.ids.lastIndex(of: number &+ 1) == first
    else { return nil }
    return transfer(TransferID(first))
  }

  // The storage that the other targets of this package work on.

  package var columns: TransferColumns { storage.columns }
  package var accountKeys: TextTable { storage.accountKeys }
  package var textCount: Int { storage.texts.count }
  /// Returns the number of a text among those of ids, references and links; nil where none has it.
  package func textNumber(of text: some StringProtocol) -> UInt32? {
    let bytes = Array(text.utf8)
    return storage.texts.find(bytes.span)
  }
  /// Lends the bytes of a text to a closure, by its number in a column, which is 1 or more.
  package func withText<Result>(_ number: UInt32, _ body: (Span<UInt8>) -> Result) -> Result {
    storage.texts.withBytes(of: Int(number) - 1, body)
  }
  package var outgoing: AdjacencyIndex { storage.outgoing }
  package var incoming: AdjacencyIndex { storage.incoming }
  /// The rank of every account in the alphabetical order of keys, the last criterion by which
  /// answers are sorted.
  package var keyRanks: [UInt32] { storage.keyRanks }
  /// True where the order of the whole ledger alone decides which transfer may follow which under
  /// the recorded order.
  package var isPlainSequence: Bool { storage.isPlainSequence }
  /// True for every file, in the order of ``files``, that has times of day of which no zone is known.
  package var hasLocalClock: [Bool] { storage.order.hasLocalClock }
  /// Returns the time of a transfer as it is shown: a local time where its row names no zone.
  package func time(of transfer: Int) -> PostingTime {
    let time = columns.time(transfer)
    return storage.order.isLocalTime(transfer) ? time.local : time
  }
  /// The order of transfers as far as the records decide it.
  package var recordedOrder: RecordedOrder { storage.order }
  /// The balances that statements give for their accounts before and after their rows.
  package var statementBalances: [StatementBalance] { storage.statementBalances }
  /// The statements of one account that may show payments twice.
  package var overlapDoubts: [OverlapDoubt] { storage.overlapDoubts }
  package var pooled: [Bool] { storage.pooled }
  /// The results that earlier questions derived from the whole ledger.
  package var cache: LedgerCache { storage.cache }
  /// True where any account is pooled.
  package var hasPooled: Bool { storage.hasPooled }
  /// Returns true where the data identifies an account by anything at all; see ``Account/isNamed``.
  package func isNamed(_ account: Int) -> Bool {
    storage.unnamed.isEmpty || !storage.unnamed[account]
  }
  /// True where any account stands in for somebody unnamed.
  package var hasUnnamed: Bool { !storage.unnamed.isEmpty }
  /// The number of accounts that pay anything, without those that stand in for somebody unnamed.
  package var payerCount: Int { storage.payerCount }

  /// Returns true where an account stands in for somebody of whom the data gives no number; see
  /// ``Account/isStandIn``.
  package func isStandIn(_ account: Int) -> Bool {
    storage.accountKeys.withBytes(of: account) { $0.count > 1 && $0[0] == 0x3F && $0[1] == 0x3A }
  }

  /// Returns the transfers that give back a payment, in ledger order.
  package func returns(of payment: Int) -> [UInt32] { storage.returnsOf[UInt32(payment)] ?? [] }

  /// True where any statement gives the balance of its account.
  package var hasStatements: Bool { !storage.statementBalances.isEmpty }

  /// The accounts to which an address led for some payments and may have led for others, by the
  /// address.
  package var addressLeads: [UInt32: UInt32] { storage.aliases.leads }

  /// The decisions by which accounts are one that no record shows to be one, in words.
  package var accountDecisions: [String] { storage.aliases.decisions }

  /// Returns this ledger with its transfers changed but not their times and files, to ask what
  /// would follow if rows that may show one payment did.
  package func supposing(_ change: (inout TransferColumns) -> Void) -> Ledger {
    var columns = columns
    change(&columns)
    return with(columns, order: storage.order, isPlainSequence: storage.isPlainSequence)
  }

  /// This ledger with a transfer more for each receipt that may show a payment: from the payer, when its row says that
  /// the payment left, to the beneficiary, when the other row says that it came.
  package var withPossiblePayments: Ledger {
    var order: [UInt32] = []
    var receipts: [(index: Int, receipt: UInt32)] = []
    for transfer in 0..<UInt32(columns.count) {
      order.append(transfer)
      for receipt in columns.possible[transfer] ?? [] {
        receipts.append((order.count, receipt))
        order.append(transfer)
      }
    }
    let habits = storage.order.habits
    var supposed = columns.reordered(by: order)
    func rows(_ transfer: UInt32) -> TransferRows {
      columns.timedRows[transfer]
        ?? TransferRows(departures: [.own(Int(transfer), of: columns, habits)])
    }
    for (index, receipt) in receipts {
      supposed.beneficiary[index] = columns.beneficiary[Int(receipt)]
      var both = rows(order[index])
      both.add(rows(receipt), showing: .arrival)
      supposed.timedRows[UInt32(index)] = both
    }
    return with(
      supposed,
      order: RecordedOrder(supposed, habits: habits, chains: DecidedChains(supposed, habits)),
      isPlainSequence: storage.isPlainSequence && receipts.isEmpty)
  }

  private func with(
    _ columns: TransferColumns, order: RecordedOrder, isPlainSequence: Bool
  ) -> Ledger {
    Ledger(
      storage: LedgerStorage(
        columns: columns, accountKeys: storage.accountKeys, texts: storage.texts,
        details: storage.details, aliases: storage.aliases, files: storage.files,
        otherFiles: storage.otherFiles,
        unnamed: Set(storage.unnamed.indices.filter { storage.unnamed[$0] }.map { UInt32($0) }),
        rejectedRowCount: storage.rejectedRowCount, unreadFacts: storage.unreadFacts,
        isPlainSequence: isPlainSequence, order: order,
        statementBalances: storage.statementBalances, extract: storage.extract,
        overlapDoubts: storage.overlapDoubts))
  }

  /// The extract that the ledger is.
  var carried: Extract? { storage.extract }

  /// Returns this ledger as an extract of a lake.
  ///
  /// - Parameter unreadable: the number of rows of the lake that should have been transfers and cannot be read.
  package func carrying(_ extract: Extract, unreadable: Int) -> Ledger {
    with(
      accountKeys: storage.accountKeys, rejectedRowCount: max(unreadable, rejectedRowCount),
      extract: extract)
  }

  /// Returns this ledger with the rows beside its payments that say nothing.
  package func noting(_ unread: UnreadFacts) -> Ledger {
    with(
      accountKeys: storage.accountKeys, rejectedRowCount: rejectedRowCount,
      extract: storage.extract, unreadFacts: unread)
  }

  /// Returns this ledger with one account more, which no transfer names; nil where it has the account.
  package func adding(account key: String) -> (ledger: Ledger, account: AccountID)? {
    guard account(key) == nil else { return nil }
    var keys = storage.accountKeys
    let bytes = Array(key.utf8)
    let number = keys.intern(bytes.span)
    return (
      with(accountKeys: keys, rejectedRowCount: rejectedRowCount, extract: storage.extract),
      AccountID(index: number)
    )
  }

  private func with(
    accountKeys: TextTable, rejectedRowCount: Int, extract: Extract?,
    unreadFacts: UnreadFacts? = nil
  ) -> Ledger {
    Ledger(
      storage: LedgerStorage(
        columns: columns, accountKeys: accountKeys, texts: storage.texts,
        details: storage.details, aliases: storage.aliases, files: storage.files,
        otherFiles: storage.otherFiles,
        unnamed: Set(storage.unnamed.indices.filter { storage.unnamed[$0] }.map { UInt32($0) }),
        rejectedRowCount: rejectedRowCount, unreadFacts: unreadFacts ?? storage.unreadFacts,
        isPlainSequence: storage.isPlainSequence,
        order: storage.order, statementBalances: storage.statementBalances, extract: extract,
        overlapDoubts: storage.overlapDoubts))
  }

  /// Returns the accounts that are known to have a role, by number.
  package func accounts(withRole role: AccountRole) -> [AccountID] {
    storage.details.filter { $0.value.role == role }.keys.sorted().map { AccountID(index: $0) }
  }

  /// The accounts of which anything is known beside their keys, in the order of keys.
  var accountsByDetail: [AccountID] {
    let ranks = keyRanks
    return storage.details.keys.sorted { ranks[Int($0)] < ranks[Int($1)] }
      .map { AccountID(index: $0) }
  }

  func details(of account: AccountID) -> AccountDetails {
    storage.details[account.index] ?? AccountDetails()
  }

  func aliases(of account: AccountID) -> [AccountAlias] {
    storage.aliases[account.index].map {
      AccountAlias(spelling: $0.spelling, citation: $0.row?.citation(in: files))
    }
  }

  func returns(of transfer: TransferID) -> [Transfer] {
    (storage.returnsOf[transfer.index] ?? []).map { self.transfer(TransferID(index: $0)) }
  }

  func isPooled(_ account: AccountID) -> Bool { storage.pooled[account.position] }

  func text(_ column: [UInt32], _ position: Int) -> String? {
    guard !column.isEmpty, column[position] > 0 else { return nil }
    return storage.texts.key(at: Int(column[position]) - 1)
  }
}
