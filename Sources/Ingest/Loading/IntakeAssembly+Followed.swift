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
}

/// Payments that one export shows as open and another as final.
extension IntakeAssembly {
  /// Keeps the rows of a statement whose payments are not final, to look for what became of them.
  mutating func noteOpen(_ entries: [StatementEntry], file: Int) {
    for entry in entries {
      guard entry.record != nil, let state = entry.openState else { continue }
      open.append(
        OpenRecord(entry: entry, file: file, state: state.word, moved: state.hasMoved))
    }
  }

  /// Follows payments by the service's id from the export that shows them as open to the one that says what became of
  /// them: each counts once, in its latest state, and both rows are named.
  mutating func followOpen() {
    guard !open.isEmpty, transferFiles.count > 1 else { return }
    var settled: [StatementEntry.ServiceRecord: [Int]] = [:]
    let wanted = Set(open.compactMap(\.entry.record))
    for (place, row) in posted.enumerated() {
      guard let record = row.entry.record, wanted.contains(record), row.entry.kind != .fee,
        row.entry.kind != .feeRefund
      else { continue }
      settled[record, default: []].append(place)
    }
    var stillHeld: Set<Int> = []
    var followed: Set<Int> = []
    for record in open {
      guard let id = record.entry.record, let first = citation(of: record) else { continue }
      let final = settled[id]?.first { place in
        let entry = posted[place].entry
        return posted[place].file != record.file && (entry.amount < 0) == (record.entry.amount < 0)
      }
      if let final, let second = citation(of: posted[final].transfer) {
        report(
          .statementsMatched, severity: .note,
          summary:
            "\(id.id) is \(record.state) in \(first) and final here: one payment, which counts here",
          at: second, note: "both rows have one id of the service",
          remedy: "no action is needed")
        relate(
          first, second: second, reason: "one id of the service, \(record.state) and then final")
        if record.moved {
          if release(record, into: posted[final]) {
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
      if let other, let second = citation(of: other) {
        report(
          .statementsMatched, severity: .note,
          summary:
            "\(id.id) is \(record.state) in \(first) and \(other.state) here: one payment, which counts in neither",
          at: second,
          note: "both rows have one id of the service, and neither says that it is final",
          remedy: "no action is needed")
        relate(
          first, second: second, reason: "one id of the service, \(record.state) and \(other.state)"
        )
      }
    }
    // What a later export says is no longer asked for.
    for file in followed.subtracting(stillHeld) {
      guard let input = transferFiles.first(where: { $0.number == file })?.input else { continue }
      readings[input] = readings[input]?.leavingOut(DiagnosticCode.paymentOpen.rawValue)
    }
  }

  private func citation(of record: OpenRecord) -> Citation? {
    guard let file = transferFiles.first(where: { $0.number == record.file }) else { return nil }
    return Citation(
      file: inputs[file.input].source, line: record.entry.row.line,
      byteRange: record.entry.row.byteRange)
  }

  private mutating func relate(_ first: Citation, second: Citation, reason: String) {
    relations.append(
      RowRelation(
        kind: .onePayment, first: first, second: second, isCertain: true, reasons: [reason]))
  }

  /// Frees what the balance of the earlier export held for a payment that the later export shows of the same day; false
  /// where the later one moved the money again, on another day.
  private mutating func release(_ record: OpenRecord, into final: PostedEntry) -> Bool {
    let transfer = Int(final.transfer)
    guard builder.columns.time(transfer).start == record.entry.time.start,
      final.entry.amount == record.entry.amount
    else { return false }
    let isOut = record.entry.amount < 0
    let own = isOut ? builder.columns.payer[transfer] : builder.columns.beneficiary[transfer]
    for place in builder.statementBalances.indices {
      let known = builder.statementBalances[place]
      guard known.account == own, Int(known.file) == record.file,
        known.currency == record.entry.currency
      else { continue }
      builder.statementBalances[place] = StatementBalance(
        account: known.account, file: Int(known.file), currency: known.currency,
        opening: known.opening, closing: known.closing,
        held: known.held - (Int128(record.entry.amount) - Int128(record.entry.fee)),
        start: known.start,
        end: known.end)
    }
    let place = record.entry.row
    builder.addEvidence(
      EvidenceRow(file: record.file, line: place.line, byteRange: place.byteRange), to: transfer)
    return true
  }
}
