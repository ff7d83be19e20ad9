internal import PaymentGraph

/// The decimals that the amounts of one statement need, by currency, where they are more than the currency has.
///
/// All amounts of a currency in one file are read in the same units, so that balances can be followed. Where their sum
/// would not fit in 64 bits, fewer decimals are kept, and a row that needs more is rejected.
struct StatementDecimals {
  private var exponents: [UInt8: Int] = [:]

  /// Makes a value in which no currency needs more decimals than it has.
  init() {}

  /// Finds the decimals of the amounts, fees and received amounts of a file.
  ///
  /// - Parameter rows: the reader of the file's cells.
  init(of lines: [StatementFile.Line], _ rows: StatementRows) {
    var wholes: [UInt8: Int128] = [:]
    func look(_ line: StatementFile.Line, column: Int?, currency: Currency) {
      guard let text = rows.cell(line, column) else { return }
      var found: (units: Int64, exponent: Int)?
      switch StatementAmount.read(text, in: currency, style: rows.styles.amount) {
      case .amount(let units, _): found = (units, currency.exponent)
      case .fault(.finer(let units, let exponent, _, _)):
        found = (units, exponent)
        exponents[currency.index] = max(exponents[currency.index] ?? 0, exponent)
      case .none, .fault: break
      }
      guard let found else { return }
      let whole = (0..<found.exponent).reduce(Int128(1)) { power, _ in power * 10 }
      wholes[currency.index, default: 0] += Int128(found.units.magnitude) / whole + 1
    }
    // A ledger keeps no fractions of pence and cents.
    guard !rows.plan.profile.fields.isMinor else { return }
    guard lines.contains(where: { StatementDecimals.mayBeFiner($0, rows) }) else { return }
    for line in lines where line.use == .entry {
      if let currency = rows.currencyOfRow(line) {
        for column in rows.plan.amounts { look(line, column: column, currency: currency) }
        look(line, column: rows.plan.fee, currency: rows.currencyOfFee(line) ?? currency)
      }
      if let received = rows.plan.received,
        let currency = rows.text(line, received.currency).flatMap({ Currency($0) })
      {
        look(line, column: received.amount, currency: currency)
      }
    }
    for (index, wanted) in exponents {
      exponents[index] = DecimalScale.finest(max(2, wanted), wholes: wholes[index] ?? 0)
    }
  }

  /// Returns a currency with the decimals that the file needs.
  func keeping(_ currency: Currency) -> Currency {
    guard let exponent = exponents[currency.index], exponent > currency.exponent else {
      return currency
    }
    return currency.keeping(exponent)
  }

  /// Returns true where an amount of a row has more digits after a mark than its currency has decimals: a cheap test
  /// that every row with such an amount passes.
  private static func mayBeFiner(_ line: StatementFile.Line, _ rows: StatementRows) -> Bool {
    guard line.use == .entry else { return false }
    let own = rows.currencyOfRow(line)
    func isFiner(_ column: Int?, _ currency: Currency?) -> Bool {
      guard let currency, let text = rows.cell(line, column)?.utf8 else { return false }
      guard let mark = text.lastIndex(where: { $0 == 0x2E || $0 == 0x2C }) else { return false }
      return text[mark...].count { IdentifierText.isDigit($0) } > currency.exponent
    }
    if rows.plan.amounts.contains(where: { isFiner($0, own) }) { return true }
    if isFiner(rows.plan.fee, rows.currencyOfFee(line)) { return true }
    guard let received = rows.plan.received else { return false }
    return isFiner(
      received.amount, rows.text(line, received.currency).flatMap { Currency($0) })
  }
}

extension StatementRows {
  /// Returns the currency that a row names, or that all rows of the file have; nil where neither is known.
  func currencyOfRow(_ line: StatementFile.Line) -> Currency? {
    if let column = plan.currency, let code = text(line, column) {
      return Currency(code)
    }
    return plan.profile.fields.constantCurrency ?? headerCurrency
  }

  /// Returns the currency of a row's fee: that in which the money arrived, where its receiver is charged; else the
  /// row's.
  func currencyOfFee(_ line: StatementFile.Line) -> Currency? {
    if plan.profile.fields.fee?.isPayers == false, let received = plan.received,
      text(line, received.amount) != nil, let code = text(line, received.currency),
      let currency = Currency(code)
    {
      return currency
    }
    return currencyOfRow(line)
  }
}
