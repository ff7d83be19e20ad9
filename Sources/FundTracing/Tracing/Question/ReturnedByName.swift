internal import PaymentGraph

/// Finds claimed money that lies with payees who have a victim's name, and of whom the records give nothing else.
///
/// A statement that names the other party by name alone gives all payments of one name one stand-in. That a payee is
/// called like the victim who paid does not prove that the victim got the money back: many people have one name, and
/// whoever moves money on can use any. So such money counts as held by the payee and not as returned, until a decision
/// names the account behind the name. Payments that the records themselves mark as returns count as returned.
struct ReturnedByName {
  /// The victims whose own stand-in received money that no record marks as a return.
  let victims: Set<AccountID>
  private let ledger: Ledger

  /// - Parameter victims: the accounts that paid the claims.
  init(_ victims: Set<AccountID>, in ledger: Ledger) {
    self.ledger = ledger
    self.victims = victims.filter { victim in
      ledger.isStandIn(victim.position)
        && ledger.incoming[victim.position].contains { ledger.columns.returns[$0] == nil }
    }
  }

  /// Returns the notes on such money, by victim.
  func notes(_ holdings: [Holding]) -> [AnswerNote] {
    guard !victims.isEmpty else { return [] }
    var sums: [AccountID: MoneyTotals] = [:]
    for holding in holdings {
      guard case .account(let account) = holding.place, victims.contains(account),
        let claim = holding.origin.claim,
        AccountID(index: ledger.columns.payer[claim.position]) == account,
        let units = (holding.amount + .one / Fraction(2)).floored()
      else { continue }
      sums[account, default: MoneyTotals()].add(units.whole, in: holding.currency)
    }
    let ranks = ledger.keyRanks
    let found = sums.sorted { ranks[$0.key.position] < ranks[$1.key.position] }
    var notes = found.prefix(5).map { victim, totals in
      AnswerNote(code: .returnedByName, text: words(victim, totals: totals))
    }
    if found.count > 5 {
      notes.append(
        AnswerNote(
          code: .returnedByName,
          text: "\(found.count - 5) more payees have the name of a victim, and no other identity"))
    }
    return notes
  }

  private func words(_ victim: AccountID, totals: MoneyTotals) -> String {
    let account = ledger.account(victim)
    let money = totals.lines.map(\.description).joined(separator: " + ")
    let first = ledger.incoming[victim.position].first { ledger.columns.returns[$0] == nil }
      .map { ", by \(ledger.transfer(TransferID(index: $0)).nameAndRow)" }
    return
      "\(money) of the claims of \(account.displayName) went to a payee of the same name\(first ?? ""): a name alone "
      + "proves no person, so the money counts as held by that payee and not as returned (if it is the victim, decide: "
      + "\(account.key),same,ACCOUNT)"
  }
}
