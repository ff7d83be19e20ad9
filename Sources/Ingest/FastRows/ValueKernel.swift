internal import PaymentGraph

/// The values of one record, under the invariant of ``RowKernel``.
extension RowKernel {
  @inline(__always)
  func trimmed(
    _ file: Span<UInt8>, base: UnsafeRawPointer, cells: some CellBounds, column: Int
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

  func spells(_ base: UnsafeRawPointer, cell: Cell, value: [UInt8]) -> Bool {
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
    _ file: Span<UInt8>, base: UnsafeRawPointer, cells: some CellBounds, column: Int
  ) -> Currency? {
    let cell = trimmed(file, base: base, cells: cells, column: column)
    let word = FieldKernel.word(base, cell.start)
    let slot = SpellingCache<Currency>.slot(
      cell.count >= 8 ? word : word & ~(UInt64.max &<< UInt64(cell.count &* 8)), cell.count)
    if let known = currencyCache[slot], known.length == cell.count,
      FieldKernel.equals(base + known.start, right: base + cell.start, length: cell.count)
    {
      return known.value
    }
    guard let found = currencies.read(file, cell) else { return nil }
    currencyCache.keep(cell.start, length: cell.count, value: found, at: slot)
    return found
  }

  mutating func kind(
    _ file: Span<UInt8>, base: UnsafeRawPointer, cell: Cell
  ) -> TransferKind? {
    guard cell.count > 0 else { return .payment }
    let word = FieldKernel.word(base, cell.start)
    let slot = SpellingCache<TransferKind>.slot(
      cell.count >= 8 ? word : word & ~(UInt64.max &<< UInt64(cell.count &* 8)), cell.count)
    if let known = kindCache[slot], known.length == cell.count,
      FieldKernel.equals(base + known.start, right: base + cell.start, length: cell.count)
    {
      return known.value
    }
    guard let found = TransferKind(name: CellText.string(file, cell)) else { return nil }
    kindCache.keep(cell.start, length: cell.count, value: found, at: slot)
    return found
  }

  /// Returns an amount that needs no remark; -1 for any other.
  ///
  /// Mutating, though it changes nothing, like every function called for each row: otherwise the compiler copies the
  /// kernel.
  @inline(__always)
  mutating func amount(
    _ file: Span<UInt8>, base: UnsafeRawPointer, cell: Cell, currency: Currency
  ) -> Int64 {
    if currency.hasHundredths, columns.amountStyle.decimalMark == 0x2E {
      let value = FieldKernel.hundredths(base + cell.start, cell.count)
      if value >= 0 { return value }
    }
    return unusualAmount(file, cell: cell, currency: currency)
  }

  @inline(never)
  mutating func unusualAmount(_ file: Span<UInt8>, cell: Cell, currency: Currency) -> Int64 {
    let reading = AmountReader.read(
      file, cell, in: currency, style: columns.amountStyle)
    // The careful reader judges amounts finer than the currency's minor unit.
    guard case .amount(let value, let isExponential) = reading, value >= 0,
      !isExponential || columns.writesExponents
    else { return -1 }
    return value
  }

  @inline(__always)
  mutating func receivedAmount(
    _ file: Span<UInt8>, base: UnsafeRawPointer, cells: some CellBounds, cell: Cell,
    sentCell: Cell, sent: Int64, currency: Currency
  ) -> (amount: Int64, currency: Currency)? {
    var receivedCurrency = currency
    if columns.receivedCurrency >= 0 {
      let name = trimmed(file, base: base, cells: cells, column: columns.receivedCurrency)
      let sentName =
        columns.currency >= 0
        ? trimmed(file, base: base, cells: cells, column: columns.currency)
        : Cell(start: name.start, end: name.start)
      let isSame =
        name.count == sentName.count
        && FieldKernel.equals(base + name.start, right: base + sentName.start, length: name.count)
      if name.count > 0, !isSame {
        guard
          let found = self.currency(
            file, base: base, cells: cells, column: columns.receivedCurrency)
        else {
          return nil
        }
        receivedCurrency = found
      }
    }
    if receivedCurrency == currency, cell.count == sentCell.count,
      FieldKernel.equals(base + cell.start, right: base + sentCell.start, length: cell.count)
    {
      return (sent, currency)
    }
    let value = amount(file, base: base, cell: cell, currency: receivedCurrency)
    return value >= 0 ? (value, receivedCurrency) : nil
  }

  /// Reads the time of a record into `lastTime`; returns false where the careful reader must judge it.
  @inline(__always)
  mutating func readTime(
    _ file: Span<UInt8>, base: UnsafeRawPointer, cells: some CellBounds
  ) -> Bool {
    guard columns.constantTime == nil, columns.time >= 0 else { return takeConstantTime() }
    let cell = trimmed(file, base: base, cells: cells, column: columns.time)
    // Times of sixteen characters, as dates with minutes have, are compared with that of the row before.
    if cell.count == 16, lastTimeWords.0 == FieldKernel.word(base, cell.start),
      lastTimeWords.1 == FieldKernel.word(base, cell.start &+ 8)
    {
      return true
    }
    return readNewTime(file, base: base, cell: cell)
  }

  @inline(never)
  private mutating func takeConstantTime() -> Bool {
    lastTime = columns.constantTime ?? .unknown
    return lastTime.precision != .period
  }

  private func time(_ file: Span<UInt8>, _ cell: Cell) -> PostingTime? {
    if columns.timeStyle == .yearFirst {
      var isLocal = false
      if let time = TimeReader.readYearFirst(file, cell, isLocal: &isLocal) {
        return isLocal ? time.local : time
      }
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
    _ file: Span<UInt8>, base: UnsafeRawPointer, cell: Cell
  ) -> Bool {
    // Until a time is read, no cell equals that of the row before.
    lastTimeWords = RowKernel.noTime
    guard cell.count > 0, let time = time(file, cell),
      time.precision != .period, time.precision != .unknown,
      // The careful reader notes the rows whose clock is not that of the others.
      time.isLocal == columns.hasLocalClock || !columns.judgesClocks || !time.precision.isTimeOfDay
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

/// Compares and reads cells eight bytes at a time.
///
/// Invariant: callers make sure that the bytes from 16 before a cell to 24 after its start can be read. Bytes outside
/// the cell are masked out before they are used.
enum FieldKernel {
  /// Returns true where two stretches of one length are equal.
  @inline(__always)
  static func equals(_ left: UnsafeRawPointer, right: UnsafeRawPointer, length: Int) -> Bool {
    var at = 0
    while at &+ 8 <= length {
      if word(left, at) != word(right, at) { return false }
      at &+= 8
    }
    let rest = length &- at
    guard rest > 0 else { return true }
    return (word(left, at) ^ word(right, at)) & (((1 as UInt64) &<< UInt64(rest &* 8)) &- 1) == 0
  }

  @inline(__always)
  static func word(_ bytes: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// Returns an amount of one to eight digits, a point and two digits, in hundredths; -1 for anything else.
  @inline(__always)
  static func hundredths(_ cell: UnsafeRawPointer, _ length: Int) -> Int64 {
    guard length >= 4, length <= 11,
      cell.load(fromByteOffset: length &- 3, as: UInt8.self) == 0x2E
    else { return -1 }
    let whole = length &- 3
    // The digits before the point, moved to the end of the word, with zeros before them.
    let shift = UInt64((8 &- whole) &* 8)
    let digits =
      word(cell, whole &- 8) & (UInt64.max &<< shift)
      | 0x3030_3030_3030_3030 & ~(UInt64.max &<< shift)
    let tens = UInt64(cell.load(fromByteOffset: length &- 2, as: UInt8.self) &- 0x30)
    let ones = UInt64(cell.load(fromByteOffset: length &- 1, as: UInt8.self) &- 0x30)
    guard isEightDigits(digits), tens < 10, ones < 10 else { return -1 }
    return Int64(truncatingIfNeeded: eightDigits(digits) &* 100 &+ tens &* 10 &+ ones)
  }

  @inline(__always)
  static func isEightDigits(_ word: UInt64) -> Bool {
    (word & 0xF0F0_F0F0_F0F0_F0F0) == 0x3030_3030_3030_3030
      && ((word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) == 0x3030_3030_3030_3030
  }

  /// Returns the number that eight digits spell; the first digit is in the lowest byte.
  @inline(__always)
  static func eightDigits(_ word: UInt64) -> UInt64 {
    var value = word & 0x0F0F_0F0F_0F0F_0F0F
    value = (value &* 10 &+ (value &>> 8)) & 0x00FF_00FF_00FF_00FF
    value = (value &* 100 &+ (value &>> 16)) & 0x0000_FFFF_0000_FFFF
    return (value &* 10_000 &+ (value &>> 32)) & 0xFFFF_FFFF
  }
}

/// The last spellings of a column whose values repeat, with their meanings.
struct SpellingCache<Value> {
  private struct Known {
    let start: Int
    let length: Int
    let value: Value
  }

  private var known: [Known?] = Array(repeating: nil, count: 64)

  /// Returns the index of the slot for a spelling: different spellings may share a slot, and then replace each other.
  @inline(__always)
  static func slot(_ word: UInt64, _ length: Int) -> Int {
    let mixed = (word ^ UInt64(truncatingIfNeeded: length)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 58)
  }

  /// The spelling in a slot, as its offset in the file and its length, and its value.
  @inline(__always)
  subscript(slot: Int) -> (start: Int, length: Int, value: Value)? {
    guard let entry = known[slot] else { return nil }
    return (entry.start, entry.length, entry.value)
  }

  mutating func keep(_ start: Int, length: Int, value: Value, at slot: Int) {
    known[slot] = Known(start: start, length: length, value: value)
  }
}
