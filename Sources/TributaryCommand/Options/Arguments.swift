public import ArgumentParser
public import FundTracing
public import PaymentGraph
public import Reports
public import Simulation

// Reads values of the command line.

extension CivilDate: ExpressibleByArgument {
  /// Reads a day, `2021-03-04`.
  public init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

extension Currency: ExpressibleByArgument {
  /// Reads the value as it is written.
  public init?(argument: String) { self.init(argument) }
}

extension Currency {
  /// The currency with the most decimals that a ledger may keep, for amounts that are read before
  /// there is a ledger.
  var finest: Currency { keeping(max(exponent, 12)) }
}

extension TieRule: ExpressibleByArgument {}
extension NamedReceipts: ExpressibleByArgument {}

extension UnidentifiedMoney: ExpressibleByArgument {}

extension ProcessingOrder: ExpressibleByArgument {}

extension TraceReport.Schedule: ExpressibleByArgument {}

extension TracingMethod: ExpressibleByArgument {
  /// Reads the value as it is written.
  public init?(argument: String) { self.init(name: argument) }

  /// The values that help and completion offer.
  public static var allValueStrings: [String] { all.map(\.name) }
}

extension Regime: ExpressibleByArgument {}

extension ServiceFee: ExpressibleByArgument {
  /// Reads the value as it is written.
  public init?(argument: String) { self.init(argument) }
}

extension Money {
  /// Reads an amount of the command line: `4120.55`, `-3`.
  init?(decimal text: String, _ currency: Currency) {
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? text.dropFirst() : text[...])
      .split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), !parts[0].isEmpty,
      parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } })
    else { return nil }
    var written = parts.count > 1 ? parts[1] : ""
    while written.count > currency.exponent, written.last == "0" { written.removeLast() }
    guard written.count <= currency.exponent else { return nil }
    let decimals = String(written) + String(repeating: "0", count: currency.exponent)
    guard let units = Int64(parts[0] + decimals.prefix(currency.exponent)) else { return nil }
    self.init(minorUnits: isNegative ? -units : units, currency: currency)
  }
}

extension HubFee: ExpressibleByArgument {
  /// Reads a fee: `2.9%+0.30`, `3.4%`, `0`.
  public init?(argument: String) {
    let parts = argument.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2 else { return nil }
    var (rate, fixed) = (Int64(0), Int64(0))
    for part in parts {
      if part.hasSuffix("%") {
        guard let value = HubFee.scaled(part.dropLast(), digits: 3) else { return nil }
        rate += value
      } else {
        guard let value = HubFee.scaled(part[...], digits: 2) else { return nil }
        fixed += value
      }
    }
    guard rate < 100_000 else { return nil }
    self.init(rate: rate, fixed: fixed)
  }

  /// Reads digits with a decimal point as a whole number of the last decimal.
  private static func scaled(_ text: Substring, digits: Int) -> Int64? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int64(parts[0]), whole >= 0,
      parts.count == 1 || (parts[1].count <= digits && parts[1].allSatisfy(\.isWholeNumber))
    else { return nil }
    let decimals = (parts.count > 1 ? parts[1] : "") + String(repeating: "0", count: digits)
    guard let value = Int64("\(whole)" + decimals.prefix(digits)) else { return nil }
    return value
  }
}

/// A length of time as it is written: `3d`, `12h`, `90m`, `30s`, `2w`.
struct WaitArgument: ExpressibleByArgument {
  let milliseconds: Int64

  init?(argument: String) {
    let lengths: [Character: Int64] = [
      "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
    ]
    guard let unit = argument.last.flatMap({ lengths[$0] }),
      let number = Int64(argument.dropLast()), number >= 0, number <= 1_000_000
    else { return nil }
    milliseconds = number * unit
  }
}

/// A range of lengths of time: `2h..7d`.
struct WindowArgument: ExpressibleByArgument {
  let milliseconds: ClosedRange<Int64>

  init?(argument: String) {
    let ends = argument.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
    guard ends.count == 2, let shortest = WaitArgument(argument: ends[0]),
      let longest = WaitArgument(argument: ends[1]),
      shortest.milliseconds <= longest.milliseconds
    else { return nil }
    milliseconds = shortest.milliseconds...longest.milliseconds
  }
}

extension AccountRole: ExpressibleByArgument {
  /// The names of all roles, for the help.
  public static var allValueStrings: [String] { allCases.map(\.name) }

  /// Reads the name of a role.
  public init?(argument: String) { self.init(name: argument) }
}

extension AmountRange: ExpressibleByArgument {
  /// Reads a range of amounts.
  public init?(argument: String) { self.init(argument) }
}
