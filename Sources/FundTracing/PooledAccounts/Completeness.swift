public import PaymentGraph

/// The periods in which the records of an account are shown to be complete.
///
/// Records are complete between two stated balances where the first, plus receipts, less payouts, gives the second, to
/// the unit. An opening balance of zero proves that nothing from before was still owed, so the stretch then has no
/// beginning.
public struct Completeness: Sendable, Hashable {
  /// A stretch of time between two balances.
  public struct Stretch: Sendable, Hashable {
    /// The currency of the balances.
    public let currency: Currency
    /// The first millisecond that is covered; the least number where nothing was owed before.
    public let start: Int64
    /// The first millisecond after the stretch.
    public let end: Int64
    /// The amount by which the closing balance exceeds what the records explain, in minor units; 0 where they are
    /// complete.
    public let difference: Int128
  }

  /// A fact in the records that cannot be so if they are complete.
  public struct Contradiction: Sendable, Hashable {
    /// The kinds of contradictions.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// Two stated balances do not agree with the records between them.
      case balances = "balances-do-not-close"
      /// A payout names a receipt that no record has.
      case receiptNotLoaded = "receipt-not-loaded"
      /// More was paid out than the records show as received; the first such payout in each currency.
      case paidTooMuch = "paid-more-than-came-in"
      /// A payout fits no receipt before it, under rules that the recorded pairs determine.
      case noReceipt = "payout-without-receipt"

      /// The kind in words, before a number of them.
      public var words: String {
        switch self {
        case .balances: "stretches between stated balances that do not close"
        case .receiptNotLoaded: "payouts that name a receipt that was not loaded"
        case .paidTooMuch: "payouts of more than had come in by then"
        case .noReceipt: "payouts that fit no receipt before them"
        }
      }
    }

    /// The kind.
    public let kind: Kind
    /// The currency.
    public let currency: Currency
    /// The receipt or payout; nil for balances.
    public let transfer: TransferID?
  }

  /// True where the user states that the records are complete.
  public let isStated: Bool
  /// The contradictions of that statement, in the order of kinds and of the ledger; the statement is not relied on
  /// where there are any.
  public private(set) var contradictions: [Contradiction] = []
  /// Every stretch between two balances, by currency and time, including those that do not add up.
  public let stretches: [Stretch]

  init(of account: Int, _ ledger: Ledger, _ settings: MatchSettings) {
    isStated = settings.complete.contains(AccountID(account))
    let own = settings.balances.filter { $0.account.position == account }.map {
      MatchSettings.StatedBalance(
        account: $0.account, time: $0.time, amount: ledger.money($0.amount) ?? $0.amount)
    }
    guard !own.isEmpty else {
      stretches = []
      return
    }
    let columns = ledger.columns
    var found: [Stretch] = []
    for currency in Set(own.map(\.amount.currency)).sorted() {
      let balances = own.filter { $0.amount.currency == currency }.sorted {
        ($0.time.end, $0.amount.minorUnits) < ($1.time.end, $1.amount.minorUnits)
      }
      for (opening, closing) in zip(balances, balances.dropFirst()) {
        var sum = Int128(opening.amount.minorUnits)
        func isBetween(_ transfer: UInt32) -> Bool {
          columns.start[Int(transfer)] >= opening.time.end
            && columns.start[Int(transfer)] < closing.time.end
        }
        for transfer in ledger.incoming[account] where isBetween(transfer) {
          let received = ledger.transfer(TransferID(index: transfer)).received
          if received.currency == currency { sum += Int128(received.minorUnits) }
        }
        for transfer in ledger.outgoing[account] where isBetween(transfer) {
          let sent = ledger.transfer(TransferID(index: transfer)).sent
          if sent.currency == currency { sum -= Int128(sent.minorUnits) }
        }
        found.append(
          Stretch(
            currency: currency,
            start: opening.amount.minorUnits == 0 ? .min : opening.time.end, end: closing.time.end,
            difference: Int128(closing.amount.minorUnits) - sum))
      }
    }
    stretches = found
  }

  /// Returns a copy with the contradictions of the user's statement, which must exist.
  func contradicted(by found: [Contradiction]) -> Completeness {
    var reviewed = self
    reviewed.contradictions =
      stretches.filter { $0.difference != 0 }.map {
        Contradiction(kind: .balances, currency: $0.currency, transfer: nil)
      } + found
    return reviewed
  }

  /// Returns true where the records are complete in a currency from one moment to another, both included.
  func covers(_ currency: Currency, from first: Int64, to last: Int64) -> Bool {
    if isStated, contradictions.isEmpty { return true }
    var covered = first
    for stretch in stretches
    where stretch.currency == currency && stretch.difference == 0 && stretch.start <= covered {
      if stretch.end > last { return true }
      covered = max(covered, stretch.end)
    }
    return false
  }
}

extension Completeness {
  /// Returns the sentence that the records contradict the statement that they are complete: each kind with its first
  /// transfer.
  package func contradictionText(in ledger: Ledger) -> String {
    let kinds = Contradiction.Kind.allCases.compactMap { kind -> String? in
      let found = contradictions.filter { $0.kind == kind }
      guard let first = found.first else { return nil }
      let name = first.transfer.map { id -> String in
        let transfer = ledger.transfer(id)
        let place = transfer.evidence.first.map { "\($0)" }
        return ", first \(transfer.recordedID ?? place ?? transfer.time.iso8601)"
      }
      return "\(kind.words): \(found.count)\(name ?? "")"
    }
    return
      "stated to be complete, but the records contradict it (\(kinds.joined(separator: "; "))): the "
      + "statement is ignored, and no link is graded B because of it"
  }
}
