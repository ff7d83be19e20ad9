internal import PaymentGraph

/// The money that rows move beside their own amounts: refunds that they state, results of conversions, and fees in other
/// currencies.
///
/// The transfers of a file show it, so the sums of a statement include it. No row's balance follows from it.
struct FurtherMoney {
  /// The sums of one account in one currency.
  struct Sums {
    var credits: Int128 = 0
    var debits: Int128 = 0
    var fees: Int128 = 0
  }

  /// The sums by account and currency, and these in the order of the rows.
  private(set) var sums: [PlacedRows.Section: Sums] = [:]
  private(set) var sections: [PlacedRows.Section] = []

  init() {}

  /// - Parameters:
  ///   - entries: the entries of the rows, whose own amounts are counted elsewhere.
  ///   - further: the further entries that rows state.
  init(_ entries: [StatementEntry], further: [StatementEntry]) {
    for entry in entries { add(besides: entry) }
    for entry in further where entry.role == .movement {
      add(Int128(entry.amount), in: entry.currency, of: entry)
      add(-Int128(entry.fee), in: entry.currency, of: entry, isFee: true)
      add(besides: entry)
    }
  }

  /// Adds the money that an entry moves beside its own amount and fee.
  mutating func add(besides entry: StatementEntry) {
    guard entry.role == .movement else { return }
    addResult(of: entry)
    addFees(of: entry)
  }

  /// Counts what an account got for the money that it changed, where the row of what left states it too.
  private mutating func addResult(of entry: StatementEntry) {
    guard entry.kind == .fx, entry.amount < 0, entry.counter.account == entry.own,
      let received = entry.conversion?.received
    else { return }
    add(Int128(received.minorUnits), in: received.currency, of: entry)
  }

  private mutating func addFees(of entry: StatementEntry) {
    for fee in entry.otherFees {
      add(-Int128(fee.minorUnits), in: fee.currency, of: entry, isFee: true)
    }
  }

  private mutating func add(
    _ amount: Int128, in currency: Currency, of entry: StatementEntry, isFee: Bool = false
  ) {
    guard amount != 0 else { return }
    let section = PlacedRows.Section(entry, in: currency)
    if sums[section] == nil { sections.append(section) }
    var sum = sums[section] ?? Sums()
    if isFee { sum.fees -= amount }
    if amount > 0 { sum.credits += amount } else { sum.debits -= amount }
    sums[section] = sum
  }
}
