/// The sum that one account paid another in one currency.
public struct PaymentSum: Sendable, Hashable {
  /// The account that paid.
  public let payer: AccountID
  /// The account that was paid.
  public let beneficiary: AccountID
  /// The number of transfers.
  public let count: Int
  /// The sum sent, in minor units of ``currency``.
  public let sent: Int128
  /// The currency that was sent.
  public let currency: Currency
  /// The time of the first transfer that has one; nil where none has.
  public let first: PostingTime?
  /// The time of the last transfer that has one; nil where none has.
  public let last: PostingTime?
}

extension LedgerView {
  /// The sums that every account paid every other, currency by currency.
  ///
  /// They come in the order of currency codes; of one currency the largest sum first, then in the
  /// order of the payers' and the beneficiaries' keys.
  ///
  /// - Complexity: O(*t* log *t*).
  public var paymentSums: [PaymentSum] {
    struct Pair: Hashable {
      let payer: UInt32
      let beneficiary: UInt32
      let currency: UInt8
    }
    let columns = ledger.columns
    var found: [Pair: (count: Int, sent: Int128, first: Int?, last: Int?)] = [:]
    for transfer in 0..<columns.count where contains(transfer) {
      let pair = Pair(
        payer: columns.payer[transfer], beneficiary: columns.beneficiary[transfer],
        currency: columns.sentCurrency[transfer])
      var sum = found[pair] ?? (0, 0, nil, nil)
      sum.count += 1
      sum.sent += Int128(columns.sent[transfer])
      if columns.precision[transfer] != .unknown {
        if sum.first.map({ ledger.isShownFirst(transfer, insteadOf: $0) }) ?? true {
          sum.first = transfer
        }
        if sum.last.map({
          columns.start[$0] < columns.start[transfer]
            || ledger.isShownFirst(transfer, insteadOf: $0)
        }) ?? true {
          sum.last = transfer
        }
      }
      found[pair] = sum
    }
    let ranks = ledger.keyRanks
    return found.map { pair, sum in
      PaymentSum(
        payer: AccountID(index: pair.payer), beneficiary: AccountID(index: pair.beneficiary),
        count: sum.count, sent: sum.sent, currency: columns.currency(pair.currency),
        first: sum.first.map { ledger.time(of: $0) }, last: sum.last.map { ledger.time(of: $0) })
    }.sorted { left, right in
      if left.currency != right.currency { return left.currency < right.currency }
      if left.sent != right.sent { return left.sent > right.sent }
      let (one, other) = (ranks[left.payer.position], ranks[right.payer.position])
      if one != other { return one < other }
      return ranks[left.beneficiary.position] < ranks[right.beneficiary.position]
    }
  }
}
