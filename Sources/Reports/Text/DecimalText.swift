/// Text for statistics, which are no money: with the significant digits only.
enum DecimalText {
  /// Writes three significant digits without an exponent: `16.2`, `0.842`, `1250`.
  static func short(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    guard value != 0 else { return "0" }
    var places = 2
    var size = abs(value)
    while size >= 10, places > 0 {
      size /= 10
      places -= 1
    }
    while size < 1, places < 8 {
      size *= 10
      places += 1
    }
    let scale = power(places)
    let units = (abs(value) * scale).rounded()
    let whole = Int64(min(units / scale, 9e15).rounded(.down))
    let rest = Int64(units - Double(whole) * scale)
    let digits = String(rest)
    let fraction = String(repeating: "0", count: max(0, places - digits.count)) + digits
    return (value < 0 ? "-" : "") + (places == 0 ? "\(whole)" : "\(whole).\(fraction)")
  }

  /// Writes three significant digits, with an exponent where the value is small: `4.45e-07`,
  /// `0.119`.
  static func scientific(_ value: Double) -> String {
    guard value.isFinite, value > 0, value < 0.001 else { return short(value) }
    var size = value
    var exponent = 0
    while size < 1, exponent < 400 {
      size *= 10
      exponent += 1
    }
    if (size * 100).rounded() >= 1_000 {
      size /= 10
      exponent -= 1
    }
    return "\(short(size))e-\(exponent < 10 ? "0" : "")\(exponent)"
  }

  private static func power(_ places: Int) -> Double {
    (0..<places).reduce(1.0) { value, _ in value * 10 }
  }
}
