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
