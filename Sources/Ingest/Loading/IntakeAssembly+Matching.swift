internal import PaymentGraph

extension IntakeAssembly {
  /// Makes one transfer of two rows in different statements that show one payment.
  mutating func matchStatements() {
    guard reader.matchesStatements, Set(posted.map(\.file)).count > 1 else { return }
    let facts = facts
    let matches = StatementMatcher(posted, in: builder) { facts.names(of: $0) }.matches()
    var placeholders: Set<UInt32> = []
    var merged: [(gone: UInt32, kept: UInt32)] = []
    for match in matches {
      let (out, into) = (posted[match.out], posted[match.into])
      note(match, out, into)
      guard match.isCertain else { continue }
      let (kept, gone) = (Int(out.transfer), Int(into.transfer))
      placeholders.insert(builder.columns.beneficiary[kept])
      placeholders.insert(builder.columns.payer[gone])
      builder.settle(
        kept, beneficiary: AccountID(index: builder.columns.beneficiary[gone]),
        received: builder.received(of: gone))
      merged.append((into.transfer, out.transfer))
    }
    guard !merged.isEmpty else { return }
    builder.merge(merged)
    let keys = builder.accountKeys
    let numbers = builder.forgetUnused(
      among: placeholders.filter { keys.key(at: Int($0)).hasPrefix("?:") })
    self.facts.renumber(numbers)
  }

  private mutating func note(_ match: StatementMatch, _ out: PostedEntry, _ into: PostedEntry) {
    let place = builder.evidence(of: Int(out.transfer))
    let other = builder.evidence(of: Int(into.transfer))
    guard let from = transferFiles.first(where: { $0.number == out.file }),
      let file = transferFiles.first(where: { $0.number == into.file })
    else { return }
    let start = Int(other.byteOffset)
    let range = start..<start + Int(other.byteCount)
    let excerpt = file.rows.text.record(in: range).prefix { $0 != 0x0A && $0 != 0x0D }
    let placed = "\(inputs[from.input].source.path):\(place.line)"
    let code: DiagnosticCode = match.isCertain ? .statementsMatched : .matchPossible
    readings[file.input] = readings[file.input]?.adding(
      Diagnostic(
        code: code.rawValue, severity: match.isCertain ? .note : .warning,
        summary: match.isCertain
          ? "the row shows the payment of \(placed); they are one transfer"
          : "the row may show the payment of \(placed); both are loaded",
        citation: Citation(
          file: inputs[file.input].source, line: Int(other.line), byteRange: range),
        excerpt: Array(excerpt.prefix(DiagnosticLog.excerptLimit)),
        note: "score \(match.score), \(match.margin) more than any other: "
          + match.reasons.joined(separator: ", "),
        remedy: match.isCertain
          ? "nothing need be done; --no-match keeps the two apart"
          : "compare the two; sums over both accounts count the payment twice if it is one"))
  }
}

extension LedgerBuilder {
  /// What the beneficiary of a transfer got.
  fileprivate func received(of transfer: Int) -> Money {
    columns.received.isEmpty
      ? Money(
        minorUnits: columns.sent[transfer],
        currency: Currency(index: columns.sentCurrency[transfer]))
      : Money(
        minorUnits: columns.received[transfer],
        currency: Currency(index: columns.receivedCurrency[transfer]))
  }
}
