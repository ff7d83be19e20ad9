internal import PaymentGraph

extension StatementProfile {
  /// Returns the shift of such statements' days from those of UTC; nil where nothing gives it.
  ///
  /// The stated zone gives it, else the bank's country. A payment service writes the days of its customers' clocks, so
  /// its country gives nothing.
  func dayShift(stated: String?) -> DayShift? {
    if let zone = stated ?? zone { return ZoneTable.dayShift(zone) }
    guard service == nil, let country else { return nil }
    return DayShift(country: country)
  }
}
