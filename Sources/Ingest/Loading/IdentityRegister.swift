internal import PaymentGraph

/// The transfers by their recorded ids, to detect a record that turns up twice.
struct IdentityRegister {
  enum Meeting {
    /// The id was not seen before.
    case new
    /// The same record came again: nothing is added.
    case repetition(of: Int)
    /// Another record has the same id.
    case clash
  }

  /// The first transfer + 1 with each id, by text number.
  private var firsts: [UInt32] = []
  /// Further transfers with an id that clashed, by text number.
  private var others: [Int: [UInt32]] = [:]

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
  mutating func meet(_ id: UInt32, _ draft: RowDraft, in builder: LedgerBuilder) -> Meeting {
    if isNew(id, at: builder.transferCount) { return .new }
    let index = Int(id) - 1
    // All transfers with the id are compared, so that it does not matter which came first.
    for other in [firsts[index]] + (others[index] ?? []) {
      if isSame(Int(other) - 1, draft, in: builder) { return .repetition(of: Int(other) - 1) }
    }
    others[index, default: []].append(UInt32(builder.transferCount) + 1)
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
