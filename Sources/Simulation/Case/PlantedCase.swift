internal import PaymentGraph

/// A made-up case whose truth is known: victims, payment services, mules, bank accounts, honest
/// merchants and missing documents, with the true links and amounts.
///
/// No public generator of payments has payment services, references and fees. The rows are those
/// that an investigator would get; the truth tells for every payout which receipts it passes on,
/// and for every account how much of which victim's money came and stayed. Only the story knows
/// what the rows do not show: at a payment service, for whom each purchase was; at a mule, which
/// receipts a payment took (all since the last one, each in proportion).
///
/// The same settings make the same case on every machine. Amounts are whole minor units throughout.
public struct PlantedCase: Sendable {
  /// The settings from which the case was made.
  public let settings: SimulationSettings
  /// The accounts; records name them by their index here.
  public let accounts: [PlantedAccount]
  /// All records, missing ones included, in the order of time; the truth names them by their index
  /// here.
  public let records: [PlantedRecord]
  /// The truth of the payouts and refunds of payment services, in the order of their records.
  public let payouts: [PlantedPayout]
  /// The truth of the accounts that are no payment services, by account and victim, in the order of
  /// their numbers.
  public let holdings: [PlantedHolding]
  /// The documents that nobody handed over, in the order in which they were lost.
  public let missingDocuments: [String]

  /// Makes a case.
  ///
  /// - Throws: ``SimulationError`` where a setting is outside its limits.
  /// - Complexity: O(*r* log *r*) for *r* records.
  public init(_ settings: SimulationSettings) throws(SimulationError) {
    let story = Story(try settings.checked())
    let order = story.inOrder
    var places = Array(repeating: 0, count: order.count)
    for (place, record) in order.enumerated() { places[record] = place }

    self.settings = settings
    accounts = story.cast.accounts
    let records = order.map { number in
      var record = story.records[number]
      record.link = record.link.map { places[$0] }
      record.parts = record.parts.map {
        ClaimPart(claim: places[$0.claim], minorUnits: $0.minorUnits)
      }
      return record
    }
    self.records = records
    payouts = story.payouts.map { payout in
      PlantedPayout(
        payout: places[payout.payout],
        shares: payout.shares.map {
          .init(
            receipt: places[$0.receipt], gross: $0.gross, net: $0.net, received: $0.received)
        }, recorded: payout.recorded)
    }.sorted { $0.payout < $1.payout }
    holdings = PlantedCase.holdings(
      records, isPooled: story.cast.accounts.map { $0.role == .processor })
    missingDocuments = story.missingDocuments
  }

  /// Adds up the records' truth at each account.
  private static func holdings(_ records: [PlantedRecord], isPooled: [Bool]) -> [PlantedHolding] {
    struct Place: Hashable {
      let account: Int
      let victim: Int
      let currency: Currency
    }
    var sums: [Place: (received: Int64, held: Int64)] = [:]
    for record in records {
      for part in record.parts {
        let victim = records[part.claim].payer
        if !isPooled[record.beneficiary] {
          let place = Place(
            account: record.beneficiary, victim: victim, currency: record.received.currency)
          sums[place, default: (0, 0)].received += part.minorUnits
          sums[place, default: (0, 0)].held += part.minorUnits
        }
        if !isPooled[record.payer], !record.isClaim {
          let place = Place(account: record.payer, victim: victim, currency: record.sent.currency)
          sums[place, default: (0, 0)].held -= part.minorUnits
        }
      }
    }
    return sums.sorted {
      ($0.key.account, $0.key.victim, $0.key.currency.code)
        < ($1.key.account, $1.key.victim, $1.key.currency.code)
    }.map { place, sum in
      PlantedHolding(
        account: place.account, victim: place.victim,
        received: Money(minorUnits: sum.received, currency: place.currency),
        held: Money(minorUnits: sum.held, currency: place.currency))
    }
  }

  /// The documents that were handed over, in alphabetical order.
  public var documents: [String] {
    Set(records.lazy.filter { !$0.isMissing }.map(\.document)).sorted()
  }
}
