internal import PaymentGraph

/// The transfers by their recorded ids, to see when a record turns up twice.
struct IdentityRegister {
  enum Meeting {
    /// The id was not seen before.
    case new
    /// The same record again: nothing is added.
    case repetition
    /// Another record with the same id.
    case clash
  }

  /// The first transfer + 1 with each id, by text number.
  private var firsts: [UInt32] = []

  /// Says whether an id (text number + 1) was seen, and with the same record; notes a new one as
  /// that of the transfer that is added next.
  mutating func meet(_ id: UInt32, _ draft: RowDraft, in builder: LedgerBuilder) -> Meeting {
    let index = Int(id) - 1
    if index >= firsts.count {
      firsts.append(
        contentsOf: repeatElement(0, count: max(index + 1 - firsts.count, firsts.count)))
    }
    guard firsts[index] > 0 else {
      firsts[index] = UInt32(builder.transferCount) + 1
      return .new
    }
    let other = Int(firsts[index]) - 1
    let columns = builder.columns
    let isSame =
      columns.payer[other] == draft.payer.index
      && columns.beneficiary[other] == draft.beneficiary.index
      && columns.start[other] == draft.time.start && columns.sent[other] == draft.amount
      && columns.sentCurrency[other] == draft.currency.index
    return isSame ? .repetition : .clash
  }
}
