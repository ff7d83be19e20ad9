internal import PaymentGraph

/// The payments of accounts by day and amount, so that claims cost the payments and the claims and not their product.
///
/// The payments of an account are read when a claim first names it.
struct PaymentsByDay {
  private struct Key: Hashable {
    let account: AccountID
    let day: CivilDate
    let amount: Money
  }

  private let ledger: Ledger
  private let files: [ClaimResolver.File]
  /// The places of the files, by path.
  private let places: [String: Int]
  private var looked: Set<AccountID> = []
  private var found: [Key: [TransferID]] = [:]
  /// Payments of which only a period is known, by account.
  private var stretches: [AccountID: [TransferID]] = [:]
  /// All currencies of the payments that were read.
  private var currencies: Set<Currency> = []

  init(_ ledger: Ledger, _ files: [ClaimResolver.File]) {
    self.ledger = ledger
    self.files = files
    places = Dictionary(files.indices.map { (files[$0].path, $0) }) { first, _ in first }
  }

  /// Returns the payments of an account that a claim fits, in ledger order.
  mutating func transfers(of claim: Claim.Payment, by account: AccountID) -> [TransferID] {
    look(at: account)
    var transfers: Set<TransferID> = []
    for currency in currencies
    where claim.currency.map({ $0.index == currency.index }) ?? true {
      let units = DecimalScale.restated(claim.units, from: claim.exponent, to: currency.exponent)
      guard let units, units.isExact else { continue }
      let key = Key(
        account: account, day: claim.day,
        amount: Money(minorUnits: units.value, currency: currency))
      transfers.formUnion(found[key] ?? [])
    }
    for id in stretches[account] ?? [] {
      let transfer = ledger.transfer(id)
      if isOn(claim.day, transfer), claim.isWorth(transfer.sent) || claim.isWorth(transfer.received)
      {
        transfers.insert(id)
      }
    }
    return transfers.sorted()
  }

  /// Returns true where a payment took place on a day: the day that its record prints, else that of its moment in UTC.
  func isOn(_ day: CivilDate, _ transfer: Transfer) -> Bool {
    let time = transfer.time
    return time.precision == .period
      ? time.start < day.milliseconds + 86_400_000 && time.end > day.milliseconds
      : days(of: transfer).contains(day)
  }

  private mutating func look(at account: AccountID) {
    guard looked.insert(account).inserted else { return }
    for number in ledger.outgoing[account.position] {
      let id = TransferID(index: number)
      let transfer = ledger.transfer(id)
      guard transfer.time.precision != .period else {
        stretches[account, default: []].append(id)
        continue
      }
      let amounts: Set = [transfer.sent, transfer.received]
      for amount in amounts {
        currencies.insert(amount.currency)
        for day in days(of: transfer) {
          found[Key(account: account, day: day, amount: amount), default: []].append(id)
        }
      }
    }
  }

  /// Returns the days of a payment whose moment is known to the day.
  private func days(of transfer: Transfer) -> Set<CivilDate> {
    let time = transfer.time
    guard time.precision != .unknown else { return [] }
    let start = CivilDate.dayStart(of: time.start)
    if let length = time.precision.milliseconds, length < 86_400_000 {
      let near = [-1, 0, 1].map { CivilDate(milliseconds: start + $0 * 86_400_000) }
      let printed = transfer.evidence.compactMap(record).map { PrintedDay(record: $0).days }
        .filter { days in near.contains { days.contains($0) } }
      if !printed.isEmpty { return printed.reduce(into: []) { $0.formUnion($1) } }
    }
    return [CivilDate(milliseconds: start)]
  }

  /// Returns the bytes of a row.
  private func record(_ citation: Citation) -> [UInt8]? {
    places[citation.file.path].map { files[$0].text.record(in: citation.byteRange) }
  }
}
