internal import PaymentGraph

/// The outcome of the rows of one file that are not final, and the rows that show one payment.
///
/// A row whose payment is not settled is a payment only where one of these shows that it took place:
///
/// - a settled row with the same id;
/// - for a payment that was taken back, the balance that the row changed (its own column or the running balance shows
///   it), or another row of the file that gives the payment back;
/// - for money from a bank or a card that the service made available before it had it, the balance.
///
/// Any other change of the balance is kept like a hold: the balance closes, and nobody has been paid. All other rows
/// moved nothing. Settled rows of one id that agree are one payment.
struct StatusStandings {
  private(set) var drafts: [StatementRows.Draft]
  /// The indices of the rows that changed the balance and are not final payments.
  private(set) var open: [Int] = []
  /// The indices of the rows that repeat another row of one id, and of those other rows.
  private(set) var repeated: [(row: Int, of: Int)] = []
  /// The indices of two settled rows of one id that contradict each other.
  private(set) var contradicting: [(one: Int, other: Int)] = []

  private let named: [String: [Int]]
  /// The rows that changed the balance and are not final payments, and those that give them back.
  private var held: Set<Int> = []
  /// The rows that were held, and whose money was given back in full.
  private var freed: Set<Int> = []
  /// The rows that changed the running balance, and those that did not.
  private let evidence: BalanceEvidence

  init(_ drafts: [StatementRows.Draft], _ plan: StatementPlan) {
    self.drafts = drafts
    let isNeeded =
      plan.profile.statuses != nil || drafts.contains { $0.status != .settled }
    evidence = BalanceEvidence(isNeeded ? drafts : [])
    var named: [String: [Int]] = [:]
    for (index, draft) in drafts.enumerated() where isNeeded {
      if let id = draft.entry.id {
        named["\(draft.entry.own)\u{1F}\(id)", default: []].append(index)
      }
    }
    self.named = named
    guard isNeeded else { return }
    takeUpdates()
    if drafts.contains(where: { $0.status != .settled }) {
      for index in drafts.indices where drafts[index].status != .settled { settle(index) }
      freeWhatIsReturned()
    }
    if plan.profile.statuses != nil { uniteRepeated() }
    for (index, draft) in self.drafts.enumerated()
    where draft.status != .settled && draft.entry.role.isMemo && !draft.entry.kind.isHold {
      self.drafts[index].entry.openState = StatementEntry.OpenState(
        word: draft.statusWord ?? "not final", hasMoved: held.contains(index))
    }
    open = held.subtracting(freed).sorted().filter { self.drafts[$0].entry.amount != 0 }
  }

  /// Returns the rows of the account that have a row's id.
  private func rows(named id: String?, of index: Int) -> [Int] {
    guard let id else { return [] }
    return named["\(drafts[index].entry.own)\u{1F}\(id)"] ?? []
  }

  // MARK: Rows that tell of others

  /// Counts as a payment a row that by its type only tells of one, where the balance shows that the money moved with
  /// the row.
  ///
  /// Other rows that move nothing by their type, and changed the balance, are kept like holds.
  private mutating func takeUpdates() {
    for index in drafts.indices {
      let draft = drafts[index]
      guard let event = draft.entry.event, event.kind == .memo, draft.status == .settled,
        draft.entry.amount != 0, !draft.movesBalance,
        draft.impact ?? evidence.moved[index] ?? false
      else { continue }
      drafts[index].movesBalance = true
      drafts[index].balance = draft.printed
      if event.code == "T9800" {
        drafts[index].entry.kind = .payment
        drafts[index].entry.role = .movement
      }
    }
  }

  // MARK: Rows that are not final

  private mutating func settle(_ index: Int) {
    let draft = drafts[index]
    guard draft.entry.amount != 0 || draft.entry.fee != 0 else {
      setAside(index, moves: false)
      return
    }
    if case .memo(.announcement, _) = draft.entry.role, !draft.entry.kind.isHold { return }
    let moved = draft.impact ?? evidence.moved[index]
    if draft.entry.kind.isHold {
      if !(moved ?? (draft.status == .open)) { setAside(index, moves: false) }
      return
    }
    if let final = finalRow(of: index) {
      // The balance changes once: with the row that it follows, whichever of the two that is.
      if case .movement = drafts[final].entry.role {
        if moved == true, drafts[final].impact == nil, evidence.moved[final] == false {
          repeated.append((final, index))
          drafts[index].entry.furtherRows.append(drafts[final].entry.row)
          drafts[final].entry.role = .memo(.repetition, word: nil)
          keep(final, moves: false)
        } else {
          setAside(index, moves: moved == true && evidence.moved[final] == true)
        }
      } else if moved == false {
        setAside(index, moves: false)
      } else {
        keep(index, moves: true)
      }
      return
    }
    switch draft.status {
    case .settled: break
    case .undone:
      if moved == true || moved == nil && isGivenBack(index) {
        keep(index, moves: true)
      } else {
        setAside(index, moves: false)
      }
    case .open where isAtItsDisposal(draft.entry) && moved == true: break
    case .open, .failed: setAside(index, moves: moved == true)
    }
  }

  /// Returns true where money that changed the balance is the account's, though the service may not have it yet: money
  /// from a bank or a card, and money that the account changed into another currency.
  private func isAtItsDisposal(_ entry: StatementEntry) -> Bool {
    entry.kind == .funding && entry.amount > 0 || entry.kind == .fx
  }

  /// Returns the row that makes the payment of another final: one of its id, or one that names it and moves nothing.
  private func finalRow(of index: Int) -> Int? {
    let entry = drafts[index].entry
    func isFinal(_ other: Int) -> Bool {
      other != index && drafts[other].status == .settled
        && drafts[other].entry.currency == entry.currency
        && (drafts[other].entry.amount < 0) == (entry.amount < 0)
    }
    let same = rows(named: entry.id, of: index).filter(isFinal)
    if let paid = same.first(where: { drafts[$0].entry.role == .movement }) ?? same.first {
      return paid
    }
    guard let id = entry.id else { return nil }
    return drafts.indices.first {
      isFinal($0) && drafts[$0].entry.group == id && drafts[$0].entry.own == entry.own
        && drafts[$0].entry.amount == entry.amount && drafts[$0].entry.role.isMemo
        && !drafts[$0].entry.kind.isHold
    }
  }

  /// Returns true where a row of the file gives a payment back by its id.
  private func isGivenBack(_ index: Int) -> Bool {
    guard let id = drafts[index].entry.id else { return false }
    return drafts.contains {
      $0.entry.group == id && $0.status == .settled && $0.entry.role == .movement
        && $0.entry.kind.isReturn && ($0.entry.amount < 0) != (drafts[index].entry.amount < 0)
    }
  }

  /// Frees held money where a row gives back a payment that was never final.
  private mutating func freeWhatIsReturned() {
    var names: [String: Int] = [:]
    for index in held.sorted() {
      let entry = drafts[index].entry
      if let id = entry.id { names["\(entry.own)\u{1F}\(id)"] = index }
    }
    guard !names.isEmpty else { return }
    for index in drafts.indices
    where drafts[index].entry.role == .movement
      && (drafts[index].entry.kind.isReturn || drafts[index].entry.kind == .payment)
    {
      guard let group = drafts[index].entry.group,
        let first = names["\(drafts[index].entry.own)\u{1F}\(group)"],
        (drafts[index].entry.amount < 0) != (drafts[first].entry.amount < 0)
      else { continue }
      setAside(index, moves: true)
      if drafts[index].entry.amount == -drafts[first].entry.amount {
        freed.formUnion([first, index])
      }
    }
  }

  private mutating func keep(_ index: Int, moves: Bool) {
    drafts[index].movesBalance = moves
    if !moves { drafts[index].balance = nil }
  }

  private mutating func setAside(_ index: Int, moves: Bool) {
    if moves { held.insert(index) } else { held.remove(index) }
    // A row that changed the balance moved money, to nobody.
    drafts[index].entry.role = .memo(
      moves ? .announcement : .unsettled, word: drafts[index].statusWord)
    drafts[index].entry.kind = .memo
    drafts[index].movesBalance = moves
    drafts[index].balance = moves ? drafts[index].printed : nil
  }

  // MARK: Rows of one id

  /// Counts settled rows of one id that agree once, and finds those that contradict each other.
  private mutating func uniteRepeated() {
    for indices in named.values.sorted(by: { $0[0] < $1[0] }) where indices.count > 1 {
      var firsts: [Int] = []
      for index in indices where drafts[index].entry.role == .movement {
        guard let first = firsts.first(where: { isOfOneKind($0, index) }) else {
          firsts.append(index)
          continue
        }
        // The balance shows two payments where it changes twice.
        if isSame(first, index), !(evidence.moved[first] == true && evidence.moved[index] == true) {
          repeated.append((index, first))
          drafts[first].entry.furtherRows.append(drafts[index].entry.row)
          // The balance changed with the row that it follows.
          let isLater = evidence.moved[first] == false && evidence.moved[index] == true
          drafts[index].entry.role = .memo(.repetition, word: nil)
          drafts[index].movesBalance = isLater
          if !isLater { drafts[index].balance = nil }
          if isLater {
            drafts[first].movesBalance = false
            drafts[first].balance = nil
          }
        } else {
          contradicting.append((first, index))
        }
      }
    }
    repeated.sort { $0.row < $1.row }
    contradicting.sort { ($0.other, $0.one) < ($1.other, $1.one) }
  }

  private func isOfOneKind(_ one: Int, _ other: Int) -> Bool {
    let (left, right) = (drafts[one].entry, drafts[other].entry)
    return left.currency == right.currency && (left.amount < 0) == (right.amount < 0)
      && left.kind == right.kind
  }

  private func isSame(_ one: Int, _ other: Int) -> Bool {
    let (left, right) = (drafts[one].entry, drafts[other].entry)
    return left.amount == right.amount && left.fee == right.fee
      && left.counter.account == right.counter.account
  }

  // MARK: Messages

  /// Reports rows that changed the balance and are not payments, rows of one id that are repeated, and those that
  /// contradict each other.
  func report(_ bytes: Span<UInt8>, log: inout DiagnosticLog) {
    if let first = open.first {
      let words = Set(open.compactMap { drafts[$0].statusWord }).sorted().joined(separator: ", ")
      let money = sums(open).map(\.description).joined(separator: ", ")
      log.add(
        .paymentOpen, severity: .warning,
        summary:
          "\(money) changed the balance, but \(open.count == 1 ? "the payment is" : "the payments are") not final: \(words)",
        in: drafts[first].row, bytes: bytes,
        note: (open.count == 1 ? "" : "\(open.count) rows, this one first; ")
          + "the balance includes it, but no payment to or from anybody is counted",
        remedy: "load a later export, which shows the outcome")
    }
    for (index, first) in repeated {
      log.add(
        .idRepeated, severity: .warning,
        summary:
          "the record with id \"\(drafts[index].entry.id ?? "")\" is repeated and counted once",
        in: drafts[index].row, bytes: bytes,
        note: "line \(drafts[first].row.line) has the same amount, fee and parties",
        remedy: "no action is needed; one id of a service is one payment")
    }
    for (first, index) in contradicting {
      let (one, other) = (drafts[first].entry, drafts[index].entry)
      func money(_ entry: StatementEntry) -> String {
        Money(minorUnits: entry.amount, currency: entry.currency).description
      }
      let differs =
        one.amount == other.amount && one.fee == other.fee
        ? "is in two rows, with different parties or twice in the balance"
        : "is \(money(other)) here and \(money(one)) in line \(drafts[first].row.line)"
      log.add(
        .exportConflict, severity: .warning,
        summary: "\(other.id ?? "") \(differs); both are loaded",
        in: drafts[index].row, bytes: bytes,
        note: "one id of a service is one payment, but both rows say that it is final",
        remedy: "ask the service which is right; sums count both")
    }
  }

  private func sums(_ rows: [Int]) -> [MoneyTotal] {
    var sums = MoneyTotals()
    for row in rows {
      sums.add(Int128(drafts[row].entry.amount), in: drafts[row].entry.currency)
    }
    return sums.lines
  }
}

extension TransferKind {
  /// True where money is held back, or freed again.
  var isHold: Bool { self == .hold || self == .holdRelease }
}

/// Holds paired with their releases.
///
/// A release belongs to the hold that it names, or that names it; then to the only hold that names the same payment and
/// has its amount; then to the only hold of its amount that is left. Partial releases belong to one hold as long as
/// their sum does not exceed it. The order of rows decides nothing.
struct HoldPairs {
  /// The indices of holds that are not released, wholly or in part.
  private(set) var heldOn: [Int] = []
  /// The indices of releases without a hold.
  private(set) var freed: [Int] = []

  private let entries: [StatementEntry]
  /// The amounts that are still held, by the index of the hold.
  private var left: [Int: Int64] = [:]

  init(_ entries: [StatementEntry]) {
    self.entries = entries
    for (index, entry) in entries.enumerated() where entry.role.isMemo && entry.amount != 0 {
      switch entry.kind {
      case .hold: left[index] = abs(entry.amount)
      case .holdRelease: freed.append(index)
      default: break
      }
    }
    // The largest first, so that the order of the rows decides nothing.
    freed.sort { (abs(entries[$1].amount), $0) < (abs(entries[$0].amount), $1) }
    take { release, hold in
      release.group != nil && release.group == hold.id
        || hold.group != nil && hold.group == release.id
    }
    take { release, hold in
      release.group != nil && release.group == hold.group && release.amount == -hold.amount
    }
    take { release, hold in
      release.amount == -hold.amount
        && (release.group == nil || hold.group == nil || hold.id == nil)
    }
    freed.sort()
    heldOn = left.filter { $0.value > 0 }.keys.sorted()
  }

  /// Returns the sums that some rows hold or release, by currency.
  func sums(_ rows: [Int]) -> [MoneyTotal] {
    var sums = MoneyTotals()
    for row in rows {
      sums.add(Int128(left[row] ?? abs(entries[row].amount)), in: entries[row].currency)
    }
    return sums.lines
  }

  /// Takes releases for which only one hold fits and still has enough.
  private mutating func take(_ fits: (StatementEntry, StatementEntry) -> Bool) {
    var open: [Int] = []
    for release in freed {
      let entry = entries[release]
      let holds = left.keys.filter { hold in
        entries[hold].own == entry.own && entries[hold].currency == entry.currency
          && (left[hold] ?? 0) >= abs(entry.amount) && fits(entry, entries[hold])
      }.sorted()
      // Of equal holds of one payment any is as good as another.
      let areAlike = holds.dropFirst().allSatisfy {
        entries[$0].group == entries[holds[0]].group && left[$0] == left[holds[0]]
      }
      if let hold = holds.first, holds.count == 1 || areAlike {
        left[hold, default: 0] -= abs(entry.amount)
      } else {
        open.append(release)
      }
    }
    freed = open
  }
}
