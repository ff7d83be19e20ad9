internal import PaymentGraph

/// The kind of a cell in a file without a header.
enum CellKind: String, CaseIterable, Sendable {
  case date, text, amount
  /// An amount, or nothing: one of two columns, of which each row fills one.
  case amountOrNothing = "amount-or-nothing"
  /// The code of a currency.
  case currency
  /// An IBAN.
  case iban
  /// A number of an account: eight digits or more, with their separators.
  case accountNumber = "account-number"
  /// An empty cell.
  case empty
  /// Anything, also an empty cell.
  case any

  /// Returns true where a text can stand in such a cell.
  ///
  /// - Parameter dates: the styles in which dates may be written; empty for any.
  func fits(_ text: String, dates: [TimeReader.Style]) -> Bool {
    switch self {
    case .any: return true
    case .empty: return text.isEmpty
    case .iban: return (try? IBAN(text)) != nil
    case .accountNumber: return DraftColumn.isAccountNumber(text)
    case .text: return text.contains(where: \.isLetter)
    case .currency: return Currency(text) != nil
    case .date:
      let bytes = Array(text.utf8)
      if dates.isEmpty { return TimeForms.canBeDay(bytes.span, readsDayNumbers: false) }
      let cell = Cell(start: 0, end: bytes.count)
      return dates.contains { TimeReader.read(bytes.span, cell, style: $0) != nil }
    case .amount: return CellKind.isAmount(text)
    case .amountOrNothing: return text.isEmpty || CellKind.isAmount(text)
    }
  }

  /// Returns true where a cell is a number with the marks that amounts carry.
  static func isAmount(_ text: String) -> Bool {
    text.contains(where: \.isNumber) && CellShape(text.utf8) == .number
  }
}
