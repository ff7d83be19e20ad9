internal import PaymentGraph

/// Writes the notes that a reader must know beside the figures of a trace.
struct TracingNotes {
  private let events: TracingEvents
  private let links: LinkSet
  private let method: TracingMethod
  private let terms: TracingTerms
  private(set) var notes: [AnswerNote] = []

  init(events: TracingEvents, links: LinkSet, method: TracingMethod, terms: TracingTerms) {
    self.events = events
    self.links = links
    self.method = method
    self.terms = terms
  }

  private var ledger: Ledger { events.view.ledger }

  mutating func write(sources: [(account: Int, claims: [Int])], _ tables: AttributionTables?) {
    notes += AnswerNote.general(of: events.view) + AnswerNote.extract(of: events.view.ledger)
    for election in terms.overrides {
      add(
        .ownFundsOverride,
        "\(name(election.transfer)) takes own funds \(words(election.ownFunds)), against the "
          + "rule: \(election.reason)")
    }
    for pair in terms.coordinated {
      add(
        .coordinatedPayments,
        "\(name(pair.credit)) counts as having paid \(name(pair.debit)), which was made before it "
          + "on overdraft, as declared: \(pair.evidence)")
    }
    writeContradictedBooks()
    writeTimes()
    writeTransit()
    writeOpenings()
    let isReached = events.reachedBalances
    if case .links = terms.pooling, ledger.hasPooled {
      if let words = events.openPairings.words(in: ledger, concerns: isPaidTo(isReached)) {
        add(
          .inferredLinks,
          "\(words): a rule takes them in their order, which no record shows; the least and the most under any rule hold "
            + "for every pairing")
      }
      notes += PooledStops(events, reaching: isReached).notes(in: ledger)
      let isStop = Set(
        isReached.indices.filter { isReached[$0] && events.isOpaque[$0] }
          .map { events.balances.account[$0] })
      let payer = ledger.columns.payer
      notes += links.problemNotes { isStop.contains(payer[$0]) }
    }
    let carrying = PairsAgainstTime.receipts(events, isReached)
    if let note = PairsAgainstTime(ledger).note(
      in: ledger, rest: "and no figure follows the pair",
      where: { carrying.contains($0.receipt) })
    {
      notes.append(note)
    }
    writeOpenEnds(isReached)
    if terms.unidentified == .claimant {
      add(.unidentifiedMoney, terms.unidentified.words)
    }
    if events.collapsedCount > 0 {
      add(
        .bouncedPayments,
        "\(count(events.collapsedCount, "payment")) left out, each with the reversal of "
          + "the same day that names it and returns the whole of it")
    }
    writeChargebacks()
    writeUnnamed()
    if let tables {
      write(tables)
      writeUnknownBalances(isReached)
      writeUnseen(isReached)
    }
    let idle = sources.filter(\.claims.isEmpty)
    if !idle.isEmpty {
      let names = idle.prefix(5).map { key(AccountID($0.account)) }.joined(separator: ", ")
      let more = idle.count > 5 ? " and \(idle.count - 5) more" : ""
      add(
        .idleSources,
        "\(count(idle.count, "source")) made no claimed payment in scope: \(names)\(more)")
    }
    if case .asOrdinary = terms.pooling, ledger.pooled.contains(true) {
      add(
        .pooledAsOrdinary,
        "pooled accounts are treated as ordinary ones: the rule mixes the money of all their "
          + "customers, and all that passes them is merely possible (grade D)")
    }
    if ledger.rejectedRowCount > 0 {
      add(
        .rejectedRows,
        "\(count(ledger.rejectedRowCount, "row")) could not be read, so transfers may be missing")
    }
  }

  /// Returns a test for transfers that pay an account which claimed money can reach.
  private func isPaidTo(_ isReached: [Bool]) -> (Int) -> Bool {
    let payee = ledger.columns.beneficiary
    let accounts = Set(
      isReached.indices.lazy.filter { isReached[$0] }.map { events.balances.account[$0] })
    return { accounts.contains(payee[$0]) }
  }

  /// Writes the payments whose money may have gone on where no figure follows it: rows of other files may show them too,
  /// or their payees are known by name only.
  private mutating func writeOpenEnds(_ isReached: [Bool]) {
    let possible = ledger.columns.possible
    var (doubles, unnamed): ([Int], [Int]) = ([], [])
    for event in 0..<events.count where isReached[Int(events.to[event])] {
      guard events.mayCarryClaims(event, isReached) else { continue }
      let transfer = Int(events.transfer[event])
      if possible[UInt32(transfer)] != nil { doubles.append(transfer) }
      if ledger.isStandIn(Int(ledger.columns.beneficiary[transfer])) { unnamed.append(transfer) }
    }
    if let first = doubles.min() {
      add(
        .possibleRows,
        "\(count(doubles.count, "payment")) on the way may also be in rows of another statement, the first "
          + "\(name(TransferID(first))): if \(doubles.count == 1 ? "it is" : "they are"), the money went on from there, and no "
          + "figure follows it (check lists the rows; a decision settles each pair)")
    }
    if let first = unnamed.min() {
      let payee = ledger.transfer(TransferID(first)).beneficiary.displayName
      add(
        .knownByNameOnly,
        "\(count(unnamed.count, "payment")) on the way \(unnamed.count == 1 ? "ends" : "end") at payees that are known by name "
          + "only, such as \(payee): they may hold any account, so where that money went is open")
    }
  }

  /// Writes the balances that were stated against the statement of the account.
  private mutating func writeContradictedOpenings() {
    for opening in terms.openings {
      let first = ledger.statementBalances.filter {
        $0.account == opening.account.index && $0.currency == opening.money.currency
      }.min { $0.start < $1.start }
      let stated = Int128((ledger.money(opening.money) ?? opening.money).minorUnits)
      guard let first, first.opening != stated else { continue }
      var (shown, said) = (MoneyTotals(), MoneyTotals())
      shown.add(first.opening, in: first.currency)
      said.add(stated, in: first.currency)
      let zero = "\(first.currency) 0"
      add(
        .statementDiffers,
        "\(key(opening.account)) is said to have held \(said.lines.first?.description ?? zero) before its first payment, and "
          + "its statement begins with \(shown.lines.first?.description ?? zero): figures take what is said, against the "
          + "record")
    }
  }

  /// Tells where a pooled account was stated to have complete records, and the records contradict it.
  private mutating func writeContradictedBooks() {
    let ranks = ledger.keyRanks
    let stated = terms.matching.complete.map(\.position).filter { ledger.pooled[$0] }
      .sorted { ranks[$0] < ranks[$1] }
    guard !stated.isEmpty else { return }
    for match in MatchedHubs.matches(at: stated, in: ledger, terms.matching) {
      if let text = match.contradictionText(in: ledger) { add(.completenessContradicted, text) }
    }
  }

  /// Writes the number of payments that have no time.
  private mutating func writeTimes() {
    let timeless = events.transfer.count { ledger.columns.precision[Int($0)] == .unknown }
    guard timeless > 0 else { return }
    let (has, it) = timeless == 1 ? ("has", "it") : ("have", "each")
    add(
      .noTime,
      "\(count(timeless, "payment")) \(has) no time: a rule takes \(it) at its position in the ledger, though it may have "
        + "been made before or after any other; the least and the most under any rule hold for either"
    )
  }

  /// Writes the payments that the beneficiary's statement shows later than the payer's.
  private mutating func writeTransit() {
    if let first = events.passedOnBefore.first {
      let number = events.passedOnBefore.count
      add(
        .inTransit,
        "\(count(number, "payment")) arrived later than \(number == 1 ? "it" : "they") left, and payouts that name "
          + "\(number == 1 ? "it" : "them") left the payee in between: figures treat such a payment as one event, when "
          + "it left, so they may follow money before it arrived; the first is \(name(first))")
    }
    let late = events.isLate.indices.filter { events.isLate[$0] }
    guard !late.isEmpty else { return }
    let open = late.filter { events.isOnItsWay($0) }
    let rest =
      open.isEmpty
      ? ""
      : "; \(open.count) of them had not arrived at the end, the first \(name(TransferID(Int(events.transfer[open[0]]))))"
    add(
      .onItsWay,
      "\(count(late.count, "payment")) arrived later than \(late.count == 1 ? "it" : "they") left, by the statements of "
        + "payer and payee: in between the money is on its way, and nobody can pay it on\(rest)")
  }

  private mutating func writeChargebacks() {
    let chargebacks = events.chargebacks
    let passed = chargebacks.subrogations.count { $0.amount.minorUnits > 0 }
    if passed > 0 {
      let funding =
        terms.pooling == .asOrdinary
        ? "taken from the balance like any payment, and may show as returned too"
        : "the service's own money and labelled so"
      add(
        .subrogation,
        "\(count(passed, "chargeback")) of payment services: the money is \(funding), and for that "
          + "amount the victim's claim passes to the service; figures keep the victim's name")
    }
    for (back, claim) in chargebacks.fromPayees.prefix(5) {
      add(
        .chargedBack,
        "\(ledger.transfer(back).received) of the claim \(ledger.transfer(claim).nameAndRow) came back to "
          + "\(key(ledger.transfer(claim).payer.id)) by the chargeback \(ledger.transfer(back).nameAndRow): the victim has it, "
          + "and \"returned\" is only the part of it that the rule takes for the victim's own money"
      )
    }
    if chargebacks.fromPayees.count > 5 {
      add(
        .chargedBack,
        "\(chargebacks.fromPayees.count - 5) more claimed payments were charged back so")
    }
    let reversed = chargebacks.subrogations.filter { $0.reversed.minorUnits > 0 }
    write(reversed.map(\.chargeback), "was reversed, wholly or in part: only the rest of it counts")
    write(
      chargebacks.claimedBack,
      "was reversed by a payment that is itself claimed: it is not taken back, and chargebacks of the "
        + "claim count towards both payments")
    write(
      chargebacks.excessive, "paid more than was left of the claim: only the rest of it passes")
    write(
      chargebacks.foreign,
      "is in a currency other than the claim's: the records do not say how much of it passes, so "
        + "nothing is counted")
    write(
      chargebacks.unexplained,
      "names no earlier claimed payment of the account it pays: no claim passes by it")
  }

  /// Writes the same words about some chargebacks and names the first five.
  private mutating func write(_ chargebacks: [TransferID], _ words: String) {
    for back in chargebacks.prefix(5) { add(.subrogation, "chargeback by \(name(back)) \(words)") }
    if chargebacks.count > 5 {
      add(.subrogation, "\(count(chargebacks.count - 5, "more chargeback")): each \(words)")
    }
  }

  private mutating func writeUnnamed() {
    for back in events.unnamedReversals.prefix(5) {
      let word = ledger.transfer(back).kind == .chargeback ? "chargeback" : "reversal"
      add(
        .unnamedReversal,
        "\(word) by \(name(back)) names no payment that it takes back, so it is treated as an ordinary payment and "
          + "the rule says whose money comes back: name the payment's id in the link column")
    }
    let more = events.unnamedReversals.count - 5
    if more > 0 {
      add(
        .unnamedReversal,
        "\(count(more, "more reversal")) without a named payment, treated as ordinary payments too"
      )
    }
  }

  /// Returns true where one balance comes before another in the order of account keys, then of currencies.
  private func precedes(_ one: Int32, _ other: Int32) -> Bool {
    let balances = events.balances
    let ranks = (
      ledger.keyRanks[Int(balances.account[Int(one)])],
      ledger.keyRanks[Int(balances.account[Int(other)])]
    )
    if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
    return ledger.columns.currency(balances.currency[Int(one)])
      < ledger.columns.currency(balances.currency[Int(other)])
  }

  private mutating func writeOpenings() {
    writeContradictedOpenings()
    let shown = events.fromStatements.sorted { precedes($0.key, $1.key) }
    for (place, amount) in shown.prefix(10) {
      let money = Money(
        minorUnits: amount, currency: ledger.columns.currency(events.balances.currency[Int(place)]))
      add(
        .statementOpening,
        "\(key(AccountID(index: events.balances.account[Int(place)]))) had \(money) of unknown origin before its first "
          + "payment, as its statement says")
    }
    if shown.count > 10 {
      add(
        .statementOpening,
        "\(shown.count - 10) more accounts have the opening balances of their statements")
    }
    let assumed = events.assumed.sorted { precedes($0.key, $1.key) }
    // An account that is never paid is a payer from outside, not an account with a missing statement.
    let incoming = ledger.incoming
    let middle = assumed.filter { incoming.count(Int(events.balances.account[Int($0.key)])) > 0 }
    for (place, amount) in middle.prefix(10) {
      var total = MoneyTotals()
      total.add(amount, in: ledger.columns.currency(events.balances.currency[Int(place)]))
      let text = total.lines.map(\.description).joined()
      add(
        .assumedOpening,
        "\(key(AccountID(index: events.balances.account[Int(place)]))) pays more than the records "
          + "show it had: the least possible opening balance, \(text) of "
          + "unknown origin, is assumed")
    }
    if middle.count > 10 {
      add(
        .assumedOpening,
        "\(middle.count - 10) more accounts pay more than the records show they had: the least possible "
          + "opening balance is assumed for each")
    }
  }

  private mutating func writeUnknownBalances(_ isReached: [Bool]) {
    let unknown = events.unknownBalances(isReached)
    guard !unknown.isEmpty else { return }
    add(
      .balancesUnknown,
      "the rule's figures suppose that no other money lay in \(AnswerNote.words(unknown, in: ledger)), beyond the least "
        + "that makes all payments possible: load the statements, or state the balances with --opening"
    )
  }

  /// Writes the accounts whose money a rule follows although balances show payments that no row does.
  private mutating func writeUnseen(_ isReached: [Bool]) {
    let accounts = Set(
      events.unseen.keys.filter { isReached[Int($0)] }.map { events.balances.account[Int($0)] })
    guard !accounts.isEmpty else { return }
    let names = accounts.map { AccountID(index: $0) }
      .sorted { ledger.keyRanks[$0.position] < ledger.keyRanks[$1.position] }
    let more = names.count > 3 ? " and \(names.count - 3) more" : ""
    add(
      .statementGap,
      "the balances of \(names.prefix(3).map(key).joined(separator: ", "))\(more) show payments that no row does, and no "
        + "rule can follow them: its figures there, and at the accounts paid from there, may be too high or too low; the "
        + "least and the most under any rule allow for such payments")
  }

  private mutating func write(_ tables: AttributionTables) {
    if tables.convertedWithin > 0 {
      add(
        .convertedWithin,
        "\(count(tables.convertedWithin, "payout")) of pooled accounts left in another currency "
          + "than the linked receipt: each passes on all that was left of it")
    }
    for (place, debt) in tables.debts.sorted(by: { precedes($0.key, $1.key) }) {
      let currency = ledger.columns.currency(events.balances.currency[Int(place)])
      var whole = MoneyTotals()
      if let units = debt.onlyInteger { whole.add(units, in: currency) }
      let text =
        whole.lines.first?.description
        ?? "\(currency.code) \(debt / (0..<currency.exponent).reduce(Fraction.one) { sum, _ in sum * Fraction(10) })"
      add(
        .overdrawn,
        "\(key(AccountID(index: events.balances.account[Int(place)]))) is overdrawn at the end, by \(text)"
      )
    }
  }

  private func words(_ ownFunds: OwnFunds) -> String {
    switch ownFunds {
    case .first: "first"
    case .last: "last"
    case .inOrder: "in their turn"
    }
  }

  private func name(_ transfer: TransferID) -> String {
    "payment \(ledger.transfer(transfer).nameAndRow)"
  }

  private func key(_ account: AccountID) -> String { ledger.account(account).key }

  private func count(_ number: Int, _ noun: String) -> String {
    AnswerNote.count(number, noun)
  }

  private mutating func add(_ code: AnswerNote.Code, _ text: String) {
    notes.append(AnswerNote(code: code, text: text))
  }
}
