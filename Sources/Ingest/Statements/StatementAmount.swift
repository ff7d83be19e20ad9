internal import PaymentGraph

/// Reads amounts as statements write them: with the side after them, and with signs that a column makes superfluous.
enum StatementAmount {
  /// The reading of a cell.
  enum Reading: Sendable {
    case none
    case amount(Int64, AmountText.Side)
    case fault(AmountReader.Reading)
  }

  /// Reads one cell.
  static func read(_ written: String, in currency: Currency, style: AmountStyle) -> Reading {
    let text = trimmed(written)
    if text.isEmpty || text.utf8.count <= 3 && noAmounts.contains(text) { return .none }
    let bytes = Array(text.utf8)
    let (reading, side) = AmountReader.readWithSide(
      bytes.span, Cell(start: 0, end: bytes.count), in: currency, style: style)
    guard case .amount(let value, _) = reading else { return .fault(reading) }
    return .amount(value, side)
  }

  /// The texts that stand for no amount.
  private static let noAmounts: Set<String> = [
    "-", "--", ".", "...", "\u{2026}", "\u{2013}", "\u{2014}",
  ]

  private static func trimmed(_ text: String) -> String {
    // Few cells begin or end with a blank.
    if let first = text.utf8.first, let last = text.utf8.last, first > 0x20, first < 0x80,
      last > 0x20, last < 0x80
    {
      return text
    }
    let blanks: Set<Character> = [" ", "\t", "\u{A0}", "\u{202F}", "\u{2009}", "\r", "\n"]
    var text = text[...]
    while let first = text.first, blanks.contains(first) { text.removeFirst() }
    while let last = text.last, blanks.contains(last) { text.removeLast() }
    return String(text)
  }
}

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
    guard !rows.plan.profile.isMinor else { return }
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
  static func mayBeFiner(_ line: StatementFile.Line, _ rows: StatementRows) -> Bool {
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

/// The decimal mark that the balances of a statement confirm, where its amounts leave it open.
///
/// Balances follow from amounts under any scale; the wrong reading breaks the chain only where some amounts have a mark
/// and others have none.
struct BalanceScale {
  /// The mark; nil where the balances do not show it.
  let decimalMark: ColumnMapping.DecimalMark?

  init(_ entries: [StatementFile.Line], _ plan: StatementPlan) {
    guard let balance = plan.balance else {
      decimalMark = nil
      return
    }
    let held = ColumnMapping.DecimalMark.allCases.map { mark in
      (mark, BalanceScale.held(entries, plan: plan, balance: balance, mark: mark))
    }
    let links = entries.count - 1
    let whole = held.filter { $0.1 == links }.map(\.0)
    decimalMark = links >= 2 && whole.count == 1 ? whole.first : nil
  }

  /// Counts the balances that follow from the amounts, in the better of both orders of rows.
  private static func held(
    _ entries: [StatementFile.Line], plan: StatementPlan, balance: Int,
    mark: ColumnMapping.DecimalMark
  ) -> Int {
    let style = AmountStyle(decimalMark: mark.byte, isSure: true, isStated: true)
    // Three decimals hold any meaning of a mark before three digits.
    guard let currency = Currency("KWD") else { return 0 }
    func value(_ line: StatementFile.Line, _ column: Int) -> Int64? {
      guard column < line.cells.count,
        case .amount(let value, _) = StatementAmount.read(
          line.cells[column].filter { !$0.isLetter && !$0.isCurrencySymbol }, in: currency,
          style: style)
      else { return nil }
      return value
    }
    let rows = entries.map { line in
      (
        moved: plan.amounts.lazy.compactMap { value(line, $0) }.first { $0 != 0 },
        value(line, balance)
      )
    }
    var forwards = 0
    var backwards = 0
    for (earlier, later) in zip(rows, rows.dropFirst()) {
      guard let before = earlier.1, let after = later.1 else { continue }
      let change = (Int128(after) - Int128(before)).magnitude
      if later.moved.map({ UInt128($0.magnitude) == change }) ?? false { forwards += 1 }
      if earlier.moved.map({ UInt128($0.magnitude) == change }) ?? false { backwards += 1 }
    }
    return max(forwards, backwards)
  }
}
