internal import PaymentGraph

/// Finds the links that the records of a ledger state: an id in the `link` column of a payout, or
/// the same reference on both legs.
///
/// An id must name one transfer, which was paid into the account that pays out. A reference must be
/// that of one inbound transfer only; several payouts may share it (a payment that was split). The
/// receipt must not be later than the payout, and where the currency is the same, the payouts
/// together, chargebacks apart, must not exceed the receipt: then the records contradict themselves
/// (grade X) and the link is reported instead of followed.
///
/// O(*t*) over the whole ledger; nothing where no account is pooled.
struct RecordedLinks {
  private let ledger: Ledger
  private let columns: TransferColumns
  private let precedence: Precedence
  private var links: [Link] = []
  private var problems: [LinkProblem] = []

  private init(_ ledger: Ledger) {
    self.ledger = ledger
    columns = ledger.columns
    precedence = Precedence(ledger, ties: .allow)
  }

  static func find(in ledger: Ledger) -> LinkSet {
    guard ledger.hasPooled else { return .empty }
    var search = RecordedLinks(ledger)
    let byID = search.transfersByID()
    for (account, isPooled) in ledger.pooled.enumerated() where isPooled {
      search.linkPayouts(of: account, byID)
    }
    search.refuseExcess()
    return LinkSet(links: search.links, problems: search.problems)
  }

  /// By text number of an id: the transfer + 1, or `.max` where several have it.
  private func transfersByID() -> [UInt32] {
    guard !columns.links.isEmpty, !columns.ids.isEmpty else { return [] }
    var found = Array(repeating: UInt32(0), count: ledger.textCount + 1)
    for (transfer, id) in columns.ids.enumerated() where id > 0 {
      found[Int(id)] = found[Int(id)] == 0 ? UInt32(transfer) + 1 : .max
    }
    return found
  }

  private mutating func linkPayouts(of account: Int, _ byID: [UInt32]) {
    let inbound = ledger.incoming[account]
    var byReference: [UInt32: UInt32] = [:]
    if !columns.references.isEmpty {
      for transfer in inbound {
        let reference = columns.references[Int(transfer)]
        guard reference > 0 else { continue }
        byReference[reference] = byReference[reference] == nil ? transfer : .max
      }
    }
    for transfer in ledger.outgoing[account] {
      let payout = Int(transfer)
      if !columns.links.isEmpty, columns.links[payout] > 0 {
        let found = byID.isEmpty ? 0 : byID[Int(columns.links[payout])]
        linkByID(payout, found, account)
      } else if !columns.references.isEmpty, columns.references[payout] > 0,
        let receipt = byReference[columns.references[payout]]
      {
        if receipt == .max {
          note(payout, .ambiguousReference)
        } else {
          link(payout, to: Int(receipt), .sharedReference)
        }
      }
    }
  }

  private mutating func linkByID(_ payout: Int, _ found: UInt32, _ account: Int) {
    switch found {
    case 0: note(payout, .unknown)
    case .max: note(payout, .ambiguousID)
    default:
      let receipt = Int(found) - 1
      guard Int(columns.beneficiary[receipt]) == account else {
        return note(payout, .elsewhere, receipt: receipt)
      }
      link(payout, to: receipt, .recordedLink)
    }
  }

  private mutating func link(_ payout: Int, to receipt: Int, _ basis: LinkBasis) {
    guard receipt != payout else { return }
    guard precedence.mayFollow(receipt, payout) else {
      return note(payout, .later, receipt: receipt)
    }
    links.append(
      Link(
        inbound: TransferID(receipt), outbound: TransferID(payout), grade: .a, basis: basis,
        share: ledger.transfer(TransferID(payout)).sent))
  }

  private mutating func note(
    _ payout: Int, _ reason: LinkProblem.Reason, receipt: Int? = nil
  ) {
    problems.append(
      LinkProblem(
        outbound: TransferID(payout), inbound: receipt.map { TransferID($0) }, reason: reason))
  }

  /// Takes back the links of a receipt on which more was paid out than came in.
  private mutating func refuseExcess() {
    var paid: [TransferID: Int128] = [:]
    // A chargeback is paid with the service's own money, also where the receipt was long paid on.
    for link in links
    where ledger.transfer(link.outbound).sent.currency == received(link).currency
      && columns.kind[link.outbound.position] != .chargeback
    {
      paid[link.inbound, default: 0] += Int128(columns.sent[link.outbound.position])
    }
    let excess = Set(
      paid.filter { $0.value > Int128(ledger.transfer($0.key).received.minorUnits) }.map(\.key))
    guard !excess.isEmpty else { return }
    for link in links where excess.contains(link.inbound) {
      problems.append(
        LinkProblem(outbound: link.outbound, inbound: link.inbound, reason: .tooMuch))
    }
    links.removeAll { excess.contains($0.inbound) }
  }

  private func received(_ link: Link) -> Money { ledger.transfer(link.inbound).received }
}
