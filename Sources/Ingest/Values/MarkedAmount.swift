internal import PaymentGraph

/// An amount written with marks: grouped digits, a decimal comma, and the elements that ``AmountText`` takes off.
///
/// The marks are checked, not stripped: groups must be thousands, or lakhs and crores as in India; a currency sign must
/// not be that of another currency.
struct MarkedAmount {
  /// The reading of the marks.
  enum Reading: Equatable {
    /// The amount with a point and nothing else, as plain digits.
    case plain([UInt8])
    case notANumber
    /// A sign or code of another currency stands beside digits.
    case otherCurrency
    case ambiguous
    /// A side of an account stands beside digits.
    case sided(AmountText.Side, [UInt8])
    case badGrouping
  }

  let style: AmountStyle
  /// The code of the currency that the amount is in.
  let currencyCode: String

  /// Reads the bytes of a trimmed cell.
  func read(_ cell: [UInt8]) -> Reading {
    guard let text = AmountText(cell) else { return .notANumber }
    for written in text.currencies {
      guard CurrencySigns.codes(of: written)?.contains(currencyCode) == true else {
        return .otherCurrency
      }
    }
    switch digits(text) {
    case .plain(let digits):
      let signed = (text.isNegative ? [0x2D] : []) + digits
      return text.side == .none ? .plain(signed) : .sided(text.side, signed)
    case let other: return other
    }
  }

  private func digits(_ text: AmountText) -> Reading {
    let scalars = Array(text.digits)
    // A dash in place of decimals shows the decimal mark, whatever the column has.
    let decimal = text.dashMark ?? Unicode.Scalar(style.decimalMark)
    let other: Unicode.Scalar = decimal == "." ? "," : "."
    var groups: [Int] = [0]
    var plain: [UInt8] = []
    var groupMark: Unicode.Scalar?
    var hasDecimal = false
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      switch scalar {
      case "0"..."9":
        plain.append(UInt8(scalar.value))
        if !hasDecimal { groups[groups.count - 1] += 1 }
      case decimal:
        guard !hasDecimal, text.dashMark == nil else { return .badGrouping }
        hasDecimal = true
        plain.append(0x2E)
      case other, "'", "\u{2019}", " ", "\u{A0}", "\u{2007}", "\u{202F}", "\u{2009}":
        guard !hasDecimal, groups[0] > 0 else { return .notANumber }
        guard groupMark == nil || groupMark == scalar else { return .badGrouping }
        groupMark = scalar
        groups.append(0)
      case "E", "e":
        // An exponent ends the number; the reader of plain amounts checks the rest.
        guard groupMark == nil, !plain.isEmpty else { return .notANumber }
        let rest = scalars[index...]
        guard rest.allSatisfy(\.isASCII) else { return .notANumber }
        return .plain(plain + rest.map { UInt8($0.value) })
      default: return .notANumber
      }
      index += 1
    }
    guard plain.contains(where: { $0 != 0x2E }) else { return .notANumber }
    if groups.count > 1 {
      guard isGrouped(groups) else { return .badGrouping }
      let isOpen = groups.count == 2 && groupMark == other && !hasDecimal && text.dashMark == nil
      if isOpen, !isGroupCertain { return .ambiguous }
    }
    return .plain(plain)
  }

  /// True where the other mark, alone before three digits, divides thousands.
  ///
  /// Where the currency has three decimals, a cell from another writer may mean a fraction, whatever the column shows.
  private var isGroupCertain: Bool {
    style.isStated || style.isSure && Currency(currencyCode)?.exponent != 3
  }

  /// Returns true where the digits are divided into thousands, `1,234,567`, or lakhs and crores, `12,34,567`.
  private func isGrouped(_ groups: [Int]) -> Bool {
    guard let first = groups.first, let last = groups.last, last == 3 else { return false }
    let middle = groups.dropFirst().dropLast()
    return (1...3).contains(first) && middle.allSatisfy { $0 == 3 }
      || (1...2).contains(first) && middle.allSatisfy { $0 == 2 }
  }
}
