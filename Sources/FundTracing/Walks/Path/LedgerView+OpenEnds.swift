internal import PaymentGraph

/// The assumptions on rows, addresses and names under which a walk would exist that the records do not show.
extension LedgerView {
  /// Returns, in words, the address that would have to lead to an account, in payments that do not say so, for a walk
  /// to exist; nil where even that makes no walk.
  func addressOnWalk(
    from: AccountID, to: AccountID, _ ties: TieRule
  ) throws(FundTracingError) -> String? {
    let leads = ledger.addressLeads
    guard !leads.isEmpty else { return nil }
    let addresses = leads.keys.sorted()
    func exists(_ leads: [UInt32: UInt32]) throws(FundTracingError) -> Bool {
      let supposed = ledger.supposing { columns in
        for transfer in 0..<columns.count {
          if let account = leads[columns.payer[transfer]] { columns.payer[transfer] = account }
          if let account = leads[columns.beneficiary[transfer]] {
            columns.beneficiary[transfer] = account
          }
        }
      }
      let (start, end) = (
        leads[from.index].map { AccountID(index: $0) } ?? from,
        leads[to.index].map { AccountID(index: $0) } ?? to
      )
      let rules = WalkRules(ties: ties.supposed, pooling: .asOrdinary)
      let space = try WalkContext(supposed.whole, rules)
      var search = TransferSearch(space)
      search.run(from: try space.claims(of: Source(account: start)))
      return search.arrivals(at: end.position) != nil
    }
    guard try exists(leads) else { return nil }
    let keys = ledger.accountKeys
    // A single address that suffices is named; otherwise the first of those that suffice together.
    for address in addresses.prefix(16) {
      guard let account = leads[address], try exists([address: account]) else { continue }
      return "\(keys.key(at: Int(address))) leads to \(keys.key(at: Int(account))), as it did in "
        + "another payment; a decision settles it"
    }
    return "addresses led to the same accounts as in other payments, "
      + "\(keys.key(at: Int(addresses[0]))) among them; check lists them"
  }

  /// True where a walk would exist if rows that may show one payment did.
  ///
  /// Each pair is supposed to be a payment besides, which left when the one row says and came when the other does. So a
  /// walk that goes on from it with a payment which stands before the receipt in the beneficiary's statement is none,
  /// whatever else is of that day; what the records leave open may fall either way.
  func hasPossibleWalk(
    from: AccountID, to: AccountID, _ ties: TieRule
  ) throws(FundTracingError) -> Bool {
    guard !ledger.columns.possible.isEmpty else { return false }
    let supposed = ledger.withPossiblePayments.whole
    let space = try WalkContext(supposed, WalkRules(ties: ties.supposed, pooling: .asOrdinary))
    var search = TransferSearch(space)
    search.run(from: try space.claims(of: Source(account: from)))
    return search.arrivals(at: to.position) != nil
  }

  /// Returns, in words, the beneficiary known by name only who would need an account from which a walk goes on; nil
  /// where there is none.
  ///
  /// Such a beneficiary may have any account that has a similar name or none, that has no payment with it, and that has
  /// no statement of its own for the days of the payment: a statement would show the receipt. A card payment goes to a
  /// shop, so not to a bank account of another name. Cash is not followed.
  func payeeOnWalk(
    from: AccountID, to: AccountID, _ ties: TieRule
  ) throws(FundTracingError) -> String? {
    let space = try WalkContext(ledger.whole, WalkRules(ties: ties.supposed, pooling: .asOrdinary))
    var search = TransferSearch(space)
    let claims = try space.claims(of: Source(account: from))
    search.run(from: claims)
    let ends = search.visited.sorted().filter {
      let payee = Int(space.columns.beneficiary[$0])
      return ledger.isStandIn(payee) && space.columns.kind[$0] != .cash
    }
    guard !ends.isEmpty else { return nil }
    let statements = StatementDays(ledger)
    let ways = accounts(leadingTo: to.position)
    let names = PayeeNames(ledger)
    var tries = 0
    for account in ways where account != from.position {
      // Nobody pays himself: whoever has a payment with the account is another.
      let partners = partners(of: account)
      let suits = ends.filter {
        let payee = Int(space.columns.beneficiary[$0])
        return payee != account && !partners.contains(payee) && names.mayBeOne(payee, account)
          && !statements.cover(account, space.columns.time($0))
      }
      guard let first = suits.first else { continue }
      tries += 1
      if tries > LedgerView.mostPayeesTried {
        return
          "one of \(ends.count) payees known only by name holds one of the accounts from which payments lead there"
      }
      let isSuited = Set(suits)
      let supposed = ledger.supposing { columns in
        for transfer in isSuited { columns.beneficiary[transfer] = UInt32(account) }
      }
      let rules = WalkRules(ties: ties.supposed, pooling: .asOrdinary)
      var again = TransferSearch(try WalkContext(supposed.whole, rules))
      again.run(from: claims)
      guard again.arrivals(at: to.position) != nil else { continue }
      let payment = ledger.transfer(TransferID(first))
      let row = payment.evidence.first.map { " (\($0))" } ?? ""
      let name = payment.beneficiary.isNamed ? payment.beneficiary.displayName : "the payee"
      return
        "\(name)\(row), known by \(payment.beneficiary.isNamed ? "name only" : "no name"), holds "
        + "\(ledger.accountKeys.key(at: account)), or another such payee does: a decision settles it"
    }
    return nil
  }

  /// Returns the accounts that paid an account or were paid by it.
  private func partners(of account: Int) -> Set<Int> {
    Set(
      ledger.incoming[account].map { Int(ledger.columns.payer[Int($0)]) }
        + ledger.outgoing[account].map { Int(ledger.columns.beneficiary[Int($0)]) })
  }

  /// The most accounts that are tried as a beneficiary's own; beyond that the answer only says that one of them may be.
  private static let mostPayeesTried = 64

  /// Returns the accounts from which payments lead to one, whatever their times, and that account itself: those nearest
  /// to it first, then in the order of their keys.
  private func accounts(leadingTo target: Int) -> [Int] {
    let ranks = ledger.keyRanks
    var found = [target]
    var isKnown = Array(repeating: false, count: ledger.accountCount)
    isKnown[target] = true
    var level = [target]
    while !level.isEmpty {
      var next: [Int] = []
      for account in level {
        for transfer in ledger.incoming[account] {
          let payer = Int(ledger.columns.payer[Int(transfer)])
          if isKnown[payer] { continue }
          isKnown[payer] = true
          next.append(payer)
        }
      }
      level = next.sorted { ranks[$0] < ranks[$1] }
      found += level
    }
    return found
  }
}

extension TieRule {
  /// The rule for what is merely supposed: orders that rows decide hold, unless the question itself lets them fall.
  fileprivate var supposed: TieRule { self == .allow ? .allow : .recorded }
}

/// The days that the statements of accounts cover.
private struct StatementDays {
  private var spans: [Int: [Range<Int64>]] = [:]

  init(_ ledger: Ledger) {
    for balance in ledger.statementBalances {
      spans[Int(balance.account), default: []].append(balance.start..<balance.end)
    }
  }

  /// Returns true where a statement of an account would show a receipt of a time.
  func cover(_ account: Int, _ time: PostingTime) -> Bool {
    guard time.precision != .unknown else { return false }
    return spans[account]?.contains { $0.contains(time.start) } ?? false
  }
}

/// A comparison of the names of two accounts, which may leave open whether they are one.
private struct PayeeNames {
  private let ledger: Ledger

  init(_ ledger: Ledger) { self.ledger = ledger }

  func mayBeOne(_ one: Int, _ other: Int) -> Bool {
    let (left, right) = (names(one), names(other))
    guard !left.isEmpty, !right.isEmpty else {
      return !(isCardPayee(one) && isBankAccount(other))
    }
    return left.contains { name in right.contains { PartyNames.areAlike(name, $0) } }
  }

  private func isCardPayee(_ account: Int) -> Bool {
    ledger.accountKeys.key(at: account).contains(":CARD:")
  }

  /// Returns true where a key is that of a bank account: a country and a number.
  private func isBankAccount(_ account: Int) -> Bool {
    ledger.accountKeys.withBytes(of: account) { key in
      func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
      guard key.count > 4, isLetter(key[0]), isLetter(key[1]) else { return false }
      return key[2] == 0x3A || (key[2] >= 0x30 && key[2] <= 0x39)
    }
  }

  private func names(_ account: Int) -> [String] {
    let details = ledger.account(AccountID(account)).details
    return [details.name, details.holder].compactMap { $0 }
  }
}
