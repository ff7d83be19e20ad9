internal import PaymentGraph

/// Follows lots of money through all transfers, under rules that take them one after the other.
///
/// It serves proportional rules as well where the walks of single lots are asked for, because ``MixEngine`` has no
/// lots.
///
/// Every debit divides at most one lot of each kind, so there are never more lots than deposits, openings and twice the
/// transfers. It takes one pass; a debit costs the lots that it moves.
///
/// Definition: ``TracingRule``; withdrawals and deposits as in the page *Tracing rules*.
struct LotEngine {
  private(set) var events: TracingEvents
  /// The columns are copied here, because reading one value through the view would copy them all.
  private let columns: TransferColumns
  private let rule: TracingRule
  /// True where claims and other money have to be kept in one common order.
  private let keepsOrder: Bool
  let records: Bool

  private(set) var pockets: [LotPocket]
  /// The balances where no claim ever came; their pockets are empty.
  private(set) var unclaimed: UnclaimedBalances
  /// Rates of ``Lot/rate``.
  private(set) var rates: [Fraction] = [.one]
  /// Lots that paid off an overdraft, by balance.
  private(set) var absorbed: [Int32: [Lot]] = [:]
  /// Lots that were kept on the way as fees, by balance of the payer.
  private(set) var fees: [Int32: [Lot]] = [:]
  /// The lots that are on their way, by the event in which they left.
  private(set) var onTheWay: [Int32: [Lot]] = [:]
  /// The lots that count as having paid the debit, by coordination.
  private(set) var substituted: [Int32: [Lot]] = [:]
  private var overdrawn: [Int32: Fraction] = [:]
  /// The serial numbers that the lots of an identified credit got.
  private var landed: [Int32: Range<Int32>] = [:]
  /// The index in ``moved`` of each event's first lot.
  private(set) var moveStarts: [Int32] = []
  private(set) var moved: [Lot] = []
  /// The number of payouts that passed a receipt on in another currency within a pooled account.
  private(set) var convertedWithin = 0

  private var moving: [Lot] = []
  /// The walks by which lots of some claims came; nil where they are not kept.
  private(set) var paths: LotPaths?

  /// - Parameters:
  ///   - records: true to keep the load of every transfer.
  ///   - paths: the keeper of the walks of some labels.
  init(_ events: TracingEvents, rule: TracingRule, records: Bool, paths: LotPaths? = nil) {
    self.paths = paths
    self.events = events
    columns = events.view.ledger.columns
    self.rule = rule
    self.records = records
    keepsOrder =
      rule.ownFunds == .inOrder || events.overrides.values.contains { $0 == .inOrder }
    pockets = Array(repeating: LotPocket(), count: events.pockets.count)
    unclaimed = UnclaimedBalances(events, everyPlaceIsFollowed: records)
    for (place, debt) in events.debts { pockets[Int(place)].debt = Fraction(wide: debt) }
    for (place, openings) in events.openings where !unclaimed.covers(place) {
      for opening in openings {
        pockets[Int(place)].add(
          Lot(
            amount: Fraction(opening.amount), label: opening.label, rate: 0, credit: -1, serial: 0),
          asClaimant: events.labels.isClaimant[Int(opening.label)], keepsOrder: keepsOrder)
      }
    }
  }

  mutating func run() {
    if records { moveStarts.reserveCapacity(events.count + 1) }
    var coming = ArrivalCursor(events)
    for event in 0..<events.count {
      while let came = coming.next(before: event) { arrive(came) }
      if unclaimed.pass(event, of: events, columns) { continue }
      let position = Int(events.transfer[event])
      moving.removeAll(keepingCapacity: true)
      let sent = Fraction(columns.sent[position])
      if events.entering[event] >= 0 {
        moving.append(
          Lot(amount: sent, label: events.entering[event], rate: 0, credit: -1, serial: 0))
      } else {
        withdraw(sent, Int32(event))
      }
      if records {
        moveStarts.append(Int32(truncatingIfNeeded: moved.count))
        moved += moving
      }
      paths?.extend(&moving, by: Int32(event))
      if paths?.isCut == true { return }
      convert(position, event)
      if !events.isLate.isEmpty, events.isLate[event] {
        onTheWay[Int32(event)] = moving
      } else {
        deposit(Int32(event))
        cover(events.to[event])
      }
      cover(events.from[event])
    }
    while let came = coming.next() { arrive(came) }
    if records { moveStarts.append(Int32(truncatingIfNeeded: moved.count)) }
  }

  // MARK: A payment leaves

  private mutating func withdraw(_ amount: Fraction, _ event: Int32) {
    let place = events.from[Int(event)]
    follow(place)
    var rest = amount
    if !events.identified.isEmpty, let credits = events.identified[event] {
      for link in credits where !rest.isZero {
        let wanted = link.share.map { min(rest, Fraction($0)) } ?? rest
        rest -= wanted - takeIdentified(wanted, credit: link.credit, place: place)
      }
    }
    if rest.isZero { return }
    if events.isOpaque[Int(place)] {
      let account = AccountID(index: events.pockets.account[Int(place)])
      let label = events.label(.unlinked(account))
      moving.append(Lot(amount: rest, label: label, rate: 0, credit: -1, serial: 0))
      return
    }
    let ownFunds = events.overrides.isEmpty ? nil : events.overrides[event]
    let start = moving.count
    rest = pockets[Int(place)].take(
      rest, ownFunds: ownFunds ?? rule.ownFunds, order: rule.order, into: &moving)
    if rule.order == .proRata, keepsOrder, events.terms.namedReceipts == .oldestFirst {
      // The oldest part of a named receipt is the part that was oldest at its origin.
      moving[start...].sort { $0.serial < $1.serial }
    }
    if !rest.isZero { overdraw(rest, event: event, place: place) }
  }

  /// Makes a lot of money that was only counted at a balance.
  private mutating func follow(_ place: Int32) {
    let amount = unclaimed.follow(place)
    guard amount > 0 else { return }
    pockets[Int(place)].add(
      Lot(amount: Fraction(amount), label: unclaimed.label, rate: 0, credit: -1, serial: 0),
      asClaimant: false, keepsOrder: keepsOrder)
  }

  /// Goes back to mere counting for a balance that the claims have left.
  private mutating func cover(_ place: Int32) {
    guard unclaimed.mayCover(place),
      let amount = pockets[Int(place)].takeWhole(ofLabel: unclaimed.label)
    else { return }
    unclaimed.cover(place, amount)
  }

  /// Takes the rest of an identified receipt, as far as wanted.
  private mutating func takeIdentified(
    _ wanted: Fraction, credit: Int32, place: Int32
  ) -> Fraction {
    guard let serials = landed[credit] else { return wanted }
    let source = events.to[Int(credit)]
    guard source != place else {
      return rule.order == .proRata && events.terms.namedReceipts == .inProportion
        ? pockets[Int(place)].takeShare(wanted, creditedBy: credit, serials, into: &moving)
        : pockets[Int(place)].take(wanted, creditedBy: credit, serials, into: &moving)
    }
    return takeConverted(wanted, credit: credit, serials: serials, source: source)
  }

  /// Takes the receipt of a payout in another currency: the pooled account converted it within itself, so the payout
  /// passes on all that is left of the receipt.
  private mutating func takeConverted(
    _ wanted: Fraction, credit: Int32, serials: Range<Int32>, source: Int32
  ) -> Fraction {
    let start = moving.count
    let left = pockets[Int(source)].remaining(creditedBy: credit, serials)
    guard !left.isZero else { return wanted }
    _ = pockets[Int(source)].take(left, creditedBy: credit, serials, into: &moving)
    scale(from: start, by: wanted / left)
    convertedWithin += 1
    return .zero
  }

  private mutating func overdraw(_ amount: Fraction, event: Int32, place: Int32) {
    var label = events.label(.overdraft(AccountID(index: events.pockets.account[Int(place)])))
    if let pair = events.coordinations.first(where: { $0.debit == event }) {
      label = pair.label
      overdrawn[event] = amount
    }
    moving.append(Lot(amount: amount, label: label, rate: 0, credit: -1, serial: 0))
    pockets[Int(place)].debt += amount
  }

  // MARK: A payment arrives

  /// Converts the moving lots into the currency and amount that arrived.
  private mutating func convert(_ position: Int, _ event: Int) {
    guard !columns.received.isEmpty, let receipt = columns.received[position] else { return }
    let (sent, received) = (columns.sent[position], receipt.amount)
    if columns.sentCurrency[position] != receipt.currency {
      scale(from: 0, by: Fraction(received) / Fraction(sent))
    } else if received < sent {
      keepFee(Fraction(received) / Fraction(sent), events.from[event])
    } else if received > sent {
      let account = AccountID(index: columns.payer[position])
      moving.append(
        Lot(
          amount: Fraction(received) - Fraction(sent), label: events.label(.unknown(account)),
          rate: 0, credit: -1, serial: 0))
    }
  }

  private mutating func scale(from start: Int, by factor: Fraction) {
    var rateOf: [Int32: Int32] = [:]
    for index in start..<moving.count {
      moving[index].amount = moving[index].amount * factor
      let old = moving[index].rate
      if rateOf[old] == nil {
        rateOf[old] = Int32(truncatingIfNeeded: rates.count)
        rates.append(rates[Int(old)] / factor)
      }
      moving[index].rate = rateOf[old] ?? old
    }
  }

  /// Takes a fee on the way from every part of the payment in proportion.
  private mutating func keepFee(_ share: Fraction, _ place: Int32) {
    for index in moving.indices {
      var fee = moving[index]
      moving[index].amount = fee.amount * share
      fee.amount -= moving[index].amount
      fees[place, default: []].append(fee)
    }
  }

  /// Adds money that was on its way to the balance at which it arrives.
  private mutating func arrive(_ event: Int) {
    moving = onTheWay.removeValue(forKey: Int32(event)) ?? []
    deposit(Int32(event))
    cover(events.to[event])
  }

  private mutating func deposit(_ event: Int32) {
    if staysUnclaimed(at: events.to[Int(event)]) { return }
    follow(events.to[Int(event)])
    let place = Int(events.to[Int(event)])
    if !pockets[place].debt.isZero { absorb(event) }
    let isNamed = !events.isIdentified.isEmpty && events.isIdentified[Int(event)]
    let first = pockets[place].nextSerial
    for var lot in moving where !lot.amount.isZero {
      lot.credit = isNamed ? event : -1
      pockets[place].add(
        lot, asClaimant: events.labels.isClaimant[Int(lot.label)], keepsOrder: keepsOrder)
    }
    if isNamed { landed[event] = first..<pockets[place].nextSerial }
  }

  /// Counts money that is not claimed and arrives at a balance where no claim ever came.
  private mutating func staysUnclaimed(at place: Int32) -> Bool {
    guard unclaimed.covers(place), moving.count == 1, moving[0].label == unclaimed.label,
      moving[0].rate == 0, let amount = moving[0].amount.whole
    else { return false }
    return unclaimed.add(amount, to: place)
  }

  /// Pays the bank first with money that arrives at an overdrawn account, in the order in which it arrives.
  private mutating func absorb(_ event: Int32) {
    let place = events.to[Int(event)]
    let total = moving.reduce(Fraction.zero) { $0 + $1.amount }
    let owed = pockets[Int(place)].debt
    var rest = min(owed, total)
    pockets[Int(place)].debt = owed - rest
    for pair in events.coordinations where pair.credit == event {
      let open = min(rest, overdrawn[pair.debit] ?? .zero)
      overdrawn[pair.debit, default: .zero] -= open
      rest -= open
      substituted[pair.label, default: []] += takeMoving(open)
    }
    if !rest.isZero { absorbed[place, default: []] += takeMoving(rest) }
  }

  private mutating func takeMoving(_ amount: Fraction) -> [Lot] {
    var taken: [Lot] = []
    var rest = amount
    if rule.order == .proRata {
      let total = moving.reduce(Fraction.zero) { $0 + $1.amount }
      guard !amount.isZero, !total.isZero else { return [] }
      for index in moving.indices where !moving[index].amount.isZero {
        var part = moving[index]
        part.amount = part.amount * amount / total
        moving[index].amount -= part.amount
        taken.append(part)
      }
      return taken
    }
    for index in moving.indices where !rest.isZero && !moving[index].amount.isZero {
      var part = moving[index]
      part.amount = min(rest, part.amount)
      moving[index].amount -= part.amount
      rest -= part.amount
      taken.append(part)
    }
    return taken
  }
}
