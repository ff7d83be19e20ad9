/// The forms of amounts in exports.
enum RawNumber {
  /// Writes `-1234.50`.
  static func plain(_ minorUnits: Int64) -> String { written(minorUnits) { $0 } }

  /// Writes `-1,234.50`.
  static func thousands(_ minorUnits: Int64) -> String {
    written(minorUnits) { grouped($0, by: 3) }
  }

  /// Writes `1,23,456.78`: groups of two before the last three digits.
  static func lakhs(_ minorUnits: Int64) -> String {
    written(minorUnits) { whole in
      guard whole.count > 3 else { return whole }
      return grouped(String(whole.dropLast(3)), by: 2) + "," + whole.suffix(3)
    }
  }

  private static func written(_ minorUnits: Int64, _ whole: (String) -> String) -> String {
    let size = minorUnits.magnitude
    let sign = minorUnits < 0 ? "-" : ""
    return sign + whole(String(size / 100)) + "." + Cast.digits(Int(size % 100), 2)
  }

  private static func grouped(_ digits: String, by size: Int) -> String {
    var groups: [Substring] = []
    var rest = digits[...]
    while rest.count > size {
      groups.append(rest.suffix(size))
      rest = rest.dropLast(size)
    }
    return ([rest] + groups.reversed()).joined(separator: ",")
  }
}
