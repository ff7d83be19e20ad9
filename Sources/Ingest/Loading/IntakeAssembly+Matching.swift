internal import PaymentGraph

extension IntakeAssembly {
  /// Makes one transfer of two rows in different files that show one payment.
  mutating func matchStatements() {
    let (same, apart) = rowDecisions()
    self.apart = apart
    let hasStatements = reader.matchesStatements && !posted.isEmpty && transferFiles.count > 1
    guard hasStatements || !same.isEmpty else { return }
    let known = facts
    let names: (AccountID) -> Set<String> = { known.names(of: $0) }
    var decisions = apart
    var unions = PaymentUnions()
    decide(same, names, &decisions, &unions)
    var possible: [StatementMatch] = []
    var onLedger: [LedgerRowMatcher.Match] = []
    if hasStatements {
      let matcher = StatementMatcher(
        posted, in: builder, decisions: decisions, different: decidedlyDifferent, names: names)
      let findings = matcher.findings()
      for match in findings.unions { unions.add(match, posted) }
      possible = findings.possible
      onLedger = LedgerRowMatcher(
        matcher, in: builder, unions: findings.unions, decisions: decisions
      ).matches()
      for match in findings.unions + possible { note(match) }
      noteUnlisted(findings.unlisted)
    } else {
      for match in decisions.statementPairs {
        unions.add(match, posted)
        note(match)
      }
    }
    for match in onLedger {
      if match.isCertain { unions.add(gone: posted[match.row].transfer, kept: match.transfer) }
      note(match)
    }
    for match in possible {
      builder.note(
        possibleReceipt: posted[match.into].transfer, of: posted[match.out].transfer)
    }
    unite(unions)
  }

  // MARK: Decisions

  /// The pairs of accounts that a user decided to be different, the lower number first.
  private var decidedlyDifferent: Set<[UInt32]> {
    var pairs: Set<[UInt32]> = []
    for decision in decisions where !decision.isSame && !namesRows(decision) {
      guard let one = number(of: decision.account), let other = number(of: decision.other) else {
        continue
      }
      pairs.insert([min(one, other), max(one, other)])
    }
    return pairs
  }

  /// Returns the account that a key or a spelling names.
  private func number(of spelling: String) -> UInt32? {
    for spelling in [spelling, AccountSpelling.canonical(spelling)].compactMap({ $0 }) {
      let key = Array(spelling.utf8)
      if let found = builder.accountKeys.find(key.span)
        ?? builder.aliases.account(spelled: spelling)
      {
        return found
      }
    }
    return nil
  }

  /// Applies the decisions that rows are one payment, and refuses those that the rows contradict.
  private mutating func decide(
    _ same: [DecidedPair], _ names: @escaping (AccountID) -> Set<String>,
    _ decisions: inout RowDecisions, _ unions: inout PaymentUnions
  ) {
    guard !same.isEmpty else { return }
    let placeOf = Dictionary(posted.enumerated().map { ($0.element.transfer, $0.offset) }) {
      first, _ in first
    }
    let parties = RowParties(builder, different: decidedlyDifferent, names: names)
    let contradictions = Contradictions(parties: parties)
    var used: Set<UInt32> = []
    var problems: [Diagnostic] = []
    for pair in same {
      let rows = [pair.left, pair.right].map { placeOf[$0].map { posted[$0] } }
      let isFree = !used.contains(pair.left) && !used.contains(pair.right)
      guard isFree else {
        problems.append(
          refusal(pair.decision, "an earlier decision pairs one of the rows with another"))
        continue
      }
      var why: String?
      if let left = rows[0], let right = rows[1], left.isOut != right.isOut {
        let (out, into) = left.isOut ? (left, right) : (right, left)
        if parties.own(out) == parties.own(into) {
          why = "both rows belong to one account"
        } else {
          why = contradictions.printed(
            out: out, RowNumbers(out.entry, profile: out.profile), into: into,
            RowNumbers(into.entry, profile: into.profile))
        }
        if why == nil, let out = placeOf[out.transfer], let into = placeOf[into.transfer] {
          decisions.statementPairs.append(
            StatementMatch(
              out: out, into: into, ground: .decision(words(pair.decision)),
              reasons: ["decided in \(pair.decision.citation)"]))
        }
      } else {
        why = unlike(pair)
        if why == nil {
          // A ledger's row names both accounts, so it stays.
          let isLeftKept = rows[0] == nil || rows[1] != nil
          unions.add(
            gone: isLeftKept ? pair.right : pair.left, kept: isLeftKept ? pair.left : pair.right,
            decision: words(pair.decision))
          noteDecided(pair)
        }
      }
      if let why {
        problems.append(refusal(pair.decision, why))
      } else {
        used.formUnion([pair.left, pair.right])
      }
    }
    report(problems)
  }

  /// Returns the reason why two rows that name a common account cannot be one record; nil where they can.
  private func unlike(_ pair: DecidedPair) -> String? {
    let columns = builder.columns
    let (left, right) = (Int(pair.left), Int(pair.right))
    let keys = builder.accountKeys
    func agree(_ one: UInt32, _ other: UInt32) -> Bool {
      one == other || [one, other].contains { keys.key(at: Int($0)).hasPrefix("?:") }
    }
    guard agree(columns.payer[left], columns.payer[right]),
      agree(columns.beneficiary[left], columns.beneficiary[right]),
      columns.payer[left] == columns.payer[right]
        || columns.beneficiary[left] == columns.beneficiary[right]
    else { return "the rows name different accounts, or move money the same way" }
    guard
      columns.sent[left] == columns.sent[right] || columns.receipt(left) == columns.receipt(right)
    else { return "the amounts differ" }
    return nil
  }

  private func words(_ decision: PartyDecision) -> String {
    "\(decision.account) and \(decision.other) show one payment (\(decision.citation)"
      + (decision.grounds.isEmpty ? ")" : ": \(decision.grounds))")
  }

  // MARK: Uniting

  private mutating func unite(_ unions: PaymentUnions) {
    guard !unions.isEmpty else { return }
    var placeholders: Set<UInt32> = []
    var addresses: [UInt32: Set<UInt32>] = [:]
    for pair in unions.statements {
      let (out, into) = (Int(pair.out), Int(pair.into))
      let (payer, payee) = (builder.columns.payer[out], builder.columns.beneficiary[into])
      let (named, from) = (builder.columns.beneficiary[out], builder.columns.payer[into])
      placeholders.formUnion([named, from])
      for (address, account, name) in [
        (named, payee, pair.names.paid), (from, payer, pair.names.payer),
      ] where address != account {
        keepName(name, of: account)
        addresses[address, default: []].insert(account)
      }
      if pair.keepsReceipt {
        builder.settle(into, payer: AccountID(index: payer))
      } else {
        builder.settle(
          out, beneficiary: AccountID(index: payee), received: builder.columns.receivedMoney(into))
      }
    }
    for pair in unions.others {
      let gone = Int(pair.gone)
      placeholders.formUnion([builder.columns.payer[gone], builder.columns.beneficiary[gone]])
    }
    for (transfer, grounds) in unions.decided.sorted(by: { $0.key < $1.key }) {
      builder.note(decision: grounds, on: Int(unions.kept(transfer)))
    }
    let merged = unions.merged
    let moved = builder.merge(merged, sides: sides(of: merged, unions))
    apart = apart.renumbered { moved[Int(unions.kept($0))] }
    posted = posted.compactMap { row in
      guard let transfer = moved[Int(unions.kept(row.transfer))] else { return nil }
      var row = row
      row.transfer = transfer
      return row
    }
    // Accounts get other numbers below, so addresses are kept by their keys.
    let accountKeys = builder.accountKeys
    var named: [String: Set<String>] = [:]
    for (address, accounts) in addresses {
      named[accountKeys.key(at: Int(address))] = Set(accounts.map { accountKeys.key(at: Int($0)) })
    }
    if let renumbered = nameAddresses(addresses) {
      placeholders = Set(placeholders.map { renumbered[Int($0)] })
    }
    let keys = builder.accountKeys
    let numbers = builder.forgetUnused(
      among: placeholders.filter { keys.key(at: Int($0)).hasPrefix("?:") })
    facts.renumber(numbers)
    noteLeads(named)
  }

  /// Returns the time that each removed row adds to the row kept for it: that of the departure or the arrival.
  private func sides(
    of merged: [(gone: UInt32, kept: UInt32)], _ unions: PaymentUnions
  ) -> [UInt32: RowSide] {
    let isOut = Dictionary(posted.map { ($0.transfer, $0.isOut) }) { first, _ in first }
    let arriving = Set(unions.statements.filter { !$0.keepsReceipt }.map(\.into))
    let leaving = Set(unions.statements.filter(\.keepsReceipt).map(\.out))
    var sides: [UInt32: RowSide] = [:]
    for pair in merged {
      // A row of a ledger tells both the departure and the arrival.
      if isOut[pair.kept] == nil, let leaves = isOut[pair.gone] {
        sides[pair.gone] = leaves ? .departureToo : .arrivalToo
      } else if arriving.contains(pair.gone) {
        sides[pair.gone] = .arrival
      } else if leaving.contains(pair.gone) {
        sides[pair.gone] = .departure
      }
    }
    return sides
  }

  /// Makes addresses spellings of the accounts that were paid under them.
  ///
  /// A payment's number in both rows shows to which account an address led for that payment. Where all payments to and
  /// from the address were on that account, the address is another name of it; else the other payments stay with the
  /// address, because a person may move it to another account.
  ///
  /// - Returns: the new number of each account, by its old one; nil where nothing changed.
  private mutating func nameAddresses(_ addresses: [UInt32: Set<UInt32>]) -> [UInt32]? {
    var unused = Set(
      addresses.keys.filter { !builder.accountKeys.key(at: Int($0)).hasPrefix("?:") })
    guard !unused.isEmpty else { return nil }
    for transfer in 0..<builder.columns.count {
      unused.remove(builder.columns.payer[transfer])
      unused.remove(builder.columns.beneficiary[transfer])
    }
    var renamed: [UInt32: String] = [:]
    for address in unused {
      guard let accounts = addresses[address], accounts.count == 1, let account = accounts.first
      else { continue }
      renamed[address] = builder.accountKeys.key(at: Int(account))
    }
    guard !renamed.isEmpty else { return nil }
    let numbers = builder.rename(renamed)
    facts.renumber(numbers)
    return numbers
  }

  /// Notes, for addresses that keep payments of their own, the account to which they led for others.
  private mutating func noteLeads(_ addresses: [String: Set<String>]) {
    for (address, accounts) in addresses.sorted(by: { $0.key < $1.key }) {
      guard accounts.count == 1, let account = accounts.first, !address.hasPrefix("?:"),
        let from = number(of: address), let to = number(of: account), from != to,
        !decidedlyDifferent.contains([min(from, to), max(from, to)])
      else { continue }
      builder.note(address: from, leadsTo: to)
      let payments = (0..<builder.columns.count).filter {
        builder.columns.payer[$0] == from || builder.columns.beneficiary[$0] == from
      }
      guard let first = payments.first, let place = citation(of: UInt32(first)) else { continue }
      report(
        .addressElsewhere, .note,
        "\(address) led to \(account) in a payment that both statements show; "
          + "\(payments.count) other \(payments.count == 1 ? "payment names" : "payments name") only the address",
        at: place,
        note: "its owner may move an address to another account, so the two stay separate",
        remedy: "if it was one account throughout, decide: \(address),same,\(account)")
    }
  }

  /// Keeps the name that a row gives the account on its other side, so that no party that a row names is lost.
  private mutating func keepName(_ name: String?, of account: UInt32) {
    guard let name else { return }
    let known = facts.names(of: AccountID(index: account))
    guard !known.contains(where: { PartyNames.areAlike($0, name) }) else { return }
    facts.note(
      AccountID(index: account), role: nil, name: name, institution: nil, country: nil)
  }

  // MARK: Messages

  private mutating func note(_ match: StatementMatch) {
    let (out, into) = (posted[match.out], posted[match.into])
    note(
      first: out.transfer, second: into.transfer, isCertain: match.isCertain,
      reasons: match.reasons + called(out, into, match))
  }

  /// Returns the names that the rows have for each other's account, where the rows are one payment.
  private func called(
    _ out: PostedEntry, _ into: PostedEntry, _ match: StatementMatch
  ) -> [String] {
    guard match.isCertain else { return [] }
    let columns = builder.columns
    let named = [
      columns.beneficiary[Int(out.transfer)], columns.payer[Int(into.transfer)],
    ].map { builder.accountKeys.key(at: Int($0)) }
    return zip(["payee", "payer"], named).compactMap { side, key in
      ["upi:", "email:", "phone:"].contains(where: key.hasPrefix)
        ? "the \(side) is named by \(key)" : nil
    }
      + [
        out.entry.counter.name.map { "the payee is called \($0)" },
        into.entry.counter.name.map { "the payer is called \($0)" },
      ].compactMap { $0 }
  }

  private mutating func note(_ match: LedgerRowMatcher.Match) {
    note(
      first: match.transfer, second: posted[match.row].transfer, isCertain: match.isCertain,
      reasons: match.reasons)
  }

  private mutating func note(
    first: UInt32, second: UInt32, isCertain: Bool, reasons: [String]
  ) {
    guard let paid = citation(of: first), let received = citation(of: second) else { return }
    relations.append(
      RowRelation(
        kind: .onePayment, first: paid, second: received, isCertain: isCertain, reasons: reasons))
    report(
      isCertain ? .statementsMatched : .matchPossible, isCertain ? .note : .warning,
      isCertain
        ? "the row shows the same payment as \(paid); they are one transfer"
        : "the row may show the same payment as \(paid); both are loaded",
      at: received, note: reasons.joined(separator: ", "),
      remedy: isCertain
        ? "no action is needed; a decision keeps the two apart: \(received.name),different,\(paid.name)"
        : "compare the two, and decide in a decisions file: \(received.name),same,\(paid.name)")
  }

  private mutating func noteDecided(_ pair: DecidedPair) {
    note(
      first: pair.left, second: pair.right, isCertain: true,
      reasons: ["decided in \(pair.decision.citation)"])
  }

  private mutating func noteUnlisted(_ rows: [Int]) {
    guard let first = rows.first, let place = citation(of: posted[first].transfer) else { return }
    let count = rows.count
    report(
      .matchPossible, .note,
      count == 1
        ? "more than \(StatementMatcher.crowd) rows of other statements may show the same payment as this row"
        : "each of \(count) rows may show the same payment as more than \(StatementMatcher.crowd) rows of other statements; this is the first",
      at: place, note: "the amounts are equal and the days close; none of the pairs is listed",
      remedy: "look for numbers or accounts that tell the payments apart")
  }
}

extension Citation {
  /// The citation of the row with the file's name alone, as decisions write it.
  fileprivate var name: String { "\(file.name):\(line)" }
}
