/// Rows that have a day and an amount, and are no payments.
extension StatementRows {
  /// Returns true for the total of a page, a month or the whole statement, which repeats payments of other rows.
  ///
  /// The whole text must say so: `Total` alone and `Total Energies` may be a payee.
  func isTotalLine(_ line: StatementFile.Line) -> Bool {
    let texts = plan.narration.compactMap { text(line, $0) }
    let words = (texts.isEmpty ? plan.counterName.compactMap { text(line, $0) } : texts)
      .joined(separator: " ").lowercased()
    guard words.contains("total") || words.contains("summe") else { return false }
    let form =
      /(?:(?:page|sub|grand|running|daily|monthly|overall|statement)[\s\-]*totals?|totals|(?:seiten|zwischen|gesamt)summe|totals?(?=\s+(?:c|b|for|this|carried|brought|of)\b))(?:\s+(?:c\/f|b\/f|(?:carried|brought)\s+(?:forward|over)|(?:for|of)?\s*(?:the|this)?\s*(?:page|day|month|period|statement)(?:\s+[\d\/\-.]+)?))?\s*[:.]?/
    return words.wholeMatch(of: form) != nil
  }
}
