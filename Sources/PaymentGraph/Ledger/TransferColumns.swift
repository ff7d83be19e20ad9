/// The transfers of a ledger, one column per property, in ledger order.
///
/// Columns that most ledgers leave empty are kept empty, not filled with defaults: `received` holds
/// converted amounts only; `references`, `ids` and `links` are empty where the files have none.
/// Columns whose values are all the same hold one. A plain ledger costs 20 bytes a transfer,
/// evidence included, which a test enforces.
package struct TransferColumns: Sendable {
  package var start = CompactColumn.times
  package var precision = UniformColumn(TimePrecision.unknown)
  package var payer: [UInt32] = []
  package var beneficiary: [UInt32] = []
  package var sent = CompactColumn.amounts
  package var sentCurrency: [UInt8] = []
  package var kind = UniformColumn(TransferKind.payment)

  /// The amounts received where they differ from those sent.
  package var received = ReceivedColumn()

  /// The number + 1 of each transfer's id text, 0 where the row has none; empty where no row has
  /// one.
  package var ids: [UInt32] = []
  package var links: [UInt32] = []
  package var references: [UInt32] = []

  /// The end of each stretch whose precision is `.period`, by transfer.
  package var periodEnds: [UInt32: Int64] = [:]
  /// The number of payments behind each row that is a total; nil where the row does not say.
  package var aggregates: [UInt32: UInt32?] = [:]

  /// The rows beyond the first that show a transfer, by transfer; empty in most ledgers.
  package var moreEvidence: [UInt32: [EvidenceRow]] = [:]

  /// The payments that transfers give back, by the transfer that gives back; empty in most ledgers.
  package var returns: [UInt32: ReturnMark] = [:]

  /// The citation and grounds of decisions by which a transfer was made of two rows, by transfer;
  /// empty in most ledgers.
  package var decided: [UInt32: String] = [:]
  /// The receipts that may show the payment of another transfer, by that transfer; empty in most
  /// ledgers.
  package var possible: [UInt32: [UInt32]] = [:]
  /// The rows of both sides of those transfers that several rows show, by transfer; empty in most ledgers.
  package var timedRows: [UInt32: TransferRows] = [:]
  /// The start of the value date, where the payer's bank counts a payment from a day before the one on which it booked
  /// it, by transfer; empty in most ledgers.
  package var valueStarts: [UInt32: Int64] = [:]
  /// The transfers whose rows name the zone of their time, in files of which other rows name none; empty in most
  /// ledgers.
  package var zoned: Set<UInt32> = []
  /// The positions of rows in the order of their files, by transfer, where they differ from the
  /// rows' bytes: nil where the position tells nothing.
  package var rowPositions: [UInt32: Int64?] = [:]

  package var file = UniformColumn(UInt16(0))
  /// The line and bytes of each record in its file.
  package var evidence = EvidenceColumn()

  /// The decimals to which amounts of each currency are kept, by the number of the currency.
  package var exponents = Currency.exponents
  /// The transfers whose amounts are in finer units than ``exponents`` say; empty in every ledger
  /// that is built.
  var finer: [UInt32: FinerUnits] = [:]

  package init() {}

  /// Returns a currency by its number, as the columns keep its amounts.
  @inline(__always)
  package func currency(_ index: UInt8) -> Currency {
    Currency(index: index, exponent: exponents[Int(index)])
  }

  package var count: Int { start.count }

  /// Makes room for more transfers in the columns that every ledger fills.
  package mutating func reserve(_ additional: Int) {
    let count = count + additional
    start.reserveCapacity(count)
    precision.reserveCapacity(count)
    payer.reserveCapacity(count)
    beneficiary.reserveCapacity(count)
    sent.reserveCapacity(count)
    sentCurrency.reserveCapacity(count)
    kind.reserveCapacity(count)
    file.reserveCapacity(count)
    evidence.reserveCapacity(count)
    // Optional columns get room where the files before have filled them.
    if !ids.isEmpty { reserveTexts(\.ids) }
    if !links.isEmpty { reserveTexts(\.links) }
    if !references.isEmpty { reserveTexts(\.references) }
  }

  /// Returns true where a transfer gives back a return of its payer's payment: a chargeback that
  /// was reversed.
  package func restoresPayment(_ transfer: Int) -> Bool {
    guard !returns.isEmpty, let back = returns[UInt32(transfer)]?.payment,
      let payment = returns[back]?.payment
    else { return false }
    return payer[Int(payment)] == payer[transfer]
  }

  /// True where one file, one precision and the times alone put every transfer after the one before
  /// it.
  var isPlainSequence: Bool {
    guard count > 0 else { return true }
    guard let length = precision.uniform?.milliseconds, file.uniform != nil else { return false }
    return start.rises(by: length)
  }

  /// Returns the time of a transfer.
  package func time(_ transfer: Int) -> PostingTime {
    let precision = precision[transfer]
    let begin = start[transfer]
    switch precision {
    case .unknown: return .unknown
    case .period:
      let end = periodEnds[UInt32(transfer)] ?? begin + 86_400_000
      return PostingTime(start: begin, end: end, precision: .period)
    default: return PostingTime(start: begin, precision: precision)
    }
  }

  /// Returns true where the row of a transfer names the zone of its time, though other rows of its file do not.
  @inline(__always)
  func namesZone(_ transfer: Int) -> Bool {
    !zoned.isEmpty && zoned.contains(UInt32(truncatingIfNeeded: transfer))
  }

  /// Returns the amount that left the payer of a transfer.
  @inline(__always)
  package func sentMoney(_ transfer: Int) -> Money {
    Money(minorUnits: sent[transfer], currency: currency(sentCurrency[transfer]))
  }

  /// Returns true for a payment of an account to itself, such as a conversion: it brings the account nothing, and takes
  /// nothing from it.
  @inline(__always)
  package func isOwn(_ transfer: Int) -> Bool { payer[transfer] == beneficiary[transfer] }

  /// Returns the amount that the beneficiary of a transfer received.
  @inline(__always)
  package func receivedMoney(_ transfer: Int) -> Money {
    let receipt = receipt(transfer)
    return Money(minorUnits: receipt.amount, currency: currency(receipt.currency))
  }

  /// Returns the amount that the beneficiary of a transfer received, as the columns hold it.
  @inline(__always)
  package func receipt(_ transfer: Int) -> ReceivedColumn.Receipt {
    if !received.isEmpty, let receipt = received[transfer] { return receipt }
    return ReceivedColumn.Receipt(amount: sent[transfer], currency: sentCurrency[transfer])
  }

  /// Returns these columns with their rows in another order.
  func reordered(by order: [UInt32]) -> TransferColumns {
    func pick<Value>(_ column: [Value]) -> [Value] {
      column.isEmpty ? [] : order.map { column[Int($0)] }
    }
    var result = TransferColumns()
    result.exponents = exponents
    result.start = start.reordered(by: order)
    result.precision = precision.reordered(by: order)
    result.payer = pick(payer)
    result.beneficiary = pick(beneficiary)
    result.sent = sent.reordered(by: order)
    result.sentCurrency = pick(sentCurrency)
    result.kind = kind.reordered(by: order)
    result.received = received.reordered(by: order)
    result.ids = pick(ids)
    result.links = pick(links)
    result.references = pick(references)
    result.file = file.reordered(by: order)
    result.evidence = evidence.reordered(by: order)
    let hasRare =
      !periodEnds.isEmpty || !aggregates.isEmpty || !moreEvidence.isEmpty || !timedRows.isEmpty
      || !valueStarts.isEmpty || !zoned.isEmpty
      || !rowPositions.isEmpty || !finer.isEmpty
    if hasRare {
      for (new, old) in order.enumerated() {
        if let rows = timedRows[old] { result.timedRows[UInt32(new)] = rows }
        if let start = valueStarts[old] { result.valueStarts[UInt32(new)] = start }
        if namesZone(Int(old)) { result.zoned.insert(UInt32(new)) }
        if let position = rowPositions[old] { result.rowPositions[UInt32(new)] = .some(position) }
        if let units = finer[old] { result.finer[UInt32(new)] = units }
        if let end = periodEnds[old] { result.periodEnds[UInt32(new)] = end }
        if let count = aggregates[old] { result.aggregates[UInt32(new)] = count }
        if let rows = moreEvidence[old] { result.moreEvidence[UInt32(new)] = rows }
      }
    }
    if !decided.isEmpty || !possible.isEmpty {
      var numbers: [UInt32: UInt32] = [:]
      for (new, old) in order.enumerated() {
        numbers[old] = UInt32(new)
        if let grounds = decided[old] { result.decided[UInt32(new)] = grounds }
      }
      for (out, receipts) in possible {
        guard let number = numbers[out] else { continue }
        let kept = receipts.compactMap { numbers[$0] }
        if !kept.isEmpty { result.possible[number] = kept }
      }
    }
    if !returns.isEmpty {
      var numbers: [UInt32: UInt32] = [:]
      let wanted = Set(returns.keys).union(returns.values.map(\.payment))
      for (new, old) in order.enumerated() where wanted.contains(old) { numbers[old] = UInt32(new) }
      for (back, mark) in returns {
        guard let number = numbers[back], let payment = numbers[mark.payment] else { continue }
        result.returns[number] = ReturnMark(payment: payment, isNamed: mark.isNamed)
      }
    }
    return result
  }
}
