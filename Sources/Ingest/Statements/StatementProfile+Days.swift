internal import PaymentGraph

extension StatementProfile {
  /// How far the days of such statements lie from those of UTC; nil where nothing says it.
  ///
  /// The zone that is stated says it, else the bank's country. A payment service writes the days of its customers'
  /// clocks, so its country says nothing.
  func dayShift(stated: String?) -> DayShift? {
    if let zone = stated ?? zone { return ZoneTable.dayShift(zone) }
    guard service == nil, let country else { return nil }
    return DayShift(country: country)
  }
}
