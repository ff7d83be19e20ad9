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
