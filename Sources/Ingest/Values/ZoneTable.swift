internal import Foundation
internal import PaymentGraph
internal import Synchronization

/// The meanings of zones: milliseconds east of UTC at a local time.
///
/// Abbreviations never follow summer time by themselves: PST is eight hours in July too, as its writer said. Some of
/// them mean different zones in different countries; where the country of the file does not decide, they mean none.
/// Names of places follow the rules that held there at the time, as the zone database has them.
enum ZoneTable {
  /// The meaning of a zone.
  enum Reading: Equatable {
    case offset(Int64)
    /// An abbreviation of several zones, with their names.
    case ambiguous([String])
    case unknown
  }

  /// Returns the offset at a local time; nil where the zone is unknown or has several meanings.
  static func offset(_ written: String, local: Int64, country: String?) -> Int64? {
    guard case .offset(let offset) = read(written, local: local, country: country) else {
      return nil
    }
    return offset
  }

  /// Returns the meaning of a zone at a local time.
  static func read(_ written: String, local: Int64, country: String?) -> Reading {
    let name = String(written.trimmingPrefix { $0 == " " })
    let upper = name.uppercased()
    if let hours = fixed[upper] { return .offset(hours * 60 * minute) }
    if let meanings = several[upper] {
      if let known = meanings.first(where: { $0.countries.contains(country ?? "") }) {
        return .offset(known.minutes * minute)
      }
      return .ambiguous(meanings.map(\.place))
    }
    switch upper {
    case "BST": return .offset((country == "BD" ? 360 : 60) * minute)
    case "NPT": return .offset(345 * minute)
    default: break
    }
    if let stated = numeric(upper) { return .offset(stated) }
    return place(name, local: local)
  }

  /// Reads a zone that a record writes, with the help of the zone that is stated for its file.
  ///
  /// The stated zone decides among the meanings of an abbreviation, and replaces an unknown zone; it does not overrule
  /// an abbreviation that never means it.
  static func read(
    _ written: String, stated: String?, local: Int64, country: String?
  ) -> Reading {
    let reading = read(written, local: local, country: country)
    if case .offset = reading { return reading }
    guard let stated, let offset = offset(stated, local: local, country: country) else {
      return reading
    }
    if case .ambiguous(let meanings) = reading {
      let isMeant = meanings.contains {
        self.offset($0, local: local, country: country) == offset
      }
      if !isMeant { return reading }
    }
    return .offset(offset)
  }

  /// Returns the shift of a zone's days from those of UTC, by the offsets of all its seasons in this century; nil where
  /// the zone is unknown.
  static func dayShift(_ name: String) -> DayShift? {
    let quarter: Int64 = 7_889_400_000
    // Every quarter of a year from 2000 on: one of them shows each change of season.
    let offsets = (0..<160).compactMap {
      offset(name, local: 946_684_800_000 + $0 * quarter, country: nil)
    }
    guard let least = offsets.min(), let most = offsets.max() else { return nil }
    return DayShift(east: least...most)
  }

  /// Returns true where a zone is known.
  static func isKnown(_ written: String, country: String?) -> Bool {
    offset(written, local: 0, country: country) != nil
  }

  /// Returns true where a text names a zone for a whole file: a place, an offset, or UTC.
  static func isStatable(_ text: String) -> Bool {
    let upper = text.uppercased()
    if ["UTC", "GMT", "Z"].contains(upper) || numeric(upper) != nil { return true }
    return place(text, local: 0) != .unknown
  }

  /// The abbreviations that mean several zones, each with the countries that decide for it.
  private static let several: [String: [(place: String, countries: Set<String>, minutes: Int64)]] =
    [
      "IST": [
        ("Asia/Kolkata", ["IN"], 330), ("Europe/Dublin", ["IE"], 60),
        ("Asia/Jerusalem", ["IL"], 120),
      ],
      "CST": [
        ("America/Chicago", ["US", "CA", "MX"], -360), ("Asia/Shanghai", ["CN"], 480),
      ],
    ]

  private static let minute: Int64 = 60_000

  private static let fixed: [String: Int64] = [
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2,
    "EEST": 3, "PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CDT": -5, "EST": -5, "EDT": -4,
    "AST": -4,
    "ADT": -3, "AEST": 10, "AEDT": 11, "SGT": 8, "HKT": 8, "JST": 9,
  ]

  /// Reads `GMT+05:30`, `UTC-8`, `+0530`.
  private static func numeric(_ upper: String) -> Int64? {
    var text = upper[...]
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
    guard minutes <= 14 * 60, digits.count < 3 || number % 100 < 60 else { return nil }
    return (sign == "-" ? -minutes : minutes) * minute
  }

  /// Returns the zone of a place at a local time.
  ///
  /// The hour that comes twice when clocks go back means both offsets, and so does the hour that is skipped when they
  /// go forward: the record does not tell which.
  private static func place(_ name: String, local: Int64) -> Reading {
    guard name.contains("/"), let zone = ZonePlaces.zone(name) else { return .unknown }
    func offset(_ instant: Int64) -> Int64 {
      let moment = Date(timeIntervalSince1970: TimeInterval(instant / 1_000))
      return Int64(zone.secondsFromGMT(for: moment)) * 1_000
    }
    let day: Int64 = 86_400_000
    let (before, after) = (offset(local - day), offset(local + day))
    if before == after { return .offset(before) }
    let holdsBefore = offset(local - before) == before
    let holdsAfter = offset(local - after) == after
    if holdsBefore != holdsAfter { return .offset(holdsBefore ? before : after) }
    return .ambiguous([before, after].map(written))
  }

  /// Writes an offset as a zone: `+05:30`.
  private static func written(_ offset: Int64) -> String {
    let minutes = abs(offset) / minute
    func two(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
    return (offset < 0 ? "-" : "+") + two(minutes / 60) + ":" + two(minutes % 60)
  }
}

/// The zones of places by name, each looked up once.
enum ZonePlaces {
  private static let known = Mutex<[String: TimeZone?]>([:])

  /// Returns the zone of a place such as `Europe/London`, regardless of case and with blanks for underscores; nil where
  /// the zone database has no such place.
  static func zone(_ name: String) -> TimeZone? {
    known.withLock { known in
      if let found = known[name] { return found }
      let written = spelled(name.replacing(" ", with: "_"))
      let zone = written.flatMap { TimeZone(identifier: $0) }
      known[name] = .some(zone)
      return zone
    }
  }

  /// Returns the name as the database spells it.
  private static func spelled(_ name: String) -> String? {
    if let alias = aliases[name.lowercased()] { return alias }
    return names[name.lowercased()]
  }

  private static let names = Dictionary(
    TimeZone.knownTimeZoneIdentifiers.map { ($0.lowercased(), $0) }, uniquingKeysWith: { $1 })

  /// Names that exports use and that the database does not list.
  private static let aliases = [
    "asia/calcutta": "Asia/Kolkata", "asia/kolkata": "Asia/Kolkata", "etc/utc": "GMT",
    "etc/gmt": "GMT", "america/montreal": "America/Toronto", "us/pacific": "America/Los_Angeles",
    "us/mountain": "America/Denver", "us/central": "America/Chicago",
    "us/eastern": "America/New_York", "europe/belfast": "Europe/London",
    "asia/katmandu": "Asia/Kathmandu", "asia/saigon": "Asia/Ho_Chi_Minh",
    "europe/kiev": "Europe/Kyiv",
  ]
}
