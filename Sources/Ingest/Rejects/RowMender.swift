internal import PaymentGraph

/// Mends a row that is not well formed, where that can be done in exactly one way.
///
/// It mends three faults only: an amount that its own comma divided into two cells is joined; a quote that is never
/// closed ends with its line; cells that are missing at the end are empty. The bytes stay as they are, and only the
/// bounds of cells change; the mended row must read as a transfer.
struct RowMender {
  let plan: ColumnPlan
  let dialect: Dialect

  /// Returns the row with other cells, and the change in words; nil where it cannot be mended for certain.
  func mend(_ row: Row, _ bytes: Span<UInt8>) -> (row: Row, words: String)? {
    let mended: (row: Row, words: String)?
    switch row.fault {
    case .quoteOpen(let at) where at < row.end:
      mended = row.closed(from: at, width: plan.width, bytes)
    case nil where row.cells.isEmpty: return nil
    case nil where row.cells.count < plan.width: mended = row.padded(to: plan.width)
    case nil where row.cells.count == plan.width + 1: return joining(row, bytes)
    default: return nil
    }
    guard let mended, isTransfer(mended.row, bytes) else { return nil }
    return mended
  }

  /// Joins two neighbours that the comma of thousands divided into one amount.
  private func joining(_ row: Row, _ bytes: Span<UInt8>) -> (row: Row, words: String)? {
    guard dialect.delimiter == 0x2C else { return nil }
    var found: [(row: Row, first: Int)] = []
    for first in 0..<row.cells.count - 1 {
      guard let mended = row.joined(at: first, bytes), isTransfer(mended, bytes) else { continue }
      found.append((mended, first))
    }
    // Another pair that could be one cell is another reading.
    guard found.count == 1, let only = found.first,
      only.first == plan.amount || only.first == plan.receivedAmount
    else { return nil }
    let amount = CellText.string(bytes, only.row.cells[only.first])
    return (only.row, "\"\(amount.prefix(40))\" were one amount")
  }

  /// Returns true where a record of several lines holds a line that is a transfer by itself: then a quote was opened
  /// and not closed before it, and the quote that closes it belongs to another cell.
  ///
  /// - Complexity: O(bytes of the record).
  func swallowsTransfers(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    let record = bytes.extracting(first: row.end)
    var inner = Row()
    for at in row.start..<row.end where bytes[at] == 0x0A || bytes[at] == 0x0D {
      guard at + 1 < row.end, bytes[at + 1] != 0x0A else { continue }
      var scanner = RowScanner(dialect: dialect, from: at + 1)
      guard scanner.next(in: record, into: &inner), inner.fault == nil,
        inner.cells.count == plan.width, isTransfer(inner, bytes)
      else { continue }
      return true
    }
    return false
  }

  /// Returns true where money, currency and time of a row read as its columns should.
  func isTransfer(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    func cell(_ column: Int) -> Cell { CellText.trimmed(bytes, row.cells[column]) }
    var currencies = CurrencyReader(words: plan.profile.currencyNames)
    guard
      let currency = plan.constantCurrency ?? currencies.read(bytes, cell(plan.currency)),
      case .amount(let amount, _) = AmountReader.read(
        bytes, cell(plan.amount), in: currency, style: plan.amountStyle), amount > 0
    else { return false }
    if plan.receivedAmount >= 0, cell(plan.receivedAmount).count > 0 {
      let received =
        plan.receivedCurrency >= 0 && cell(plan.receivedCurrency).count > 0
        ? currencies.read(bytes, cell(plan.receivedCurrency)) : currency
      guard let received,
        case .amount = AmountReader.read(
          bytes, cell(plan.receivedAmount), in: received, style: plan.amountStyle)
      else { return false }
    }
    if plan.kind >= 0, cell(plan.kind).count > 0,
      TransferKind(name: CellText.string(bytes, cell(plan.kind))) == nil
    {
      return false
    }
    guard plan.constantTime == nil, plan.time >= 0 else { return true }
    let time = cell(plan.time)
    return time.count == 0 || TimeReader.read(bytes, time, forms: plan.timeForms) != nil
  }
}
