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

/// The transfers by their recorded ids, to detect a record that turns up twice.
struct RecordIDs {
  enum Outcome {
    /// The id was not seen before.
    case new
    /// The same record came again: nothing is added.
    case repetition(of: Int)
    /// Another record has the same id.
    case clash
  }

  /// The first transfer + 1 with each id, by text number.
  private var firsts: [UInt32] = []
  /// Further transfers with an id that clashed, by the values of their rows.
  private var others: [Record: Int] = [:]

  /// The values by which two rows with one id are one record.
  private struct Record: Hashable {
    let id: UInt32
    let payer: AccountID
    let beneficiary: AccountID
    let start: Int64
    let amount: Int64
    let currency: Currency
  }

  /// Returns true where an id (text number + 1) was never seen before, and then gives it to the transfer.
  mutating func isNew(_ id: UInt32, at transfer: Int) -> Bool {
    let index = Int(id) - 1
    if index >= firsts.count {
      firsts.append(
        contentsOf: repeatElement(0, count: max(index + 1 - firsts.count, firsts.count)))
    }
    guard firsts[index] == 0 else { return false }
    firsts[index] = UInt32(truncatingIfNeeded: transfer) + 1
    return true
  }

  /// Returns whether an id (text number + 1) was seen, and with the same record; gives a new id to the transfer that is
  /// added next.
  mutating func register(
    _ id: UInt32, _ draft: RowDraft, in builder: LedgerBuilder
  ) -> Outcome {
    if isNew(id, at: builder.transferCount) { return .new }
    let first = Int(firsts[Int(id) - 1]) - 1
    if isSame(first, draft, in: builder) { return .repetition(of: first) }
    // All transfers with the id are compared at once, so that it does not matter which came first.
    let record = Record(
      id: id, payer: draft.payer, beneficiary: draft.beneficiary, start: draft.time.start,
      amount: draft.amount, currency: draft.currency)
    if let other = others[record] { return .repetition(of: other) }
    others[record] = builder.transferCount
    return .clash
  }

  private func isSame(_ other: Int, _ draft: RowDraft, in builder: LedgerBuilder) -> Bool {
    builder.columns.payer[other] == draft.payer.index
      && builder.columns.beneficiary[other] == draft.beneficiary.index
      && builder.columns.start[other] == draft.time.start
      && builder.columns.sent[other] == draft.amount
      && builder.writtenCurrency(ofSent: other) == draft.currency
  }
}

/// The outcome of one row.
enum RowOutcome {
  case loaded, rejected
  /// The row became no transfer, and nothing is wrong with it; the word is the one in the row that tells the reason.
  case setAside(SetAsideReason, word: String? = nil)
}

extension RowBalance {
  /// Counts a row by its outcome.
  mutating func count(_ outcome: RowOutcome, line: Int) {
    switch outcome {
    case .loaded: loaded += 1
    case .rejected: rejected += 1
    case .setAside(let reason, let word): setAside(reason, word: word, line: line)
    }
  }
}
