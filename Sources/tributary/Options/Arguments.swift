public import ArgumentParser
public import FundTracing
public import Ingest
public import PaymentGraph
public import Reports
public import Simulation

// How values of the command line are read.

extension CivilDate: ExpressibleByArgument {
  /// Reads the value as it is written.
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

extension TieRule: ExpressibleByArgument {}

extension UnidentifiedMoney: ExpressibleByArgument {}

extension ProcessingOrder: ExpressibleByArgument {}

extension TraceReport.Schedule: ExpressibleByArgument {}

extension TracingMethod: ExpressibleByArgument {
  /// Reads the value as it is written.
  public init?(argument: String) { self.init(name: argument) }

  /// What help and completion offer.
  public static var allValueStrings: [String] { all.map(\.name) }
}

extension Regime: ExpressibleByArgument {}

extension ServiceFee: ExpressibleByArgument {
  /// Reads the value as it is written.
  public init?(argument: String) { self.init(argument) }
}

extension ColumnMapping.DateOrder: ExpressibleByArgument {}

extension ColumnMapping.DecimalMark: ExpressibleByArgument {}

extension Grade: ExpressibleByArgument {
  /// Reads the value as it is written.
  public init?(argument: String) { self.init(letter: argument) }

  /// What help and completion offer.
  public static var allValueStrings: [String] { ["A", "B", "C", "D"] }

  /// What help shows as the default.
  public var defaultValueDescription: String { letter }
}

/// A stretch of time as it is written: `3d`, `12h`, `90m`, `30s`, `2w`.
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
