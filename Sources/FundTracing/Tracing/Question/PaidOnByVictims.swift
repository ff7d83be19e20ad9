internal import PaymentGraph

/// Finds victims' money that came to an account out of which only claimed payments are followed, where unclaimed ones
/// were made later.
///
/// A victim pays with its own money, and so does an account declared to be outside the case: a rule takes their
/// unclaimed payments for clean. Money of others that arrived there before may have gone on with them, which no figure
/// shows; the notes say so. O(*t*) where any such money is held, and nothing otherwise.
struct PaidOnByVictims {
  private struct Passing {
    /// Claims of others, and the account's own, in the account's currencies.
    var others = MoneyTotals()
    var own = MoneyTotals()
    /// The first event that brought a payment to it.
    var arrival = Int.max
    var paid = MoneyTotals()
    var paidCount = 0
    var first: TransferID?
    /// The claimed payments that it made after others' money had come.
    var claimed = MoneyTotals()
    var claimedCount = 0
    var firstClaimed: TransferID?
  }

  private let ledger: Ledger
  private var passings: [AccountID: Passing] = [:]

  /// - Parameter holdings: the money at the end.
  init(_ events: TracingEvents, holdings: [Holding]) {
    ledger = events.view.ledger
    var isPayer: Set<AccountID> = []
    for origin in events.labels.origins {
      switch origin {
      case .clean(let account): isPayer.insert(account)
      case .claim(let claim): isPayer.insert(AccountID(index: ledger.columns.payer[claim.position]))
      default: break
      }
    }
    guard !isPayer.isEmpty else { return }
    for holding in holdings {
      guard case .account(let account) = holding.place, isPayer.contains(account),
        let claim = holding.origin.claim,
        let units = (holding.amount + .one / Fraction(2)).floored()
      else { continue }
      let payer = AccountID(index: ledger.columns.payer[claim.position])
      if payer == account {
        passings[account, default: Passing()].own.add(units.whole, in: holding.currency)
      } else {
        passings[account, default: Passing()].others.add(units.whole, in: holding.currency)
      }
    }
    guard !passings.isEmpty else { return }
    addPayments(events)
  }

  private mutating func addPayments(_ events: TracingEvents) {
    let columns = ledger.columns
    for event in 0..<events.count {
      let transfer = Int(events.transfer[event])
      let payer = AccountID(index: columns.payer[transfer])
      if events.entering[event] >= 0,
        case .clean(payer) = events.labels.origins[Int(events.entering[event])],
        let arrival = passings[payer]?.arrival, arrival < event
      {
        passings[payer]?.paid.add(
          Int128(columns.sent[transfer]), in: columns.currency(columns.sentCurrency[transfer]))
        passings[payer]?.paidCount += 1
        if passings[payer]?.first == nil { passings[payer]?.first = TransferID(transfer) }
      }
      if events.entering[event] >= 0, events.labels.origins[Int(events.entering[event])].isClaim,
        let passing = passings[payer], !passing.others.lines.isEmpty, passing.arrival < event
      {
        passings[payer]?.claimed.add(
          Int128(columns.sent[transfer]), in: columns.currency(columns.sentCurrency[transfer]))
        passings[payer]?.claimedCount += 1
        if passing.firstClaimed == nil { passings[payer]?.firstClaimed = TransferID(transfer) }
      }
      let beneficiary = AccountID(index: columns.beneficiary[transfer])
      if let arrival = passings[beneficiary]?.arrival, arrival == .max {
        passings[beneficiary]?.arrival = event
      }
    }
  }

  /// The notes, by account key; those on others' money come first.
  var notes: [AnswerNote] {
    let ranks = ledger.keyRanks
    let found = passings.filter { $0.value.paidCount > 0 }
      .sorted { ranks[$0.key.position] < ranks[$1.key.position] }
    let mixed = found.filter { !$0.value.others.lines.isEmpty }
    let returned = found.filter { $0.value.others.lines.isEmpty }
    var notes: [AnswerNote] = []
    for (account, passing) in mixed.prefix(10) {
      notes.append(
        note(
          "\(words(account, passing)); so \"held\" means that it arrived there, and what its payees got is in no figure and no bound"
        ))
    }
    if mixed.count > 10 {
      notes.append(
        note(
          "\(mixed.count - 10) more victims' accounts paid on after others' money had arrived there"
        ))
    }
    let twice = passings.filter { $0.value.claimedCount > 0 }
      .sorted { ranks[$0.key.position] < ranks[$1.key.position] }
    for (account, passing) in twice.prefix(10) {
      notes.append(note(words(twice: account, passing)))
    }
    if twice.count > 10 {
      notes.append(
        note("\(twice.count - 10) more victims claim payments made after others' money had arrived")
      )
    }
    if let (account, passing) = returned.first {
      let more = returned.count > 1 ? "; so did \(returned.count - 1) more" : ""
      notes.append(
        AnswerNote(
          code: .returnedPaidOn,
          text: "\(words(account, passing))\(more); what came back stays returned"))
    }
    return notes
  }

  private func words(_ account: AccountID, _ passing: Passing) -> String {
    let others = passing.others.lines.map(\.description).joined(separator: " + ")
    let own = passing.own.lines.map(\.description).joined(separator: " + ")
    let came = [
      others.isEmpty ? nil : "\(others) of others' claims",
      own.isEmpty ? nil : "\(own) of its own claims",
    ].compactMap { $0 }.joined(separator: " and ")
    let paid = passing.paid.lines.map(\.description).joined(separator: " + ")
    let payments = passing.paidCount == 1 ? "1 payment" : "\(passing.paidCount) payments"
    let first = passing.first.map { ", the first \(ledger.transfer($0).nameAndRow)" }
    return
      "\(ledger.account(account).key) received \(came) and later paid on \(paid) in \(payments) that nobody "
      + "claims\(first ?? ""): a rule takes such payments for the payer's own money and does not follow them"
  }

  private func words(twice account: AccountID, _ passing: Passing) -> String {
    let others = passing.others.lines.map(\.description).joined(separator: " + ")
    let claimed = passing.claimed.lines.map(\.description).joined(separator: " + ")
    let first = passing.firstClaimed.map { ", the first \(ledger.transfer($0).nameAndRow)" }
    let payments =
      passing.claimedCount == 1
      ? "1 payment that it claims" : "\(passing.claimedCount) payments that it claims"
    return
      "\(ledger.account(account).key) received \(others) of others' claims and later paid \(claimed) in \(payments)"
      + "\(first ?? ""): these claims may rest on the same money, so figures of them must not be added up, and \"held\" "
      + "there means that it arrived"
  }

  private func note(_ text: String) -> AnswerNote {
    AnswerNote(code: .paidOnByVictims, text: text)
  }
}
