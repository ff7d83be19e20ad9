/// The meaning of a positive amount in a card's file, as far as its rows tell it.
extension ProfileDraft {
  /// Returns true where rows that thank for a payment are negative, and false where they are positive; nil where no row
  /// does, or the rows differ.
  func wordsSayOut(_ amount: Int) -> Bool? {
    // The holder of a current account thanks no one, but his payment to a card may say so.
    isCurrentAccount ? nil : thanksSayOut(amount)
  }

  /// Texts that only the rows of a current account have.
  private static let currentTexts = [
    "SALARY", "WAGES", "PAYROLL", "STANDING ORDER", "DIRECT DEBIT", "FASTER PAYMENT", "RENT",
    "CASH MACHINE", "INTEREST RECEIVED", "BACS", "CHAPS", "PENSION", "GEHALT", "LOHN", "MIETE",
    "DAUERAUFTRAG", "LASTSCHRIFT", "SALAIRE", "LOYER", "VIREMENT", "NÓMINA", "NOMINA", "ALQUILER",
    "STIPENDIO", "AFFITTO", "BONIFICO", "SALARIS", "HUUR", "DIRECT DEPOSIT", "WIRE TRANSFER",
  ]

  private var isCurrentAccount: Bool {
    let texts = columns.filter { !$0.isAmount && !$0.isDate && !$0.isCurrency }
    return texts.contains { column in
      column.distinct.contains { text in
        let words = " \(StatementText.normal(text)) "
        return ProfileDraft.currentTexts.contains { words.contains(" \($0) ") }
      }
    }
  }

  /// Returns the same by the rows that thank for a payment alone.
  func thanksSayOut(_ amount: Int) -> Bool? {
    var found: Set<Bool> = []
    for row in rows.indices {
      let text = columns.indices.filter { $0 != amount }.map { columns[$0].cells[row] }
      let cell = columns[amount].cells[row]
      // A mark says by itself which way the money went, and nothing of amounts without one.
      guard cell.contains(where: \.isNumber), !StatementAmount.isMarkedCredit(cell),
        let isIn = text.lazy.compactMap({ CardSigns.direction("", text: $0) }).first
      else { continue }
      found.insert(isIn == StatementAmount.isNegative(cell))
    }
    return found.count == 1 ? found.first : nil
  }
}
