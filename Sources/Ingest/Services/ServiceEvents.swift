internal import PaymentGraph

/// The relations between the rows of one service's file: holds and their releases, chargebacks and their reversals, and
/// the parties that a row leaves to the payment that it names.
enum ServiceEvents {
  // MARK: Movements within the account

  /// Finds the two rows by which money went from one part of an account to another: they have one id, or different parts
  /// and one moment, or one text within a minute, and opposite amounts of one currency.
  static func keepWithin(_ entries: inout [StatementEntry]) {
    struct Sum: Hashable {
      let own: String
      let tie: String
      let currency: Currency
      let amount: Int64
    }
    var rows: [Sum: [Int]] = [:]
    var sides: [(place: Int, side: PotMoves.Side)] = []
    for (place, entry) in entries.enumerated()
    where entry.role == .movement && entry.amount != 0 && !entry.kind.isReturn
      && entry.kind != .fx && entry.kind != .fee && entry.kind != .feeRefund
    {
      var ties: [String] = []
      if let id = entry.id { ties.append("id \(id)") }
      let moment = entry.localTime ?? entry.time
      if !entry.pot.isEmpty, moment.precision != .day {
        ties.append("at \(moment.start)")
        if let side = PotMoves.Side(sameTextAs: entry, at: moment) { sides.append((place, side)) }
      }
      for tie in ties {
        let sum = Sum(
          own: entry.own, tie: tie, currency: entry.currency, amount: abs(entry.amount))
        rows[sum, default: []].append(place)
      }
    }
    var within: [Int] = []
    for (sum, indices) in rows where indices.count == 2 {
      let (one, other) = (entries[indices[0]], entries[indices[1]])
      guard one.amount == -other.amount, sum.tie.hasPrefix("id ") || one.pot != other.pot
      else { continue }
      within += indices
    }
    for move in PotMoves(sides.map(\.side)).moves {
      within += [sides[move.out].place, sides[move.into].place]
    }
    for place in within {
      entries[place].kind = .internal
      entries[place].counter = PartyHint(account: entries[place].own)
    }
  }

  // MARK: Facts that rows leave to others

  /// Completes rows that name another one, with the other party and the chargeback that is given back.
  static func complete(_ entries: inout [StatementEntry]) {
    var byID: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      if let id = entry.id, byID[id] == nil { byID[id] = index }
    }
    for (index, entry) in entries.enumerated() {
      if let id = entry.record?.id, byID[id] == nil { byID[id] = index }
    }
    for index in entries.indices where entries[index].role == .movement {
      guard entries[index].kind.isReturn else { continue }
      if entries[index].group == nil {
        entries[index].group = named(in: entries[index].narration, byID, except: index)
      }
      let entry = entries[index]
      if entry.counter.account == nil, let named = entry.group.flatMap({ byID[$0] }),
        named != index,
        entries[named].own == entry.own, entries[named].kind != .fx
      {
        if entries[named].counter.account == nil, entries[named].counter.name == nil,
          let record = entries[named].record
        {
          // Nobody is named, and both rows mean the same unnamed party.
          let words = StatementPosting.shortName(of: [record.service, record.id])
          let channel =
            entries[named].kind == .funding || entries[named].kind == .withdrawal
            ? "bank" : "payment"
          entries[named].counter.account = "?:\(entry.own):\(channel):\(words)"
        }
        let name = entry.counter.name ?? entries[named].counter.name
        entries[index].counter = entries[named].counter
        entries[index].counter.name = name
      }
    }
    for index in entries.indices where undoesChargeback(entries[index]) {
      if let chargeback = chargeback(undoneBy: index, entries, byID) {
        entries[index].group = entries[chargeback].id ?? entries[index].group
        if entries[index].counter.account == nil {
          entries[index].counter = entries[chargeback].counter
        }
      }
    }
  }

  /// Returns the id in a row's text that another row of the file has: `Chargeback withdrawal for ch_1`.
  private static func named(
    in narration: String, _ byID: [String: Int], except index: Int
  ) -> String? {
    let words = narration.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "-" }
    return words.lazy.map(String.init).first { word in
      byID[word].map { $0 != index } ?? false
    }
  }

  /// Returns true where a row gives back a chargeback, by the service's own code.
  private static func undoesChargeback(_ entry: StatementEntry) -> Bool {
    guard entry.role == .movement, entry.kind == .reversal else { return false }
    guard let code = entry.event?.code else { return true }
    return ["T1202", "T1208", "dispute_reversal", "chargeback_reversal"].contains(code)
  }

  /// Returns the one chargeback that a row gives back: the one that it names; else the one that names the payment which
  /// the row names; else the only one of its amount with the same party.
  private static func chargeback(
    undoneBy index: Int, _ entries: [StatementEntry], _ byID: [String: Int]
  ) -> Int? {
    let entry = entries[index]
    func isOne(_ other: Int) -> Bool {
      let candidate = entries[other]
      return candidate.kind == .chargeback && candidate.role == .movement
        && candidate.own == entry.own && candidate.currency == entry.currency
        && (candidate.amount < 0) != (entry.amount < 0)
        && abs(entry.amount) <= abs(candidate.amount) && candidate.id != nil
    }
    if let named = entry.group.flatMap({ byID[$0] }), isOne(named) { return named }
    let all = entries.indices.filter(isOne)
    if let group = entry.group {
      let same = all.filter { entries[$0].group == group }
      if !same.isEmpty { return same.count == 1 ? same[0] : nil }
      // A name that leads elsewhere is not ignored.
      if byID[group] != nil { return nil }
    }
    let equal = all.filter {
      entries[$0].amount == -entry.amount
        && (entry.counter.isEmpty || entries[$0].counter.account == entry.counter.account)
    }
    return equal.count == 1 ? equal[0] : nil
  }

  // MARK: Messages on a file

  /// Reports types that the service's table does not have, and holds and releases without each other.
  static func report(
    _ drafts: [StatementRows.Draft], of plan: StatementPlan, in bytes: Span<UInt8>,
    log: inout DiagnosticLog
  ) {
    reportUnknown(drafts, of: plan, in: bytes, log: &log)
    reportHolds(drafts, in: bytes, log: &log)
    reportPayouts(drafts, in: bytes, log: &log)
  }

  /// Reports payouts that are not the sum of the rows which name them.
  private static func reportPayouts(
    _ drafts: [StatementRows.Draft], in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    var sums: [String: Int128] = [:]
    for draft in drafts {
      guard let batch = draft.entry.batch, batch != draft.entry.record?.id, draft.movesBalance
      else { continue }
      sums[batch, default: 0] += Int128(draft.entry.amount) - Int128(draft.entry.fee)
    }
    for draft in drafts where draft.entry.kind == .withdrawal && draft.movesBalance {
      guard let id = draft.entry.record?.id, let sum = sums[id], sum != -Int128(draft.entry.amount)
      else { continue }
      let paid = -Int128(draft.entry.amount)
      func money(_ units: Int128) -> String {
        MoneyTotal(minorUnits: units, currency: draft.entry.currency).description
      }
      log.add(
        .payoutDiffers, severity: .warning,
        summary:
          "payout \(id) is \(money(paid)), but the rows that name it add up to \(money(sum)): \(money(paid - sum)) is not accounted for",
        in: draft.row, bytes: bytes, note: "each row counts with its amount less its fee",
        remedy: "look for rows that the file lacks: it may begin or end within the payout")
    }
  }

  private static func reportUnknown(
    _ drafts: [StatementRows.Draft], of plan: StatementPlan, in bytes: Span<UInt8>,
    log: inout DiagnosticLog
  ) {
    var texts: [(text: String, first: Int, count: Int)] = []
    for (index, draft) in drafts.enumerated() where draft.entry.role == .movement {
      guard let text = draft.entry.unknownType else { continue }
      if let known = texts.firstIndex(where: { $0.text == text }) {
        texts[known].count += 1
      } else {
        texts.append((text, index, 1))
      }
    }
    for (text, first, count) in texts {
      let rows = count == 1 ? "the row is" : "\(count) rows are, this one first,"
      log.add(
        .typeUnknown, severity: .warning,
        summary:
          "\"\(text.prefix(60))\" is not a known event of \(plan.profile.service ?? ""); \(rows) read as a payment",
        in: drafts[first].row, bytes: bytes,
        note: "a fee, a hold or a return under this name would be taken for a payment to somebody",
        remedy: "look up the service's meaning, and add it to the kinds of your own profile")
    }
  }

  private static func reportHolds(
    _ drafts: [StatementRows.Draft], in bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    let pairs = HoldPairs(drafts.map(\.entry))
    for (open, kind) in [(pairs.heldOn, TransferKind.hold), (pairs.freed, .holdRelease)] {
      guard let first = open.first else { continue }
      let count = open.count
      let money = pairs.sums(open).map(\.description).joined(separator: ", ")
      let isHold = kind == .hold
      log.add(
        .holdUnpaired, severity: isHold ? .note : .warning,
        summary: isHold
          ? "\(money) is held, but no row of the file releases it"
          : "\(money) is released, but no row of the file holds it",
        in: drafts[first].row, bytes: bytes,
        note: count == 1
          ? "holds and releases move only the balance; a reference pairs a hold with its release"
          : "\(count) rows, this one first; a reference pairs a hold with its release",
        remedy: isHold
          ? "load the next file, which may have the release"
          : "load the file before this one, which may have the hold")
    }
  }
}

extension TransferKind {
  /// True where a movement of this kind gives back another one.
  var isReturn: Bool { self == .reversal || self == .refund || self == .chargeback }
}
