internal import PaymentGraph

/// A number of a cell by its decimal digits: it is never made a binary fraction.
struct CellNumber {
  private(set) var isNegative = false
  /// The digits without leading zeros, and the place of the point from their beginning, which may be outside.
  private(set) var digits: [UInt8] = []
  private(set) var point = 0
  /// True where it is written with an exponent.
  private(set) var hasExponent = false

  /// Reads a number as XML writes it; nil for other texts.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var at = range.lowerBound
    let end = range.upperBound
    guard end - at <= 400 else { return nil }
    if at < end, bytes[at] == 0x2D || bytes[at] == 0x2B {
      isNegative = bytes[at] == 0x2D
      at += 1
    }
    var hasPoint = false
    var count = 0
    while at < end {
      let byte = bytes[at]
      if byte == 0x2E, !hasPoint {
        hasPoint = true
      } else if IdentifierText.isDigit(byte) {
        count += 1
        if byte != 0x30 || !digits.isEmpty {
          digits.append(byte &- 0x30)
          if !hasPoint { point += 1 }
        } else if hasPoint {
          point -= 1
        }
      } else {
        break
      }
      at += 1
    }
    guard count > 0 else { return nil }
    if at < end {
      guard bytes[at] | 0x20 == 0x65, at + 1 < end else { return nil }
      hasExponent = true
      at += 1
      let isBelow = bytes[at] == 0x2D
      if isBelow || bytes[at] == 0x2B { at += 1 }
      var exponent = 0
      guard at < end, end - at <= 4 else { return nil }
      while at < end {
        guard IdentifierText.isDigit(bytes[at]) else { return nil }
        exponent = exponent * 10 + Int(bytes[at] - 0x30)
        at += 1
      }
      guard exponent <= 400 else { return nil }
      point += isBelow ? -exponent : exponent
    }
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { (point, isNegative) = (0, false) }
  }

  /// The number of digits before the point.
  var wholeCount: Int { max(0, point) }
  /// The number of digits after the point.
  var decimals: Int { max(0, digits.count - point) }

  /// The most decimals that amounts have.
  private static let amountDecimals = 4

  /// The significant digits that spreadsheets keep of a number.
  private static let significantDigits = 15

  /// Takes the figure that somebody entered, where the digits are only the nearest binary fraction to it.
  ///
  /// A number within 10⁻⁹ of a ten-thousandth is taken as that, and so is one that becomes it with the fifteen digits that
  /// spreadsheets keep.
  ///
  /// - Returns: true where that changed the number.
  mutating func removeNoise() -> Bool {
    guard decimals > CellNumber.amountDecimals else { return false }
    var fitting: CellNumber?
    if digits.count > CellNumber.significantDigits {
      let kept = rounded(at: CellNumber.significantDigits)
      if kept.decimals <= CellNumber.amountDecimals { fitting = kept }
    }
    if fitting == nil, decimals >= 9 {
      let keep = point + CellNumber.amountDecimals
      // The digits from the fifth decimal on, as a number of parts of 10⁻¹⁰: ten-thousandths divide it by 10⁶.
      var rest = 0
      for place in keep..<keep + 6 {
        rest = rest * 10 + (digits.indices.contains(place) ? Int(digits[place]) : 0)
      }
      if rest <= 10 || rest >= 1_000_000 - 10 { fitting = rounded(at: keep) }
    }
    guard let fitting else { return false }
    self = fitting
    return true
  }

  /// Returns the number with so many of its digits, the last of them rounded.
  private func rounded(at keep: Int) -> CellNumber {
    var result = self
    var kept = Array(digits.prefix(max(0, keep)))
    while kept.count < keep { kept.append(0) }
    if digits.indices.contains(keep), digits[keep] >= 5 {
      var place = kept.count - 1
      while place >= 0, kept[place] == 9 {
        kept[place] = 0
        place -= 1
      }
      if place >= 0 {
        kept[place] += 1
      } else {
        kept.insert(1, at: 0)
        result.point += 1
      }
    }
    while kept.last == 0 { kept.removeLast() }
    result.digits = kept
    if kept.isEmpty { (result.point, result.isNegative) = (0, false) }
    return result
  }

  /// The number with a point where it has decimals; three decimals get a nought behind them, so that no reader takes the
  /// point for a mark of thousands.
  var text: [UInt8] {
    var text: [UInt8] = isNegative ? [0x2D] : []
    if point <= 0 {
      text.append(0x30)
    } else {
      for place in 0..<point { text.append(0x30 + (place < digits.count ? digits[place] : 0)) }
    }
    guard decimals > 0 else { return text }
    text.append(0x2E)
    if point < 0 { text += Array(repeating: 0x30, count: -point) }
    for place in max(0, point)..<digits.count { text.append(0x30 + digits[place]) }
    if decimals == 3 { text.append(0x30) }
    return text
  }

  // MARK: Days

  /// Returns the number as a day and a time of day, counted from the beginning of 1900 or of 1904; nil where it is none.
  ///
  /// - Parameter meaning: what the format of the cell shows.
  func time(_ meaning: CellFormats.Meaning, countsFrom1904: Bool) -> [UInt8]? {
    guard !isNegative, point <= 7 else { return nil }
    var days = 0
    for place in 0..<max(0, point) {
      days = days * 10 + (place < digits.count ? Int(digits[place]) : 0)
    }
    // The fraction over 10¹², which is finer than a second.
    var fraction = 0
    for place in point..<point + 12 {
      fraction = fraction * 10 + (place >= 0 && place < digits.count ? Int(digits[place]) : 0)
    }
    var seconds = (fraction / 1_000 * 86_400 + 500_000_000) / 1_000_000_000
    if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
    let clock =
      "\(CellNumber.two(seconds / 3_600)):\(CellNumber.two(seconds / 60 % 60)):\(CellNumber.two(seconds % 60))"
    if meaning == .clock, days == 0 { return Array(clock.utf8) }
    guard let day = CellNumber.day(days, countsFrom1904: countsFrom1904) else { return nil }
    let showsClock = meaning != .day || seconds != 0
    return Array((showsClock ? "\(day) \(clock)" : day).utf8)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Returns the day of a number; the 60th of 1900 is 29 February, which that year did not have.
  private static func day(_ number: Int, countsFrom1904: Bool) -> String? {
    guard number >= (countsFrom1904 ? 0 : 1), number <= 2_958_465 else { return nil }
    if !countsFrom1904, number == 60 { return "1900-02-29" }
    // Days from 1 January 1970.
    let since = countsFrom1904 ? number - 24_107 : number - (number < 60 ? 25_568 : 25_569)
    return CivilDate(milliseconds: Int64(since) * 86_400_000).iso8601
  }
}
