internal import PaymentGraph

/// Writes the notes of an answer, in the order of their codes' importance.
struct NoteWriter {
  let space: WalkContext
  private(set) var notes: [AnswerNote] = []

  init(_ space: WalkContext) { self.space = space }

  /// Writes the limits that cut a search, and the gaps in the records.
  ///
  /// - Parameter isOnWalk: true for transfers on walks; evaluated only where an account is pooled.
  mutating func write(
    isOnWalk: @autoclosure () -> [Bool], wasCutByHops: Bool, wasCutByWait: Bool
  ) {
    if wasCutByHops, let limit = space.rules.maximumHops {
      add(
        .cutByHops,
        "walks continue beyond \(count(limit, "hop")), so accounts that are not listed are not excluded"
      )
    }
    if wasCutByWait, let longest = space.rules.longestWait {
      add(
        .cutByWait,
        "payouts after a wait of more than \(WalkRules.words(wait: longest)) were not followed, so "
          + "accounts that are not listed are not excluded")
    }
    writeExtract()
    writeScope()
    if space.view.ledger.hasPooled {
      let isOnWalk = isOnWalk()
      writeStops(isOnWalk)
      writePooling(isOnWalk)
      writeMatches(isOnWalk)
    }
    notes += space.links.problemNotes { _ in true }
  }

  /// Writes the payments that name a receipt on a walk which is later than they are; backwards, those on a walk that name
  /// such a receipt.
  mutating func write(
    pairsAgainstTime isOnWalk: (Int) -> Bool, following direction: RowOrder.Direction = .forwards
  ) {
    let note = PairsAgainstTime(space.view.ledger).note(
      in: space.view.ledger, rest: "so accounts that are not listed are not excluded",
      where: { isOnWalk(direction == .forwards ? $0.receipt : $0.payout) })
    if let note { notes.append(note) }
  }

  /// Writes the number of transfers without a named payer, and of claimed payments that therefore count for no victim.
  mutating func writeUnnamed(claims: Int) {
    let found = space.view.unnamedPayerCount
    guard found > 0 else { return }
    var text =
      "\(count(found, "transfer")) in scope \(found == 1 ? "has" : "have") no named payer: the number of people who "
      + "paid is unknown, so \(found == 1 ? "it counts" : "they count") for no payer"
    if claims > 0 {
      text += ", and \(count(claims, "claimed payment")) among them for no victim"
    }
    add(.unnamedPayers, text)
  }

  /// Writes the stand-ins for unnamed parties that would be listed as accounts.
  ///
  /// - Parameters:
  ///   - standIns: the accounts.
  ///   - isOnWalk: returns true where a transfer lies on a walk.
  mutating func write(standIns: [Int], _ isOnWalk: (Int) -> Bool) {
    guard !standIns.isEmpty else { return }
    let incoming = space.view.ledger.incoming
    var (total, payments, withdrawals) = (MoneyTotals(), 0, 0)
    for account in standIns {
      for transfer in incoming[account].map(Int.init)
      where space.view.contains(transfer) && isOnWalk(transfer) {
        total.add(space.columns.receivedMoney(transfer))
        payments += 1
        if space.columns.kind[transfer] == .cash { withdrawals += 1 }
      }
    }
    let amounts = total.lines.map(\.description).joined(separator: " + ")
    let cash = withdrawals > 0 ? ", \(withdrawals) of them in cash" : ""
    add(
      .standInsLeftOut,
      "\(count(standIns.count, "stand-in")) for payees whom no record names \(standIns.count == 1 ? "is" : "are") not "
        + "listed: \(count(payments, "payment"))\(cash), \(amounts) (--include-stand-ins lists them)"
    )
  }

  /// Writes the walks that end with beneficiaries known by name only, and those on which rows may show further
  /// payments.
  ///
  /// - Parameter isOnWalk: returns true where a transfer lies on a walk.
  mutating func writeOpenEnds(_ isOnWalk: (Int) -> Bool) {
    let ledger = space.view.ledger
    let (payers, payees) = (ledger.outgoing, space.columns.beneficiary)
    var ends: [Int] = []
    for transfer in 0..<space.columns.count
    where isOnWalk(transfer) && payers.count(Int(payees[transfer])) == 0 {
      let payee = Int(payees[transfer])
      if ledger.isStandIn(payee), ledger.isNamed(payee) { ends.append(transfer) }
    }
    if let first = ends.first {
      let payment = ledger.transfer(TransferID(first))
      let row = payment.evidence.first.map { " (\($0))" } ?? ""
      add(
        .knownByNameOnly,
        "\(count(ends.count, "payment")) on the way \(ends.count == 1 ? "ends" : "end") at payees that are known by name "
          + "only, such as \(payment.beneficiary.displayName)\(row): they may hold any account, so accounts that are "
          + "not listed are not excluded (parties proposes who they are)")
    }
    let open = space.columns.possible.keys.filter { isOnWalk(Int($0)) }.sorted()
    if let first = open.first {
      let payment = ledger.transfer(TransferID(index: first))
      let row = payment.evidence.first.map { ", such as \($0)" } ?? ""
      add(
        .possibleRows,
        "\(count(open.count, "payment")) on the way may also be in rows of other files\(row): onward payments from "
          + "there are not followed (check lists the rows; a decision settles each pair)")
    }
  }

  /// Writes the number of accounts that money reaches only if payments took place in an order that the records leave
  /// open.
  ///
  /// - Parameters:
  ///   - openOrders: the open orders that the first of them needs.
  ///   - count: the number of such accounts.
  mutating func write(openOrders: [OpenOrder], count number: Int) {
    guard number > 0 else { return }
    let example =
      openOrders.isEmpty
      ? "" : ", the first if \(OpenOrder.words(openOrders, in: space.view.ledger))"
    add(
      .openOrder,
      "\(count(number, "account")) \(number == 1 ? "is" : "are") possible, not proven: reached only if payments took "
        + "place in an order\(space.rules.longestWait == nil ? "" : ", or within a wait,") that the records do not state"
        + "\(example) (path names the rows)")
  }

  /// Writes the number of accounts that money reaches only by payments that rest on a decision that two rows show them.
  mutating func write(decidedRows number: Int) {
    guard number > 0 else { return }
    add(
      .decidedRows,
      "\(count(number, "account")) \(number == 1 ? "is" : "are") possible, not proven: reached only if rows show one "
        + "payment, as somebody decided (path names them)")
  }

  /// Writes the group with which the victims were compared.
  mutating func write(_ study: SurpriseStudy) {
    if !study.note.isEmpty { add(.surprise, study.note) }
  }

  /// Writes the part of a lake on which the answer rests.
  private mutating func writeExtract() {
    guard let extract = space.view.ledger.extract else { return }
    add(
      .extract,
      AnswerNote.source(extract, of: space.view.ledger)
        + "; payers and receipts of an account are those of the lake, and other counts in notes those of the extract"
    )
  }

  private mutating func writeScope() {
    let view = space.view
    notes += AnswerNote.general(of: view)
    if view.ledger.rejectedRowCount > 0 {
      add(
        .rejectedRows,
        "\(count(view.ledger.rejectedRowCount, "row")) could not be read: transfers may be "
          + "missing, so accounts that are not listed are not excluded")
    }
    writeTimes()
  }

  /// Writes the number of local times, which are shown without a `Z`.
  private mutating func writeLocalTimes() {
    let ledger = space.view.ledger
    guard ledger.recordedOrder.usesLocalTimes else { return }
    let local = (0..<space.columns.count).count {
      space.view.contains($0) && ledger.time(of: $0).isLocal
    }
    guard local > 0 else { return }
    add(
      .localTimes,
      "\(count(local, "transfer")) in scope \(local == 1 ? "has a local time" : "have local times") (without Z): "
        + "\(local == 1 ? "its row names" : "their rows name") no zone (--zone states it)")
  }

  /// Writes the number of transfers whose waits are not known to the minute, where a question limits them.
  private mutating func writeWaits() {
    guard let longest = space.rules.longestWait else { return }
    let open = space.openWaitCount
    guard open > 0 else { return }
    add(
      .openDay,
      "\(count(open, "transfer")) in scope \(open == 1 ? "has" : "have") no time of day to the minute: a wait counts as the "
        + "shortest that the times allow, so it may have been longer than \(WalkRules.words(wait: longest)), and what needs such a wait is not proven"
    )
  }

  private mutating func writeTimes() {
    writeLocalTimes()
    writeWaits()
    // In a plain sequence the times of all transfers have one precision.
    guard !space.view.ledger.isPlainSequence else { return }
    var timeless = 0
    var totals = 0
    var open = 0
    for transfer in 0..<space.columns.count where space.view.contains(transfer) {
      switch space.columns.precision[transfer] {
      case .unknown: timeless += 1
      case .period where space.columns.time(transfer).isOpen: open += 1
      case .period: totals += 1
      default: break
      }
    }
    if timeless > 0 {
      let effect =
        space.rules.ties == .forbid
        ? "they follow nothing and nothing follows them"
        : "they may have been before or after any other"
      add(
        .noTime,
        "\(count(timeless, "transfer")) in scope \(timeless == 1 ? "has" : "have") no time: \(effect)"
      )
    }
    if open > 0 {
      add(
        .openDay,
        "\(count(open, "transfer")) in scope \(open == 1 ? "has" : "have") no recorded day: "
          + "\(open == 1 ? "it was" : "they were") not before the payment of the same row, but "
          + "\(open == 1 ? "its" : "their") order proves nothing")
    }
    if totals > 0 {
      add(
        .periodTotals,
        "\(count(totals, "row")) in scope \(totals == 1 ? "is a total" : "are totals") of payments "
          + "over a period: the time of each is unknown")
    }
  }

  /// Writes the receipts of each pooled account that no followed link passes on, and the fees that it keeps.
  private mutating func writeStops(_ isOnWalk: [Bool]) {
    guard case .links = space.rules.pooling, space.view.ledger.hasPooled else { return }
    var stops: [Int: (count: Int, total: MoneyTotals)] = [:]
    var fees = stops
    for (transfer, isOn) in isOnWalk.enumerated() where isOn {
      let account = Int(space.columns.beneficiary[transfer])
      guard space.pooled[account], space.payouts(of: transfer).isEmpty else { continue }
      let received = space.view.ledger.transfer(TransferID(transfer)).received
      func count(in sums: inout [Int: (count: Int, total: MoneyTotals)]) {
        sums[account, default: (0, MoneyTotals())].count += 1
        sums[account]?.total.add(received)
      }
      if space.columns.kind[transfer] == .fee { count(in: &fees) } else { count(in: &stops) }
    }
    let keys = space.view.ledger.accountKeys
    func ordered(
      _ sums: [Int: (count: Int, total: MoneyTotals)], _ noun: String
    ) -> [(count: Int, words: String)] {
      sums.sorted { keys.precedes($0.key, $1.key) }.map { account, sum in
        let amounts = sum.total.lines.map(\.description).joined(separator: " + ")
        return (sum.count, "\(count(sum.count, noun)) of \(key(account)) (\(amounts)) ")
      }
    }
    for stop in ordered(stops, "receipt") {
      add(
        .stoppedAtPooled,
        stop.words
          + "\(stop.count == 1 ? "is" : "are") not followed further: no record links a payout to "
          + "\(stop.count == 1 ? "it" : "them")")
    }
    for kept in ordered(fees, "fee") {
      add(
        .feesKept,
        kept.words + "\(kept.count == 1 ? "ends" : "end") there: a payment service keeps its fees")
    }
  }

  private mutating func writePooling(_ isOnWalk: [Bool]) {
    guard case .asOrdinary = space.rules.pooling else { return }
    let passed = space.pooled.indices.contains { account in
      space.pooled[account]
        && space.view.ledger.incoming[account].contains { isOnWalk[Int($0)] }
    }
    if passed {
      add(
        .pooledAsOrdinary,
        "pooled accounts were treated as ordinary ones: accounts reached only that way are graded D, merely "
          + "possible")
    }
  }

  /// Writes the number of links that no record states and that walks rest on, for each pooled account.
  private mutating func writeMatches(_ isOnWalk: [Bool]) {
    guard case .links(let minimum) = space.rules.pooling else { return }
    // Of an extract, the links of a table stand for those that matching finds.
    if space.view.ledger.extract?.links != nil, !space.rules.matching.recordedOnly {
      let ranks = space.view.ledger.keyRanks
      let links = Dictionary(grouping: space.links.links.filter(\.basis.isInferred)) {
        Int(space.columns.payer[$0.outbound.position])
      }
      for (hub, links) in links.sorted(by: { ranks[$0.key] < ranks[$1.key] }) {
        writeInferred(links.filter { $0.grade <= minimum }, at: hub, isOnWalk)
      }
    }
    for match in space.matches {
      writeInferred(
        match.findings.filter { $0.isInferred && $0.link.grade <= minimum }.map(\.link),
        at: match.hub.position, isOnWalk)
      if match.cutReceiptCount > 0 { add(.cutCandidates, match.cutText(in: space.view.ledger)) }
      if let text = match.contradictionText(in: space.view.ledger) {
        add(.completenessContradicted, text)
      }
    }
  }

  private mutating func writeInferred(_ links: [Link], at hub: Int, _ isOnWalk: [Bool]) {
    var counts: [Grade: Int] = [:]
    for link in links where isOnWalk[link.inbound.position] { counts[link.grade, default: 0] += 1 }
    guard !counts.isEmpty else { return }
    let words = counts.sorted { $0.key < $1.key }.map { "\($0.value) graded \($0.key.letter)" }
    add(
      .inferredLinks,
      "links at \(key(hub)) that no record states: \(words.joined(separator: ", ")) "
        + "(match shows the rule, the reasons and the alternatives)")
    let open = OpenPairings(links)
    if let words = open.words(in: space.view.ledger, concerns: { isOnWalk[$0] }) {
      add(
        .inferredLinks,
        "\(words); so each is the money of one payer, and of the payers counted through such a payout not all are right"
      )
    }
  }

  func key(_ account: Int) -> String { space.view.ledger.account(AccountID(account)).key }

  func count(_ number: Int, _ noun: String) -> String {
    AnswerNote.count(number, noun)
  }

  mutating func add(_ code: AnswerNote.Code, _ text: String) {
    notes.append(AnswerNote(code: code, text: text))
  }
}
