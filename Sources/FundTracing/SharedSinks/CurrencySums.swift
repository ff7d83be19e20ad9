internal import PaymentGraph

/// Sums by currency for one account after another, in one block of memory.
struct CurrencySums {
  private let columns: TransferColumns
  private var sums = Array(repeating: Int128(0), count: 256)
  private var isMet = Array(repeating: false, count: 256)
  /// The currencies met, as numbers.
  private var met: [UInt8] = []

  /// - Parameter columns: the columns of the ledger with the amounts.
  init(of columns: TransferColumns) { self.columns = columns }

  @inline(__always)
  mutating func add(_ minorUnits: Int64, _ currency: UInt8) {
    if !isMet[Int(currency)] {
      isMet[Int(currency)] = true
      met.append(currency)
    }
    sums[Int(currency)] += Int128(minorUnits)
  }

  /// Returns the sums since the last call.
  mutating func take() -> MoneyTotals {
    var totals = MoneyTotals()
    for currency in met {
      totals.add(sums[Int(currency)], in: columns.currency(currency))
      sums[Int(currency)] = 0
      isMet[Int(currency)] = false
    }
    met.removeAll(keepingCapacity: true)
    return totals
  }
}
