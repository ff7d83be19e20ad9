package import PaymentGraph

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
package struct PlantedCase: Sendable {
  /// The settings from which the case was made.
  package let settings: SimulationSettings
  /// The accounts; records name them by their index here.
  package internal(set) var accounts: [PlantedAccount]
  /// All records, missing ones included, in the order of time; the truth names them by their index
  /// here.
  package internal(set) var records: [PlantedRecord]
  /// The truth of the payouts and refunds of payment services, in the order of their records.
  package let payouts: [PlantedPayout]
  /// The truth of the accounts that are no payment services, by account and victim, in the order of
  /// their numbers.
  package let holdings: [PlantedHolding]
  /// The documents that nobody handed over, in the order in which they were lost.
  package let missingDocuments: [String]

  /// Makes a case.
  ///
  /// - Throws: ``SimulationError`` where a setting is outside its limits.
  /// - Complexity: O(*r* log *r*) for *r* records.
  package init(_ settings: SimulationSettings) throws(SimulationError) {
    let story = Story(try settings.checked())
    let order = story.inOrder
    var positions = Array(repeating: 0, count: order.count)
    for (position, record) in order.enumerated() { positions[record] = position }

    self.settings = settings
    accounts = story.characters.accounts
    let records = order.map { number in
      var record = story.records[number]
      record.link = record.link.map { positions[$0] }
      record.parts = record.parts.map {
        ClaimPart(claim: positions[$0.claim], minorUnits: $0.minorUnits)
      }
      return record
    }
    self.records = records
    payouts = story.payouts.map { payout in
      PlantedPayout(
        payout: positions[payout.payout],
        shares: payout.shares.map {
          .init(
            receipt: positions[$0.receipt], gross: $0.gross, net: $0.net, received: $0.received)
        }, recorded: payout.recorded)
    }.sorted { $0.payout < $1.payout }
    holdings = PlantedCase.holdings(
      records, isPooled: story.characters.accounts.map { $0.role == .processor })
    missingDocuments = story.missingDocuments
  }

  /// Adds up the records' truth at each account.
  private static func holdings(_ records: [PlantedRecord], isPooled: [Bool]) -> [PlantedHolding] {
    struct Share: Hashable {
      let account: Int
      let victim: Int
      let currency: Currency
    }
    var sums: [Share: (received: Int64, held: Int64)] = [:]
    for record in records {
      for part in record.parts {
        let victim = records[part.claim].payer
        if !isPooled[record.beneficiary] {
          let share = Share(
            account: record.beneficiary, victim: victim, currency: record.received.currency)
          sums[share, default: (0, 0)].received += part.minorUnits
          sums[share, default: (0, 0)].held += part.minorUnits
        }
        if !isPooled[record.payer], !record.isClaim {
          let share = Share(account: record.payer, victim: victim, currency: record.sent.currency)
          sums[share, default: (0, 0)].held -= part.minorUnits
        }
      }
    }
    return sums.sorted {
      ($0.key.account, $0.key.victim, $0.key.currency.code)
        < ($1.key.account, $1.key.victim, $1.key.currency.code)
    }.map { share, sum in
      PlantedHolding(
        account: share.account, victim: share.victim,
        received: Money(minorUnits: sum.received, currency: share.currency),
        held: Money(minorUnits: sum.held, currency: share.currency))
    }
  }

  /// The documents that were handed over, in alphabetical order.
  package var documents: [String] {
    Set(records.lazy.filter { !$0.isMissing }.map(\.document)).sorted()
  }
}

extension PlantedCase {
  /// Builds the ledger that loading the case's files would give, and finds each record in it.
  ///
  /// - Parameters:
  ///   - restored: Missing documents that are handed over after all.
  ///   - strangers: The number of people unconnected with the case who pay its merchants and the
  ///     everyday payees as well, in a file of their own.
  /// - Returns: The ledger, and for each record its transfer; nil for a record that is missing.
  package func ledger(
    restoring restored: Set<String> = [], addingPayers strangers: Int = 0
  ) -> (
    ledger: Ledger, transfers: [TransferID?]
  ) {
    var builder = LedgerBuilder()
    let numbers = accounts.map { account in
      let number = builder.account(account.key)
      builder.describe(
        number,
        as: AccountDetails(
          role: account.role, name: account.name.isEmpty ? nil : account.name,
          institution: account.institution.isEmpty ? nil : account.institution,
          country: account.country.isEmpty ? nil : account.country))
      return number
    }
    let isShown = records.map { !$0.isMissing || restored.contains($0.document) }
    var files: [String: Int] = [:]
    for document in Set(records.indices.filter { isShown[$0] }.map { records[$0].document })
      .sorted()
    {
      // The name replaces the bytes: any fixed order of files will do.
      files[document] = builder.add(
        SourceFile(
          path: "\(document).csv", digest: FileDigest(bytes: Array(document.utf8)), byteCount: 0))
    }
    var lines: [String: Int] = [:]
    for (number, record) in records.enumerated() where isShown[number] {
      let line = lines[record.document, default: 1] + 1
      lines[record.document] = line
      builder.add(
        TransferDraft(
          payer: numbers[record.payer], beneficiary: numbers[record.beneficiary],
          sent: record.sent, received: record.received, time: record.time, kind: record.kind,
          id: record.id, reference: record.reference, link: record.link.map { records[$0].id },
          file: files[record.document] ?? 0, line: line, byteRange: line * 100..<line * 100 + 99))
    }
    add(strangers, to: &builder)
    let ledger = builder.build()
    var known: [String: TransferID] = [:]
    for transfer in ledger.transfers {
      if let id = transfer.recordedID { known[id] = transfer.id }
    }
    return (ledger, records.map { known[$0.id] })
  }

  private func add(_ strangers: Int, to builder: inout LedgerBuilder) {
    guard strangers > 0 else { return }
    var chance = Chance(seed: settings.seed, chapter: "strangers")
    let file = builder.add(
      SourceFile(path: "strangers.csv", digest: FileDigest(bytes: [255]), byteCount: 0))
    let payees = accounts.filter { $0.role == .merchant }
    for number in 0..<strangers {
      let moment = Story.moment(chance.below(settings.months * 30), &chance, from: 0, to: 23)
      builder.add(
        TransferDraft(
          payer: builder.account("stranger-\(Characters.digits(number + 1, 6))"),
          beneficiary: builder.account(chance.pick(payees).key),
          sent: Money(minorUnits: settings.price, currency: CaseCurrency.pounds),
          time: PostingTime(start: moment, precision: .second), file: file, line: number + 2,
          byteRange: number * 100..<number * 100 + 99))
    }
  }
}

/// An account of a planted case.
package struct PlantedAccount: Sendable, Hashable {
  /// The key in every file.
  package let key: String
  /// The account's part in the case.
  package let role: AccountRole
  /// The invented name.
  package let name: String
  /// The invented bank or service; empty where the case names none.
  package let institution: String
  /// The country; empty where the case names none.
  package let country: String
}

/// The truth of one account and one victim: the amount of the victim's claimed money that came and
/// stayed.
package struct PlantedHolding: Sendable, Hashable {
  /// The number of the account.
  package let account: Int
  /// The number of the victim's account.
  package let victim: Int
  /// The victim's money in all receipts together.
  package let received: Money
  /// The victim's money that is still there when the story ends.
  package let held: Money
}

/// The part of a transfer that is the money of one claimed payment.
package struct ClaimPart: Sendable, Hashable {
  /// The number of the claimed payment's record.
  package let claim: Int
  /// The part of the amount received, in minor units of its currency.
  package let minorUnits: Int64
}
