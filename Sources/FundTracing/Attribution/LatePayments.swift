internal import PaymentGraph

/// The payments that the statement of their payee shows later than the ledger has them: two events of a trace, one where
/// the money leaves and one where it comes.
///
/// A payment that the payee passed on by name before it came, by its own statement, is one event: what the payee disposed
/// of was there.
struct LatePayments {
  /// Those that are two events.
  private var divided: Set<Int32> = []
  /// Those of them that come within the period of the question, the first first; then as the ledger has them.
  private(set) var arriving: [(start: Int64, transfer: Int32)] = []
  /// Those that payouts name which left before they came.
  private(set) var passedOnBefore: [Int32] = []

  /// - Parameter receipts: by payout, the receipts that it passes on.
  init(_ view: LedgerView, receipts: [Int32: [(receipt: Int32, share: Int64?)]]) {
    let (columns, order) = (view.ledger.columns, view.ledger.recordedOrder)
    guard order.hasPlaces else { return }
    var isUsedBefore: Set<Int32> = []
    for (payout, parts) in receipts {
      for part in parts where order.relation(Int(part.receipt), Int(payout)) == .after {
        isUsedBefore.insert(part.receipt)
      }
    }
    for transfer in columns.places.keys.sorted().map(Int.init)
    where view.contains(transfer) && order.cameLater(transfer) {
      let number = Int32(truncatingIfNeeded: transfer)
      if isUsedBefore.contains(number) {
        passedOnBefore.append(number)
        continue
      }
      divided.insert(number)
      guard let start = order.arrivalSpan(transfer)?.start,
        view.period.until.map({ start < $0.milliseconds }) ?? true
      else { continue }
      arriving.append((start, number))
    }
    arriving.sort { $0 < $1 }
  }

  var isEmpty: Bool { divided.isEmpty }

  /// Whether a payment is two events.
  func contains(_ transfer: Int32) -> Bool { !divided.isEmpty && divided.contains(transfer) }
}
