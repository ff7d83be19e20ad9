/// The transfers of a ledger, one column per property, in ledger order.
///
/// Columns that most ledgers leave empty are kept empty, not filled with defaults: `received` holds what was
/// converted only; `references`, `ids` and `links` are empty where the files have none. Columns whose values are
/// all the same hold one. A plain ledger costs 20 bytes a transfer, evidence included, which a test holds it to.
package struct TransferColumns: Sendable {
  package var start = CompactColumn.times
  package var precision = UniformColumn(TimePrecision.unknown)
  package var payer: [UInt32] = []
  package var beneficiary: [UInt32] = []
  package var sent = CompactColumn.amounts
  package var sentCurrency: [UInt8] = []
  package var kind = UniformColumn(TransferKind.payment)

  /// What arrived where it is not what was sent.
  package var received = ReceivedColumn()

  /// Empty, or one text number + 1 a transfer, 0 where the row has none.
  package var ids: [UInt32] = []
  package var links: [UInt32] = []
  package var references: [UInt32] = []

  /// Ends of those transfers whose precision is `.period`, by transfer.
  package var periodEnds: [UInt32: Int64] = [:]
  /// How many payments a row stands for, where it is a total; nil where it does not say.
  package var aggregates: [UInt32: UInt32?] = [:]

  /// Rows beyond the first that show a transfer, by transfer; empty in most ledgers.
  package var moreEvidence: [UInt32: [EvidenceRow]] = [:]

  /// The payments that transfers give back, by the transfer that does; empty in most ledgers.
  package var returns: [UInt32: ReturnMark] = [:]

  /// Transfers that were made of two rows because somebody decided that they show one payment, with the
  /// decision's place and grounds; empty in most ledgers.
  package var decided: [UInt32: String] = [:]
  /// Receipts that may show the payment of another transfer, by that transfer; empty in most ledgers.
  package var possible: [UInt32: [UInt32]] = [:]
  /// The rows of both sides of those transfers that several rows show, by transfer; empty in most ledgers.
  package var places: [UInt32: TransferPlaces] = [:]
  /// The places of rows in the order of their files, by transfer, where they are not where the rows stand: nil
  /// where the place says nothing.
  package var rowPlaces: [UInt32: Int64?] = [:]

  package var file = UniformColumn(UInt16(0))
  /// Where in its file each record stands.
  package var evidence = EvidenceColumn()

  /// The decimals to which amounts of each currency are kept, by the number of the currency.
  package var exponents = Currency.exponents
  /// Transfers whose amounts are in finer units than ``exponents`` say; empty in every ledger that is built.
  var finer: [UInt32: FinerUnits] = [:]

  package init() {}

  /// A currency by its number, as the columns keep its amounts.
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
    // Of the optional columns, those that the files before have filled.
    if !ids.isEmpty { reserveTexts(\.ids) }
    if !links.isEmpty { reserveTexts(\.links) }
    if !references.isEmpty { reserveTexts(\.references) }
  }

  /// True where a transfer gives back what had returned a payment of its payer: a chargeback that was reversed.
  package func restoresPayment(_ transfer: Int) -> Bool {
    guard !returns.isEmpty, let back = returns[UInt32(transfer)]?.payment,
      let payment = returns[back]?.payment
    else { return false }
    return payer[Int(payment)] == payer[transfer]
  }

  /// Whether one file, one precision and the times alone put every transfer after the one before it.
  var isPlainSequence: Bool {
    guard count > 0 else { return true }
    guard let length = precision.uniform?.milliseconds, file.uniform != nil else { return false }
    return start.rises(by: length)
  }

  /// When a transfer took place.
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

  /// What left the payer of a transfer.
  @inline(__always)
  package func sentMoney(_ transfer: Int) -> Money {
    Money(minorUnits: sent[transfer], currency: currency(sentCurrency[transfer]))
  }

  /// What the beneficiary of a transfer got.
  @inline(__always)
  package func receivedMoney(_ transfer: Int) -> Money {
    let receipt = receipt(transfer)
    return Money(minorUnits: receipt.amount, currency: currency(receipt.currency))
  }

  /// What the beneficiary of a transfer got, as the columns hold it.
  @inline(__always)
  package func receipt(_ transfer: Int) -> ReceivedColumn.Receipt {
    if !received.isEmpty, let receipt = received[transfer] { return receipt }
    return ReceivedColumn.Receipt(amount: sent[transfer], currency: sentCurrency[transfer])
  }

  /// These columns with their rows in another order.
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
      !periodEnds.isEmpty || !aggregates.isEmpty || !moreEvidence.isEmpty || !places.isEmpty
      || !rowPlaces.isEmpty || !finer.isEmpty
    if hasRare {
      for (new, old) in order.enumerated() {
        if let rows = places[old] { result.places[UInt32(new)] = rows }
        if let place = rowPlaces[old] { result.rowPlaces[UInt32(new)] = .some(place) }
        if let units = finer[old] { result.finer[UInt32(new)] = units }
        if let end = periodEnds[old] { result.periodEnds[UInt32(new)] = end }
        if let count = aggregates[old] { result.aggregates[UInt32(new)] = count }
        if let rows = moreEvidence[old] { result.moreEvidence[UInt32(new)] = rows }
      }
    }
    if !decided.isEmpty || !possible.isEmpty {
      var places: [UInt32: UInt32] = [:]
      for (new, old) in order.enumerated() {
        places[old] = UInt32(new)
        if let grounds = decided[old] { result.decided[UInt32(new)] = grounds }
      }
      for (out, receipts) in possible {
        guard let place = places[out] else { continue }
        let kept = receipts.compactMap { places[$0] }
        if !kept.isEmpty { result.possible[place] = kept }
      }
    }
    if !returns.isEmpty {
      var places: [UInt32: UInt32] = [:]
      let wanted = Set(returns.keys).union(returns.values.map(\.payment))
      for (new, old) in order.enumerated() where wanted.contains(old) { places[old] = UInt32(new) }
      for (back, mark) in returns {
        guard let place = places[back], let payment = places[mark.payment] else { continue }
        result.returns[place] = ReturnMark(payment: payment, isNamed: mark.isNamed)
      }
    }
    return result
  }
}
