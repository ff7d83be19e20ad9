internal import Foundation
internal import Synchronization

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
