public import ArgumentParser
public import Drawing
public import Exchange
public import FundTracing
public import Inquiries
public import Patterns
public import PaymentGraph
public import Reports
package import Simulation

// Reads values of the command line.

extension CivilDate: ExpressibleByArgument {
  /// Reads a day, `2021-03-04`.
  public init?(argument: String) { self.init(written: argument) }
}

extension ExtractManifest.Purpose: ExpressibleByArgument {}

extension Currency: ExpressibleByArgument {
  /// Reads the value as it is written.
  public init?(argument: String) { self.init(argument) }
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

extension ExportFormat: ExpressibleByArgument {
  /// Reads a word in any case.
  public init?(argument: String) { self.init(rawValue: argument.lowercased()) }
}

extension StatementForm: ExpressibleByArgument {
  /// Reads a word in any case.
  package init?(argument: String) { self.init(rawValue: argument.lowercased()) }
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

extension ChosenSettings.Order: ExpressibleByArgument {
  /// Reads a word in any case.
  package init?(argument: String) { self.init(word: argument) }
}

extension TracingMethod: ExpressibleByArgument {
  /// Reads a name in any case, with or without hyphens.
  public init?(argument: String) { self.init(written: argument) }

  /// The values that help and completion offer.
  public static var allValueStrings: [String] { words }
}

extension ServiceFee: ExpressibleByArgument {
  /// Reads the value as it is written.
  package init?(argument: String) { self.init(argument) }
}

extension HubFee: ExpressibleByArgument {
  /// Reads a fee: `2.9%+0.30`, `3.4%`, `0`.
  public init?(argument: String) { self.init(written: argument) }
}

extension Wait: ExpressibleByArgument {
  /// Reads a length of time.
  public init?(argument: String) { self.init(written: argument) }
}

extension WaitRange: ExpressibleByArgument {
  /// Reads a range of lengths of time.
  public init?(argument: String) { self.init(written: argument) }
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

extension LinkName: ExpressibleByArgument {
  /// Reads receipt and payout, `pp-00002=pp-00004`.
  public init?(argument: String) { self.init(argument) }
}

extension Inquiry.PathOrder: ExpressibleByArgument {
  /// Reads a word in any case.
  public init?(argument: String) { self.init(word: argument) }

  /// The words, for the help.
  public static var allValueStrings: [String] { allCases.map(\.written) }
}

extension Inquiry.Patterns.Parties: ExpressibleByArgument {
  /// Reads a word in any case.
  public init?(argument: String) { self.init(word: argument) }
}
