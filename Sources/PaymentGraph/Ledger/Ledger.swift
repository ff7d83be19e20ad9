/// What happened: all accounts and transfers of an intake, in one total order, for ever.
///
/// Transfers are ordered by time; of one time as the rows of their files stand, and where several files hold
/// them by what the rows say, never by the names, digests or order of files. A ledger is immutable;
/// copies share their storage. Questions are asked of a ``LedgerView``; ``whole`` is the view on
/// everything.
public struct Ledger: Sendable {
  private let storage: LedgerStorage

  init(storage: LedgerStorage) { self.storage = storage }

  /// The input files that hold transfers, in the order of their digests.
  public var files: [SourceFile] { storage.files }

  /// The input files that describe accounts, list claims, explain ids or hold decisions, in the order of
  /// their digests: answers rest on them as well.
  public var otherFiles: [SourceFile] { storage.otherFiles }

  /// How many accounts there are.
  public var accountCount: Int { storage.accountKeys.count }

  /// How many transfers there are.
  public var transferCount: Int { storage.columns.count }

  /// How many rows of the files should have been transfers and could not be read.
  ///
  /// Where there are any, that something was not found does not exclude it.
  public var rejectedRowCount: Int { storage.rejectedRowCount }

  /// Every transfer, unrestricted.
  public var whole: LedgerView { LedgerView(of: self) }

  /// The account with this key, or that some row of the data spells so; nil where the ledger has none.
  public func account(_ key: some StringProtocol) -> Account? {
    let bytes = Array(key.utf8)
    let number = storage.accountKeys.find(bytes.span) ?? storage.aliases.account(spelled: key)
    return number.map { account(AccountID(index: $0)) }
  }

  /// The account with this number.
  public func account(_ id: AccountID) -> Account { Account(id: id, ledger: self) }

  /// The transfer with this number.
  public func transfer(_ id: TransferID) -> Transfer { Transfer(id: id, ledger: self) }

  /// A currency as this ledger keeps its amounts: with as many decimals as the files write, and no fewer than the
  /// currency has of its own.
  public func currency(_ currency: Currency) -> Currency { columns.currency(currency.index) }

  /// An amount in the units of this ledger; nil where it has more decimals than the ledger keeps.
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

  /// The transfer that a record calls by this id; nil where none or several do.
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

  // What the other targets of this package work on.

  package var columns: TransferColumns { storage.columns }
  package var accountKeys: TextTable { storage.accountKeys }
  package var textCount: Int { storage.texts.count }
  /// The number of a text among those of ids, references and links; nil where none has it.
  package func textNumber(of text: some StringProtocol) -> UInt32? {
    let bytes = Array(text.utf8)
    return storage.texts.find(bytes.span)
  }
  package var outgoing: AdjacencyIndex { storage.outgoing }
  package var incoming: AdjacencyIndex { storage.incoming }
  /// The place of every account in the alphabetical order of keys: what answers are sorted by last.
  package var keyRanks: [UInt32] { storage.keyRanks }
  /// Whether the order of the whole ledger decides what may follow what under the recorded order.
  package var isPlainSequence: Bool { storage.isPlainSequence }
  /// By file, in the order of ``files``: whether its times of day order its own rows only.
  package var hasLocalClock: [Bool] { storage.order.hasLocalClock }
  /// When a transfer took place, as it is shown: a local time where its file names no zone.
  package func time(of transfer: Int) -> PostingTime {
    let time = columns.time(transfer)
    return storage.order.isLocal(columns.file[transfer]) ? time.local : time
  }
  /// What the records decide about which of two transfers was first.
  package var recordedOrder: RecordedOrder { storage.order }
  /// What statements say lay in their accounts before their first rows.
  package var statementBalances: [StatementBalance] { storage.statementBalances }
  package var pooled: [Bool] { storage.pooled }
  /// What earlier questions worked out of the whole ledger.
  package var memory: LedgerMemory { storage.memory }
  /// Whether any account is pooled.
  package var hasPooled: Bool { storage.hasPooled }
  /// True where the data names an account by anything at all; see ``Account/isNamed``.
  package func isNamed(_ account: Int) -> Bool {
    storage.unnamed.isEmpty || !storage.unnamed[account]
  }
  /// True where any account stands in for somebody unnamed.
  package var hasUnnamed: Bool { !storage.unnamed.isEmpty }
  /// How many accounts pay anything, those that stand in for somebody unnamed left out.
  package var payerCount: Int { storage.payerCount }

  /// True where an account stands in for somebody of whom the data gives no number; see ``Account/isStandIn``.
  package func isStandIn(_ account: Int) -> Bool {
    storage.accountKeys.withBytes(of: account) { $0.count > 1 && $0[0] == 0x3F && $0[1] == 0x3A }
  }

  /// The transfers that give back a payment, in ledger order.
  package func returns(of payment: Int) -> [UInt32] { storage.returnsOf[UInt32(payment)] ?? [] }

  /// True where any statement says what lay in its account.
  package var hasStatements: Bool { !storage.statementBalances.isEmpty }

  /// Accounts to which an address led for some payments and may have led for others, by the address.
  package var addressLeads: [UInt32: UInt32] { storage.aliases.leads }

  /// This ledger with its transfers changed, where their times and files stay as they are: to ask what would be
  /// if other accounts were parties to them.
  package func supposing(_ change: (inout TransferColumns) -> Void) -> Ledger {
    var columns = columns
    change(&columns)
    return with(columns, order: storage.order, isPlainSequence: storage.isPlainSequence)
  }

  /// This ledger with a transfer more for each receipt that may show a payment: from the payer, when its row says that
  /// the payment left, to the beneficiary, when the other row says that it came.
  package var withPossiblePayments: Ledger {
    var order: [UInt32] = []
    var receipts: [(place: Int, receipt: UInt32)] = []
    for transfer in 0..<UInt32(columns.count) {
      order.append(transfer)
      for receipt in columns.possible[transfer] ?? [] {
        receipts.append((order.count, receipt))
        order.append(transfer)
      }
    }
    let habits = storage.order.habits
    var supposed = columns.reordered(by: order)
    func places(_ transfer: UInt32) -> TransferPlaces {
      columns.places[transfer]
        ?? TransferPlaces(departures: [.own(Int(transfer), of: columns, habits)])
    }
    for (place, receipt) in receipts {
      supposed.beneficiary[place] = columns.beneficiary[Int(receipt)]
      var both = places(order[place])
      both.add(places(receipt), showing: .arrival)
      supposed.places[UInt32(place)] = both
    }
    return with(
      supposed,
      order: RecordedOrder(supposed, habits, DecidedChains(supposed, habits)),
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
        rejectedRowCount: storage.rejectedRowCount, isPlainSequence: isPlainSequence, order: order,
        statementBalances: storage.statementBalances))
  }

  /// The accounts that are known to have a role, by number.
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
