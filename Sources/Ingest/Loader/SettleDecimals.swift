internal import PaymentGraph

/// Brings the amounts of each currency to the finest decimals that any file writes.
struct SettleDecimals {
  /// The number of amounts of one file, not kept whole, that are reported.
  private static let reportLimit = 1_000

  func apply(to draft: inout LedgerDraft) {
    let written = draft.transferFiles.map { file in
      finest(in: file.rows.range, of: draft)
    }
    let settled = draft.builder.settleDecimals()
    guard !settled.currencies.isEmpty else { return }
    for index in draft.posted.indices {
      draft.posted[index].entry.restate(as: draft.builder.columns)
    }
    for (file, own) in zip(draft.transferFiles, written) {
      draft.readings[file.input] = draft.readings[file.input]?.restating(
        totals: sums(of: file.rows.range, in: draft), decisions: words(own, in: draft))
    }
    report(settled.cut, in: &draft)
  }

  /// Counts, by currency, the rows of a file that are finer than the currency's standard, and finds the most decimals
  /// that they have.
  private func finest(
    in rows: Range<Int>, of draft: LedgerDraft
  ) -> [UInt8: (rows: Int, exponent: Int)] {
    var found: [UInt8: (rows: Int, exponent: Int)] = [:]
    guard draft.builder.hasFinerRows else { return found }
    for transfer in rows {
      for currency in Set(draft.builder.writtenCurrencies(of: transfer))
      where currency.exponent > currency.standardExponent {
        let known = found[currency.index] ?? (0, 0)
        found[currency.index] = (known.rows + 1, max(known.exponent, currency.exponent))
      }
    }
    return found
  }

  private func words(
    _ own: [UInt8: (rows: Int, exponent: Int)], in draft: LedgerDraft
  ) -> [String] {
    own.map { index, found in
      let currency = draft.builder.columns.currency(index)
      let usual = currency.standardExponent
      return
        "\(found.rows) \(found.rows == 1 ? "row has an amount" : "rows have amounts") in \(currency.code) with up "
        + "to \(found.exponent) \(found.exponent == 1 ? "decimal" : "decimals") where \(usual) are usual: "
        + "\(currency.code) is kept to \(currency.exponent)"
    }.sorted()
  }

  private func sums(of rows: Range<Int>, in draft: LedgerDraft) -> MoneyTotals {
    var totals = MoneyTotals()
    for transfer in rows { totals.add(draft.builder.columns.sentMoney(transfer)) }
    return totals
  }

  private func report(_ cut: [LedgerBuilder.CutAmount], in draft: inout LedgerDraft) {
    var counts: [UInt16: Int] = [:]
    for amount in cut {
      let file = draft.builder.columns.file[amount.transfer]
      counts[file, default: 0] += 1
      guard counts[file, default: 0] <= SettleDecimals.reportLimit,
        let place = draft.citation(of: UInt32(amount.transfer))
      else { continue }
      let currency = amount.kept.currency
      draft.report(
        .amountCut, severity: .warning,
        summary: "an amount of the row is kept as \(amount.kept.decimalText) \(currency)",
        at: place,
        note:
          "so large are the amounts in \(currency) that with more than \(currency.exponent) decimals their sum "
          + "would not fit in 64 bits",
        remedy:
          "no action is needed unless such small amounts matter; then load fewer files at once"
      )
    }
    for (file, count) in counts.sorted(by: { $0.key < $1.key })
    where count > SettleDecimals.reportLimit {
      guard let first = cut.first(where: { draft.builder.columns.file[$0.transfer] == file }),
        let place = draft.citation(of: UInt32(first.transfer))
      else { continue }
      let rest = count - SettleDecimals.reportLimit
      draft.report(
        .amountCut, severity: .warning,
        summary: "\(rest) more \(rest == 1 ? "amount is" : "amounts are") not kept whole",
        at: place, note: "the first of all is on this line", remedy: "see the amounts before")
    }
  }
}

extension StatementEntry {
  /// Restates the entry's amounts in the units of a ledger.
  mutating func restate(as columns: TransferColumns) {
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
