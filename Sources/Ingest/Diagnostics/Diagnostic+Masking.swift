internal import PaymentGraph

extension Diagnostic {
  /// The problem with the numbers of cards, Aadhaar cards and taxpayers masked in its summary and excerpt.
  ///
  /// The excerpt keeps its length, so that the column in the line stays right.
  var masked: Diagnostic {
    let text = String(decoding: excerpt, as: UTF8.self)
    let found = text.utf8.elementsEqual(excerpt) ? SensitiveNumbers.findings(in: text) : []
    let words = SensitiveNumbers.masked(summary)
    guard !found.isEmpty || words != summary else { return self }
    var shown = excerpt
    for finding in found {
      // Some characters stay: the first six and the last four digits of a card, the last four of an Aadhaar number, the
      // letters of a tax number.
      let range = finding.range
      let hidden =
        switch finding.kind {
        case .card: range.lowerBound + 6..<range.upperBound - 4
        case .aadhaar: range.lowerBound..<range.upperBound - 4
        case .taxNumber: range.lowerBound + 5..<range.upperBound - 1
        }
      for at in hidden where IdentifierText.isDigit(shown[at]) { shown[at] = 0x2A }
    }
    return Diagnostic(
      code: code, severity: severity, summary: words, citation: citation, column: column,
      columnName: columnName, excerpt: shown, length: length, note: note, remedy: remedy)
  }
}
