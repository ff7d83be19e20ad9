public import PaymentGraph

extension PlantedCase {
  /// Builds the ledger that loading the case's files would give, and finds each record in it.
  ///
  /// - Parameters:
  ///   - restored: Missing documents that are handed over after all.
  ///   - strangers: The number of people unconnected with the case who pay its merchants and the
  ///     everyday payees as well, in a file of their own.
  /// - Returns: The ledger, and for each record its transfer; nil for a record that is missing.
  public func ledger(
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
    var places: [String: TransferID] = [:]
    for transfer in ledger.transfers {
      if let id = transfer.recordedID { places[id] = transfer.id }
    }
    return (ledger, records.map { places[$0.id] })
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
          payer: builder.account("stranger-\(Cast.digits(number + 1, 6))"),
          beneficiary: builder.account(chance.pick(payees).key),
          sent: Money(minorUnits: settings.price, currency: CaseCurrency.pounds),
          time: PostingTime(start: moment, precision: .second), file: file, line: number + 2,
          byteRange: number * 100..<number * 100 + 99))
    }
  }
}
