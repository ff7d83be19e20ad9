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
        tributary simulate --seed 7 --statements camt -o messages
        tributary simulate --seed 7 --leak 0.4 --list-popularity 0.03 --order alphabetical -o town
        tributary simulate --seed 7 --attempts 2 -o ledger
        tributary sinks case/*.csv

      Victims pay fraudsters, and everybody pays honest merchants at the same prices, through payment \
      services that take fees, convert currencies, batch payouts and refuse some. Mules pass on the money that \
      they receive. Documents can be missing. The folder gets canonical CSV files, an accounts file and a \
      claims file, the missing documents in missing/, and the truth in truth/.

      The same seed and options write the same bytes. Regimes:
      \(Regime.allCases.map { "  \($0.rawValue): \($0.words)" }.joined(separator: "\n"))

      With --statements the banks' statements have a form of banks, one file for each account: csv, camt, mt940, \
      ofx, xlsx or bai2; all say the same, but bai2 names no other party. The services' activity stays canonical CSV.

      With --raw the case is written in the form of real exports: nine banks' statements in their own
      layouts, a PayPal activity download, three tables of a payment service. Each payment of the truth
      names all rows that show it.

      With --leak a town is written in which callers choose victims, for the question compromise: the part of \
      the contacts that come from the customers of one merchant (0 for none), how popular that merchant is, how \
      many callers work side by side, and in which order they go through their list. truth/chosen.csv says where \
      each contact came from.

      With --attempts a ledger of honest payments is written, with so many attempts of each pattern planted \
      between ordinary accounts, for the question patterns. truth/patterns.csv names the payments of each.
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

  @Option(
    help: "The form of the banks' statements: csv, camt, mt940, ofx, bai2 or xlsx; see above.")
  var statements: StatementForm?

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

  @Option(
    help: ArgumentHelp(
      "Write a town: the part of contacts from one merchant's customers, 0 to 1.",
      valueName: "share"))
  var leak: Double?

  @Option(
    help: ArgumentHelp(
      "With --leak: the part of the town that the merchant's customers are. Default: 0.01 to 0.05.",
      valueName: "part"))
  var listPopularity: Double?

  @Option(
    help: ArgumentHelp("With --leak: the callers who work side by side.", valueName: "n"))
  var callers: Int?

  @Option(help: "With --leak: the order of calls.")
  var order: ChosenSettings.Order?

  @Option(
    help: ArgumentHelp("With --leak: the others whose statements are held.", valueName: "n"))
  var others: Int?

  @Option(
    help: ArgumentHelp(
      "Write a ledger with so many planted attempts of each pattern.", valueName: "n"))
  var attempts: Int?

  @Option(
    help: ArgumentHelp("With --attempts: the honest payments. Default: 20000.", valueName: "n"))
  var payments: Int?

  func validate() throws {
    guard [raw, leak != nil, attempts != nil].count(where: { $0 }) < 2 else {
      throw ValidationError("--raw, --leak and --attempts write three kinds of cases: give one")
    }
    if leak == nil {
      guard listPopularity == nil, callers == nil, order == nil, others == nil else {
        throw ValidationError(
          "--list-popularity, --callers, --order and --others belong to a town: add --leak")
      }
    }
    if attempts == nil, payments != nil {
      throw ValidationError("--payments belongs to planted attempts: add --attempts")
    }
    for (name, part) in [("--leak", leak), ("--list-popularity", listPopularity)] {
      if let part, !(0...1).contains(part) {
        throw ValidationError("\(name) takes a part between 0 and 1, not \(part)")
      }
    }
    if statements != nil, raw || leak != nil || attempts != nil {
      throw ValidationError("--statements goes with neither --raw, --leak nor --attempts")
    }
    try checkStory()
  }

  /// Refuses options of the story of payment services beside other kinds of cases.
  private func checkStory() throws {
    guard raw || leak != nil || attempts != nil else { return }
    let story: [Any?] = [
      customers, merchants, mules, destinations, months, fee, references, batchDays, batchSize,
      refunds, refused,
    ]
    guard story.allSatisfy({ $0 == nil }), missingFiles == 0, missingRows == 0,
      leak != nil || victims == nil
    else {
      throw ValidationError(
        raw
          ? "--raw takes the seed and the folder, and no other option"
          : "--leak and --attempts take none of the options of payment services and mules")
    }
  }

  func run() throws {
    if raw {
      let raw = RawCase(seed: seed)
      try write(raw.files)
      report("\(raw.payments.count) payments in \(raw.closings.count) balances")
      return
    }
    if leak != nil || attempts != nil {
      try writeOther()
      return
    }
    let planted: PlantedCase
    do throws(SimulationError) {
      planted = try PlantedCase(settings)
    } catch {
      throw CommandFailure(error.description)
    }
    try write(statements.map(planted.files(statementsAs:)) ?? planted.files)
    let missing = planted.records.count(where: \.isMissing)
    report("\(planted.records.count - missing) rows, \(missing) more missing")
  }

  /// Writes a town with a leak, or a ledger with planted attempts.
  private func writeOther() throws {
    do {
      if let leak {
        let town = try ChosenCase(chosen(leak))
        try write(town.files)
        report(
          "\(town.victims.count) victims, \(town.victims.count(where: \.isFromList)) from a list")
      } else {
        var settings = AttemptSettings(seed: seed)
        settings.attempts = attempts ?? settings.attempts
        settings.payments = payments ?? settings.payments
        // As many payments an account, whatever their number.
        settings.accounts = max(100, settings.payments * 3 / 20)
        let ledger = try AttemptCase(settings)
        try write(ledger.files)
        report("\(settings.payments) honest payments, \(ledger.attempts.count) attempts")
      }
    } catch let error as SimulationError {
      throw CommandFailure(error.description)
    }
  }

  private func chosen(_ leak: Double) -> ChosenSettings {
    var settings = ChosenSettings(seed: seed)
    settings.sharePerMille = Int((leak * 1_000).rounded())
    if let listPopularity {
      let middle = Int((listPopularity * 1_000).rounded())
      settings.popularityPerMille = max(1, middle * 4 / 5)...max(1, min(1_000, middle * 5 / 4 + 1))
    }
    settings.callers = callers ?? settings.callers
    settings.order = order ?? settings.order
    settings.victims = victims ?? settings.victims
    settings.others = others ?? settings.others
    return settings
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
