/// The meaning of a positive amount in a card's file, as far as its rows tell it.
extension ProfileDraft {
  /// Returns true where rows that thank for a payment are negative, and false where they are positive; nil where no row
  /// does, or the rows differ.
  func wordsSayOut(_ amount: Int) -> Bool? {
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
