internal import PaymentGraph

/// The words of answers that rest on an extract of a lake.
extension AnswerNote {
  /// Names the lake, its state, and the part of it that the extract holds.
  static func source(_ extract: Extract, of ledger: Ledger) -> String {
    let lake = extract.manifest.lake
    let state = lake.snapshot.map { "snapshot \($0)" } ?? "state \(lake.state.prefix(12))"
    return "asked of an extract of \(lake.table) (\(state)): it has \(ledger.transferCount) of "
      + "\(extract.manifest.whole.transfers) transfers, all that \(extract.words) need"
  }

  /// Returns what a trace of an extract leaves open: it has the whole records of the accounts on the way and of no others,
  /// so other money comes from whoever paid those accounts.
  static func extract(of ledger: Ledger) -> [AnswerNote] {
    guard let extract = ledger.extract else { return [] }
    return [
      AnswerNote(
        code: .extract,
        text: source(extract, of: ledger)
          + "; money of victims and its bounds are those of the lake, money that nobody claims is followed back only to the "
          + "accounts that paid accounts on the way, and counts in notes and missing documents are those of the extract"
      )
    ]
  }
}
