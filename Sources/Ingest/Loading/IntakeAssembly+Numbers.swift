internal import PaymentGraph

/// Accounts whose numbers a spreadsheet may have changed, so that one may look like two or two like one.
extension IntakeAssembly {
  /// Reports such accounts at the rows that name them.
  ///
  /// - Parameters:
  ///   - alike: accounts that may be others, by their keys.
  ///   - looks: the accounts whose keys the rules on numbers concern.
  mutating func warnOfDoubtfulNumbers(
    _ alike: [(key: String, other: String)], _ looks: KeyLooks
  ) {
    var doubts = ShortenedNumbers.doubts(in: builder.accountKeys, among: looks.shortened)
    for pair in alike {
      let key = Array(pair.key.utf8)
      guard let account = builder.accountKeys.find(key.span), doubts[account] == nil else {
        continue
      }
      doubts[account] = NumberDoubt(form: pair.key, of: pair.other)
    }
    let keys = builder.accountKeys
    let unseen = AlikeKeys(
      looks.unseen, key: { keys.key(at: Int($0)) },
      find: { key in
        let bytes = Array(key.utf8)
        return keys.find(bytes.span)
      })
    for pair in unseen.pairs where doubts[pair.account] == nil {
      doubts[pair.account] = NumberDoubt(
        alike: keys.key(at: Int(pair.account)), keys.key(at: Int(pair.other)), pair.difference)
    }
    guard !doubts.isEmpty else { return }
    var told: Set<UInt32> = []
    for file in transferFiles {
      let warnings = warnings(
        of: doubts, rows: file.rows.range, source: inputs[file.input].source, file.rows.text, &told)
      readings[file.input]?.add(warnings)
    }
  }

  private func warnings(
    of doubts: [UInt32: NumberDoubt], rows: Range<Int>, source: SourceFile, _ text: SourceText,
    _ told: inout Set<UInt32>
  ) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    for row in rows {
      for account in [builder.columns.payer[row], builder.columns.beneficiary[row]] {
        guard let doubt = doubts[account], warnings.count < ShortenedNumbers.limit,
          doubt.concernsEveryRow || told.insert(account).inserted
        else { continue }
        let place = builder.evidence(of: row)
        let start = Int(place.byteOffset)
        let range = start..<start + Int(place.byteCount)
        let excerpt = text.record(in: range).prefix { $0 != 0x0A && $0 != 0x0D }
        warnings.append(
          Diagnostic(
            code: doubt.code.rawValue, severity: .warning, summary: doubt.summary,
            citation: Citation(file: source, line: Int(place.line), byteRange: range),
            excerpt: Array(excerpt.prefix(DiagnosticLog.excerptLimit)), note: doubt.note,
            remedy: doubt.remedy))
      }
    }
    return warnings
  }
}
