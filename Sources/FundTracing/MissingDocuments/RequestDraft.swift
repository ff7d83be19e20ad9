internal import PaymentGraph

/// A request in the making, with the money that its document would decide.
struct RequestDraft {
  var transfers: Set<Int> = []
  var claims: Set<Int> = []
  var unexplained: Set<Int> = []
  var references: Set<String> = []

  /// The key of a document: two requests with one key are the same document.
  struct Key: Hashable {
    let kind: DocumentRequest.Kind
    let account: Int
    /// The stretch without records; an open bound is the least or the greatest moment.
    let start: Int64
    let end: Int64
  }

  /// Returns the request, with the days that are wanted.
  func request(
    _ key: Key, _ ledger: Ledger, linkedShare share: DocumentRequest.LinkedShare?
  ) -> DocumentRequest {
    var claimed = MoneyTotals()
    for claim in claims { claimed.add(ledger.transfer(TransferID(claim)).sent) }
    var expected = claimed
    if let share, share.all > 0 {
      expected = MoneyTotals()
      for total in claimed.lines {
        expected.add(
          total.minorUnits * Int128(share.linked) / Int128(share.all), in: total.currency)
      }
    }
    var origin = MoneyTotals()
    for payout in unexplained { origin.add(ledger.transfer(TransferID(payout)).sent) }
    let days = transfers.compactMap { ledger.transfer(TransferID($0)).time.day }
    var from = key.start == .min ? days.min() : CivilDate(milliseconds: key.start)
    var to: CivilDate? = key.end == .max ? nil : CivilDate(milliseconds: key.end)
    switch key.kind {
    case .statement:
      // The statement shows nothing of use from before the money came.
      if let first = days.min() { from = from.map { max($0, first) } ?? first }
    case .settlement, .receipts:
      from = days.min()
      to = days.max()
    case .activity, .paymentSource, .balance: break
    }
    return DocumentRequest(
      kind: key.kind, account: AccountID(key.account), from: from, to: to,
      transfers: transfers.sorted().map { TransferID($0) }, references: references.sorted(),
      claims: claims.sorted().map { TransferID($0) }, claimed: claimed,
      expected: expected, linkedShare: share, unexplained: origin)
  }
}
