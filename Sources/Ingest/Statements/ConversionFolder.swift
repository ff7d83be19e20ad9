internal import PaymentGraph

/// Joins the rows of a conversion.
///
/// Several rows show a payment in a foreign currency: the payment, the money that left the account for it in its own
/// currency, and the money that this was changed into. Where the conversion is of the payment's whole amount, they
/// become one transfer: the amount sent in the account's currency, and the amount that the other party received. All
/// other conversions, also those of the rest that a fee has left of a payment, are one transfer of the account to
/// itself. ``ConversionPairs`` decides which rows are one conversion.
enum ConversionFolder {
  static func fold(_ entries: inout [StatementEntry]) {
    fold(entries.indices.filter { isOwn(entries[$0], .fx) }, &entries)
    // A transfer between balances of two currencies is a conversion too.
    fold(entries.indices.filter { isOwn(entries[$0], .internal) }, &entries)
  }

  /// Returns true where a row moves money of the account to itself.
  private static func isOwn(_ entry: StatementEntry, _ kind: TransferKind) -> Bool {
    guard entry.kind == kind, entry.role == .movement else { return false }
    return kind == .fx || entry.counter.account == entry.own
  }

  private static func fold(_ rows: [Int], _ entries: inout [StatementEntry]) {
    guard !rows.isEmpty else { return }
    let pairs = ConversionPairs(rows.map { ConversionPairs.Leg(entries[$0], own: entries[$0].own) })
    var payments: [String: Int] = [:]
    for (index, entry) in entries.enumerated()
    where entry.kind != .fx && entry.role == .movement {
      if let id = entry.id, payments[id] == nil { payments[id] = index }
    }
    for conversion in pairs.conversions {
      let (out, into) = (conversion.out.map { rows[$0] }, conversion.into.map { rows[$0] })
      join(out, into: into, entries: &entries)
      let groups = Set((out + into).map { entries[$0].group })
      if groups.count == 1, let payment = groups.first.flatMap({ $0 }).flatMap({ payments[$0] }) {
        fold(out, into: into, into: payment, entries: &entries)
      }
    }
    for place in pairs.lonely where entries[rows[place]].kind == .fx {
      readStated(rows[place], &entries)
    }
  }

  /// Makes one transfer of the account to itself out of the rows of a conversion.
  private static func join(_ out: [Int], into: [Int], entries: inout [StatementEntry]) {
    let (first, last) = (out[0], into[0])
    entries[first].conversion = StatementEntry.Conversion(
      sent: sum(out, of: entries[first].currency, entries),
      received: sum(into, of: entries[last].currency, entries))
    entries[first].kind = .fx
    entries[first].counter = PartyHint(account: entries[first].own)
    for row in out.dropFirst() + into {
      entries[row].role = .folded
      entries[first].furtherRows.append(entries[row].row)
    }
  }

  /// Makes one transfer out of a payment and the conversion of its whole amount.
  private static func fold(
    _ out: [Int], into: [Int], into payment: Int, entries: inout [StatementEntry]
  ) {
    guard let found = entries[out[0]].conversion, entries[payment].conversion == nil,
      entries[payment].fee == 0
    else { return }
    let whole = Money(minorUnits: abs(entries[payment].amount), currency: entries[payment].currency)
    guard whole == (entries[payment].amount < 0 ? found.received : found.sent) else { return }
    entries[payment].conversion = found
    for row in out + into {
      entries[row].role = .folded
      entries[payment].furtherRows.append(entries[row].row)
    }
  }

  private static func sum(
    _ rows: [Int], of currency: Currency, _ entries: [StatementEntry]
  ) -> Money {
    let own = rows.filter { entries[$0].currency == currency }
    return Money(
      minorUnits: abs(own.reduce(0) { $0 &+ entries[$1].amount }), currency: currency)
  }

  // MARK: Both sides in one row

  /// Reads both sides of a conversion from the text of one of its rows: `Converted 1,000.00 EUR to 1,089.15 USD`.
  ///
  /// The text is believed where one of the two amounts is that of the row, in its currency.
  private static func readStated(_ row: Int, _ entries: inout [StatementEntry]) {
    let entry = entries[row]
    let words = entry.narration.split { $0.isWhitespace }.map(String.init)
    for style in [
      AmountStyle(decimalMark: 0x2E, isSure: true), AmountStyle(decimalMark: 0x2C, isSure: true),
    ] {
      var sides: [Money] = []
      for (place, word) in words.enumerated().dropFirst() {
        let code = word.filter(\.isLetter)
        guard code.count == 3, let currency = Currency(code),
          case .amount(let units, _) = StatementAmount.read(
            words[place - 1], in: currency, style: style)
        else { continue }
        sides.append(Money(minorUnits: abs(units), currency: currency))
      }
      let own = Money(minorUnits: abs(entry.amount), currency: entry.currency)
      guard sides.count == 2, sides[0].currency != sides[1].currency, sides.contains(own)
      else { continue }
      let other = sides[0] == own ? sides[1] : sides[0]
      entries[row].conversion =
        entry.amount < 0
        ? StatementEntry.Conversion(sent: own, received: other, isOneSided: true)
        : StatementEntry.Conversion(sent: other, received: own, isOneSided: true)
      return
    }
  }
}
