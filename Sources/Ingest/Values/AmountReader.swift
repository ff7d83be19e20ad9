internal import PaymentGraph

/// Reads decimal amounts from bytes, exactly.
///
/// Digits with one decimal point, a sign and an exponent are read here; anything else with the help of
/// ``MarkedAmount``. `1,234` alone is refused where the column does not show the meaning of its comma: that is never
/// guessed row by row.
enum AmountReader {
  /// The reading of a cell.
  enum Reading: Equatable {
    /// An amount in minor units, which may be zero or negative.
    case amount(Int64, isExponential: Bool)
    /// An amount with more significant decimals than the currency has, in units of as many decimals as it needs.
    ///
    /// It is cut where 64 bits, or the most decimals kept of any amount, do not hold all its digits.
    case finer(Int64, exponent: Int, isExponential: Bool, isCut: Bool)
    /// The cell is empty.
    case blank
    /// The bytes are not a number.
    case notANumber
    /// One mark has three digits after it: thousands or a fraction.
    case ambiguous
    /// A sign or code of another currency than the row's.
    case otherCurrency
    /// Commas that do not divide the digits into thousands.
    case badGrouping
    /// A side of an account, `DR` or `CR`, which only statements have.
    case sided
    /// There are more digits than can be kept.
    case tooPrecise
    /// The amount has more than 64 bits of minor units.
    case tooLarge
  }

  /// Reads a trimmed cell as an amount in a currency.
  static func read(
    _ bytes: Span<UInt8>, _ cell: Cell, in currency: Currency, style: AmountStyle
  ) -> Reading {
    let (reading, side) = readWithSide(bytes, cell, in: currency, style: style)
    return side == .none ? reading : .sided
  }

  /// Reads a trimmed cell that may name the side of an account beside the amount.
  static func readWithSide(
    _ bytes: Span<UInt8>, _ cell: Cell, in currency: Currency, style: AmountStyle
  ) -> (reading: Reading, side: AmountText.Side) {
    let isPlain = style.decimalMark == 0x2E
    if isPlain {
      let reading = read(bytes, cell, exponent: currency.exponent)
      if reading != .notANumber {
        let isOpen = style.isContested && isPointBeforeThreeDigits(bytes, cell)
        return (isOpen ? .ambiguous : certain(reading, in: bytes, cell: cell, style: style), .none)
      }
    }
    guard cell.count > 0 else { return (.blank, .none) }
    guard cell.count <= 64 else { return (.notANumber, .none) }
    let written = CellText.bytes(bytes, cell)
    func number(_ digits: [UInt8]) -> Reading {
      let cell = Cell(start: 0, end: digits.count)
      return certain(
        read(digits.span, cell, exponent: currency.exponent), in: digits.span, cell: cell,
        style: style)
    }
    switch MarkedAmount(style: style, currencyCode: currency.code).read(written) {
    case .notANumber: return (.notANumber, .none)
    case .otherCurrency: return (.otherCurrency, .none)
    case .ambiguous: return (.ambiguous, .none)
    case .badGrouping: return (.badGrouping, .none)
    case .plain(let digits): return (number(digits), .none)
    case .sided(let side, let digits): return (number(digits), side)
    }
  }

  /// Returns true where the only mark of plain digits is a point before the last three, which may divide thousands.
  private static func isPointBeforeThreeDigits(_ bytes: Span<UInt8>, _ cell: Cell) -> Bool {
    var evidence = AmountEvidence()
    evidence.note(bytes, cell)
    return !evidence.samples.isEmpty
  }

  /// Returns a reading, unless three digits after the mark may be thousands or decimals that the currency does not
  /// have: `1.234` pounds, `18.500` yen.
  private static func certain(
    _ reading: Reading, in bytes: Span<UInt8>, cell: Cell, style: AmountStyle
  ) -> Reading {
    guard case .finer(_, _, isExponential: false, isCut: false) = reading, !style.isStated else {
      return reading
    }
    var at = cell.start
    if bytes[at] == 0x2D || bytes[at] == 0x2B { at += 1 }
    let first = at
    while at < cell.end, IdentifierText.isDigit(bytes[at]) { at += 1 }
    // No group of thousands begins with a zero, and the first has at most three digits.
    guard (1...3).contains(at - first), bytes[first] != 0x30, cell.end - at == 4 else {
      return reading
    }
    return .ambiguous
  }

  /// Reads a trimmed cell of digits with a decimal point and no other marks.
  static func read(_ bytes: Span<UInt8>, _ cell: Cell, exponent: Int) -> Reading {
    var at = cell.start
    let end = cell.end
    guard at < end else { return .blank }
    var isNegative = false
    if bytes[at] == 0x2D || bytes[at] == 0x2B {
      isNegative = bytes[at] == 0x2D
      at &+= 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var significant = 0
    var decimals = 0
    var hasPoint = false
    var scale = 0
    var isExponential = false
    var dropped = false
    scan: while at < end {
      let byte = bytes[at]
      switch byte {
      case 0x30...0x39:
        digits &+= 1
        if significant > 0 || byte != 0x30 { significant &+= 1 }
        // 19 digits always fit in 64 bits; further digits only matter where they are kept, and then the amount is too
        // large anyway.
        if significant <= 19 {
          mantissa = mantissa &* 10 &+ UInt64(byte &- 0x30)
          if hasPoint { decimals &+= 1 }
        } else if hasPoint {
          if byte != 0x30 { dropped = true }
        } else {
          return .tooLarge
        }
      case 0x2E:
        if hasPoint || digits == 0 && at &+ 1 == end { return .notANumber }
        hasPoint = true
      case 0x45, 0x65:
        guard digits > 0, let value = readScale(bytes, start: at &+ 1, end: end) else {
          return .notANumber
        }
        scale = value
        isExponential = true
        break scan
      default:
        return .notANumber
      }
      at &+= 1
    }
    guard digits > 0 else { return .notANumber }
    // The power of ten by which the digits are multiplied, or divided where they end in zeros.
    var power = exponent &+ scale &- decimals
    while power < 0, mantissa % 10 == 0, mantissa > 0 {
      mantissa /= 10
      power &+= 1
    }
    if mantissa == 0 { power = 0 }
    var isCut = dropped
    while power < 0, mantissa > Int64.max || exponent &- power > Currency.finestExponent {
      isCut = isCut || mantissa % 10 != 0
      mantissa /= 10
      power &+= 1
    }
    for _ in 0..<max(0, min(power, 20)) {
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: 10)
      if overflow { return .tooLarge }
      mantissa = product
    }
    guard let units = Int64(exactly: mantissa) else { return .tooLarge }
    let value = isNegative ? -units : units
    guard power < 0 else {
      return isCut ? .tooPrecise : .amount(value, isExponential: isExponential)
    }
    return .finer(
      value, exponent: exponent &- power, isExponential: isExponential, isCut: isCut)
  }

  private static func readScale(_ bytes: Span<UInt8>, start: Int, end: Int) -> Int? {
    var at = start
    guard at < end else { return nil }
    var isNegative = false
    if bytes[at] == 0x2D || bytes[at] == 0x2B {
      isNegative = bytes[at] == 0x2D
      at &+= 1
    }
    guard at < end, end - at <= 3 else { return nil }
    var value = 0
    while at < end {
      guard bytes[at] >= 0x30, bytes[at] <= 0x39 else { return nil }
      value = value * 10 + Int(bytes[at] &- 0x30)
      at &+= 1
    }
    return isNegative ? -value : value
  }
}

/// The way in which a column writes its amounts.
struct AmountStyle: Sendable, Hashable {
  /// The byte before the decimals: a point or a comma.
  var decimalMark: UInt8 = 0x2E
  /// True where the column shows which mark is the decimal one, so that the other one alone, before three digits,
  /// divides thousands.
  ///
  /// Otherwise such an amount has two readings and is refused.
  var isSure = false
  /// True where some cells of the column show a point and others a comma to be the decimal mark.
  ///
  /// `2.500` then has two readings even where the point is the mark of most cells.
  var isContested = false
  /// True where the user stated the decimal mark.
  var isStated = false

  /// A decimal point, as far as is known.
  static let point = AmountStyle()
}
