internal import PaymentGraph

/// What zones mean: milliseconds east of UTC at a local time.
///
/// Abbreviations are what they say and never follow summer time by themselves: PST is eight hours in
/// July too, as those who wrote it down said. Three of them mean different zones in different countries
/// (IST, BST, CST); the country of the file decides. Names of places follow the rules that are in force
/// there since 2007 (North America) and 1996 (Europe).
enum ZoneTable {
  /// The offset at a local time; nil where the zone is unknown.
  static func offset(_ written: String, local: Int64, country: String?) -> Int64? {
    let name = written.trimmingPrefix { $0 == " " }
    let upper = name.uppercased()
    if let hours = fixed[upper] { return hours * 60 * minute }
    switch upper {
    case "IST":
      switch country {
      case "IE": return 60 * minute
      case "IL": return 120 * minute
      default: return 330 * minute
      }
    case "BST": return (country == "BD" ? 360 : 60) * minute
    case "CST": return (country == "CN" ? 480 : -360) * minute
    case "NPT": return 345 * minute
    default: break
    }
    if let stated = numeric(upper) { return stated }
    guard let place = places[upper.replacing("_", with: " ").replacing(" ", with: "_")] else {
      return nil
    }
    return (place.hours + (isSummer(local, place.rule, place.hours) ? 1 : 0)) * 60 * minute
  }

  /// Whether a zone is known at all.
  static func isKnown(_ written: String, country: String?) -> Bool {
    offset(written, local: 0, country: country) != nil
  }

  private static let minute: Int64 = 60_000

  private static let fixed: [String: Int64] = [
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2,
    "EEST": 3, "PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CDT": -5, "EST": -5, "EDT": -4,
    "AST": -4,
    "ADT": -3, "AEST": 10, "AEDT": 11, "SGT": 8, "HKT": 8, "JST": 9,
  ]

  private enum Rule { case none, america, europe }

  private static let places: [String: (hours: Int64, rule: Rule)] = [
    "AMERICA/LOS_ANGELES": (-8, .america), "AMERICA/VANCOUVER": (-8, .america),
    "AMERICA/DENVER": (-7, .america), "AMERICA/CHICAGO": (-6, .america),
    "AMERICA/NEW_YORK": (-5, .america), "AMERICA/TORONTO": (-5, .america),
    "AMERICA/MONTREAL": (-5, .america), "AMERICA/HALIFAX": (-4, .america),
    "EUROPE/LONDON": (0, .europe), "EUROPE/DUBLIN": (0, .europe), "EUROPE/LISBON": (0, .europe),
    "EUROPE/PARIS": (1, .europe), "EUROPE/BERLIN": (1, .europe), "EUROPE/MADRID": (1, .europe),
    "EUROPE/ROME": (1, .europe), "EUROPE/AMSTERDAM": (1, .europe), "EUROPE/BRUSSELS": (1, .europe),
    "EUROPE/ZURICH": (1, .europe), "EUROPE/VIENNA": (1, .europe), "EUROPE/HELSINKI": (2, .europe),
    "ASIA/SINGAPORE": (8, .none), "ASIA/HONG_KONG": (8, .none), "ETC/UTC": (0, .none),
  ]

  /// `GMT+05:30`, `UTC-8`, `+0530`.
  private static func numeric(_ upper: String) -> Int64? {
    var text = upper[...]
    if upper == "ASIA/KOLKATA" || upper == "ASIA/CALCUTTA" { return 330 * minute }
    for prefix in ["GMT", "UTC"] where text.hasPrefix(prefix) { text = text.dropFirst(3) }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int64(digits) else {
      return nil
    }
    let minutes: Int64
    switch digits.count {
    case 1, 2: minutes = number * 60
    case 4: minutes = number / 100 * 60 + number % 100
    default: return nil
    }
    guard minutes <= 14 * 60 else { return nil }
    return (sign == "-" ? -minutes : minutes) * minute
  }

  /// Whether summer time holds at a local time; the hour that is missing or stands twice counts as
  /// before the change.
  private static func isSummer(_ local: Int64, _ rule: Rule, _ hours: Int64) -> Bool {
    let year = CivilDate(milliseconds: local).year
    let hour: Int64 = 3_600_000
    switch rule {
    case .none: return false
    case .america:
      guard let start = sunday(year, 3, from: 8), let end = sunday(year, 11, from: 1) else {
        return false
      }
      return local >= start + 2 * hour && local < end + 2 * hour
    case .europe:
      guard let start = sunday(year, 3, from: 25), let end = sunday(year, 10, from: 25) else {
        return false
      }
      return local >= start + (1 + hours) * hour && local < end + (2 + hours) * hour
    }
  }

  /// The first Sunday from a day of a month on.
  private static func sunday(_ year: Int, _ month: Int, from day: Int) -> Int64? {
    guard let start = CivilDate(year: year, month: month, day: day)?.milliseconds else {
      return nil
    }
    // 1970-01-01 was a Thursday.
    let weekday = (start / 86_400_000 % 7 + 7 + 4) % 7
    return start + (7 - weekday) % 7 * 86_400_000
  }
}
