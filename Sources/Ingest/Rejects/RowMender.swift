internal import PaymentGraph

/// Mends a row that is not well formed, where that can be done in exactly one way.
///
/// Three things only: an amount that its own comma divided into two cells is joined; a quote that is never
/// closed ends with its line; cells that are missing at the end are empty. The bytes stay as they are, only
/// the cells are drawn elsewhere; the mended row must read as a transfer.
struct RowMender {
  let plan: ColumnPlan
  let dialect: Dialect

  /// The row with other cells, and what was done; nil where it cannot be mended for certain.
  func mend(_ row: Row, _ bytes: Span<UInt8>) -> (row: Row, words: String)? {
    switch row.fault {
    case .quoteOpen(let at) where at < row.end: return closing(row, at, bytes)
    case nil where row.cells.isEmpty: return nil
    case nil where row.cells.count < plan.width: return padding(row, bytes)
    case nil where row.cells.count == plan.width + 1: return joining(row, bytes)
    default: return nil
    }
  }

  /// The open quote is taken to be closed at the end of its line.
  private func closing(
    _ row: Row, _ opening: Int, _ bytes: Span<UInt8>
  ) -> (row: Row, words: String)? {
    guard row.cells.count + 1 == plan.width, row.cells.allSatisfy({ $0.end <= opening }) else {
      return nil
    }
    var mended = row
    mended.fault = nil
    mended.cells.append(Cell(start: opening + 1, end: row.end))
    for at in row.start..<row.end where bytes[at] >= 0x80 { mended.isBeyondASCII = true }
    return isTransfer(mended, bytes) ? (mended, "its open quote ended with the line") : nil
  }

  private func padding(_ row: Row, _ bytes: Span<UInt8>) -> (row: Row, words: String)? {
    var mended = row
    let missing = plan.width - row.cells.count
    for _ in 0..<missing { mended.cells.append(Cell(start: row.end, end: row.end)) }
    return isTransfer(mended, bytes)
      ? (mended, "its last \(missing == 1 ? "cell" : "\(missing) cells") were empty") : nil
  }

  /// Two neighbours, of which the comma of thousands made two cells, are one amount.
  private func joining(_ row: Row, _ bytes: Span<UInt8>) -> (row: Row, words: String)? {
    guard dialect.delimiter == 0x2C else { return nil }
    var found: [(row: Row, first: Int)] = []
    for first in 0..<row.cells.count - 1 {
      let (left, right) = (row.cells[first], row.cells[first + 1])
      guard left.escape == 0, right.escape == 0, right.start == left.end + 1,
        RowMender.divideThousands(left, right, bytes)
      else { continue }
      var mended = row
      mended.cells[first].end = right.end
      mended.cells.remove(at: first + 1)
      if isTransfer(mended, bytes) { found.append((mended, first)) }
    }
    // Another pair that could be one cell is another reading.
    guard found.count == 1, let only = found.first,
      only.first == plan.amount || only.first == plan.receivedAmount
    else { return nil }
    let amount = CellText.string(bytes, only.row.cells[only.first])
    return (only.row, "\"\(amount.prefix(40))\" were one amount")
  }

  /// Whether a record of several lines holds a line that is a transfer by itself: then a quote was opened and
  /// not closed before it, and what closes it belongs to another cell.
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

  /// Whether the comma between two cells could stand before the last three digits of a whole number.
  static func divideThousands(_ left: Cell, _ right: Cell, _ bytes: Span<UInt8>) -> Bool {
    guard left.count > 0, IdentifierText.isDigit(bytes[left.end - 1]), right.count >= 3 else {
      return false
    }
    for at in right.start..<right.start + 3 where !IdentifierText.isDigit(bytes[at]) {
      return false
    }
    return right.count == 3 || !IdentifierText.isDigit(bytes[right.start + 3])
  }

  /// Whether money, currency and time of a row read as its columns should.
  func isTransfer(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    func cell(_ column: Int) -> Cell { CellText.trimmed(bytes, row.cells[column]) }
    var currencies = CurrencyReader(words: plan.profile.currencyNames)
    guard
      let currency = plan.constantCurrency ?? currencies.read(bytes, cell(plan.currency)),
      case .amount(let amount, _, _) = AmountReader.read(
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
    return time.count == 0 || TimeReader.read(bytes, time, style: plan.timeStyle) != nil
  }
}
