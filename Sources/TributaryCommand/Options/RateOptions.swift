internal import ArgumentParser
internal import Foundation
internal import PaymentGraph
internal import Reports

/// The stated rates, so that one picture can hold amounts of several currencies.
struct RateOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      A CSV file of daily rates, date,currency,rate: the price of one unit of the currency in that of \
      --unit. The sankey then has one panel.
      """, valueName: "file"), completion: .file(extensions: ["csv"]))
  var rates: String?

  @Option(
    help: ArgumentHelp(
      "The currency in which --rates are stated, and amounts shown.", valueName: "code"))
  var unit: Currency?

  func validate() throws {
    if (rates == nil) != (unit == nil) {
      throw ValidationError(
        "--rates and --unit go together: --unit names the currency of the rates")
    }
  }

  /// The files that these options read.
  var files: [String] { [rates].compactMap { $0 } }

  /// Reads the rates; nil where none are asked for.
  func read() throws(CommandFailure) -> DailyRates? {
    guard let rates, let unit else { return nil }
    guard let data = FileManager.default.contents(atPath: rates) else {
      throw CommandFailure("\(rates) cannot be read")
    }
    let name = rates.split(separator: "/").last.map(String.init) ?? rates
    do throws(RatesError) {
      return try DailyRates(Array(data), name: name, unit: unit)
    } catch {
      throw CommandFailure(error.description)
    }
  }
}
