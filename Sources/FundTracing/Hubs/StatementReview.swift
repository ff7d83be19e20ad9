internal import PaymentGraph

/// What in the records of a hub cannot be so if they are complete, as the user says they are.
///
/// Payouts without a receipt are looked for only in currencies of which nothing is converted, at hubs that pay
/// on one receipt at a time, and by a fee rule that nearly all recorded pairs obey: elsewhere their absence shows
/// nothing.
///
/// O(*m* log *m*) for *m* transfers of the hub.
struct StatementReview {
  private(set) var contradictions: [Completeness.Contradiction] = []

  private let books: HubBooks
  private let model: HubModel
  private let settings: MatchSettings

  private var converted: Set<Currency> = []

  init(_ books: HubBooks, _ model: HubModel, _ settings: MatchSettings) {
    self.books = books
    self.model = model
    self.settings = settings
    for payout in books.payouts where books.problems[payout] == .unknown {
      note(.receiptNotLoaded, books.sent(payout).currency, payout)
    }
    converted = convertedCurrencies()
    findExcess()
  }

  /// The currencies that the hub changes, as far as the records show: its balances in them say nothing.
  private func convertedCurrencies() -> Set<Currency> {
    var currencies: Set<Currency> = []
    for link in books.recorded {
      let (gross, net) = (
        books.received(link.inbound.position).currency, books.sent(link.outbound.position).currency
      )
      if gross != net { currencies.formUnion([gross, net]) }
    }
    let received = Set(books.receipts.map { books.received($0).currency })
    let sent = Set(books.payouts.map { books.sent($0).currency })
    // What is paid out and never came in was changed from something.
    return sent.isSubset(of: received) ? currencies : received.union(sent)
  }

  /// Notes the first payout in each currency that the hub cannot have had the money for.
  private mutating func findExcess() {
    guard !settings.balances.contains(where: { $0.account.position == books.hub }) else { return }
    var balances: [Currency: Int128] = [:]
    var noted = converted
    let columns = books.columns
    let receipts = books.receipts.map { (end: columns.start[$0], isReceipt: true, transfer: $0) }
    let payouts = books.payouts.map {
      (
        end: books.ledger.transfer(TransferID($0)).time.end, isReceipt: false, transfer: $0
      )
    }
    // A receipt counts from its earliest moment and a payout at its latest, so that no order of equal
    // times can be what makes the difference.
    let order = (receipts + payouts).sorted {
      ($0.end, $0.isReceipt ? 0 : 1, $0.transfer) < ($1.end, $1.isReceipt ? 0 : 1, $1.transfer)
    }
    for (_, isReceipt, transfer) in order {
      guard books.columns.precision[transfer] != .unknown else { return }
      if isReceipt {
        let money = books.received(transfer)
        balances[money.currency, default: 0] += Int128(money.minorUnits)
      } else {
        let money = books.sent(transfer)
        let balance = (balances[money.currency] ?? 0) - Int128(money.minorUnits)
        balances[money.currency] = balance
        if balance < 0, noted.insert(money.currency).inserted {
          note(.paidTooMuch, money.currency, transfer)
        }
      }
    }
  }

  /// Notes open payouts that no receipt fits in any way, after a match that took the records to be complete.
  ///
  /// A receipt that no payout fits is no contradiction: a service may keep money.
  ///
  /// - Parameters:
  ///   - findings: everything that was found to be possible, whatever its grade.
  ///   - undecided: payouts of which too many sets of receipts could be it.
  mutating func findOrphans(_ findings: [LinkFinding], undecided: Set<Int>) {
    guard !model.isBatching, undecided.isEmpty else { return }
    let longest = model.window.guardedLongest
    func isGeneral(_ currency: Currency) -> Bool {
      !converted.contains(currency) && model.isGeneral(currency, settings)
    }
    let paid = Set(findings.map(\.link.outbound.position))
    for payout in books.openPayouts where !books.isReturn(payout) {
      let currency = books.sent(payout).currency
      guard isGeneral(currency), let moments = books.moments[currency],
        books.columns.start[payout] &- longest > moments.lowerBound
      else { continue }
      if !paid.contains(payout) { note(.noReceipt, currency, payout) }
    }
  }

  private mutating func note(
    _ kind: Completeness.Contradiction.Kind, _ currency: Currency, _ transfer: Int
  ) {
    contradictions.append(
      Completeness.Contradiction(
        kind: kind, currency: currency, transfer: TransferID(transfer)))
  }
}
