internal import PaymentGraph

extension PlantedCase {
  /// The case as files: canonical CSV that needs no mapping, missing documents in the folder
  /// `missing`, the truth in the folder `truth`.
  ///
  /// - Returns: The files in the order of their paths.
  package var files: [CaseFile] { files(leavingOut: []) }

  /// Returns those files without some records' rows, which other files show.
  func files(leavingOut shown: Set<Int>) -> [CaseFile] {
    var files = [
      CaseFile("accounts.csv", accountTable), CaseFile("claims.csv", claimTable),
      CaseFile("README.md", CaseReadme(self).text),
      CaseFile("truth/payouts.csv", payoutTable), CaseFile("truth/accounts.csv", holdingTable),
    ]
    var tables: [String: [Int]] = [:]
    for (number, record) in records.enumerated() where !shown.contains(number) {
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

/// The page beside a written case: its story, its settings, and the content of its files.
struct CaseReadme {
  private let planted: PlantedCase

  init(_ planted: PlantedCase) { self.planted = planted }

  var text: String {
    """
    # A planted case, seed \(planted.settings.seed)

    Everything here is invented: names, banks, services, prices, rates. The bank codes start with ZQ,
    which no bank has, so no payment can reach an account here. The same settings write the same bytes.

    \(settings)
    ## Files

    All are canonical CSV. The files beside this page are what an investigator got: `victims-*` are the
    victims' bank statements, one file for each bank; a payment service's activity comes month by month;
    `statement-*` are Indian accounts; `claims.csv` lists the payments that victims claim, `accounts.csv`
    who is a victim and which accounts are pooled.

    `missing/` holds what nobody handed over\(missing).

    `truth/payouts.csv` says of every payout and refund of a service which receipts it passes on, with
    gross, net of the fee, and what the payee got. A batch has a line for each receipt. `recorded` says
    what the payout's record names: the receipt by link or reference, nothing, or the wrong receipt
    (misquoted). `truth/accounts.csv` says of every account and victim how much of the claimed money came
    there and how much stayed. A payment of a mule takes the same share of all that came since its last.

    """
  }

  private var settings: String {
    let settings = planted.settings
    var lines = [
      "- \(settings.victims) victims, \(settings.customers) other customers, "
        + "\(settings.merchants) merchants, \(settings.mules) mules (the last one sells as well), "
        + "\(settings.destinations) destinations, \(settings.months) months of 30 days",
      "- \(settings.samePricePerMille) of 1000 honest purchases cost what most victims are asked for; "
        + "\(settings.dayOnlyPerMille) of 1000 victims have a bank that gives days only",
    ]
    for (number, terms) in settings.processors.enumerated() {
      var words = ["fee \(terms.fee)"]
      if terms.converts {
        words.append(
          terms.showsConversion ? "pays rupees, shows both" : "pays rupees, shows them only")
      }
      if let batch = terms.batch {
        words.append("batches every \(batch.days) days of at most \(batch.maximumSize)")
      }
      words.append("of 1000 payouts \(terms.recordedPerMille) name their receipts")
      words.append("\(terms.refundedPerMille) of 1000 receipts are refunded")
      words.append("\(terms.heldPerMille) never leave")
      if terms.misquotedPerMille > 0 {
        words.append("\(terms.misquotedPerMille) of 1000 quote a wrong receipt")
      }
      lines.append("- \(InventedNames.processors[number]): \(words.joined(separator: "; "))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var missing: String {
    let rows = planted.records.count(where: \.isMissing)
    guard rows > 0 else { return ": nothing in this case" }
    let documents = planted.missingDocuments.map { "`\($0).csv`" }.joined(separator: ", ")
    return ": \(rows) rows" + (documents.isEmpty ? "" : ", among them \(documents)")
  }
}

/// A file of a written case.
package struct CaseFile: Sendable, Hashable {
  /// The path below the case's folder, with `/` between its parts.
  package let path: String
  /// The content, in UTF-8.
  package let bytes: [UInt8]

  init(_ path: String, _ text: String) {
    self.path = path
    bytes = Array(text.utf8)
  }

  init(_ path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
