/// A ledger restricted by period, currency and accounts: the scope of a question.
///
/// Restrictions add up: `ledger.whole.during(march).inCurrency(eur)` holds the transfers that meet
/// both. A view keeps one bit a transfer and shares everything else with its ledger.
public struct LedgerView: Sendable {
  /// The ledger that the view restricts.
  public let ledger: Ledger
  /// The restriction in time.
  public private(set) var period = Period()
  /// The restriction to one currency; nil for all.
  public private(set) var currency: Currency?
  /// True where the view is restricted to some accounts.
  public private(set) var isLimitedToAccounts = false
  /// The accounts, transfers and files that are left out as a hypothesis.
  public private(set) var leftOut = LeftOut()
  /// True for every transfer in the view; nil for all.
  package private(set) var included: [Bool]?
  /// True for every transfer that the view would have without a hypothesis; nil for all, and where there is none.
  private var considered: [Bool]?

  init(of ledger: Ledger) { self.ledger = ledger }

  /// The number of transfers in the view.
  public var transferCount: Int {
    included?.reduce(0) { $0 + ($1 ? 1 : 0) } ?? ledger.transferCount
  }

  /// The number of accounts that pay or are paid in the view.
  public var accountCount: Int {
    guard included != nil else { return ledger.accountCount }
    var seen = Array(repeating: false, count: ledger.accountCount)
    let columns = ledger.columns
    for position in 0..<columns.count where contains(position) {
      seen[Int(columns.payer[position])] = true
      seen[Int(columns.beneficiary[position])] = true
    }
    return seen.reduce(0) { $0 + ($1 ? 1 : 0) }
  }

  /// The accounts that pay or are paid in the view, in the order of their keys; for the whole
  /// ledger also those that only the accounts file describes.
  public var accounts: [Account] { ordered(withAccounts) }

  /// By number of an account, true where ``accounts`` has it.
  var withAccounts: [Bool] {
    var seen = Array(repeating: included == nil, count: ledger.accountCount)
    if included != nil {
      for transfer in 0..<ledger.transferCount where contains(transfer) {
        seen[Int(ledger.columns.payer[transfer])] = true
        seen[Int(ledger.columns.beneficiary[transfer])] = true
      }
    }
    return seen
  }

  func ordered(_ accounts: [Bool]) -> [Account] {
    let ranks = ledger.keyRanks
    return accounts.indices.filter { accounts[$0] }.sorted { ranks[$0] < ranks[$1] }
      .map { ledger.account(AccountID($0)) }
  }

  /// The number of transfers in the view whose payer has neither number nor name in the data.
  public var unnamedPayerCount: Int {
    guard ledger.hasUnnamed else { return 0 }
    let payer = ledger.columns.payer
    return payer.indices.reduce(0) {
      $0 + (contains($1) && !ledger.isNamed(Int(payer[$1])) ? 1 : 0)
    }
  }

  /// The limits of the view in words, such as `until 2010-07-01 (excluded), in GBP`; nil where it has none.
  package var limitWords: String? {
    var words: [String] = []
    if period != Period() { words.append("\(period)") }
    if let currency { words.append("in \(currency)") }
    if isLimitedToAccounts { words.append("among the chosen accounts") }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  /// The numbers of transfers that are not in the view, and of those of them that have no time.
  package var outside: (count: Int, withoutTime: Int) {
    guard let included else { return (0, 0) }
    let precision = ledger.columns.precision
    return (
      included.count { !$0 },
      included.indices.count { !included[$0] && precision[$0] == .unknown }
    )
  }

  /// Returns true where a transfer is in the view.
  public func contains(_ transfer: TransferID) -> Bool { contains(transfer.position) }

  package func contains(_ position: Int) -> Bool { included?[position] ?? true }

  /// The transfers in the view, in the ledger's order.
  public var transfers: [Transfer] {
    (0..<ledger.transferCount).filter(contains).map { ledger.transfer(TransferID($0)) }
  }

  /// Returns the transfers in the view that an account pays or receives, in the ledger's order.
  ///
  ///     let march = ledger.whole.during(Period(from: CivilDate(year: 2010, month: 3, day: 1)))
  ///     let received = march.transfers(of: mule.id).filter { $0.beneficiary == mule }
  ///
  /// - Complexity: O(*n*) for *n* transfers of the account, once the ledger's indexes are built.
  public func transfers(of account: AccountID) -> [Transfer] {
    var numbers: [UInt32] = []
    var (paid, received) = (ledger.outgoing[account.position], ledger.incoming[account.position])
    while let next = [paid.first, received.first].compactMap({ $0 }).min() {
      numbers.append(next)
      if paid.first == next { paid.removeFirst() }
      // A transfer of an account to itself stands on both sides and counts once.
      if received.first == next { received.removeFirst() }
    }
    return numbers.map { TransferID(index: $0) }.filter(contains).map { ledger.transfer($0) }
  }

  /// Returns the part of this view whose times start within a period; see ``Period/contains(_:)``.
  public func during(_ period: Period) -> LedgerView {
    var view = restricted { period.contains(ledger.columns.time($0)) }
    view.period = period
    return view
  }

  /// Returns the part of this view that was sent or received in a currency.
  public func inCurrency(_ currency: Currency) -> LedgerView {
    let columns = ledger.columns
    var view = restricted { position in
      columns.sentCurrency[position] == currency.index
        || columns.receipt(position).currency == currency.index
    }
    view.currency = ledger.currency(currency)
    return view
  }

  /// Returns the part of this view in which both payer and beneficiary are among some accounts.
  public func among(_ accounts: Set<AccountID>) -> LedgerView {
    let columns = ledger.columns
    var view = restricted { position in
      accounts.contains(AccountID(index: columns.payer[position]))
        && accounts.contains(AccountID(index: columns.beneficiary[position]))
    }
    view.isLimitedToAccounts = true
    return view
  }

  /// Returns the part of this view without some accounts, with all that they pay and receive, and without some
  /// transfers: the hypothesis that they do not belong to the matter.
  ///
  /// Files that were not loaded for the same reason are named, and leave nothing else out.
  ///
  /// No answer on the result says that something is excluded, because what is left out may show it.
  ///
  /// ```swift
  /// let without = ledger.whole.leavingOut(accounts: [shop.id], transfers: [])
  /// print(try without.sharedSinks(of: sources).sinks.count)
  /// ```
  ///
  /// - Complexity: O(*t*) for *t* transfers of the ledger.
  public func leavingOut(
    accounts: Set<AccountID>, transfers: Set<TransferID>, files: Set<String> = []
  ) -> LedgerView {
    guard !accounts.isEmpty || !transfers.isEmpty || !files.isEmpty else { return self }
    var view = self
    if leftOut.isEmpty { view.considered = included }
    if !accounts.isEmpty || !transfers.isEmpty {
      view.included = bits(without: accounts, transfers)
    }
    let ranks = ledger.keyRanks
    view.leftOut = LeftOut(
      accounts: accounts.union(leftOut.accounts).filter { $0.position < ledger.accountCount }
        .sorted { ranks[$0.position] < ranks[$1.position] },
      transfers: transfers.union(leftOut.transfers).sorted(),
      files: files.union(leftOut.files).sorted())
    return view
  }

  /// Returns, by transfer, true for those of this view that are none of some transfers, and none of some accounts.
  private func bits(without accounts: Set<AccountID>, _ transfers: Set<TransferID>) -> [Bool] {
    var isOut = Array(repeating: false, count: ledger.accountCount)
    for account in accounts where account.position < isOut.count { isOut[account.position] = true }
    let (payer, payee) = (ledger.columns.payer, ledger.columns.beneficiary)
    var bits = included ?? Array(repeating: true, count: ledger.transferCount)
    for number in bits.indices where isOut[Int(payer[number])] || isOut[Int(payee[number])] {
      bits[number] = false
    }
    for transfer in transfers where transfer.position < bits.count {
      bits[transfer.position] = false
    }
    return bits
  }

  /// The same view with the accounts and transfers that it leaves out as a hypothesis; files that were not loaded stay
  /// away.
  package var withLeftOut: LedgerView {
    guard !leftOut.isEmpty else { return self }
    var view = self
    view.included = considered
    view.leftOut = LeftOut()
    view.considered = nil
    return view
  }

  /// Returns this view without some transfers.
  package func without(_ transfers: Set<UInt32>) -> LedgerView {
    restricted { !transfers.contains(UInt32($0)) }
  }

  /// Returns the part of this view that some transfers are.
  package func keeping(_ transfers: some Sequence<TransferID>) -> LedgerView {
    var kept = Array(repeating: false, count: ledger.transferCount)
    for transfer in transfers where contains(transfer) { kept[transfer.position] = true }
    return restricted { kept[$0] }
  }

  /// Returns the part of this view that passes a filter.
  public func matching(_ filter: TransferFilter) -> LedgerView {
    let texts = filter.text.map { TextSearch($0, in: ledger) }
    return restricted { filter.takes(ledger.transfer(TransferID($0)), texts) }
  }

  private func restricted(to condition: (Int) -> Bool) -> LedgerView {
    var view = self
    let keeps = (0..<ledger.transferCount).map(condition)
    view.included = keeps.indices.map { contains($0) && keeps[$0] }
    if !leftOut.isEmpty {
      view.considered = keeps.indices.map { (considered?[$0] ?? true) && keeps[$0] }
    }
    return view
  }
}

/// A stretch of days: the first is included, the day after the last is not.
public struct Period: Hashable, Sendable {
  /// The first day; nil for no limit.
  public let from: CivilDate?
  /// The day after the last; nil for no limit.
  public let until: CivilDate?

  /// Creates the stretch from one day, included, until another, excluded.
  public init(from: CivilDate? = nil, until: CivilDate? = nil) {
    self.from = from
    self.until = until
  }

  /// Returns true where a transfer's stretch of time starts within the period.
  ///
  /// A transfer without a time counts only where the period has no limits.
  public func contains(_ time: PostingTime) -> Bool {
    if from == nil, until == nil { return true }
    guard time.precision != .unknown else { return false }
    if let from, time.start < from.milliseconds { return false }
    if let until, time.start >= until.milliseconds { return false }
    return true
  }
}

extension Period: CustomStringConvertible {
  /// The period in words, such as `2010-01-01 until 2010-07-01 (excluded)`.
  public var description: String {
    switch (from, until) {
    case (nil, nil): "all time"
    case (let from?, nil): "from \(from.iso8601)"
    case (nil, let until?): "until \(until.iso8601) (excluded)"
    case (let from?, let until?): "\(from.iso8601) until \(until.iso8601) (excluded)"
    }
  }
}
