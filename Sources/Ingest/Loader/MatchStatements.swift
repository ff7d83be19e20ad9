internal import PaymentGraph

/// Makes one transfer of two rows that show one payment: in different files, or in the statements of two accounts in one.
struct MatchStatements {
  private let decisions: [PartyDecision]
  private let isWanted: Bool
  /// The rows that were decided to be different payments, by their transfers.
  private(set) var apart = RowDecisions()

  /// - Parameters:
  ///   - decisions: the decisions on accounts and on rows.
  ///   - isWanted: false where only decisions make rows one.
  init(_ decisions: [PartyDecision], isWanted: Bool) {
    self.decisions = decisions
    self.isWanted = isWanted
  }

  mutating func apply(to draft: inout LedgerDraft) {
    let decided = DecidedRows(decisions, in: draft)
    draft.report(decided.problems)
    apart = decided.apart
    let hasStatements = isWanted && RowParties.canMeet(draft)
    guard hasStatements || !decided.same.isEmpty else { return }
    let known = draft.facts
    let names: (AccountID) -> Set<String> = { known.names(of: $0) }
    var decisions = apart
    var unions = PaymentUnions()
    decide(decided.same, names: names, decisions: &decisions, unions: &unions, in: &draft)
    var possible: [StatementMatch] = []
    var onLedger: [LedgerRowMatcher.Match] = []
    if hasStatements {
      let matcher = StatementMatcher(
        draft.posted, in: draft.builder, decisions: decisions,
        different: decidedlyDifferent(in: draft), names: names)
      let findings = matcher.findings()
      for match in findings.unions { unions.add(match, draft.posted) }
      possible = findings.possible
      onLedger = LedgerRowMatcher(
        matcher, in: draft.builder, unions: findings.unions, decisions: decisions
      ).matches()
      for match in findings.unions + possible { note(match, in: &draft) }
      noteUnlisted(findings.unlisted, in: &draft)
    } else {
      for match in decisions.statementPairs {
        unions.add(match, draft.posted)
        note(match, in: &draft)
      }
    }
    for match in onLedger {
      if match.isCertain {
        unions.add(gone: draft.posted[match.row].transfer, kept: match.transfer)
      }
      note(match, in: &draft)
    }
    for match in possible {
      draft.builder.note(
        possibleReceipt: draft.posted[match.into].transfer, of: draft.posted[match.out].transfer)
    }
    unite(unions, in: &draft)
  }

  // MARK: Decisions

  /// The pairs of accounts that a user decided to be different, the lower number first.
  private func decidedlyDifferent(in draft: LedgerDraft) -> Set<[UInt32]> {
    var pairs: Set<[UInt32]> = []
    for decision in decisions where !decision.isSame && !draft.namesRows(decision) {
      guard let one = draft.number(of: decision.account),
        let other = draft.number(of: decision.other)
      else {
        continue
      }
      pairs.insert([min(one, other), max(one, other)])
    }
    return pairs
  }

  /// Applies the decisions that rows are one payment, and refuses those that the rows contradict.
  private func decide(
    _ same: [DecidedRows.Pair], names: @escaping (AccountID) -> Set<String>,
    decisions: inout RowDecisions, unions: inout PaymentUnions, in draft: inout LedgerDraft
  ) {
    guard !same.isEmpty else { return }
    let rowOf = Dictionary(draft.posted.enumerated().map { ($0.element.transfer, $0.offset) }) {
      first, _ in first
    }
    let parties = RowParties(
      draft.builder, different: decidedlyDifferent(in: draft), names: names)
    let contradictions = Contradictions(parties: parties)
    var used: Set<UInt32> = []
    var problems: [Diagnostic] = []
    for pair in same {
      let rows = [pair.left, pair.right].map { rowOf[$0].map { draft.posted[$0] } }
      let isFree = !used.contains(pair.left) && !used.contains(pair.right)
      guard isFree else {
        problems.append(
          DecidedRows.refusal(
            pair.decision, "an earlier decision pairs one of the rows with another"))
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
        if why == nil, let out = rowOf[out.transfer], let into = rowOf[into.transfer] {
          decisions.statementPairs.append(
            StatementMatch(
              out: out, into: into, ground: .decision(words(pair.decision)),
              reasons: ["decided in \(pair.decision.citation)"]))
        }
      } else {
        why = unlike(pair, in: draft)
        if why == nil {
          // A ledger's row names both accounts, so it stays.
          let isLeftKept = rows[0] == nil || rows[1] != nil
          unions.add(
            gone: isLeftKept ? pair.right : pair.left, kept: isLeftKept ? pair.left : pair.right,
            decision: words(pair.decision))
          noteDecided(pair, in: &draft)
        }
      }
      if let why {
        problems.append(DecidedRows.refusal(pair.decision, why))
      } else {
        used.formUnion([pair.left, pair.right])
      }
    }
    draft.report(problems)
  }

  /// Returns the reason why two rows that name a common account cannot be one record; nil where they can.
  private func unlike(_ pair: DecidedRows.Pair, in draft: LedgerDraft) -> String? {
    let columns = draft.builder.columns
    let (left, right) = (Int(pair.left), Int(pair.right))
    let keys = draft.builder.accountKeys
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

  private mutating func unite(_ unions: PaymentUnions, in draft: inout LedgerDraft) {
    guard !unions.isEmpty else { return }
    var placeholders: Set<UInt32> = []
    var addresses: [UInt32: Set<UInt32>] = [:]
    for pair in unions.statements {
      let (out, into) = (Int(pair.out), Int(pair.into))
      let (payer, payee) = (
        draft.builder.columns.payer[out], draft.builder.columns.beneficiary[into]
      )
      let (named, from) = (
        draft.builder.columns.beneficiary[out], draft.builder.columns.payer[into]
      )
      placeholders.formUnion([named, from])
      for (address, account, name) in [
        (named, payee, pair.names.paid), (from, payer, pair.names.payer),
      ] where address != account {
        keepName(name, of: account, in: &draft)
        addresses[address, default: []].insert(account)
      }
      if pair.keepsReceipt {
        draft.builder.settle(into, payer: AccountID(index: payer))
      } else {
        draft.builder.settle(
          out, beneficiary: AccountID(index: payee),
          received: draft.builder.columns.receivedMoney(into))
      }
    }
    for pair in unions.others {
      let gone = Int(pair.gone)
      placeholders.formUnion([
        draft.builder.columns.payer[gone], draft.builder.columns.beneficiary[gone],
      ])
    }
    for (transfer, grounds) in unions.decided.sorted(by: { $0.key < $1.key }) {
      draft.builder.note(decision: grounds, on: Int(unions.kept(transfer)))
    }
    let merged = unions.merged
    let moved = draft.builder.merge(merged, sides: sides(of: merged, unions, in: draft))
    apart = apart.renumbered { moved[Int(unions.kept($0))] }
    draft.posted = draft.posted.compactMap { row in
      guard let transfer = moved[Int(unions.kept(row.transfer))] else { return nil }
      var row = row
      row.transfer = transfer
      return row
    }
    // Accounts get other numbers below, so addresses are kept by their keys.
    let accountKeys = draft.builder.accountKeys
    var named: [String: Set<String>] = [:]
    for (address, accounts) in addresses {
      named[accountKeys.key(at: Int(address))] = Set(accounts.map { accountKeys.key(at: Int($0)) })
    }
    if let renumbered = nameAddresses(addresses, in: &draft) {
      placeholders = Set(placeholders.map { renumbered[Int($0)] })
    }
    let keys = draft.builder.accountKeys
    let numbers = draft.builder.forgetUnused(
      among: placeholders.filter { keys.key(at: Int($0)).hasPrefix("?:") })
    draft.facts.renumber(numbers)
    noteLeads(named, in: &draft)
  }

  /// Returns the time that each removed row adds to the row kept for it: that of the departure or the arrival.
  private func sides(
    of merged: [(gone: UInt32, kept: UInt32)], _ unions: PaymentUnions, in draft: LedgerDraft
  ) -> [UInt32: RowSide] {
    let isOut = Dictionary(draft.posted.map { ($0.transfer, $0.isOut) }) { first, _ in first }
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
  private func nameAddresses(
    _ addresses: [UInt32: Set<UInt32>], in draft: inout LedgerDraft
  ) -> [UInt32]? {
    var unused = Set(
      addresses.keys.filter { !draft.builder.accountKeys.key(at: Int($0)).hasPrefix("?:") })
    guard !unused.isEmpty else { return nil }
    for transfer in 0..<draft.builder.columns.count {
      unused.remove(draft.builder.columns.payer[transfer])
      unused.remove(draft.builder.columns.beneficiary[transfer])
    }
    var renamed: [UInt32: String] = [:]
    for address in unused {
      guard let accounts = addresses[address], accounts.count == 1, let account = accounts.first
      else { continue }
      renamed[address] = draft.builder.accountKeys.key(at: Int(account))
    }
    guard !renamed.isEmpty else { return nil }
    return draft.rename(renamed)
  }

  /// Notes, for addresses that keep payments of their own, the account to which they led for others.
  private func noteLeads(_ addresses: [String: Set<String>], in draft: inout LedgerDraft) {
    for (address, accounts) in addresses.sorted(by: { $0.key < $1.key }) {
      guard accounts.count == 1, let account = accounts.first, !address.hasPrefix("?:"),
        let from = draft.number(of: address), let to = draft.number(of: account), from != to,
        !decidedlyDifferent(in: draft).contains([min(from, to), max(from, to)])
      else { continue }
      draft.builder.note(address: from, leadsTo: to)
      let payments = (0..<draft.builder.columns.count).filter {
        draft.builder.columns.payer[$0] == from || draft.builder.columns.beneficiary[$0] == from
      }
      guard let first = payments.first, let row = draft.citation(of: UInt32(first)) else {
        continue
      }
      draft.report(
        .addressElsewhere, severity: .note,
        summary: "\(address) led to \(account) in a payment that both statements show; "
          + "\(payments.count) other \(payments.count == 1 ? "payment names" : "payments name") only the address",
        at: row,
        note: "its owner may move an address to another account, so the two stay separate",
        remedy: "if it was one account throughout, decide: \(address),same,\(account)")
    }
  }

  /// Keeps the name that a row gives the account on its other side, so that no party that a row names is lost.
  private func keepName(_ name: String?, of account: UInt32, in draft: inout LedgerDraft) {
    guard let name else { return }
    let known = draft.facts.names(of: AccountID(index: account))
    guard !known.contains(where: { PartyNames.areAlike($0, name) }) else { return }
    draft.facts.note(
      AccountID(index: account), role: nil, name: name, institution: nil, country: nil)
  }

  // MARK: Messages

  private func note(_ match: StatementMatch, in draft: inout LedgerDraft) {
    let (out, into) = (draft.posted[match.out], draft.posted[match.into])
    note(
      first: out.transfer, second: into.transfer, isCertain: match.isCertain,
      reasons: match.reasons + called(out, into: into, match: match, in: draft), in: &draft)
  }

  /// Returns the names that the rows have for each other's account, where the rows are one payment.
  private func called(
    _ out: PostedEntry, into: PostedEntry, match: StatementMatch, in draft: LedgerDraft
  ) -> [String] {
    guard match.isCertain else { return [] }
    let columns = draft.builder.columns
    let named = [
      columns.beneficiary[Int(out.transfer)], columns.payer[Int(into.transfer)],
    ].map { draft.builder.accountKeys.key(at: Int($0)) }
    return zip(["payee", "payer"], named).compactMap { side, key in
      ["upi:", "email:", "phone:"].contains(where: key.hasPrefix)
        ? "the \(side) is named by \(key)" : nil
    }
      + [
        out.entry.counter.name.map { "the payee is called \($0)" },
        into.entry.counter.name.map { "the payer is called \($0)" },
      ].compactMap { $0 }
  }

  private func note(_ match: LedgerRowMatcher.Match, in draft: inout LedgerDraft) {
    note(
      first: match.transfer, second: draft.posted[match.row].transfer, isCertain: match.isCertain,
      reasons: match.reasons, in: &draft)
  }

  private func note(
    first: UInt32, second: UInt32, isCertain: Bool, reasons: [String],
    in draft: inout LedgerDraft
  ) {
    guard let paid = draft.citation(of: first), let received = draft.citation(of: second) else {
      return
    }
    draft.relations.append(
      RowRelation(
        kind: .onePayment, first: paid, second: received, isCertain: isCertain, reasons: reasons))
    draft.report(
      isCertain ? .statementsMatched : .matchPossible, severity: isCertain ? .note : .warning,
      summary: isCertain
        ? "the row shows the same payment as \(paid); they are one transfer"
        : "the row may show the same payment as \(paid); both are loaded",
      at: received, note: reasons.joined(separator: ", "),
      remedy: isCertain
        ? "no action is needed; a decision keeps the two apart: \(received.name),different,\(paid.name)"
        : "compare the two, and decide in a decisions file: \(received.name),same,\(paid.name)")
  }

  private func noteDecided(_ pair: DecidedRows.Pair, in draft: inout LedgerDraft) {
    note(
      first: pair.left, second: pair.right, isCertain: true,
      reasons: ["decided in \(pair.decision.citation)"], in: &draft)
  }

  private func noteUnlisted(_ rows: [Int], in draft: inout LedgerDraft) {
    guard let first = rows.first, let row = draft.citation(of: draft.posted[first].transfer) else {
      return
    }
    let count = rows.count
    draft.report(
      .matchPossible, severity: .note,
      summary: count == 1
        ? "more than \(StatementMatcher.crowd) rows of other statements may show the same payment as this row"
        : "each of \(count) rows may show the same payment as more than \(StatementMatcher.crowd) rows of other statements; this is the first",
      at: row, note: "the amounts are equal and the days close; none of the pairs is listed",
      remedy: "look for numbers or accounts that tell the payments apart")
  }
}

extension Citation {
  /// The citation of the row with the file's name alone, as decisions write it.
  fileprivate var name: String { "\(file.name):\(line)" }
}

extension LedgerDraft {
  /// Returns the account that a key or a spelling names.
  fileprivate func number(of spelling: String) -> UInt32? {
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
}
