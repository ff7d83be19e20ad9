internal import PaymentGraph

/// A row of a payment that was not final when its export was made.
struct OpenRecord {
  let entry: StatementEntry
  /// The number of its file.
  let file: Int
  /// The state in the row's own word.
  let state: String
  /// True where the row changed the account's balance.
  let moved: Bool

  /// Returns the rows of a statement whose payments are not final, to look for what became of them.
  static func all(in entries: [StatementEntry], file: Int) -> [OpenRecord] {
    entries.compactMap { entry in
      guard entry.record != nil, let state = entry.openState else { return nil }
      return OpenRecord(entry: entry, file: file, state: state.word, moved: state.hasMoved)
    }
  }
}

/// Follows payments by the service's id from the export that shows them as open to the one that says what became of
/// them: each counts once, in its latest state, and both rows are named.
struct FollowOpenPayments {
  private let open: [OpenRecord]

  init(_ open: [OpenRecord]) { self.open = open }

  func apply(to draft: inout LedgerDraft) {
    guard !open.isEmpty, draft.transferFiles.count > 1 else { return }
    var settled: [StatementEntry.ServiceRecord: [Int]] = [:]
    let wanted = Set(open.compactMap(\.entry.record))
    for (number, row) in draft.posted.enumerated() {
      guard let record = row.entry.record, wanted.contains(record), row.entry.kind != .fee,
        row.entry.kind != .feeRefund
      else { continue }
      settled[record, default: []].append(number)
    }
    var stillHeld: Set<Int> = []
    var followed: Set<Int> = []
    for record in open {
      guard let id = record.entry.record, let first = citation(of: record, in: draft) else {
        continue
      }
      let final = settled[id]?.first { number in
        let entry = draft.posted[number].entry
        return draft.posted[number].file != record.file
          && (entry.amount < 0) == (record.entry.amount < 0)
      }
      if let final, let second = draft.citation(of: draft.posted[final].transfer) {
        draft.report(
          .statementsMatched, severity: .note,
          summary:
            "\(id.id) is \(record.state) in \(first) and final here: one payment, which counts here",
          at: second, note: "both rows have one id of the service",
          remedy: "no action is needed")
        relate(
          first, second: second, reason: "one id of the service, \(record.state) and then final",
          in: &draft)
        if record.moved {
          if release(record, into: draft.posted[final], of: &draft) {
            followed.insert(record.file)
          } else {
            stillHeld.insert(record.file)
          }
        }
        continue
      }
      if record.moved { stillHeld.insert(record.file) }
      let other = open.first {
        $0.entry.record == id && $0.file > record.file && $0.state != record.state
          && ($0.entry.amount < 0) == (record.entry.amount < 0)
      }
      if let other, let second = citation(of: other, in: draft) {
        draft.report(
          .statementsMatched, severity: .note,
          summary:
            "\(id.id) is \(record.state) in \(first) and \(other.state) here: one payment, which counts in neither",
          at: second,
          note: "both rows have one id of the service, and neither says that it is final",
          remedy: "no action is needed")
        relate(
          first, second: second,
          reason: "one id of the service, \(record.state) and \(other.state)", in: &draft)
      }
    }
    // What a later export says is no longer asked for.
    for file in followed.subtracting(stillHeld) {
      guard draft.transferFiles.indices.contains(file) else { continue }
      let input = draft.transferFiles[file].input
      draft.readings[input] = draft.readings[input]?.leavingOut(DiagnosticCode.paymentOpen.rawValue)
    }
  }

  private func citation(of record: OpenRecord, in draft: LedgerDraft) -> Citation? {
    let row = record.entry.row
    return draft.citation(file: record.file, line: row.line, byteRange: row.byteRange)
  }

  private func relate(
    _ first: Citation, second: Citation, reason: String, in draft: inout LedgerDraft
  ) {
    draft.relations.append(
      RowRelation(
        kind: .onePayment, first: first, second: second, isCertain: true, reasons: [reason]))
  }

  /// Frees what the balance of the earlier export held for a payment that the later export shows of the same day; false
  /// where the later one moved the money again, on another day.
  private func release(
    _ record: OpenRecord, into final: PostedEntry, of draft: inout LedgerDraft
  ) -> Bool {
    let transfer = Int(final.transfer)
    guard draft.builder.columns.time(transfer).start == record.entry.time.start,
      final.entry.amount == record.entry.amount
    else { return false }
    let isOut = record.entry.amount < 0
    let own =
      isOut ? draft.builder.columns.payer[transfer] : draft.builder.columns.beneficiary[transfer]
    for index in draft.builder.statementBalances.indices {
      let known = draft.builder.statementBalances[index]
      guard known.account == own, Int(known.file) == record.file,
        known.currency == record.entry.currency
      else { continue }
      draft.builder.statementBalances[index] = StatementBalance(
        account: known.account, file: Int(known.file), currency: known.currency,
        opening: known.opening, closing: known.closing,
        held: known.held - (Int128(record.entry.amount) - Int128(record.entry.fee)),
        start: known.start,
        end: known.end)
    }
    let row = record.entry.row
    draft.builder.addEvidence(
      EvidenceRow(file: record.file, line: row.line, byteRange: row.byteRange), to: transfer)
    return true
  }
}
