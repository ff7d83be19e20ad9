/// An amount of a message as it is written, for sums: no digit is lost.
struct ExactDecimal: Sendable, Hashable {
  private var units: Int128
  private var scale: Int

  static let zero = ExactDecimal(units: 0, scale: 0)

  private init(units: Int128, scale: Int) { (self.units, self.scale) = (units, scale) }

  /// Reads digits with at most one point; nil for any other text, and for more than 24 digits or 9 decimals.
  init?(_ text: String) {
    var (units, scale, digits) = (Int128(0), 0, 0)
    var hasPoint = false
    for byte in text.utf8 {
      if byte == 0x2E, !hasPoint {
        hasPoint = true
        continue
      }
      guard IdentifierText.isDigit(byte) else { return nil }
      digits += 1
      units = units * 10 + Int128(byte - 0x30)
      if hasPoint { scale += 1 }
      guard digits <= 24, scale <= 9 else { return nil }
    }
    guard digits > 0 else { return nil }
    self.init(units: units, scale: scale)
  }

  /// Returns the amount with a sign.
  func signed(isOut: Bool) -> ExactDecimal {
    ExactDecimal(units: isOut ? -units : units, scale: scale)
  }

  static func + (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
    let scale = max(left.scale, right.scale)
    return ExactDecimal(units: left.units(at: scale) + right.units(at: scale), scale: scale)
  }

  static func - (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
    left + ExactDecimal(units: -right.units, scale: right.scale)
  }

  static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
    (left - right).units == 0
  }

  func hash(into hasher: inout Hasher) {
    // Equal amounts may have other noughts at their ends.
    var (units, scale) = (units, scale)
    while scale > 0, units % 10 == 0 { (units, scale) = (units / 10, scale - 1) }
    hasher.combine(units)
    hasher.combine(scale)
  }

  var isZero: Bool { units == 0 }

  var isNegative: Bool { units < 0 }

  /// The amount without its sign.
  var magnitude: ExactDecimal { isNegative ? .zero - self : self }

  private func units(at scale: Int) -> Int128 {
    (self.scale..<max(self.scale, scale)).reduce(units) { value, _ in value * 10 }
  }

  /// The amount with a point and at least two decimals: `-15.50`.
  var text: String {
    let scale = max(2, self.scale)
    let value = units(at: scale)
    var digits = String(value.magnitude)
    while digits.utf8.count <= scale { digits = "0" + digits }
    let point = digits.index(digits.endIndex, offsetBy: -scale)
    return (value < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
  }

  /// Returns an amount without the noughts that carry nothing: those before the first digit, and those after the
  /// second decimal; any other text stays as it is.
  static func plain(_ text: String) -> String {
    guard ExactDecimal(text) != nil else { return text }
    var bytes = Array(text.utf8)
    if let point = bytes.firstIndex(of: 0x2E) {
      while bytes.count > point + 3, bytes.last == 0x30 { bytes.removeLast() }
      if bytes.last == 0x2E { bytes.removeLast() }
    }
    let noughts = bytes.prefix { $0 == 0x30 }.count
    let isWhole = noughts == bytes.count || bytes[noughts] == 0x2E
    return String(decoding: bytes[(isWhole ? max(0, noughts - 1) : noughts)...], as: UTF8.self)
  }
}
