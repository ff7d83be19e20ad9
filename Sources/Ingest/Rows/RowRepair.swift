internal import PaymentGraph

/// Mends a row that is not well formed, where that can be done in exactly one way.
///
/// It mends three faults only: an amount that its own comma divided into two cells is joined; a quote that is never
/// closed ends with its line; cells that are missing at the end are empty. The bytes stay as they are, and only the
/// bounds of cells change; the mended row must read as a transfer.
struct RowRepair {
  let plan: LedgerPlan
  let dialect: Dialect

  /// Returns the row with other cells, and the change in words; nil where it cannot be mended for certain.
  func repaired(_ row: Row, _ bytes: Span<UInt8>) -> (row: Row, words: String)? {
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
    func filled(_ column: Int?) -> Cell? {
      column.map { CellText.trimmed(bytes, row.cells[$0]) }.flatMap { $0.count > 0 ? $0 : nil }
    }
    var currencies = CurrencyReader(words: plan.profile.currencyNames)
    guard
      let currency = plan.constantCurrency
        ?? filled(plan.currency).flatMap({ currencies.read(bytes, $0) }),
      let written = filled(plan.amount),
      case .amount(let amount, _) = AmountReader.read(
        bytes, written, in: currency, style: plan.amountStyle), amount > 0
    else { return false }
    if let written = filled(plan.receivedAmount) {
      let code = filled(plan.receivedCurrency)
      guard let received = code.map({ currencies.read(bytes, $0) }) ?? currency,
        case .amount = AmountReader.read(bytes, written, in: received, style: plan.amountStyle)
      else { return false }
    }
    if let kind = filled(plan.kind), TransferKind(name: CellText.string(bytes, kind)) == nil {
      return false
    }
    guard plan.constantTime == nil, let time = filled(plan.time) else { return true }
    return TimeReader.read(bytes, time, forms: plan.timeForms) != nil
  }
}

// The three ways in which the cells of a row can be redrawn. The caller checks that the mended row reads as a transfer.
extension Row {
  /// Returns the row with its open quote closed at the end of its line; nil where that does not give the wanted number
  /// of cells.
  func closed(from opening: Int, width: Int, _ bytes: Span<UInt8>) -> (row: Row, words: String)? {
    guard cells.count + 1 == width, cells.allSatisfy({ $0.end <= opening }) else { return nil }
    var mended = self
    mended.fault = nil
    mended.cells.append(Cell(start: opening + 1, end: end))
    for at in start..<end where bytes[at] >= 0x80 { mended.isBeyondASCII = true }
    return (mended, "its open quote ended with the line")
  }

  /// Returns the row with empty cells for those that are missing at its end.
  func padded(to width: Int) -> (row: Row, words: String) {
    var mended = self
    let missing = width - cells.count
    for _ in 0..<missing { mended.cells.append(Cell(start: end, end: end)) }
    return (mended, "its last \(missing == 1 ? "cell" : "\(missing) cells") were empty")
  }

  /// Returns the row with a cell and the next joined; nil where no comma of thousands can have divided them.
  func joined(at first: Int, _ bytes: Span<UInt8>) -> Row? {
    let (left, right) = (cells[first], cells[first + 1])
    guard left.escape == 0, right.escape == 0, right.start == left.end + 1,
      Row.divideThousands(left, right: right, in: bytes)
    else { return nil }
    var mended = self
    mended.cells[first].end = right.end
    mended.cells.remove(at: first + 1)
    return mended
  }

  /// Returns true where the comma between two cells could stand before the last three digits of a whole number.
  private static func divideThousands(_ left: Cell, right: Cell, in bytes: Span<UInt8>) -> Bool {
    guard left.count > 0, IdentifierText.isDigit(bytes[left.end - 1]), right.count >= 3 else {
      return false
    }
    for at in right.start..<right.start + 3 where !IdentifierText.isDigit(bytes[at]) {
      return false
    }
    return right.count == 3 || !IdentifierText.isDigit(bytes[right.start + 3])
  }
}
