internal import PaymentGraph

/// The currencies and amounts of rows, and the messages on those that cannot be read or are doubtful.
extension CarefulRows {
  mutating func currency(
    _ row: Row, in bytes: Span<UInt8>, column: Int
  ) -> Currency? {
    if column == plan.currency, let constant = plan.constantCurrency { return constant }
    let cell = cell(row, in: bytes, column: column)
    if let known = currencies.read(bytes, cell) { return known }
    if isBlank(cell) {
      if let known = plan.currencyOfBlanks { return known }
      log.add(
        .currencyMissing, severity: .error, summary: "no currency is given", in: row,
        at: cell.start..<cell.end,
        bytes: bytes, remedy: "fill in the column, or state the currency of the file with --set")
    } else {
      log.add(
        .currencyUnknown, severity: .error,
        summary: "currency \(quoted(CellText.string(bytes, cell))) is unknown",
        in: row, at: cell.start..<cell.end, bytes: bytes,
        note: MinorUnitWords.note(CellText.string(bytes, cell)),
        remedy: "use an ISO 4217 code such as GBP")
    }
    return nil
  }

  mutating func amount(
    _ row: Row, in bytes: Span<UInt8>, column: Int, currency: Currency
  ) -> Money? {
    if column < 0, let constant = plan.constants[.amount] {
      guard
        case .amount(let value, _) = AmountReader.read(
          constant.span, Cell(start: 0, end: constant.count), in: currency, style: .point)
      else {
        log.add(
          .amountUnparseable, severity: .error,
          summary:
            "the constant amount \(quoted(String(decoding: constant, as: UTF8.self))) is not an amount in \(currency.code)",
          in: row, bytes: bytes, remedy: "give another with --set amount=…")
        return nil
      }
      return Money(minorUnits: value, currency: currency)
    }
    let cell = cell(row, in: bytes, column: column)
    let isMinor = plan.profile.isMinor
    let reading = AmountReader.read(
      bytes, cell, in: isMinor ? currency.keeping(0) : currency, style: plan.amountStyle)
    let money: Money
    let isExponential: Bool
    switch reading {
    case .amount(let value, let isWrittenSo):
      money = Money(minorUnits: value, currency: currency)
      isExponential = isWrittenSo
    case .finer(let value, let exponent, let isWrittenSo, let isCut):
      guard !isMinor, !isCut || currency.hasManyDecimals else {
        rejectAmount(.tooPrecise, row: row, in: bytes, cell: cell, currency: currency)
        return nil
      }
      money = Money(minorUnits: value, currency: currency.keeping(exponent))
      isExponential = isWrittenSo
      if isCut { reportCut(row, in: bytes, cell: cell, money: money) }
    default:
      rejectAmount(reading, row: row, in: bytes, cell: cell, currency: currency)
      return nil
    }
    if isExponential, !plan.profile.writesExponents {
      log.add(
        .amountExponent, severity: .warning,
        summary: "amount \(quoted(CellText.string(bytes, cell))) is read as \(money.decimalText)",
        in: row,
        at: cell.start..<cell.end, bytes: bytes,
        note: "spreadsheets write long numbers this way, and digits may be lost",
        remedy: "compare with the original statement")
    }
    return money
  }
}
