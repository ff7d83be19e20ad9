internal import PaymentGraph

extension PlantedCase {
  /// The case as files: canonical CSV that needs no mapping, missing documents in the folder
  /// `missing`, the truth in the folder `truth`.
  ///
  /// - Returns: The files in the order of their paths.
  public var files: [CaseFile] {
    var files = [
      CaseFile("accounts.csv", accountTable), CaseFile("claims.csv", claimTable),
      CaseFile("README.md", CaseReadme(self).text),
      CaseFile("truth/payouts.csv", payoutTable), CaseFile("truth/accounts.csv", holdingTable),
    ]
    var tables: [String: [Int]] = [:]
    for (number, record) in records.enumerated() {
      let isLost = record.isMissing && !missingDocuments.contains(record.document)
      let folder = record.isMissing ? (isLost ? "missing/rows-of-" : "missing/") : ""
      tables["\(folder)\(record.document).csv", default: []].append(number)
    }
    files += tables.map { CaseFile($0.key, transferTable($0.value)) }
    return files.sorted { $0.path < $1.path }
  }

  private func transferTable(_ numbers: [Int]) -> String {
    var text =
      "id,time,from,to,amount,currency,received_amount,received_currency,reference,link,kind,memo\n"
    for number in numbers {
      let record = records[number]
      let isConverted = record.received != record.sent
      text += PlantedCase.line([
        record.id, record.time.iso8601, accounts[record.payer].key,
        accounts[record.beneficiary].key, record.sent.decimalText, record.sent.currency.code,
        isConverted ? record.received.decimalText : "",
        isConverted ? record.received.currency.code : "", record.reference ?? "",
        record.link.map { records[$0].id } ?? "", record.kind.name, record.memo,
      ])
    }
    return text
  }

  private var accountTable: String {
    let used = Set(records.flatMap { [$0.payer, $0.beneficiary] })
    return "account,role,pooled,name,institution,country\n"
      + accounts.indices.filter(used.contains).map { number in
        let account = accounts[number]
        // A case starts from the complainants and the services that pool money. Finding the mules
        // is the question.
        let isKnown = account.role == .victim || account.role == .processor
        return PlantedCase.line([
          account.key, (isKnown ? account.role : .unknown).name,
          account.role == .processor ? "yes" : "no", account.name, account.institution,
          account.country,
        ])
      }.joined()
  }

  private var claimTable: String {
    "claim\n"
      + records.filter { $0.isClaim && !$0.isMissing }.map { PlantedCase.line([$0.id]) }.joined()
  }

  private var payoutTable: String {
    var text =
      "payout,receipt,recorded,gross,net,currency,received,received_currency,claimed,missing\n"
    for payout in payouts {
      for share in payout.shares {
        text += PlantedCase.line([
          records[payout.payout].id, records[share.receipt].id, payout.recorded.rawValue,
          share.gross.decimalText, share.net.decimalText, share.gross.currency.code,
          share.received.decimalText, share.received.currency.code,
          records[share.receipt].isClaim ? "yes" : "no",
          records[payout.payout].isMissing || records[share.receipt].isMissing ? "yes" : "no",
        ])
      }
    }
    return text
  }

  private var holdingTable: String {
    "account,role,victim,currency,received,held\n"
      + holdings.map { holding in
        PlantedCase.line([
          accounts[holding.account].key, accounts[holding.account].role.name,
          accounts[holding.victim].key, holding.received.currency.code,
          holding.received.decimalText, holding.held.decimalText,
        ])
      }.joined()
  }

  /// Writes a line of CSV; no invented text needs quotes.
  private static func line(_ cells: [String]) -> String {
    cells.map { $0.replacing(",", with: " ") }.joined(separator: ",") + "\n"
  }
}
