/// The transfers of a ledger, one array per property, in ledger order.
///
/// Columns that most ledgers leave empty are kept empty, not filled with defaults: `received`
/// where nothing was converted, `references`, `ids` and `links` where the files have none.
/// A plain ledger costs 45 bytes a transfer, evidence included; every optional column adds 4
/// (`received` 9). A test holds it at no more than 64.
package struct TransferColumns: Sendable {
  package var start: [Int64] = []
  package var precision: [TimePrecision] = []
  package var payer: [UInt32] = []
  package var beneficiary: [UInt32] = []
  package var sent: [Int64] = []
  package var sentCurrency: [UInt8] = []
  package var kind: [TransferKind] = []

  /// Empty, or as long as `sent`.
  package var received: [Int64] = []
  package var receivedCurrency: [UInt8] = []

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

  package var file: [UInt16] = []
  package var line: [UInt32] = []
  package var byteOffset: [Int64] = []
  package var byteCount: [UInt32] = []

  package init() {}

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
    line.reserveCapacity(count)
    byteOffset.reserveCapacity(count)
    byteCount.reserveCapacity(count)
    // Of the optional columns, those that the files before have filled.
    if !received.isEmpty { reserveReceived() }
    if !ids.isEmpty { reserveTexts(\.ids) }
    if !links.isEmpty { reserveTexts(\.links) }
    if !references.isEmpty { reserveTexts(\.references) }
  }

  /// Whether one file, one precision and the times alone put every transfer after the one before it.
  var isPlainSequence: Bool {
    guard let first = precision.first, let number = file.first else { return true }
    guard let length = first.milliseconds, precision.allSatisfy({ $0 == first }),
      file.allSatisfy({ $0 == number })
    else {
      return false
    }
    for transfer in stride(from: 1, to: count, by: 1) {
      let later = start[transfer] &- start[transfer &- 1]
      if later != 0, later < length { return false }
    }
    return true
  }

  /// Whether every row stands later in its file than the one before it.
  var standsInFileOrder: Bool {
    for transfer in stride(from: 1, to: count, by: 1)
    where byteOffset[transfer] <= byteOffset[transfer &- 1] {
      return false
    }
    return true
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

  /// What the beneficiary of a transfer got.
  @inline(__always)
  package func receivedMoney(_ transfer: Int) -> Money {
    received.isEmpty
      ? Money(minorUnits: sent[transfer], currency: Currency(index: sentCurrency[transfer]))
      : Money(
        minorUnits: received[transfer], currency: Currency(index: receivedCurrency[transfer]))
  }

  /// These columns with their rows in another order.
  func reordered(by order: [UInt32]) -> TransferColumns {
    func pick<Value>(_ column: [Value]) -> [Value] {
      column.isEmpty ? [] : order.map { column[Int($0)] }
    }
    var result = TransferColumns()
    result.start = pick(start)
    result.precision = pick(precision)
    result.payer = pick(payer)
    result.beneficiary = pick(beneficiary)
    result.sent = pick(sent)
    result.sentCurrency = pick(sentCurrency)
    result.kind = pick(kind)
    result.received = pick(received)
    result.receivedCurrency = pick(receivedCurrency)
    result.ids = pick(ids)
    result.links = pick(links)
    result.references = pick(references)
    result.file = pick(file)
    result.line = pick(line)
    result.byteOffset = pick(byteOffset)
    result.byteCount = pick(byteCount)
    if !periodEnds.isEmpty || !aggregates.isEmpty || !moreEvidence.isEmpty {
      for (new, old) in order.enumerated() {
        if let end = periodEnds[old] { result.periodEnds[UInt32(new)] = end }
        if let count = aggregates[old] { result.aggregates[UInt32(new)] = count }
        if let rows = moreEvidence[old] { result.moreEvidence[UInt32(new)] = rows }
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
