internal import PaymentGraph

/// Reports accounts whose numbers a spreadsheet may have changed, so that one may look like two or two like one, at the
/// rows that name them.
struct WarnOfDoubtfulNumbers {
  private let looks: KeyLooks
  private let alike: [(key: String, other: String)]

  /// - Parameters:
  ///   - looks: the accounts whose keys the rules on numbers concern.
  ///   - alike: accounts that may be others, by their keys.
  init(_ looks: KeyLooks, alike: [(key: String, other: String)]) {
    self.looks = looks
    self.alike = alike
  }

  func apply(to draft: inout LedgerDraft) {
    var doubts = ShortenedNumbers.doubts(in: draft.builder.accountKeys, among: looks.shortened)
    for pair in alike {
      let key = Array(pair.key.utf8)
      guard let account = draft.builder.accountKeys.find(key.span), doubts[account] == nil else {
        continue
      }
      doubts[account] = NumberDoubt(form: pair.key, of: pair.other)
    }
    let keys = draft.builder.accountKeys
    let unseen = AlikeKeys(
      looks.unseen, key: { keys.key(at: Int($0)) },
      find: { key in
        let bytes = Array(key.utf8)
        return keys.find(bytes.span)
      })
    let capitals = AlikeKeys.inCapitals(keys)
    draft.alikeInCapitals = capitals.map {
      "\(keys.key(at: Int($0.account))) and \(keys.key(at: Int($0.other)))"
    }
    for pair in unseen.pairs + capitals where doubts[pair.account] == nil {
      doubts[pair.account] = NumberDoubt(
        alike: keys.key(at: Int(pair.account)), keys.key(at: Int(pair.other)), pair.difference)
    }
    guard !doubts.isEmpty else { return }
    var told: Set<UInt32> = []
    for file in draft.transferFiles {
      let warnings = warnings(of: doubts, rows: file.rows, in: draft, &told)
      draft.readings[file.input]?.add(warnings)
    }
  }

  private func warnings(
    of doubts: [UInt32: NumberDoubt], rows: RowUnion.FileRows, in draft: LedgerDraft,
    _ told: inout Set<UInt32>
  ) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    for row in rows.range {
      for account in [draft.builder.columns.payer[row], draft.builder.columns.beneficiary[row]] {
        guard let doubt = doubts[account], warnings.count < ShortenedNumbers.limit,
          doubt.concernsEveryRow || told.insert(account).inserted
        else { continue }
        guard let citation = draft.citation(of: UInt32(row)) else { continue }
        warnings.append(
          Diagnostic(
            code: doubt.code.rawValue, severity: .warning, summary: doubt.summary,
            citation: citation,
            excerpt: rows.text.excerpt(of: citation.byteRange), note: doubt.note,
            remedy: doubt.remedy))
      }
    }
    return warnings
  }
}
