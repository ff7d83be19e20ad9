internal import PaymentGraph

/// The amounts that a row shows as coming in or going out.
extension StatementRows {
  /// Returns the reading of a cell with an amount, in the units in which the file writes amounts.
  func reading(of text: String, in currency: Currency) -> StatementAmount.Reading {
    guard plan.profile.isMinor else {
      return StatementAmount.read(text, in: currency, style: styles.amount)
    }
    let read = StatementAmount.read(text, in: currency.keeping(0), style: styles.amount)
    if case .fault(.finer) = read { return .fault(.tooPrecise) }
    return read
  }

  func amount(
    _ line: StatementFile.Line, currency: Currency, in bytes: Span<UInt8>,
    log: inout DiagnosticLog
  ) -> Int64? {
    var values: [(value: Int64, side: AmountText.Side)?] = []
    for column in plan.amounts {
      let text = cell(line, column) ?? ""
      switch reading(of: text, in: currency) {
      case .none: values.append(nil)
      case .amount(let value, let side):
        values.append((value, side))
        warnOfExponent(
          text, value: value, currency: currency, place: (line, column), in: bytes, log: &log)
      case .fault(.finer(let value, let exponent, _, _)) where currency.hasManyDecimals:
        values.append(
          (
            cut(
              value, exponent: exponent, currency: currency, place: (line, column), in: bytes,
              log: &log), .none
          ))
      case .fault(let reading):
        reject(
          reading, line: line, column: column, currency: currency, in: bytes, log: &log)
        return nil
      }
    }
    switch plan.profile.fields.amount {
    case .signed:
      guard let found = values.first ?? nil else { return missing(line, in: bytes, log: &log) }
      if plan.profile.fields.isOutPositive {
        return found.side == .credit ? abs(found.value) : -found.value
      }
      return found.side == .debit ? -abs(found.value) : found.value
    case .sides:
      let out = values[0].flatMap { $0.value == 0 ? nil : $0 }
      let into = values[1].flatMap { $0.value == 0 ? nil : $0 }
      switch (out, into) {
      case (let out?, nil):
        // In a column of debits, a bracket, a minus or DR repeats the meaning of the column.
        return out.side == .credit ? abs(out.value) : -abs(out.value)
      case (nil, let into?):
        return into.side == .debit ? -abs(into.value) : into.value
      case (nil, nil):
        return values.contains { $0 != nil } ? 0 : missing(line, in: bytes, log: &log)
      case (_?, _?):
        log.add(
          .amountBothSides, severity: .error, summary: "money went out and came in on one row",
          in: line.row,
          at: range(line, plan.amounts[1]), bytes: bytes,
          note: "a row of a statement fills one of the two columns",
          remedy: "split the row in two, or empty one of the cells")
        return nil
      }
    case .marked(_, _, let out, let into):
      guard let found = values.first ?? nil else { return missing(line, in: bytes, log: &log) }
      let written = cell(line, plan.side) ?? ""
      // Most rows have a word as the profile spells it.
      if out.contains(written), !into.contains(written) { return -abs(found.value) }
      if into.contains(written), !out.contains(written) { return abs(found.value) }
      let word = StatementText.normal(written)
      if sideWords.out.contains(word) { return -abs(found.value) }
      if sideWords.into.contains(word) { return abs(found.value) }
      log.add(
        .amountUnparseable, severity: .error,
        summary: "\"\(word)\" does not say whether money came in or went out",
        in: line.row, at: plan.side.flatMap { range(line, $0) }, bytes: bytes,
        remedy: "write one of \((out + into).joined(separator: ", "))")
      return nil
    }
  }

  /// Warns of an amount that a spreadsheet shortened: `1.23E+05` shows three digits of six.
  private func warnOfExponent(
    _ text: String, value: Int64, currency: Currency,
    place: (line: StatementFile.Line, column: Int), in bytes: Span<UInt8>,
    log: inout DiagnosticLog
  ) {
    guard let mark = text.utf8.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }),
      text.utf8[..<mark].last.map(IdentifierText.isDigit) == true
    else { return }
    let money = Money(minorUnits: value, currency: currency)
    log.add(
      .amountExponent, severity: .warning,
      summary: "amount \"\(text)\" is read as \(money.decimalText)", in: place.line.row,
      at: range(place.line, place.column), bytes: bytes,
      note: "spreadsheets write long numbers this way, and digits may be lost",
      remedy: "compare with the original statement")
  }

  /// Returns the side of a balance: that in its own cell, or in the column that says it.
  func balanceSide(_ line: StatementFile.Line, _ written: AmountText.Side) -> AmountText.Side {
    guard written == .none, isDebit(text(line, plan.balanceSide)) else { return written }
    return .debit
  }

  private func isDebit(_ word: String?) -> Bool {
    guard let word else { return false }
    return ["DR", "D", "DEBIT", "DB", "OD", "OVERDRAWN", "SOLL", "S"]
      .contains(StatementText.normal(word).filter(\.isLetter))
  }

  /// Lets a column behind the balance say on which side it is, where the balances follow from the amounts only then: it
  /// may as well say which way the amount went.
  mutating func settleBalanceSides(_ lines: [StatementFile.Line]) {
    guard let column = plan.possibleBalanceSide else { return }
    var cells: [Int: StatementFile.Line] = [:]
    for line in lines where line.use == .entry && isDebit(text(line, column)) {
      cells[line.row.line] = line
    }
    guard !cells.isEmpty else { return }
    var turned = drafts
    for index in turned.indices where cells[turned[index].row.line] != nil {
      turned[index].balance = turned[index].balance.map { -abs($0) }
      turned[index].printed = turned[index].printed.map { -abs($0) }
      turned[index].entry.balance = turned[index].entry.balance.map { -abs($0) }
    }
    guard StatementOrder(turned, plan).links.held > StatementOrder(drafts, plan).links.held else {
      return
    }
    drafts = turned
    decisions.append(
      "column \(column + 1) says on which side the balance is: only then do the balances follow from the amounts"
    )
  }

  /// Returns true where a column of debits, or one of credits, has an amount below zero, or a row whose word tells the
  /// direction.
  func isAgainstColumn(_ line: StatementFile.Line, _ currency: Currency) -> Bool {
    switch plan.profile.fields.amount {
    case .signed: return false
    case .marked where plan.profile.service != nil: return false
    case .marked, .sides: break
    }
    return plan.amounts.contains { column in
      guard
        case .amount(let value, _) = StatementAmount.read(
          cell(line, column) ?? "", in: currency, style: styles.amount)
      else { return false }
      return value < 0
    }
  }

  /// Returns the part of an amount that is kept, and reports the loss.
  private func cut(
    _ value: Int64, exponent: Int, currency: Currency,
    place: (line: StatementFile.Line, column: Int), in bytes: Span<UInt8>,
    log: inout DiagnosticLog
  ) -> Int64 {
    let units = DecimalScale.restated(value, from: exponent, to: currency.exponent)?.value ?? 0
    let kept = Money(minorUnits: units, currency: currency)
    checks.reportCut(
      cell(place.line, place.column) ?? "", kept: kept, in: place.line.row,
      at: range(place.line, place.column), bytes: bytes, log: &log)
    return units
  }

  func missing(
    _ line: StatementFile.Line, in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> Int64? {
    checks.rejectNoAmount(
      in: line.row, at: plan.amounts.first.flatMap { range(line, $0) }, bytes: bytes, log: &log)
    return nil
  }

  func reject(
    _ reading: AmountReader.Reading, line: StatementFile.Line, column: Int, currency: Currency,
    in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    checks.rejectAmount(
      reading, text: cell(line, column) ?? "", currency: currency, style: styles.amount,
      in: line.row, at: range(line, column), bytes: bytes, log: &log)
  }

  /// Returns the amounts sent and received, where the row states both; nothing where they are the same.
  ///
  /// The outer nil means that one of them cannot be read, which is reported.
  func conversion(
    _ line: StatementFile.Line, entry: StatementEntry, place: (amount: Int, currency: Int),
    in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> StatementEntry.Conversion?? {
    guard let code = text(line, place.currency), let text = text(line, place.amount) else {
      return .some(nil)
    }
    guard let currency = Currency(code).map(decimals.keeping) else {
      checks.rejectCurrency(
        code, isAmounts: false, in: line.row, at: range(line, place.currency), bytes: bytes,
        log: &log)
      return nil
    }
    switch StatementAmount.read(text, in: currency, style: styles.amount) {
    case .none: return .some(nil)
    case .fault(let reading):
      reject(
        reading, line: line, column: place.amount, currency: currency, in: bytes, log: &log)
      return nil
    case .amount(let value, _):
      let sent = Money(minorUnits: abs(entry.amount), currency: entry.currency)
      let received = Money(minorUnits: abs(value), currency: currency)
      return .some(
        sent == received ? nil : StatementEntry.Conversion(sent: sent, received: received))
    }
  }

  /// Warns where amount and fee do not give the rest that the row states.
  func checkNet(
    _ entry: StatementEntry, line: StatementFile.Line, in bytes: Span<UInt8>,
    log: inout DiagnosticLog
  ) {
    guard let column = plan.net, let text = text(line, column),
      case .amount(let net, _) = StatementAmount.read(
        text, in: entry.currency, style: styles.amount),
      Int128(net) != Int128(entry.amount) - Int128(entry.fee)
    else { return }
    func money(_ units: Int128) -> String {
      MoneyTotal(minorUnits: units, currency: entry.currency).decimalText
    }
    log.add(
      .netDiffers, severity: .warning,
      summary: "the row's net amount is \(money(Int128(net))), but amount and fee give "
        + money(Int128(entry.amount) - Int128(entry.fee)), in: line.row, at: range(line, column),
      bytes: bytes,
      note:
        "the amount is read as \(money(Int128(entry.amount))), the fee as \(money(Int128(entry.fee)))",
      remedy: "look for a cell that is empty or wrong")
  }

  /// Reads the fee beside the amount, in the currency in which the account keeps it; returns false where it cannot be
  /// read, which is reported.
  func readFee(
    _ entry: inout StatementEntry, line: StatementFile.Line, in bytes: Span<UInt8>,
    log: inout DiagnosticLog
  ) -> Bool {
    guard let column = plan.fee, let fee = plan.profile.fields.fee,
      !fee.isPayers || entry.amount <= 0
    else { return true }
    var currency = entry.currency
    if let written = text(line, plan.feeCurrency) {
      guard let named = Currency(written.uppercased()).map(decimals.keeping) else {
        return isNoFee(cell(line, column))
          || rejectCurrency(
            written, in: line, at: plan.feeCurrency, bytes: bytes, log: &log)
      }
      currency = named
    }
    switch StatementAmount.read(cell(line, column) ?? "", in: currency, style: styles.amount) {
    case .none: return true
    case .amount(let value, _):
      let lost = fee.isAdded ? -value : value
      if currency == entry.currency {
        entry.fee = lost
      } else if lost != 0 {
        entry.otherFees.append(Money(minorUnits: lost, currency: currency))
      }
      return true
    case .fault(let reading):
      reject(
        reading, line: line, column: column, currency: currency, in: bytes, log: &log)
      return false
    }
  }

  /// Returns true where the cell of a fee states none.
  private func isNoFee(_ text: String?) -> Bool {
    text?.contains { $0.isNumber && $0 != "0" } != true
  }

  /// Reports that the currency of a fee is unknown.
  private func rejectCurrency(
    _ code: String, in line: StatementFile.Line, at column: Int?, bytes: Span<UInt8>,
    log: inout DiagnosticLog
  ) -> Bool {
    checks.rejectCurrency(
      code, isAmounts: false, in: line.row, at: column.flatMap { range(line, $0) }, bytes: bytes,
      log: &log)
    return false
  }

  /// Reads the fee that was taken from the amount that arrived; returns false where it cannot be read, which is
  /// reported.
  ///
  /// The amount that arrived is stated without the fee. An account that got the money got it whole and paid the fee.
  /// Where the money went to another party in another currency, the account first converted the whole, then paid the
  /// fee and the rest: the conversion becomes an entry of its own.
  func readTargetFee(
    _ entry: inout StatementEntry, of line: StatementFile.Line,
    conversion: inout StatementEntry?, bytes: Span<UInt8>, log: inout DiagnosticLog
  ) -> Bool {
    guard let place = plan.targetFee, !isNoFee(cell(line, place.amount)) else { return true }
    let stated = text(line, place.currency).map { $0.uppercased() }
    let arrived = entry.conversion?.received.currency ?? entry.currency
    guard let currency = stated.map({ Currency($0).map(decimals.keeping) }) ?? arrived else {
      return rejectCurrency(
        stated ?? "", in: line, at: place.currency, bytes: bytes, log: &log)
    }
    let fee: Int64
    switch StatementAmount.read(
      cell(line, place.amount) ?? "", in: currency, style: styles.amount)
    {
    case .none: return true
    case .amount(let value, _): fee = abs(value)
    case .fault(let reading):
      reject(
        reading, line: line, column: place.amount, currency: currency, in: bytes, log: &log)
      return false
    }
    guard currency == arrived, entry.role == .movement else {
      if entry.role == .movement {
        entry.otherFees.append(Money(minorUnits: fee, currency: currency))
      }
      return true
    }
    // What arrived and the fee were one amount, which must be one that can be kept.
    let most = max(entry.amount, entry.fee, entry.conversion?.received.minorUnits ?? 0)
    guard !most.addingReportingOverflow(fee).overflow else {
      reject(
        .tooLarge, line: line, column: place.amount, currency: currency, in: bytes, log: &log)
      return false
    }
    func whole(_ found: StatementEntry.Conversion) -> StatementEntry.Conversion? {
      let received = Money(minorUnits: found.received.minorUnits + fee, currency: arrived)
      return found.sent == received
        ? nil : StatementEntry.Conversion(sent: found.sent, received: received)
    }
    if entry.amount > 0 {
      entry.amount += fee
      entry.fee += fee
      entry.conversion = entry.conversion.flatMap(whole)
    } else if entry.kind == .fx {
      entry.conversion = entry.conversion.flatMap(whole)
      entry.otherFees.append(Money(minorUnits: fee, currency: currency))
    } else if let found = entry.conversion {
      if found.sent.currency == arrived {
        entry.amount = -found.received.minorUnits
        entry.fee += fee
        entry.conversion = nil
      } else {
        var exchange = entry
        exchange.isFurther = true
        exchange.kind = .fx
        exchange.event = nil
        exchange.counter = PartyHint(account: entry.own)
        exchange.conversion = whole(found)
        exchange.id = entry.id.map { "\($0)/conversion" }
        exchange.reference = entry.id
        exchange.record = nil
        conversion = exchange
        entry.amount = -found.received.minorUnits
        entry.currency = arrived
        entry.fee = fee
        entry.otherFees = []
        entry.conversion = nil
      }
    } else {
      entry.otherFees.append(Money(minorUnits: fee, currency: currency))
    }
    return true
  }
}
