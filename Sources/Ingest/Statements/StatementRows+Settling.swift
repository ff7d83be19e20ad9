internal import PaymentGraph

/// The relations between the rows of a statement, settled when all are read.
extension StatementRows {
  /// Decides the outcome of rows that are not final, and counts once a payment that stands in several rows.
  mutating func settleStatuses(_ bytes: Span<UInt8>, log: inout DiagnosticLog) {
    let standings = StatusStandings(drafts, plan)
    standings.report(bytes, log: &log)
    drafts = standings.drafts
  }

  /// Lets the balances decide rows whose sign contradicts their column, and reports those that they leave open.
  mutating func settleSigns(
    of lines: [StatementFile.Line], bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    guard drafts.contains(where: \.isAgainstColumn) else { return }
    let signs = SignEvidence(drafts)
    let turned = Set(signs.turned)
    if !turned.isEmpty {
      let shown = signs.turned.prefix(6).map { "\(drafts[$0].row.line)" }.joined(separator: ", ")
      decisions.append(
        "\(turned.count == 1 ? "line" : "lines") \(shown)\(turned.count > 6 ? ", …" : ""): the balance shows that the sign is right and the column is wrong"
      )
    }
    var places: [Int: StatementFile.Line] = [:]
    for line in lines where line.use == .entry { places[line.row.line] = line }
    for index in signs.turned {
      drafts[index].entry.amount = -drafts[index].entry.amount
      guard let line = places[drafts[index].row.line] else { continue }
      readParty(&drafts[index].entry, line: line, readings: [drafts[index].entry.narration])
      // Money that a bank takes out of a column again is nobody's payment.
      if drafts[index].entry.kind == .payment { drafts[index].entry.kind = .reversal }
    }
    signs.report(drafts, isAnyTurned: !turned.isEmpty, bytes: bytes, log: &log)
  }

  /// Recognises rows that give payments of the same statement back, and rows that only sound like it.
  mutating func settleReturns(
    isNewestFirst: Bool?, bytes: Span<UInt8>, log: inout DiagnosticLog
  ) {
    let returns = StatementReturns(drafts, plan, isNewestFirst: isNewestFirst)
    for (index, name) in returns.names {
      drafts[index].entry.kind = .payment
      drafts[index].entry.counter.kind = nil
      drafts[index].entry.counter.name = name
    }
    for index in returns.found { drafts[index].entry.kind = .reversal }
    returns.report(bytes, log: &log)
  }

  /// Recognises money that went from one part of the account to another.
  mutating func keepWithin() {
    var entries = drafts.map(\.entry)
    ServiceEvents.keepWithin(&entries)
    for index in drafts.indices { drafts[index].entry = entries[index] }
  }
}
