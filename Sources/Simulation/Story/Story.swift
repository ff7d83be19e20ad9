internal import PaymentGraph

/// A case in the making: chapter after chapter, each from its own source of chance.
struct Story {
  let settings: SimulationSettings
  let characters: Characters
  let rates: ExchangeRates
  private(set) var records: [PlantedRecord] = []
  var payouts: [PlantedPayout] = []
  private(set) var missingDocuments: [String] = []

  /// The day on which every story starts, 2018-01-01.
  static let firstDay: Int64 = 1_514_764_800_000
  static let dayLength: Int64 = 86_400_000

  init(_ settings: SimulationSettings) {
    self.settings = settings
    characters = Characters(settings)
    rates = ExchangeRates(seed: settings.seed, days: settings.months * 30 + 1)
    let purchases = makePurchases()
    settle(purchases)
    passOn()
    addEverydayPayments()
    number()
    loseRecords()
  }

  /// The number of days of the story; months are taken as 30 days.
  var dayCount: Int { settings.months * 30 }

  mutating func add(_ record: PlantedRecord) -> Int {
    records.append(record)
    return records.count - 1
  }

  mutating func change(_ record: Int, _ body: (inout PlantedRecord) -> Void) {
    body(&records[record])
  }

  func chance(_ chapter: String) -> Chance { Chance(seed: settings.seed, chapter: chapter) }

  /// Returns a moment of a day of the story.
  static func moment(_ day: Int, _ chance: inout Chance, from hour: Int, to lastHour: Int) -> Int64
  {
    firstDay + Int64(day) * dayLength
      + Int64(chance.within((hour * 3_600)...(lastHour * 3_600 + 3_599))) * 1_000
  }

  /// Returns the day of the story on which a moment lies, from 0.
  static func day(of moment: Int64) -> Int { Int((moment - firstDay) / dayLength) }

  /// Returns the document of an account's own bank statement.
  func statement(of account: Int) -> String {
    "statement-"
      + String(
        characters.accounts[account].key.map {
          $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-"
        })
  }

  /// Returns the document of a payment service for the month of a moment.
  func activity(of processor: Int, at moment: Int64) -> String {
    let date = CivilDate(milliseconds: moment)
    return "\(characters.accounts[characters.processors[processor]].key)-\(date.iso8601.prefix(7))"
  }

  /// Gives every record its id: document by document, in the order of time.
  private mutating func number() {
    var counts: [String: Int] = [:]
    for index in inOrder {
      let count = counts[records[index].document, default: 0] + 1
      counts[records[index].document] = count
      records[index].id = "\(records[index].document)-\(Characters.digits(count, 5))"
    }
  }

  /// All records in the order in which documents show them: rows that give a day come before those
  /// of the same day with a time.
  var inOrder: [Int] {
    records.indices.sorted { left, right in
      (records[left].time.start, left) < (records[right].time.start, right)
    }
  }

  mutating func loseDocument(_ document: String) {
    missingDocuments.append(document)
    for index in records.indices where records[index].document == document {
      records[index].isMissing = true
    }
  }
}

/// A payment into a payment service with its final beneficiary, whom only the service knows.
struct Purchase {
  let record: Int
  /// The number of the service among the services.
  let processor: Int
  /// The account to be paid.
  let payee: Int
}
