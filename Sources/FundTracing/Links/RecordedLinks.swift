package import PaymentGraph

/// Finds the links that the records of a ledger state: an id in the `link` column of a payout, or
/// the same reference on both legs.
///
/// An id must name one transfer, which was paid into the account that pays out; a cell may name several ids, see
/// ``LinkCell``. A reference must belong to one receipt only; several payouts may share it (a split). The receipt must
/// not be later than the payout. Words that many payments share name none, see ``ReferenceText``. Where the currency is the same, the payouts together, chargebacks apart, must not
/// exceed the receipts: otherwise the records contradict themselves (grade X), and the link is reported instead of
/// followed.
///
/// O(*t*) over the whole ledger; finds nothing where no account is pooled.
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

  /// The result that the ledger keeps.
  private struct Found: Sendable {
    let links: LinkSet
    /// The links without those of a table.
    let stated: LinkSet
  }

  /// Returns the links of a ledger.
  ///
  /// - Parameter hasTable: true where the links of an extract's table count as well, which no record need state.
  static func find(in ledger: Ledger, hasTable: Bool = true) -> LinkSet {
    guard ledger.hasPooled else { return .empty }
    let found = ledger.cache.value(Found.self) ?? search(ledger)
    ledger.cache.keep(found)
    return hasTable ? found.links : found.stated
  }

  private static func search(_ ledger: Ledger) -> Found {
    var search = RecordedLinks(ledger)
    let stated = StatedReceipts(ledger)
    for (account, isPooled) in ledger.pooled.enumerated() where isPooled {
      search.linkPayouts(of: account, stated)
    }
    search.refuseExcess()
    let found = LinkSet(links: search.links, problems: search.problems)
    guard let table = ledger.extract?.links else { return Found(links: found, stated: found) }
    let inTable = table.compactMap(Link.init)
    let links = found.adding(
      inTable.filter { $0.grade < .x }, refusing: inTable.filter { $0.grade == .x })
    return Found(links: links, stated: found)
  }

  private mutating func linkPayouts(of account: Int, _ stated: StatedReceipts) {
    let inbound = ledger.incoming[account]
    var byReference: [UInt32: UInt32] = [:]
    if !columns.references.isEmpty {
      for transfer in inbound {
        let reference = columns.references[Int(transfer)]
        guard reference > 0, ledger.withText(reference, ReferenceText.namesPayment) else {
          continue
        }
        byReference[reference] = byReference[reference] == nil ? transfer : .max
      }
    }
    for transfer in ledger.outgoing[account] {
      let payout = Int(transfer)
      if !columns.links.isEmpty, columns.links[payout] > 0 {
        linkByID(payout, parts: stated.parts(of: payout), account: account)
      } else if !columns.references.isEmpty, columns.references[payout] > 0,
        let receipt = byReference[columns.references[payout]]
      {
        if receipt == .max {
          note(payout, .ambiguousReference)
        } else {
          link(
            payout, to: Int(receipt), .sharedReference,
            share: ledger.transfer(TransferID(payout)).sent)
        }
      }
    }
  }

  private mutating func linkByID(_ payout: Int, parts: [LinkCell.Part], account: Int) {
    let shares = parts.compactMap(\.share).reduce(Int128(0)) { $0 + Int128($1) }
    let isTooMuch = shares > Int128(columns.sent[payout])
    for part in parts {
      switch part.found {
      case 0: note(payout, .unknown, id: part.id)
      case .max: note(payout, .ambiguousID, id: part.id)
      default:
        let receipt = Int(part.found) - 1
        guard Int(columns.beneficiary[receipt]) == account else {
          note(payout, .elsewhere, receipt: receipt, id: part.id)
          continue
        }
        guard !isTooMuch else {
          note(payout, .sharesTooMuch, receipt: receipt, id: part.id)
          continue
        }
        let sent = ledger.transfer(TransferID(payout)).sent
        let share = part.share.map { Money(minorUnits: $0, currency: sent.currency) }
        link(payout, to: receipt, .recordedLink, share: parts.count == 1 ? share ?? sent : share)
      }
    }
  }

  private mutating func link(
    _ payout: Int, to receipt: Int, _ basis: LinkBasis, share: Money?
  ) {
    guard receipt != payout else { return }
    guard precedence.mayFollow(receipt, payout) else {
      return note(payout, .later, receipt: receipt)
    }
    links.append(
      Link(
        inbound: TransferID(receipt), outbound: TransferID(payout), grade: .a, basis: basis,
        share: share))
  }

  private mutating func note(
    _ payout: Int, _ reason: LinkProblem.Reason, receipt: Int? = nil, id: String? = nil
  ) {
    problems.append(
      LinkProblem(
        outbound: TransferID(payout), inbound: receipt.map { TransferID($0) }, reason: reason,
        id: id))
  }

  /// Removes the links of receipts on which more was paid out than came in.
  ///
  /// The certain amounts come first: payouts that name one receipt alone, and stated shares. Payouts that name several
  /// receipts without shares follow: each must fit into the rest of its receipts, and so must all payouts that receipts
  /// connect.
  private mutating func refuseExcess() {
    let receiptsOf = Dictionary(grouping: links.indices) { links[$0].outbound }
    let incomplete = Set(problems.map(\.outbound))
    var paid: [TransferID: Int128] = [:]
    // A chargeback is paid with the service's own money, even where the receipt was passed on long before.
    for link in links where isOneCurrency(link) && !isChargeback(link.outbound) {
      if let share = link.share { paid[link.inbound, default: 0] += Int128(share.minorUnits) }
    }
    let excess = Set(paid.filter { $0.value > received($0.key) }.map(\.key))
    var groups = StatedGroups()
    for payout in receiptsOf.keys.sorted()
    where !incomplete.contains(payout) && !isChargeback(payout) {
      let named = (receiptsOf[payout] ?? []).map { links[$0] }
      guard named.contains(where: { $0.share == nil }), named.allSatisfy(isOneCurrency),
        !named.contains(where: { excess.contains($0.inbound) })
      else { continue }
      let shares = named.compactMap(\.share).reduce(Int128(0)) { $0 + Int128($1.minorUnits) }
      groups.add(
        payout, Int128(columns.sent[payout.position]) - shares,
        from: named.filter { $0.share == nil }.map { link in
          (link.inbound, received(link.inbound) - (paid[link.inbound] ?? 0))
        })
    }
    let refused = groups.exceeding
    guard !excess.isEmpty || !refused.isEmpty else { return }
    let isRefused: (Link) -> Bool = {
      excess.contains($0.inbound) || refused.contains($0.outbound)
    }
    for link in links where isRefused(link) {
      problems.append(
        LinkProblem(outbound: link.outbound, inbound: link.inbound, reason: .tooMuch, id: nil))
    }
    links.removeAll(where: isRefused)
  }

  private func isChargeback(_ payout: TransferID) -> Bool {
    columns.kind[payout.position] == .chargeback
  }

  private func isOneCurrency(_ link: Link) -> Bool {
    ledger.transfer(link.outbound).sent.currency == ledger.transfer(link.inbound).received.currency
  }

  private func received(_ receipt: TransferID) -> Int128 {
    Int128(ledger.transfer(receipt).received.minorUnits)
  }
}

extension Link {
  /// Reads a link of a table; nil where the grade or the evidence is none.
  fileprivate init?(_ stated: Extract.StatedLink) {
    guard let grade = Grade(letter: stated.grade), let basis = LinkBasis(rawValue: stated.basis)
    else { return nil }
    self.init(
      inbound: stated.inbound, outbound: stated.outbound, grade: grade, basis: basis,
      share: stated.share)
  }
}

/// Payouts that name several receipts without shares, with the check that those receipts suffice for them.
struct StatedGroups {
  private struct Payout {
    let id: TransferID
    let amount: Int128
    let receipts: [TransferID]
  }

  private var payouts: [Payout] = []
  /// The amount that each receipt has left.
  private var left: [TransferID: Int128] = [:]
  /// The representative of each receipt that payouts join with others.
  private var head: [TransferID: TransferID] = [:]

  /// Adds a payout, in ledger order, with the amounts that its receipts have left for it.
  mutating func add(
    _ payout: TransferID, _ amount: Int128, from receipts: [(id: TransferID, left: Int128)]
  ) {
    guard let first = receipts.first else { return }
    for receipt in receipts {
      left[receipt.id] = receipt.left
      join(receipt.id, first.id)
    }
    payouts.append(Payout(id: payout, amount: amount, receipts: receipts.map(\.id)))
  }

  /// The payouts that exceed their receipts, alone or together with all that receipts connect.
  var exceeding: Set<TransferID> {
    var groups = self
    var rest: [TransferID: Int128] = [:]
    for (receipt, amount) in left { rest[groups.top(receipt), default: 0] += amount }
    for payout in payouts { rest[groups.top(payout.receipts[0]), default: 0] -= payout.amount }
    return Set(
      payouts.filter { payout in
        payout.amount > payout.receipts.reduce(0) { $0 + (left[$1] ?? 0) }
          || (rest[groups.top(payout.receipts[0])] ?? 0) < 0
      }.map(\.id))
  }

  private mutating func join(_ one: TransferID, _ other: TransferID) {
    let (first, second) = (top(one), top(other))
    if first != second { head[max(first, second)] = min(first, second) }
  }

  private mutating func top(_ receipt: TransferID) -> TransferID {
    var receipt = receipt
    while let above = head[receipt] {
      // Halves the path for later searches.
      if let next = head[above] { head[receipt] = next }
      receipt = above
    }
    return receipt
  }
}

extension LedgerView {
  /// The links that the records themselves state, in ledger order of the payouts, with which evaluations compare
  /// inferred links.
  ///
  /// - Complexity: O(*t*) over the whole ledger.
  package var recordedLinks: [Link] { RecordedLinks.find(in: ledger).links }
}

/// Finds the receipts that the `link` cells of a ledger name: one, or several; see ``LinkCell``.
struct StatedReceipts {
  private let ledger: Ledger
  private let columns: TransferColumns
  /// The transfer + 1 that has an id, or `.max` where several have it, by text number of the id.
  private let byID: [UInt32]

  init(_ ledger: Ledger) {
    self.ledger = ledger
    columns = ledger.columns
    guard !columns.links.isEmpty, !columns.ids.isEmpty else {
      byID = []
      return
    }
    var found = Array(repeating: UInt32(0), count: ledger.textCount + 1)
    for (transfer, id) in columns.ids.enumerated() where id > 0 {
      found[Int(id)] = found[Int(id)] == 0 ? UInt32(transfer) + 1 : .max
    }
    byID = found
  }

  /// Returns the receipts that a transfer names, in the order of its cell; empty where it names none.
  ///
  /// An id that a list repeats counts as one receipt with the sum of its shares.
  func parts(of payout: Int) -> [LinkCell.Part] {
    guard !columns.links.isEmpty, columns.links[payout] > 0 else { return [] }
    let whole = byID.isEmpty ? 0 : byID[Int(columns.links[payout])]
    if whole > 0 { return [LinkCell.Part(id: nil, found: whole, share: nil)] }
    let transfer = ledger.transfer(TransferID(payout))
    return LinkCell.parts(
      transfer.recordedLink ?? "", exponent: transfer.sent.currency.exponent, find: find)
  }

  private func find(_ id: Substring) -> UInt32 {
    guard !byID.isEmpty, let number = ledger.textNumber(of: id) else { return 0 }
    return byID[Int(number) + 1]
  }
}
