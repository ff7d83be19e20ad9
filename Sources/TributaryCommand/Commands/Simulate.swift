internal import ArgumentParser
internal import Foundation
internal import Simulation

/// `simulate`: a made-up case whose truth is known.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Write a made-up case whose true links and amounts are known.",
    discussion: """
      Example:
        tributary simulate --raw --seed 7 -o raw
        tributary simulate --seed 7 --regime mixed --missing-files 2 -o case
        tributary sinks case/*.csv

      Victims pay fraudsters, and everybody pays honest merchants at the same prices, through payment \
      services that take fees, convert currencies, batch payouts and refuse some. Mules pass on the money that \
      they receive. Documents can be missing. The folder gets canonical CSV files, an accounts file and a \
      claims file, the missing documents in missing/, and the truth in truth/.

      The same seed and options write the same bytes. Regimes:
      \(Regime.allCases.map { "  \($0.rawValue): \($0.words)" }.joined(separator: "\n"))

      With --raw the case is written in the form of real exports: nine banks' statements in their own
      layouts, a PayPal activity download, three tables of a payment service. Each payment of the truth
      names all rows that show it.
      """)

  @Option(help: ArgumentHelp("The seed of the random numbers: a whole number.", valueName: "n"))
  var seed: UInt64

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder to write; it must be new or empty.", valueName: "folder"),
    completion: .directory)
  var output: String

  @Flag(name: .shortAndLong, help: "Do not report the written files.")
  var quiet = false

  @Flag(help: "Write statements in the layouts of nine banks; takes the seed and nothing else.")
  var raw = false

  @Option(help: "The habits of the payment services; see above.")
  var regime = Regime.mixed

  @Option(help: ArgumentHelp("The number of payment services.", valueName: "n"))
  var processors = 2

  @Option(help: ArgumentHelp("The number of victims. Default: 40.", valueName: "n"))
  var victims: Int?

  @Option(help: ArgumentHelp("The number of other customers. Default: 120.", valueName: "n"))
  var customers: Int?

  @Option(help: ArgumentHelp("The number of honest merchants. Default: 12.", valueName: "n"))
  var merchants: Int?

  @Option(help: ArgumentHelp("The number of mules. Default: 6.", valueName: "n"))
  var mules: Int?

  @Option(
    help: ArgumentHelp("The number of accounts that the mules pay. Default: 3.", valueName: "n"))
  var destinations: Int?

  @Option(help: ArgumentHelp("The number of months. Default: 12.", valueName: "n"))
  var months: Int?

  @Option(help: ArgumentHelp("The fee of every service, 3.4%+0.20.", valueName: "fee"))
  var fee: ServiceFee?

  @Option(
    help: ArgumentHelp(
      "The number of payouts in 100 that name their receipts.", valueName: "percent"))
  var references: Int?

  @Option(help: ArgumentHelp("Pay each payee only once in this number of days.", valueName: "days"))
  var batchDays: Int?

  @Option(help: ArgumentHelp("The most receipts in one payout. Default: 12.", valueName: "n"))
  var batchSize: Int?

  @Option(help: ArgumentHelp("The number of receipts in 1000 that are paid back.", valueName: "n"))
  var refunds: Int?

  @Option(help: ArgumentHelp("The number of receipts in 1000 that never leave.", valueName: "n"))
  var refused: Int?

  @Option(help: ArgumentHelp("The number of missing documents.", valueName: "n"))
  var missingFiles = 0

  @Option(help: ArgumentHelp("The number of other rows in 1000 that are missing.", valueName: "n"))
  var missingRows = 0

  func validate() throws {
    guard raw else { return }
    let others: [Any?] = [
      victims, customers, merchants, mules, destinations, months, fee, references, batchDays,
      batchSize, refunds, refused,
    ]
    guard others.allSatisfy({ $0 == nil }), missingFiles == 0, missingRows == 0 else {
      throw ValidationError("--raw takes the seed and the folder, and no other option")
    }
  }

  func run() throws {
    if raw {
      let raw = RawCase(seed: seed)
      try write(raw.files)
      report("\(raw.payments.count) payments in \(raw.closings.count) balances")
      return
    }
    let planted: PlantedCase
    do throws(SimulationError) {
      planted = try PlantedCase(settings)
    } catch {
      throw CommandFailure(error.description)
    }
    try write(planted.files)
    let missing = planted.records.count(where: \.isMissing)
    report("\(planted.records.count - missing) rows, \(missing) more missing")
  }

  private func report(_ written: String) {
    if !quiet { Console.report("wrote \(output): \(written)\n") }
  }

  private var settings: SimulationSettings {
    var settings = SimulationSettings(
      seed: seed, processors: regime.terms(count: max(0, processors)))
    settings.victims = victims ?? settings.victims
    settings.customers = customers ?? settings.customers
    settings.merchants = merchants ?? settings.merchants
    settings.mules = mules ?? settings.mules
    settings.destinations = destinations ?? settings.destinations
    settings.months = months ?? settings.months
    settings.missingFiles = missingFiles
    settings.missingRowsPerMille = missingRows
    for number in settings.processors.indices {
      settings.processors[number].fee = fee ?? settings.processors[number].fee
      if let references { settings.processors[number].recordedPerMille = references * 10 }
      if let refunds { settings.processors[number].refundedPerMille = refunds }
      if let refused { settings.processors[number].heldPerMille = refused }
      if let batchDays {
        settings.processors[number].batch = BatchRule(days: batchDays, maximumSize: 12)
      }
      if let batchSize { settings.processors[number].batch?.maximumSize = batchSize }
    }
    return settings
  }

  /// Writes only into a new or empty folder: files of two cases must not mix.
  private func write(_ files: [CaseFile]) throws {
    let manager = FileManager.default
    if let present = try? manager.contentsOfDirectory(atPath: output), !present.isEmpty {
      throw CommandFailure("\(output) is not empty: name a new folder")
    }
    for file in files {
      let path = "\(output)/\(file.path)"
      let folder = path[..<(path.lastIndex(of: "/") ?? path.startIndex)]
      do {
        try manager.createDirectory(atPath: String(folder), withIntermediateDirectories: true)
      } catch {
        throw CommandFailure("\(folder) cannot be made: \(error.localizedDescription)")
      }
      try OutputFile(path: path).save(file.bytes)
    }
  }
}
