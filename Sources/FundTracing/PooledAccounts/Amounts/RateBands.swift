internal import PaymentGraph

/// The rates at which a pooled account converted payments, day by day, as far as recorded pairs show.
///
/// A pair whose payout is in another currency leaves a narrow interval of rates that give its amount to the unit; the
/// band of a day spans the intervals of the pairs paid out on it. Rates are fractions of integers, so no rate is ever
/// rounded.
struct RateBands: Sendable {
  private struct Key: Hashable {
    let from: Currency
    let to: Currency
    let day: Int64
  }

  private struct Fraction {
    let numerator: Int128
    let denominator: Int128

    func isLess(than other: Fraction) -> Bool {
      numerator * other.denominator < other.numerator * denominator
    }
  }

  private struct Band {
    var least: Fraction
    var most: Fraction
  }

  private var bands: [Key: Band] = [:]

  /// True where no rate is known.
  var isEmpty: Bool { bands.isEmpty }

  init(_ books: HubRecords, pairs: [Link], fees: [Currency: [FittedFee]]) {
    for pair in pairs {
      let gross = books.received(pair.inbound.position)
      let paid = books.sent(pair.outbound.position)
      guard gross.currency != paid.currency else { continue }
      let net =
        fees[gross.currency]?.first?.net(of: gross.minorUnits)
        ?? gross.minorUnits...gross.minorUnits
      guard net.lowerBound > 0 else { continue }
      let least = Fraction(
        numerator: 2 * Int128(paid.minorUnits) - 1, denominator: 2 * Int128(net.upperBound))
      let most = Fraction(
        numerator: 2 * Int128(paid.minorUnits) + 1, denominator: 2 * Int128(net.lowerBound))
      let key = Key(
        from: gross.currency, to: paid.currency,
        day: CivilDate.dayStart(of: books.columns.start[pair.outbound.position]))
      guard var band = bands[key] else {
        bands[key] = Band(least: least, most: most)
        continue
      }
      if least.isLess(than: band.least) { band.least = least }
      if band.most.isLess(than: most) { band.most = most }
      bands[key] = band
    }
  }

  /// Returns the range that net amounts give in another currency on the day that starts at a moment; nil where no pair
  /// shows a rate of that day.
  func converted(
    _ net: ClosedRange<Int64>, from: Currency, to: Currency, day: Int64
  ) -> ClosedRange<Int64>? {
    guard net.lowerBound > 0, let band = bands[Key(from: from, to: to, day: day)] else {
      return nil
    }
    let least = Int128(net.lowerBound) * band.least.numerator / band.least.denominator
    let most =
      (Int128(net.upperBound) * band.most.numerator + band.most.denominator - 1)
      / band.most.denominator
    guard let lower = Int64(exactly: least), let upper = Int64(exactly: most) else { return nil }
    return lower...max(lower, upper)
  }

  /// Returns the currencies into which a currency was converted, in order.
  func targets(of currency: Currency) -> [Currency] {
    Set(bands.keys.filter { $0.from == currency }.map(\.to)).sorted()
  }
}
