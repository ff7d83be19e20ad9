/// The range by which the days of a file may differ from those of UTC.
///
/// A bank writes the day of its own clock. A day of Kolkata begins five and a half hours before
/// that day of UTC and ends five and a half hours before it; a day of a clock whose zone is unknown
/// may begin fourteen hours before it and end twelve hours after it.
package struct DayShift: Sendable, Hashable {
  /// The longest time by which a day may begin before the day of UTC, in milliseconds; negative
  /// where it begins after it.
  package let earlier: Int64
  /// The longest time by which a day may end after the day of UTC, in milliseconds; negative where
  /// it ends before it.
  package let later: Int64

  /// Creates the shift of a clock that is this many milliseconds east of UTC, at the least and the
  /// most over the seasons.
  package init(east: ClosedRange<Int64>) {
    earlier = east.upperBound
    later = -east.lowerBound
  }

  /// The shift of a clock in an unknown zone: the zones of the world reach from 12 hours west to 14
  /// hours east.
  package static let unknown = DayShift(east: -12 * 3_600_000...14 * 3_600_000)
}

/// The clock by which a row states a time.
package enum RowClock: Sendable, Hashable {
  /// A moment of UTC.
  case universal
  /// A day of a local clock, whose zone is that of the file; nil where nothing gives it.
  case local(DayShift?)
  /// A time of day of a local clock whose zone the row does not name.
  case unnamed

  /// Returns true where the days of the two are compared as written: those of two local clocks,
  /// unless both are known and differ.
  ///
  /// Two times of day whose zones are unknown are no days: both say how late it was, though not where.
  package func sharesDays(with other: RowClock) -> Bool {
    switch (self, other) {
    case (.local(let one), .local(let two)): one == nil || two == nil || one == two
    case (.local, .unnamed), (.unnamed, .local): true
    case (.universal, _), (_, .universal), (.unnamed, .unnamed): false
    }
  }
}

extension DayShift {
  /// The half hours east of UTC in winter and in summer, by country.
  ///
  /// Only countries of one zone are listed: a bank of the United States or of Spain may book by any
  /// of several.
  private static let halfHours: [String: ClosedRange<Int64>] = [
    "GB": 0...2, "IE": 0...2, "IN": 11...11,
    "AT": 2...4, "BE": 2...4, "CH": 2...4, "CZ": 2...4, "DE": 2...4, "DK": 2...4, "FR": 2...4,
    "HU": 2...4, "IT": 2...4, "LU": 2...4, "MT": 2...4, "NL": 2...4, "NO": 2...4, "PL": 2...4,
    "SE": 2...4, "SI": 2...4, "SK": 2...4,
    "BG": 4...6, "EE": 4...6, "FI": 4...6, "GR": 4...6, "LT": 4...6, "LV": 4...6, "RO": 4...6,
    "AE": 8...8, "HK": 16...16, "JP": 18...18, "LK": 11...11, "PK": 10...10, "SG": 16...16,
    "ZA": 4...4,
  ]

  /// Finds the shift of a country's banking days against those of UTC; nil where the country has
  /// several zones or is not known.
  package init?(country: String) {
    guard let found = DayShift.halfHours[country.uppercased()] else { return nil }
    let half: Int64 = 1_800_000
    self.init(east: found.lowerBound * half...found.upperBound * half)
  }

  /// Returns the shift of a file whose days may be those of either of two clocks.
  func union(_ other: DayShift) -> DayShift {
    let (least, most) = (min(-later, -other.later), max(earlier, other.earlier))
    return DayShift(east: least...most)
  }
}

extension LedgerBuilder {
  /// Returns the day shifts of files for which no row states a shift, by the number of the file.
  ///
  /// A row that gives only a day gives the day of the bank of one of its accounts, so the days of a
  /// file are those of the countries of the accounts in such rows. A file none of whose accounts
  /// has a known country has no known shift.
  func shiftsByCountry() -> [UInt16: DayShift] {
    guard files.count > 1 else { return [:] }
    var shifts: [UInt16: DayShift] = [:]
    var known: [UInt32: DayShift?] = [:]
    for transfer in 0..<columns.count where columns.precision[transfer] == .day {
      let file = columns.file[transfer]
      guard habits[file]?.dayShift == nil else { continue }
      for account in [columns.payer[transfer], columns.beneficiary[transfer]] {
        if known[account] == nil { known[account] = .some(shift(of: account)) }
        guard let shift = known[account] ?? nil else { continue }
        shifts[file] = shifts[file]?.union(shift) ?? shift
      }
    }
    return shifts
  }

  /// Returns the shift of an account's country: the country that is known of the account, else the
  /// one in its key.
  private func shift(of account: UInt32) -> DayShift? {
    if let country = details[account]?.country { return DayShift(country: country) }
    let key = accountKeys.key(at: Int(account))
    guard let colon = key.utf8.firstIndex(of: 0x3A),
      key.utf8.distance(from: key.startIndex, to: colon) == 2
    else { return nil }
    return DayShift(country: String(key[..<colon]))
  }
}
