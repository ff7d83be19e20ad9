internal import PaymentGraph

/// Accounts whose numbers a spreadsheet has shortened: `9.12E+11` for `912010000451`.
///
/// The digits are lost, so that two accounts may have become one; every row that names such an account is
/// reported.
enum ShortenedNumbers {
  /// How many rows of one file are reported.
  static let limit = 1_000

  /// A warning for each row between two positions that names such an account.
  static func warnings(
    in builder: LedgerBuilder, rows: Range<Int>, of source: SourceFile, _ text: SourceText,
    _ shortened: Set<UInt32>
  ) -> [Diagnostic] {
    guard !shortened.isEmpty else { return [] }
    var warnings: [Diagnostic] = []
    for row in rows {
      let sides = [builder.columns.payer[row], builder.columns.beneficiary[row]]
      for account in sides where shortened.contains(account) && warnings.count < limit {
        let place = builder.evidence(of: row)
        let start = Int(place.byteOffset)
        let range = start..<start + Int(place.byteCount)
        let excerpt = text.record(in: range).prefix { $0 != 0x0A && $0 != 0x0D }
        warnings.append(
          Diagnostic(
            code: DiagnosticCode.accountShortened.rawValue, severity: .warning,
            summary:
              "account \"\(builder.accountKeys.key(at: Int(account)))\" is a number that lost its last digits",
            citation: Citation(file: source, line: Int(place.line), byteRange: range),
            excerpt: Array(excerpt.prefix(DiagnosticLog.excerptLimit)),
            note: "spreadsheets write long numbers so; different accounts may look the same",
            remedy: "take the number from the original file, with the column as text"))
      }
    }
    return warnings
  }

  /// The accounts of a ledger whose keys look so.
  static func accounts(in keys: TextTable) -> Set<UInt32> {
    Set(
      (0..<keys.count).filter { keys.withBytes(of: $0, isShortened) }.map { UInt32($0) })
  }

  /// One digit, perhaps a point and more, `E+` and one or two digits.
  static func isShortened(_ key: Span<UInt8>) -> Bool {
    guard key.count >= 4, key.count <= 24, IdentifierText.isDigit(key[0]) else { return false }
    var at = 1
    if key[1] == 0x2E || key[1] == 0x2C {
      at = 2
      while at < key.count, IdentifierText.isDigit(key[at]) { at += 1 }
    }
    guard at + 2 < key.count, at + 4 >= key.count, key[at] | 0x20 == 0x65, key[at + 1] == 0x2B
    else { return false }
    for place in at + 2..<key.count where !IdentifierText.isDigit(key[place]) { return false }
    return true
  }
}
