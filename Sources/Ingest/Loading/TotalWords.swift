internal import PaymentGraph

/// Words by which a row says that it is the total of others and no payment.
enum TotalWords {
  private static let heads: Set<String> = [
    "total", "totals", "subtotal", "subtotals", "sum", "summe", "gesamt", "gesamtsumme",
    "gesamtbetrag", "summa",
    "suma", "somme", "totale", "totaal", "razem", "celkem", "итого", "всего", "合計", "总计", "합계",
  ]

  /// Words that may stand beside the words of totals, and mean nothing else.
  private static let beside: Set<String> = [
    "grand", "sub", "of", "all", "the", "for", "no", "number", "transactions", "transaction",
    "payments", "payment",
    "rows", "records", "amount", "amounts", "general", "général", "generale", "der", "umsätze",
    "buchungen", "period",
    "page", "report", "overall", "net", "value", "count",
  ]

  /// Returns true where a text has only words that may stand in a total: `Total`, `2 transactions`, `GBP`.
  static func isBeside(_ text: String) -> Bool {
    text.lowercased().split(whereSeparator: { !$0.isLetter }).allSatisfy { word in
      let word = String(word)
      return heads.contains(word) || beside.contains(word) || Currency(word) != nil
    }
  }

  /// Returns true where a text is a word of totals with only such words, numbers and the codes of currencies: `Grand
  /// total (12 payments)`.
  static func isTotal(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 64 else { return false }
    var isSaid = false
    for word in text.lowercased().split(whereSeparator: { !$0.isLetter }) {
      let word = String(word)
      if heads.contains(word) {
        isSaid = true
      } else if !beside.contains(word), Currency(word) == nil {
        return false
      }
    }
    return isSaid
  }
}
