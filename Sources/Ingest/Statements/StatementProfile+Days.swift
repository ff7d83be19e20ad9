internal import PaymentGraph

extension StatementProfile {
  /// How far the days of such statements lie from those of UTC: by the zone that is stated, else by the bank's
  /// country; nil where neither says it. A payment service writes the days of its customers' clocks.
  func dayShift(stated: String?) -> DayShift? {
    if let zone = stated ?? zone { return ZoneTable.dayShift(zone) }
    guard service == nil, let country else { return nil }
    return DayShift(country: country)
  }
}
