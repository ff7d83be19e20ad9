internal import PaymentGraph

/// A row as read, before it is appended to the ledger's columns.
///
/// Texts are given as text number + 1, 0 for none.
struct RowDraft {
  let payer: AccountID
  let beneficiary: AccountID
  let time: PostingTime
  let amount: Int64
  let currency: Currency
  let received: Int64?
  let receivedCurrency: Currency?
  let kind: TransferKind
  var id: UInt32 = 0
  var link: UInt32 = 0
  var reference: UInt32 = 0
  /// The number of payments that the row stands for; nil for one.
  var aggregate: UInt32??
}

extension LedgerBuilder {
  /// Appends a row to the columns.
  mutating func add(_ draft: RowDraft, file: Int, _ row: Row) {
    let number = UInt32(columns.count)
    columns.start.append(draft.time.start)
    columns.precision.append(draft.time.precision)
    if draft.time.precision == .period { columns.periodEnds[number] = draft.time.end }
    columns.payer.append(draft.payer.index)
    columns.beneficiary.append(draft.beneficiary.index)
    columns.sent.append(draft.amount)
    columns.sentCurrency.append(draft.currency.index)
    columns.kind.append(draft.kind)
    if let received = draft.received {
      setReceived(received, (draft.receivedCurrency ?? draft.currency).index)
    }
    noteFinerUnits(sent: draft.currency, received: draft.receivedCurrency)
    setTextNumbers(id: draft.id, link: draft.link, reference: draft.reference)
    if let aggregate = draft.aggregate { columns.aggregates[number] = .some(aggregate) }
    columns.file.append(UInt16(truncatingIfNeeded: file))
    columns.evidence.append(
      RowLocation(
        line: UInt32(clamping: row.line), byteOffset: Int64(row.start),
        byteCount: UInt32(clamping: row.end &- row.start)))
  }
}
