/// Decimal text of whole minor units.
enum MoneyText {
  /// Returns decimal text with exactly `exponent` decimals; grouped for reading, with thousands in
  /// groups of three and without the trailing zeros beyond the second decimal.
  static func decimal(_ minorUnits: Int128, exponent: Int, grouped: Bool) -> String {
    var digits = Array(String(minorUnits.magnitude).utf8)
    while digits.count <= exponent { digits.insert(0x30, at: 0) }
    let wholeCount = digits.count - exponent
    var text: [UInt8] = minorUnits < 0 ? [0x2D] : []
    for (position, digit) in digits.enumerated() {
      if position == wholeCount { text.append(0x2E) }
      if grouped, position > 0, position < wholeCount, (wholeCount - position) % 3 == 0 {
        text.append(0x2C)
      }
      text.append(digit)
    }
    if grouped, exponent > 4 {
      let least = text.count - exponent + 2
      while text.count > least, text.last == 0x30 { text.removeLast() }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
