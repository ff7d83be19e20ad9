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
    if ["", "-", "--", ".", "...", "\u{2026}", "\u{2013}", "\u{2014}"].contains(text) {
      return .none
    }
    let bytes = Array(text.utf8)
    let (reading, side) = AmountReader.readWithSide(
      bytes.span, Cell(start: 0, end: bytes.count), in: currency, style: style)
    guard case .amount(let value, _) = reading else { return .fault(reading) }
    return .amount(value, side)
  }

  private static func trimmed(_ text: String) -> String {
    let blanks: Set<Character> = [" ", "\t", "\u{A0}", "\u{202F}", "\u{2009}", "\r", "\n"]
    var text = text[...]
    while let first = text.first, blanks.contains(first) { text.removeFirst() }
    while let last = text.last, blanks.contains(last) { text.removeLast() }
    return String(text)
  }
}
