public import PaymentGraph

/// The transfers of one pooled account, divided into those that links of grade A explain and those that are open.
struct HubRecords: Sendable {
  let ledger: Ledger
  let columns: TransferColumns
  let hub: Int
  /// All transfers into the pooled account and out of it; a payment to itself only where the records link it.
  let receipts: [Int]
  let payouts: [Int]
  /// The links that the records state at this pooled account.
  let recorded: [Link]
  /// The reason why a payout's recorded pairing cannot be followed, by payout.
  let problems: [Int: LinkProblem.Reason]
  /// Recorded pairings that cannot be followed and that name a receipt.
  let contradictions: [Link]
  /// Receipts and payouts that no link of grade A explains and that can take part, in ledger order.
  private(set) var openReceipts: [Int] = []
  private(set) var openPayouts: [Int] = []
  /// The number of transfers that take no part: totals of several payments, rows without a time, fees.
  let leftOutCount: Int

  init(_ ledger: Ledger, hub: Int, _ links: LinkSet) {
    self.ledger = ledger
    columns = ledger.columns
    self.hub = hub
    let columns = ledger.columns
    // A payment to itself that the records link passes money on, as it does for walks and traces.
    func isApart(_ transfer: Int) -> Bool {
      columns.payer[transfer] == columns.beneficiary[transfer]
        && links.links(out: transfer).isEmpty && links.links(into: transfer).isEmpty
    }
    receipts = ledger.incoming[hub].map(Int.init).filter { !isApart($0) }
    payouts = ledger.outgoing[hub].map(Int.init).filter { !isApart($0) }
    recorded = payouts.flatMap { links.links(out: $0) }
    var problems: [Int: LinkProblem.Reason] = [:]
    var contradictions: [Link] = []
    for payout in payouts {
      for problem in links.problems(out: payout) {
        if problems[payout] == nil { problems[payout] = problem.reason }
        guard let receipt = problem.inbound else { continue }
        contradictions.append(
          Link(
            inbound: receipt, outbound: problem.outbound, grade: .x,
            basis: ledger.transfer(problem.outbound).recordedLink != nil
              ? .recordedLink : .sharedReference))
      }
    }
    self.problems = problems
    self.contradictions = contradictions
    // A fee that the account takes is its own money, and not a customer's receipt.
    func isCustomers(_ transfer: Int) -> Bool {
      HubRecords.canTakePart(transfer, columns) && columns.kind[transfer] != .fee
    }
    let canTakePart = receipts.filter(isCustomers)
    let canBePayout = payouts.filter(isCustomers)
    var moments: [Currency: ClosedRange<Int64>] = [:]
    for receipt in canTakePart {
      HubRecords.extend(
        &moments, currency: ledger.transfer(TransferID(receipt)).received.currency,
        moment: columns.start[receipt])
    }
    for payout in canBePayout {
      HubRecords.extend(
        &moments, currency: ledger.transfer(TransferID(payout)).sent.currency,
        moment: columns.start[payout])
    }
    self.moments = moments
    leftOutCount = receipts.count + payouts.count - canTakePart.count - canBePayout.count
    openReceipts = canTakePart
    openPayouts = canBePayout.filter {
      switch problems[$0] {
      case nil, .ambiguousReference: true
      default: false
      }
    }
    use(recorded)
  }

  /// Removes the transfers that links explain; a link to a fee explains no receipt.
  mutating func use(_ links: [Link]) {
    var used: Set<Int> = []
    for link in links {
      used.insert(link.outbound.position)
      if columns.kind[link.outbound.position] != .fee { used.insert(link.inbound.position) }
    }
    guard !used.isEmpty else { return }
    openReceipts.removeAll { used.contains($0) }
    openPayouts.removeAll { used.contains($0) }
  }

  /// Returns true where a receipt in a currency takes no part, because its record does not say when or how it moved.
  func isLeftOut(_ currency: Currency) -> Bool {
    receipts.contains {
      !HubRecords.canTakePart($0, columns) && received($0).currency == currency
    }
  }

  /// Removes some payouts.
  mutating func setAside(payouts: Set<Int>) {
    openPayouts.removeAll { payouts.contains($0) }
  }

  /// Returns true where the pooled account pays itself.
  func isWithin(_ transfer: Int) -> Bool {
    columns.payer[transfer] == columns.beneficiary[transfer]
  }

  /// Returns true where a payout's record says that it gives money back.
  func isReturn(_ payout: Int) -> Bool {
    switch columns.kind[payout] {
    case .refund, .reversal, .chargeback, .feeRefund: true
    default: false
    }
  }

  /// The starts of the first and the last transfer that can take part, by currency.
  let moments: [Currency: ClosedRange<Int64>]

  /// Returns the amount received with a receipt.
  func received(_ receipt: Int) -> Money { ledger.transfer(TransferID(receipt)).received }

  /// Returns the amount sent with a payout.
  func sent(_ payout: Int) -> Money { ledger.transfer(TransferID(payout)).sent }

  /// Returns the shortest and the longest wait that the times of a receipt and a payout allow; nil where the payout is
  /// certainly earlier.
  func wait(_ receipt: Int, payout: Int, precedence: Precedence) -> ClosedRange<Int64>? {
    guard precedence.mayFollow(receipt, payout) else { return nil }
    return precedence.wait(receipt, payout)
  }

  private static func extend(
    _ moments: inout [Currency: ClosedRange<Int64>], currency: Currency, moment: Int64
  ) {
    let known = moments[currency] ?? moment...moment
    moments[currency] = min(known.lowerBound, moment)...max(known.upperBound, moment)
  }

  private static func canTakePart(_ transfer: Int, _ columns: TransferColumns) -> Bool {
    columns.precision[transfer] != .unknown && columns.precision[transfer] != .period
      && columns.aggregates[UInt32(transfer)] == nil && columns.kind[transfer].movesMoney
      && columns.sent[transfer] > 0
  }
}

/// A transfer of a pooled account at which the trail ends.
public struct HubBreak: Sendable, Hashable {
  /// The kinds of breaks.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Money came in, and no link of grade C or better says where it went.
    case unmatchedReceipt = "unmatched-receipt"
    /// Money went out, and no link of grade C or better says whose it was.
    case unmatchedPayout = "unmatched-payout"
    /// Sets of receipts could compose the payout in too many ways.
    case undecidedPayout = "undecided-payout"
    /// The payout names receipts, and they cover only a part of it.
    case partlyLinked = "partly-linked"
    /// The payout names a receipt that was not loaded.
    case receiptNotLoaded = "receipt-not-loaded"
    /// The records pair the payout, and amounts, times or accounts speak against it.
    case contradicted = "contradicted"

    /// The kind, as answers print it.
    public var words: String {
      switch self {
      case .unmatchedReceipt: "no payout is linked with the receipt"
      case .unmatchedPayout: "no receipt is linked with the payout"
      case .undecidedPayout: "too many sets of receipts could compose the payout"
      case .partlyLinked: "the receipts that the payout names cover only a part of it"
      case .receiptNotLoaded: "the payout names a receipt that is not in the records"
      case .contradicted: "the records pair the payout, but contradict the pairing"
      }
    }
  }

  /// The receipt or payout.
  public let transfer: TransferID
  /// The kind of the break.
  public let kind: Kind
  /// The reason, as answers print it; it may say more than the kind.
  public let reason: String
  /// The part of the transfer that the break concerns; nil for all of it.
  public let amount: Money?

  init(transfer: TransferID, kind: Kind, reason: String, amount: Money? = nil) {
    self.transfer = transfer
    self.kind = kind
    self.reason = reason
    self.amount = amount
  }
}

/// Receipts and payouts, two or more of each, that belong together although it is open which
/// receipt belongs to which payout.
public struct ClosedBlock: Sendable, Hashable {
  /// The receipts, in ledger order.
  public let receipts: [TransferID]
  /// The payouts, in ledger order.
  public let payouts: [TransferID]
  /// The sum of the payouts.
  public let total: MoneyTotals
  /// The evidence that these payouts pass these receipts on: B or C.
  public let grade: Grade
}
