internal import PaymentGraph

/// The values of one record, under the invariant of ``RowKernel``.
extension RowKernel {
  @inline(__always)
  func trimmed(
    _ file: Span<UInt8>, _ base: UnsafeRawPointer, _ cells: some BulkCells, _ column: Int
  ) -> Cell {
    var cell = Cell(start: cells.start(column), end: cells.end(column))
    // Only a record that ``RowScanner`` divided can have blanks beyond ASCII.
    guard cells.isLine else { return CellText.trimmed(file, cell) }
    while cell.start < cell.end, isBlank(base.load(fromByteOffset: cell.start, as: UInt8.self)) {
      cell.start &+= 1
    }
    while cell.end > cell.start,
      isBlank(base.load(fromByteOffset: cell.end &- 1, as: UInt8.self))
    {
      cell.end &-= 1
    }
    return cell
  }

  func spells(_ base: UnsafeRawPointer, _ cell: Cell, _ value: [UInt8]) -> Bool {
    guard cell.count == value.count else { return false }
    for (offset, byte) in value.enumerated()
    where base.load(fromByteOffset: cell.start + offset, as: UInt8.self) != byte {
      return false
    }
    return true
  }

  @inline(__always)
  func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  @inline(__always)
  mutating func currency(
    _ file: Span<UInt8>, _ base: UnsafeRawPointer, _ cells: some BulkCells, _ column: Int
  ) -> Currency? {
    let cell = trimmed(file, base, cells, column)
    let word = FieldKernel.word(base, cell.start)
    let place = SpellingCache<Currency>.place(
      cell.count >= 8 ? word : word & ~(UInt64.max &<< UInt64(cell.count &* 8)), cell.count)
    if let known = currencyCache[place], known.length == cell.count,
      FieldKernel.equals(base + known.start, base + cell.start, cell.count)
    {
      return known.value
    }
    guard let found = currencies.read(file, cell) else { return nil }
    currencyCache.keep(cell.start, cell.count, found, at: place)
    return found
  }

  mutating func kind(
    _ file: Span<UInt8>, _ base: UnsafeRawPointer, _ cell: Cell
  ) -> TransferKind? {
    guard cell.count > 0 else { return .payment }
    let word = FieldKernel.word(base, cell.start)
    let place = SpellingCache<TransferKind>.place(
      cell.count >= 8 ? word : word & ~(UInt64.max &<< UInt64(cell.count &* 8)), cell.count)
    if let known = kindCache[place], known.length == cell.count,
      FieldKernel.equals(base + known.start, base + cell.start, cell.count)
    {
      return known.value
    }
    guard let found = TransferKind(name: CellText.string(file, cell)) else { return nil }
    kindCache.keep(cell.start, cell.count, found, at: place)
    return found
  }

  /// Returns an amount that needs no remark; -1 for any other.
  ///
  /// Mutating, though it changes nothing, like every function called for each row: otherwise the compiler copies the
  /// kernel.
  @inline(__always)
  mutating func amount(
    _ file: Span<UInt8>, _ base: UnsafeRawPointer, _ cell: Cell, _ currency: Currency
  ) -> Int64 {
    if currency.hasHundredths, columns.amountStyle.decimalMark == 0x2E {
      let value = FieldKernel.hundredths(base + cell.start, cell.count)
      if value >= 0 { return value }
    }
    return unusualAmount(file, cell, currency)
  }

  @inline(never)
  mutating func unusualAmount(_ file: Span<UInt8>, _ cell: Cell, _ currency: Currency) -> Int64 {
    let reading = AmountReader.read(
      file, cell, in: currency, style: columns.amountStyle)
    // The mapper judges amounts finer than the currency's minor unit.
    guard case .amount(let value, let isExponential) = reading, value >= 0,
      !isExponential || columns.writesExponents
    else { return -1 }
    return value
  }

  @inline(__always)
  mutating func receivedAmount(
    _ file: Span<UInt8>, _ base: UnsafeRawPointer, _ cells: some BulkCells, _ cell: Cell,
    _ sentCell: Cell, _ sent: Int64, _ currency: Currency
  ) -> (amount: Int64, currency: Currency)? {
    var receivedCurrency = currency
    if columns.receivedCurrency >= 0 {
      let name = trimmed(file, base, cells, columns.receivedCurrency)
      let sentName =
        columns.currency >= 0
        ? trimmed(file, base, cells, columns.currency) : Cell(start: name.start, end: name.start)
      let isSame =
        name.count == sentName.count
        && FieldKernel.equals(base + name.start, base + sentName.start, name.count)
      if name.count > 0, !isSame {
        guard let found = self.currency(file, base, cells, columns.receivedCurrency) else {
          return nil
        }
        receivedCurrency = found
      }
    }
    if receivedCurrency == currency, cell.count == sentCell.count,
      FieldKernel.equals(base + cell.start, base + sentCell.start, cell.count)
    {
      return (sent, currency)
    }
    let value = amount(file, base, cell, receivedCurrency)
    return value >= 0 ? (value, receivedCurrency) : nil
  }

  /// Reads the time of a record into `lastTime`; returns false where the mapper must judge it.
  @inline(__always)
  mutating func readTime(
    _ file: Span<UInt8>, _ base: UnsafeRawPointer, _ cells: some BulkCells
  ) -> Bool {
    guard columns.constantTime == nil, columns.time >= 0 else { return takeConstantTime() }
    let cell = trimmed(file, base, cells, columns.time)
    // Times of sixteen characters, as dates with minutes have, are compared with that of the row before.
    if cell.count == 16, lastTimeWords.0 == FieldKernel.word(base, cell.start),
      lastTimeWords.1 == FieldKernel.word(base, cell.start &+ 8)
    {
      return true
    }
    return readNewTime(file, base, cell)
  }

  @inline(never)
  private mutating func takeConstantTime() -> Bool {
    lastTime = columns.constantTime ?? .unknown
    return lastTime.precision != .period
  }

  private func time(_ file: Span<UInt8>, _ cell: Cell) -> PostingTime? {
    if columns.timeStyle == .yearFirst {
      var isLocal = false
      if let time = TimeReader.readYearFirst(file, cell, isLocal: &isLocal) { return time }
    }
    return unusualTime(file, cell)
  }

  @inline(never)
  private func unusualTime(_ file: Span<UInt8>, _ cell: Cell) -> PostingTime? {
    var forms = TimeForms(columns.timeStyle)
    forms.order = columns.timeOrder
    return TimeReader.read(file, cell, forms: forms)
  }

  @inline(never)
  private mutating func readNewTime(
    _ file: Span<UInt8>, _ base: UnsafeRawPointer, _ cell: Cell
  ) -> Bool {
    // Until a time is read, no cell equals that of the row before.
    lastTimeWords = RowKernel.noTime
    guard cell.count > 0, let time = time(file, cell),
      time.precision != .period, time.precision != .unknown
    else { return false }
    lastTime = time
    if cell.count == 16 {
      lastTimeWords = (
        FieldKernel.word(base, cell.start), FieldKernel.word(base, cell.start &+ 8)
      )
    }
    return true
  }
}
