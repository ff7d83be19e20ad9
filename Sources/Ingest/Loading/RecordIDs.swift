internal import PaymentGraph

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
