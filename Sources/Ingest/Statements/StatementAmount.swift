internal import PaymentGraph

/// Reads amounts as statements write them: with the side behind them, and with signs that a column
/// makes superfluous.
enum StatementAmount {
  /// What an amount's own marks say of its side.
  enum Side: Sendable { case none, debit, credit }

  /// What a cell says.
  enum Reading: Sendable {
    case none
    case amount(Int64, Side)
    case fault(AmountReader.Reading)
  }

  /// Reads one cell.
  static func read(_ written: String, in currency: Currency, style: AmountStyle) -> Reading {
    var text = trimmed(written)
    if ["", "-", "--", ".", "\u{2013}"].contains(text) { return .none }
    var side = Side.none
    for (mark, meaning) in marks where text.uppercased().hasSuffix(mark) {
      let rest = trimmed(String(text.dropLast(mark.count)))
      guard let last = rest.unicodeScalars.last, "0123456789.)".unicodeScalars.contains(last) else {
        continue
      }
      text = rest
      side = meaning
      break
    }
    let bytes = Array(text.utf8)
    let reading = AmountReader.read(
      bytes.span, Cell(start: 0, end: bytes.count), in: currency, style: style)
    guard case .amount(let value, _) = reading else { return .fault(reading) }
    return .amount(value, side)
  }

  private static let marks: [(String, Side)] = [
    ("CR.", .credit), ("DR.", .debit), ("CR", .credit), ("DR", .debit), ("C", .credit),
    ("D", .debit),
  ]

  private static func trimmed(_ text: String) -> String {
    let blanks: Set<Character> = [" ", "\t", "\u{A0}", "\u{202F}", "\u{2009}", "\r", "\n"]
    var text = text[...]
    while let first = text.first, blanks.contains(first) { text.removeFirst() }
    while let last = text.last, blanks.contains(last) { text.removeLast() }
    return String(text)
  }
}
