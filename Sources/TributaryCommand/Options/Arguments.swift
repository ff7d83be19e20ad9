public import ArgumentParser
public import Drawing
public import FundTracing
public import Patterns
public import PaymentGraph
public import Reports
package import Simulation

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

extension StringProtocol {
  /// The word without hyphens and in small letters: `proRata`, `pro-rata` and `PRO-RATA` are one.
  var plain: String { lowercased().replacing("-", with: "") }

  /// The word in small letters, with hyphens: `own-first-pro-rata` for `ownFirst-proRata`.
  var kebab: String {
    var word = ""
    for letter in self {
      if letter.isUppercase, word.last.map({ $0 != "-" }) == true { word += "-" }
      word += letter.lowercased()
    }
    return word
  }
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
  /// Reads the name of a case, whatever its letters' case.
  init?(word: String) {
    guard let found = Self.allCases.first(where: { $0.rawValue.plain == word.plain }) else {
      return nil
    }
    self = found
  }
}

extension TieRule: ExpressibleByArgument {
  /// Reads a word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension NamedReceipts: ExpressibleByArgument {
  /// Reads a word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension UnidentifiedMoney: ExpressibleByArgument {
  /// Reads a word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension ProcessingOrder: ExpressibleByArgument {
  /// Reads a word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension TraceReport.Schedule: ExpressibleByArgument {
  /// Reads a word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension AnswerFormat: ExpressibleByArgument {
  /// Reads a word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension DiagramMask: ExpressibleByArgument {
  /// Reads a word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension PatternSettings.CashOrder: ExpressibleByArgument {
  /// Reads a word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension PatternSettings.Counting: ExpressibleByArgument {
  /// Reads a word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension Paper: ExpressibleByArgument {
  /// Reads a word in any case.
  public init?(argument: String) { self.init(word: argument) }
}

extension Regime: ExpressibleByArgument {
  /// Reads a word in any case.
  package init?(argument: String) { self.init(word: argument) }
}

extension TracingMethod: ExpressibleByArgument {
  /// Reads a name in any case, with or without hyphens.
  public init?(argument: String) {
    guard let found = Self.all.first(where: { $0.name.plain == argument.plain }) else { return nil }
    self = found
  }

  /// The values that help and completion offer.
  public static var allValueStrings: [String] { all.map(\.name.kebab) }

  /// The words for a rule that is not named.
  static let missing =
    "--rule is required, because the court decides which rule applies; one of "
    + allValueStrings.joined(separator: ", ")
}

extension ServiceFee: ExpressibleByArgument {
  /// Reads the value as it is written.
  package init?(argument: String) { self.init(argument) }
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
  public init?(argument: String) { self.init(name: argument.lowercased()) }
}

extension AmountRange: ExpressibleByArgument {
  /// Reads a range of amounts.
  public init?(argument: String) { self.init(argument) }
}
