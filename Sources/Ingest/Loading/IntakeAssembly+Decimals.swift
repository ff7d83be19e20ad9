internal import PaymentGraph

/// The decimals to which amounts are kept: as many as the files of a currency write.
extension IntakeAssembly {
  /// The number of amounts of one file, not kept whole, that are reported.
  private static let reportLimit = 1_000

  /// Brings the amounts of each currency to the finest decimals that any file writes.
  mutating func settleDecimals() {
    let written = transferFiles.map { file in
      finest(in: file.rows.range)
    }
    let settled = builder.settleDecimals()
    guard !settled.currencies.isEmpty else { return }
    for place in posted.indices { posted[place].entry.restate(as: builder.columns) }
    for (file, own) in zip(transferFiles, written) {
      readings[file.input] = readings[file.input]?.restating(
        totals: sums(of: file.rows.range), decisions: words(own))
    }
    report(settled.cut)
  }

  /// Counts, by currency, the rows of a file that are finer than the currency's standard, and finds the most decimals
  /// that they have.
  private func finest(in rows: Range<Int>) -> [UInt8: (rows: Int, exponent: Int)] {
    var found: [UInt8: (rows: Int, exponent: Int)] = [:]
    guard builder.hasFinerRows else { return found }
    for transfer in rows {
      for currency in Set(builder.writtenCurrencies(of: transfer))
      where currency.exponent > currency.standardExponent {
        let known = found[currency.index] ?? (0, 0)
        found[currency.index] = (known.rows + 1, max(known.exponent, currency.exponent))
      }
    }
    return found
  }

  private func words(_ own: [UInt8: (rows: Int, exponent: Int)]) -> [String] {
    own.map { index, found in
      let currency = builder.columns.currency(index)
      let usual = currency.standardExponent
      return
        "\(found.rows) \(found.rows == 1 ? "row has an amount" : "rows have amounts") in \(currency.code) with up "
        + "to \(found.exponent) \(found.exponent == 1 ? "decimal" : "decimals") where \(usual) are usual: "
        + "\(currency.code) is kept to \(currency.exponent)"
    }.sorted()
  }

  private func sums(of rows: Range<Int>) -> MoneyTotals {
    var totals = MoneyTotals()
    for transfer in rows { totals.add(builder.columns.sentMoney(transfer)) }
    return totals
  }

  private mutating func report(_ cut: [LedgerBuilder.CutAmount]) {
    var counts: [UInt16: Int] = [:]
    for amount in cut {
      let file = builder.columns.file[amount.transfer]
      counts[file, default: 0] += 1
      guard counts[file, default: 0] <= IntakeAssembly.reportLimit,
        let place = citation(of: UInt32(amount.transfer))
      else { continue }
      let currency = amount.kept.currency
      report(
        .amountCut, .warning,
        "an amount of the row is kept as \(amount.kept.decimalText) \(currency)",
        at: place,
        note:
          "so large are the amounts in \(currency) that with more than \(currency.exponent) decimals their sum "
          + "would not fit in 64 bits",
        remedy:
          "no action is needed unless such small amounts matter; then load fewer files at once"
      )
    }
    for (file, count) in counts.sorted(by: { $0.key < $1.key })
    where count > IntakeAssembly.reportLimit {
      guard let first = cut.first(where: { builder.columns.file[$0.transfer] == file }),
        let place = citation(of: UInt32(first.transfer))
      else { continue }
      let rest = count - IntakeAssembly.reportLimit
      report(
        .amountCut, .warning,
        "\(rest) more \(rest == 1 ? "amount is" : "amounts are") not kept whole",
        at: place, note: "the first of all is on this line", remedy: "see the amounts before")
    }
  }
}

extension StatementEntry {
  /// Restates the entry's amounts in the units of a ledger.
  fileprivate mutating func restate(as columns: TransferColumns) {
    func units(_ amount: Int64, _ currency: Currency) -> Int64 {
      let kept = columns.currency(currency.index)
      return DecimalScale.restated(amount, from: currency.exponent, to: kept.exponent)?.value
        ?? amount
    }
    func money(_ money: Money) -> Money {
      Money(
        minorUnits: units(money.minorUnits, money.currency),
        currency: columns.currency(money.currency.index))
    }
    amount = units(amount, currency)
    fee = units(fee, currency)
    conversion = conversion.map {
      Conversion(sent: money($0.sent), received: money($0.received))
    }
    currency = columns.currency(currency.index)
  }
}
