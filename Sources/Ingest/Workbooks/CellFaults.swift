/// The faults of a sheet's cells that concern the columns that a plan reads, by row.
struct CellFaults: Sendable {
  private var byLine: [Int: CellFault] = [:]

  /// Makes a value without faults.
  init() {}

  /// - Parameters:
  ///   - read: all columns that the plan reads.
  ///   - texts: those of accounts, ids and references, in which every digit counts.
  ///   - amounts: those of money.
  init(_ faults: [CellFault], read: Set<Int>, texts: Set<Int>, amounts: Set<Int>) {
    for fault in faults where byLine[fault.line] == nil {
      let isConcerned =
        switch fault.kind {
        case .error, .formulaWithoutValue, .textMissing: read.contains(fault.column)
        case .digitsLost(_, .tooMany):
          texts.contains(fault.column) || amounts.contains(fault.column)
        case .digitsLost: texts.contains(fault.column)
        }
      if isConcerned { byLine[fault.line] = fault }
    }
  }

  /// Returns the row with the fault of one of its cells, where it has one.
  func marked(_ row: Row) -> Row? {
    guard !byLine.isEmpty, row.fault == nil, let fault = byLine[row.line] else { return nil }
    var row = row
    let cell = row.cells.indices.contains(fault.column) ? row.cells[fault.column] : nil
    row.fault = .cellLost(fault, at: cell.map { $0.start..<$0.end } ?? row.start..<row.start)
    return row
  }
}

extension CellFaults {
  init(_ faults: [CellFault], of plan: LedgerPlan, dialect: Dialect) {
    guard !faults.isEmpty else {
      self.init()
      return
    }
    let kept = KeptColumns(plan, dialect).names
    let amounts = Set([plan.amount, plan.receivedAmount].compactMap { $0 })
    let texts = Set(plan.from + plan.to + [plan.id, plan.reference, plan.link].compactMap { $0 })
    self.init(
      faults, read: Set(plan.header.indices.filter { kept[$0] == nil }), texts: texts,
      amounts: amounts)
  }

  init(_ faults: [CellFault], of plan: StatementPlan) {
    guard !faults.isEmpty else {
      self.init()
      return
    }
    var own: [Int] = []
    for case .columns(let names) in plan.profile.account.map(\.place) {
      own += names.compactMap { StatementPlan.position(of: $0, in: plan.header) }
    }
    let money = [plan.fee, plan.net, plan.balance, plan.received?.amount, plan.refunded?.amount]
    let amounts = Set(plan.amounts + money.compactMap { $0 })
    let ids = [
      plan.payer, plan.payee, plan.reference, plan.id, plan.group, plan.record, plan.batch,
    ]
    let texts = Set(plan.counterAccount + own + ids.compactMap { $0 })
    let words = [
      plan.date, plan.time, plan.zone, plan.side, plan.currency, plan.type, plan.status,
      plan.impact, plan.pot, plan.feeCurrency,
    ]
    let read = Set(
      plan.narration + plan.counterName + plan.payerName + plan.payeeName
        + words.compactMap { $0 })
    self.init(faults, read: read.union(texts).union(amounts), texts: texts, amounts: amounts)
  }
}
