internal import PaymentGraph

/// The money in all balances, in the form in which a rule needs it: lots, or mixtures.
///
/// ``TraceEngine`` says what happens to money; this says how it is kept. Sums are exact, or bounds where ``Mixtures`` keep
/// fractions that would be too long.
protocol TracedMoney: Sendable {
  /// An amount on the move.
  associatedtype Part: Sendable

  /// Starts an event: what is added from now on comes by it.
  mutating func begin(_ event: Int32)
  mutating func part(_ amount: Fraction, label: Int32, isClaimant: Bool) -> Part
  /// Returns the amount of a part where it is whole, of one label, and was never converted; nil otherwise.
  func whole(_ part: Part, ofLabel label: Int32) -> Int64?

  // Balances.
  func debt(at place: Int32) -> Fraction
  mutating func setDebt(_ debt: Fraction, at place: Int32)
  mutating func add(_ part: Part, of sum: Fraction, to place: Int32)
  /// Takes everything from a balance where it is whole money of one label and there is no debt; returns nil, and changes
  /// nothing, otherwise.
  mutating func takeWhole(ofLabel label: Int32, at place: Int32) -> Int64?

  // Payments.
  /// Prepares for a payment out of a balance, of which parts may be taken in several steps.
  mutating func open(_ place: Int32)
  /// Takes the money of a payment as the rule says; returns the part that the balance does not have.
  mutating func take(
    _ amount: Fraction, ownFunds: OwnFunds, at place: Int32, into moving: inout [Part]
  ) -> Fraction
  /// Ends a payment that ``take(_:ownFunds:at:into:)`` took, after an amount was overdrawn.
  mutating func close(
    _ place: Int32, paid: Fraction, overdrawn: Fraction, _ moving: [Part])
  /// Returns the rest of a receipt that payouts pass on; nil where none is kept.
  func rest(ofReceipt credit: Int32, at place: Int32) -> Fraction?
  /// Takes a sum, or everything where none is given, from a receipt that payouts pass on.
  mutating func take(
    _ wanted: Fraction?, ofReceipt credit: Int32, at place: Int32, into moving: inout [Part])
  /// Converts parts into another currency; each keeps its worth in the currency of its claim.
  mutating func convert(_ moving: inout [Part], from start: Int, by factor: Fraction)
  /// Keeps all but a share of every part as a fee on a payment out of a balance.
  mutating func keepFee(_ moving: inout [Part], leaving share: Fraction, at place: Int32)
  /// Counts an amount of a payment as having paid a debt: that of a balance, or of one overdrawn debit by its label.
  mutating func pay(
    _ amount: Fraction, of total: Fraction, from moving: inout [Part], to debt: PaidDebt)
  /// Leaves of a payment that paid debts the rest.
  mutating func leave(_ rest: Fraction, of total: Fraction, _ moving: inout [Part])
  /// Adds a payment to a balance.
  ///
  /// - Parameter isApart: true where payouts pass it on by name; then, true where other payouts of the balance take from
  ///   it as well.
  mutating func land(
    _ moving: [Part], sum: Fraction, by event: Int32, at place: Int32,
    isApart: Bool, isShared: Bool)
  /// Adds a transfer to the walks of parts; returns false where there are too many to go on.
  mutating func extendWalks(of moving: inout [Part], by event: Int32) -> Bool
}

/// A debt that arriving money pays.
enum PaidDebt {
  case balance(Int32)
  /// The overdraft of one debit, which has a label of its own.
  case debit(label: Int32)
}

/// Follows money through all transfers under a rule, in one pass.
///
/// Every payment takes money from the balance of its payer: first from the receipts that it names, then as the rule says;
/// what the balance does not have is overdrawn. It arrives in its own currency, less its fee, pays the debt of its
/// beneficiary first, and joins the rest of the balance.
///
/// Definition: ``TracingRule``; withdrawals and deposits as in the page *Tracing rules*.
struct TraceEngine<Money: TracedMoney>: Sendable {
  var events: TracingEvents
  /// The columns are copied here, because reading one value through the view would copy them all.
  let columns: TransferColumns
  let rule: TracingRule
  let records: Bool
  var money: Money
  /// The balances where no claim ever came; their money is only counted.
  private(set) var untracked: UntrackedBalances
  /// The parts that are on their way and their sum, by the event in which they left.
  private(set) var onTheWay: [Int32: (parts: [Money.Part], amount: Fraction)] = [:]
  private var overdrawn: [Int32: Fraction] = [:]
  /// The index in ``moved`` of each event's first part.
  private(set) var moveStarts: [Int32] = []
  private(set) var moved: [Money.Part] = []
  /// The number of payouts that passed a receipt on in another currency within a pooled account.
  private(set) var convertedWithin = 0
  private var moving: [Money.Part] = []

  /// - Parameter records: true to keep the load of every transfer.
  init(_ events: TracingEvents, _ rule: TracingRule, records: Bool, money: Money) {
    self.events = events
    columns = events.view.ledger.columns
    self.rule = rule
    self.records = records
    self.money = money
    untracked = UntrackedBalances(events, tracksAll: records)
    for place in events.debts.keys.sorted() {
      self.money.setDebt(Fraction(wide: events.debts[place] ?? 0), at: place)
    }
    for place in events.openings.keys.sorted() where !untracked.contains(place) {
      for opening in events.openings[place] ?? [] {
        let amount = Fraction(opening.amount)
        self.money.add(part(amount, opening.label), of: amount, to: place)
      }
    }
  }

  /// Follows all transfers.
  mutating func follow() {
    if records { moveStarts.reserveCapacity(events.count + 1) }
    var coming = ArrivalCursor(events)
    for event in 0..<events.count {
      while let came = coming.next(before: event) { arrive(came) }
      if untracked.pass(event, of: events, columns) { continue }
      let number = Int32(truncatingIfNeeded: event)
      let position = Int(events.transfer[event])
      moving.removeAll(keepingCapacity: true)
      money.begin(number)
      let sent = Fraction(columns.sent[position])
      if events.entering[event] >= 0 {
        moving.append(part(sent, events.entering[event]))
      } else {
        withdraw(sent, number)
      }
      if records {
        moveStarts.append(Int32(truncatingIfNeeded: moved.count))
        moved += moving
      }
      guard money.extendWalks(of: &moving, by: number) else { return }
      let amount = convert(position, event)
      if !events.isLate.isEmpty, events.isLate[event] {
        onTheWay[number] = (moving, amount)
      } else {
        deposit(number, amount)
        untrack(events.to[event])
      }
      untrack(events.from[event])
    }
    while let came = coming.next() { arrive(came) }
    if records { moveStarts.append(Int32(truncatingIfNeeded: moved.count)) }
  }

  private mutating func part(_ amount: Fraction, _ label: Int32) -> Money.Part {
    money.part(amount, label: label, isClaimant: events.labels.isClaimant[Int(label)])
  }

  // MARK: A payment leaves

  private mutating func withdraw(_ amount: Fraction, _ event: Int32) {
    let place = events.from[Int(event)]
    track(place)
    money.open(place)
    var rest = amount
    if !events.identified.isEmpty, let credits = events.identified[event] {
      for link in credits where !rest.isZero {
        let wanted = link.share.map { Fraction.lesser(rest, Fraction($0)) } ?? rest
        rest = rest.excess(over: wanted.excess(over: takeReceipt(wanted, link.credit, at: place)))
      }
    }
    if rest.isZero { return }
    if events.isOpaque[Int(place)] {
      let account = AccountID(index: events.balances.account[Int(place)])
      moving.append(part(rest, events.label(.unlinked(account))))
      return
    }
    let override = events.overrides.isEmpty ? nil : events.overrides[event]
    rest = money.take(rest, ownFunds: override ?? rule.ownFunds, at: place, into: &moving)
    if !rest.isZero { overdraw(rest, event: event, place: place) }
    money.close(place, paid: amount, overdrawn: rest, moving)
  }

  /// Tracks the money of a balance that was only counted.
  private mutating func track(_ place: Int32) {
    let amount = untracked.remove(place)
    guard amount > 0 else { return }
    money.add(
      money.part(Fraction(amount), label: untracked.label, isClaimant: false),
      of: Fraction(amount), to: place)
  }

  /// Goes back to mere counting for a balance that the claims have left.
  private mutating func untrack(_ place: Int32) {
    guard untracked.mayContain(place),
      let amount = money.takeWhole(ofLabel: untracked.label, at: place)
    else { return }
    untracked.insert(place, amount)
  }

  /// Takes the rest of an identified receipt, as far as wanted; returns the amount still wanted.
  private mutating func takeReceipt(
    _ wanted: Fraction, _ credit: Int32, at place: Int32
  ) -> Fraction {
    let source = events.to[Int(credit)]
    guard let left = money.rest(ofReceipt: credit, at: source), !left.isZero else { return wanted }
    // A payout in another currency than its receipt passes on all that is left of it: the pooled account converted it
    // within itself.
    let isConverted = source != place
    let start = moving.count
    money.take(isConverted ? nil : wanted, ofReceipt: credit, at: source, into: &moving)
    guard isConverted else { return wanted.excess(over: left) }
    money.convert(&moving, from: start, by: wanted / left)
    convertedWithin += 1
    return .zero
  }

  private mutating func overdraw(_ amount: Fraction, event: Int32, place: Int32) {
    var label = events.label(.overdraft(AccountID(index: events.balances.account[Int(place)])))
    if let pair = events.coordinations.first(where: { $0.debit == event }) {
      label = pair.label
      overdrawn[event] = amount
    }
    moving.append(part(amount, label))
    money.setDebt(money.debt(at: place) + amount, at: place)
  }

  // MARK: A payment arrives

  /// Converts the moving parts into the currency and amount that arrived; returns that amount.
  private mutating func convert(_ position: Int, _ event: Int) -> Fraction {
    let sent = Fraction(columns.sent[position])
    guard !columns.received.isEmpty, let receipt = columns.received[position] else { return sent }
    let received = Fraction(receipt.amount)
    if columns.sentCurrency[position] != receipt.currency {
      money.convert(&moving, from: 0, by: received / sent)
    } else if received < sent {
      money.keepFee(&moving, leaving: received / sent, at: events.from[event])
    } else if received > sent {
      let account = AccountID(index: columns.payer[position])
      moving.append(part(received - sent, events.label(.unknown(account))))
    }
    return received
  }

  /// Adds money that was on its way to the balance at which it arrives.
  private mutating func arrive(_ event: Int) {
    let number = Int32(truncatingIfNeeded: event)
    money.begin(number)
    guard let sum = onTheWay.removeValue(forKey: number) else { return }
    moving = sum.parts
    deposit(number, sum.amount)
    untrack(events.to[event])
  }

  private mutating func deposit(_ event: Int32, _ amount: Fraction) {
    let place = events.to[Int(event)]
    if staysUnclaimed(at: place) { return }
    track(place)
    let sum = money.debt(at: place).isZero ? amount : payDebt(amount, event: event, place: place)
    money.land(
      moving, sum: sum, by: event, at: place,
      isApart: !events.isIdentified.isEmpty && events.isIdentified[Int(event)],
      isShared: !events.isOpaque[Int(place)])
  }

  /// Counts money that is not claimed and arrives at a balance where no claim ever came.
  private mutating func staysUnclaimed(at place: Int32) -> Bool {
    guard untracked.contains(place), moving.count == 1,
      let amount = money.whole(moving[0], ofLabel: untracked.label)
    else { return false }
    return untracked.add(amount, to: place)
  }

  /// Pays the bank first with money that arrives at an overdrawn account; returns the rest.
  private mutating func payDebt(_ total: Fraction, event: Int32, place: Int32) -> Fraction {
    guard !moving.isEmpty else { return total }
    let owed = money.debt(at: place)
    var rest = Fraction.lesser(owed, total)
    let left = total.excess(over: owed)
    money.setDebt(owed.excess(over: total), at: place)
    for pair in events.coordinations where pair.credit == event {
      let debit = overdrawn[pair.debit] ?? .zero
      let open = Fraction.lesser(rest, debit)
      overdrawn[pair.debit] = debit.excess(over: rest)
      rest = rest.excess(over: debit)
      money.pay(open, of: total, from: &moving, to: .debit(label: pair.label))
    }
    if !rest.isZero { money.pay(rest, of: total, from: &moving, to: .balance(place)) }
    money.leave(left, of: total, &moving)
    return left
  }
}
