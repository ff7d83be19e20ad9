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
    for (place, draft) in drafts.enumerated() where isNeeded {
      if let id = draft.entry.id {
        named["\(draft.entry.own)\u{1F}\(id)", default: []].append(place)
      }
    }
    self.named = named
    guard isNeeded else { return }
    takeUpdates()
    if drafts.contains(where: { $0.status != .settled }) {
      for place in drafts.indices where drafts[place].status != .settled { settle(place) }
      freeWhatIsReturned()
    }
    if plan.profile.statuses != nil { uniteRepeated() }
    for (place, draft) in self.drafts.enumerated()
    where draft.status != .settled && draft.entry.role.isMemo && !draft.entry.kind.isHold {
      self.drafts[place].entry.openState = StatementEntry.OpenState(
        word: draft.statusWord ?? "not final", hasMoved: held.contains(place))
    }
    open = held.subtracting(freed).sorted().filter { self.drafts[$0].entry.amount != 0 }
  }

  /// Returns the rows of the account that have a row's id.
  private func rows(named id: String?, of place: Int) -> [Int] {
    guard let id else { return [] }
    return named["\(drafts[place].entry.own)\u{1F}\(id)"] ?? []
  }

  // MARK: Rows that tell of others

  /// Counts as a payment a row that by its type only tells of one, where the balance shows that the money moved with
  /// the row.
  ///
  /// Other rows that move nothing by their type, and changed the balance, are kept like holds.
  private mutating func takeUpdates() {
    for place in drafts.indices {
      let draft = drafts[place]
      guard let event = draft.entry.event, event.kind == .memo, draft.status == .settled,
        draft.entry.amount != 0, !draft.movesBalance,
        draft.impact ?? evidence.moved[place] ?? false
      else { continue }
      drafts[place].movesBalance = true
      drafts[place].balance = draft.printed
      if event.code == "T9800" {
        drafts[place].entry.kind = .payment
        drafts[place].entry.role = .movement
      }
    }
  }

  // MARK: Rows that are not final

  private mutating func settle(_ place: Int) {
    let draft = drafts[place]
    guard draft.entry.amount != 0 || draft.entry.fee != 0 else {
      setAside(place, moves: false)
      return
    }
    if case .memo(.announcement, _) = draft.entry.role, !draft.entry.kind.isHold { return }
    let moved = draft.impact ?? evidence.moved[place]
    if draft.entry.kind.isHold {
      if !(moved ?? (draft.status == .open)) { setAside(place, moves: false) }
      return
    }
    if let final = finalRow(of: place) {
      // The balance changes once: with the row that it follows, whichever of the two that is.
      if case .movement = drafts[final].entry.role {
        if moved == true, drafts[final].impact == nil, evidence.moved[final] == false {
          repeated.append((final, place))
          drafts[place].entry.furtherRows.append(drafts[final].entry.row)
          drafts[final].entry.role = .memo(.repetition, word: nil)
          keep(final, moves: false)
        } else {
          setAside(place, moves: moved == true && evidence.moved[final] == true)
        }
      } else if moved == false {
        setAside(place, moves: false)
      } else {
        keep(place, moves: true)
      }
      return
    }
    switch draft.status {
    case .settled: break
    case .undone:
      if moved == true || moved == nil && isGivenBack(place) {
        keep(place, moves: true)
      } else {
        setAside(place, moves: false)
      }
    case .open where isAtItsDisposal(draft.entry) && moved == true: break
    case .open, .failed: setAside(place, moves: moved == true)
    }
  }

  /// Returns true where money that changed the balance is the account's, though the service may not have it yet: money
  /// from a bank or a card, and money that the account changed into another currency.
  private func isAtItsDisposal(_ entry: StatementEntry) -> Bool {
    entry.kind == .funding && entry.amount > 0 || entry.kind == .fx
  }

  /// Returns the row that makes the payment of another final: one of its id, or one that names it and moves nothing.
  private func finalRow(of place: Int) -> Int? {
    let entry = drafts[place].entry
    func isFinal(_ other: Int) -> Bool {
      other != place && drafts[other].status == .settled
        && drafts[other].entry.currency == entry.currency
        && (drafts[other].entry.amount < 0) == (entry.amount < 0)
    }
    let same = rows(named: entry.id, of: place).filter(isFinal)
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
  private func isGivenBack(_ place: Int) -> Bool {
    guard let id = drafts[place].entry.id else { return false }
    return drafts.contains {
      $0.entry.group == id && $0.status == .settled && $0.entry.role == .movement
        && $0.entry.kind.isReturn && ($0.entry.amount < 0) != (drafts[place].entry.amount < 0)
    }
  }

  /// Frees held money where a row gives back a payment that was never final.
  private mutating func freeWhatIsReturned() {
    var names: [String: Int] = [:]
    for place in held.sorted() {
      let entry = drafts[place].entry
      if let id = entry.id { names["\(entry.own)\u{1F}\(id)"] = place }
    }
    guard !names.isEmpty else { return }
    for place in drafts.indices
    where drafts[place].entry.role == .movement
      && (drafts[place].entry.kind.isReturn || drafts[place].entry.kind == .payment)
    {
      guard let group = drafts[place].entry.group,
        let first = names["\(drafts[place].entry.own)\u{1F}\(group)"],
        (drafts[place].entry.amount < 0) != (drafts[first].entry.amount < 0)
      else { continue }
      setAside(place, moves: true)
      if drafts[place].entry.amount == -drafts[first].entry.amount {
        freed.formUnion([first, place])
      }
    }
  }

  private mutating func keep(_ place: Int, moves: Bool) {
    drafts[place].movesBalance = moves
    if !moves { drafts[place].balance = nil }
  }

  private mutating func setAside(_ place: Int, moves: Bool) {
    if moves { held.insert(place) } else { held.remove(place) }
    // A row that changed the balance moved money, to nobody.
    drafts[place].entry.role = .memo(
      moves ? .announcement : .unsettled, word: drafts[place].statusWord)
    drafts[place].entry.kind = .memo
    drafts[place].movesBalance = moves
    drafts[place].balance = moves ? drafts[place].printed : nil
  }

  // MARK: Rows of one id

  /// Counts settled rows of one id that agree once, and finds those that contradict each other.
  private mutating func uniteRepeated() {
    for places in named.values.sorted(by: { $0[0] < $1[0] }) where places.count > 1 {
      var firsts: [Int] = []
      for place in places where drafts[place].entry.role == .movement {
        guard let first = firsts.first(where: { isOfOneKind($0, place) }) else {
          firsts.append(place)
          continue
        }
        // The balance shows two payments where it changes twice.
        if isSame(first, place), !(evidence.moved[first] == true && evidence.moved[place] == true) {
          repeated.append((place, first))
          drafts[first].entry.furtherRows.append(drafts[place].entry.row)
          // The balance changed with the row that it follows.
          let isLater = evidence.moved[first] == false && evidence.moved[place] == true
          drafts[place].entry.role = .memo(.repetition, word: nil)
          drafts[place].movesBalance = isLater
          if !isLater { drafts[place].balance = nil }
          if isLater {
            drafts[first].movesBalance = false
            drafts[first].balance = nil
          }
        } else {
          contradicting.append((first, place))
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
    for (place, first) in repeated {
      log.add(
        .idRepeated, severity: .warning,
        summary:
          "the record with id \"\(drafts[place].entry.id ?? "")\" is repeated and counted once",
        in: drafts[place].row, bytes: bytes,
        note: "line \(drafts[first].row.line) has the same amount, fee and parties",
        remedy: "no action is needed; one id of a service is one payment")
    }
    for (first, place) in contradicting {
      let (one, other) = (drafts[first].entry, drafts[place].entry)
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
        in: drafts[place].row, bytes: bytes,
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
