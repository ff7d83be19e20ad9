internal import Hashing
public import PaymentGraph

/// The stated rates of currencies day by day, so that one picture can hold amounts of several
/// currencies.
///
/// A rate is the price of one unit of its currency in the unit of account. A payment has the rate
/// of its own day, else that of the last day before it with a rate, no more than ``mostDays``
/// earlier, because rates are not published on weekends and holidays.
public struct DailyRates: Sendable {
  /// The most days between a payment and the rate at which it is counted.
  public static let mostDays = 7

  /// The currency in which amounts are counted.
  public let unit: Currency

  /// The name of the file.
  public let name: String

  /// The SHA-256 of the file.
  public let digest: FileDigest

  /// The days with a rate, rising, each with its rate, by currency code.
  private let rates: [String: [(day: Int64, rate: Rate)]]

  /// A rate as it is written: `value` divided by ten to the power of `decimals`.
  private struct Rate: Hashable {
    let value: Int128
    let decimals: Int
  }

  /// The most digits of a rate, so that any amount can be multiplied by it exactly.
  private static let mostDigits = 15

  /// Reads a table with the columns `date`, `currency` and `rate`, in any order, separated by
  /// commas.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: The file's name, for messages and for the text below pictures.
  ///   - unit: The currency in which rates are stated.
  /// - Throws: ``RatesError`` with the line where it is no such table, and for two rates of one
  ///   day.
  public init(_ bytes: [UInt8], name: String, unit: Currency) throws(RatesError) {
    self.unit = unit
    self.name = name
    digest = FileDigest(bytes: SHA256.digest(of: bytes))
    let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let lines = (isMarked ? bytes.dropFirst(3) : bytes[...])
      .split(separator: 0x0A, omittingEmptySubsequences: false).map(DailyRates.cells)
    guard let head = lines.first?.map({ $0.lowercased() }),
      let dates = head.firstIndex(of: "date"), let codes = head.firstIndex(of: "currency"),
      let prices = head.firstIndex(of: "rate")
    else {
      throw RatesError("\(name):1: the first line must be date,currency,rate")
    }
    var found: [String: [Int64: Rate]] = [:]
    for (number, cells) in lines.enumerated().dropFirst() where cells != [""] {
      let place = "\(name):\(number + 1)"
      guard cells.count == head.count else {
        throw RatesError("\(place): \(cells.count) fields, but the first line has \(head.count)")
      }
      guard let day = DailyRates.day(cells[dates]) else {
        throw RatesError("\(place): the date must be written as 2024-03-01")
      }
      guard let currency = Currency(cells[codes]) else {
        throw RatesError("\(place): the currency must be a code of ISO 4217, such as EUR")
      }
      guard let rate = DailyRates.rate(cells[prices]) else {
        throw RatesError(
          "\(place): the rate must be a number above 0 with a point, such as 0.8731, of at most "
            + "\(DailyRates.mostDigits) digits")
      }
      let known = found[currency.code]?[day]
      guard known == nil || known == rate else {
        throw RatesError("\(place): a second rate for \(currency.code) on that day, and another")
      }
      found[currency.code, default: [:]][day] = rate
    }
    rates = found.mapValues { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
  }

  /// Converts an amount to minor units of the unit of account, rounded to the nearest; nil where no
  /// rate is stated.
  func value(_ money: Money, on day: CivilDate) -> Int128? {
    if money.currency.code == unit.code {
      return money.restated(to: unit.exponent).map { Int128($0.minorUnits) }
    }
    guard let rate = rate(of: money.currency, on: day)?.rate else { return nil }
    let product = Int128(money.minorUnits) * rate.value
    let shift = unit.exponent - money.currency.exponent - rate.decimals
    guard shift < 0 else {
      let (value, overflow) = product.multipliedReportingOverflow(by: DailyRates.power(shift))
      return overflow ? nil : value
    }
    let divisor = DailyRates.power(-shift)
    return (product + divisor / 2) / divisor
  }

  /// Returns true where the rate of a payment is that of an earlier day.
  func isEarlier(_ currency: Currency, on day: CivilDate) -> Bool {
    currency.code != unit.code
      && rate(of: currency, on: day).map { $0.day < day.milliseconds } == true
  }

  private func rate(of currency: Currency, on day: CivilDate) -> (day: Int64, rate: Rate)? {
    guard let own = rates[currency.code] else { return nil }
    let moment = day.milliseconds
    let later = BinarySearch.lowerBound(own.indices) { own[$0].day <= moment }
    guard later > 0, case let last = own[later - 1],
      moment - last.day <= Int64(DailyRates.mostDays) * 86_400_000
    else { return nil }
    return last
  }

  // MARK: Reading

  /// Returns the cells of a line without surrounding blanks and quotation marks.
  private static func cells(_ line: ArraySlice<UInt8>) -> [String] {
    let text = String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    return text.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false).map { cell in
      let bare = cell.drop { $0 == " " || $0 == "\"" }
      let end = bare.lastIndex { $0 != " " && $0 != "\"" }
      return end.map { String(bare[...$0]) } ?? ""
    }
  }

  private static func day(_ text: String) -> Int64? {
    let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2] else { return nil }
    let numbers = parts.compactMap { digits($0) }
    guard numbers.count == 3 else { return nil }
    return CivilDate(year: Int(numbers[0]), month: Int(numbers[1]), day: Int(numbers[2]))?
      .milliseconds
  }

  private static func rate(_ text: String) -> Rate? {
    let parts = text.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = digits(parts[0]) else { return nil }
    var (value, decimals) = (whole, 0)
    if parts.count == 2 {
      guard let fraction = digits(parts[1]), parts[0].count + parts[1].count <= mostDigits else {
        return nil
      }
      decimals = parts[1].count
      value = whole * power(decimals) + fraction
    }
    return value > 0 ? Rate(value: value, decimals: decimals) : nil
  }

  private static func digits(_ text: Substring.UTF8View) -> Int128? {
    guard (1...mostDigits).contains(text.count), text.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return text.reduce(0) { $0 * 10 + Int128($1 - 0x30) }
  }

  private static func power(_ exponent: Int) -> Int128 {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}

/// A table of daily rates that cannot be used.
public struct RatesError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The line concerned, the cause and what to do, in one sentence.
  public let description: String

  init(_ description: String) { self.description = description }
}
