internal import PaymentGraph

/// The number of one statement of a bank message, with what places it among others.
struct NumberedStatement: Sendable {
  let account: String
  /// The kind of message: numbers of statements and of interim reports are series of their own.
  let kind: String
  let number: Int
  /// The first and the last day of its entries; empty where it has none.
  let days: (first: String, last: String)
  let opening: MessageBalance?
  let closing: MessageBalance?
  /// The file among those with transfers, and the line.
  let file: Int
  let line: Int

  /// Takes the statements of a message that have numbers.
  static func all(in message: BankMessage, kind: String, file: Int) -> [NumberedStatement] {
    var days: [Int: (first: String, last: String)] = [:]
    for entry in message.entries where !entry.date.isEmpty {
      let day = String(entry.date.prefix(10))
      let known = days[entry.statement]
      days[entry.statement] = (min(known?.first ?? day, day), max(known?.last ?? day, day))
    }
    return all(in: message, days: days, kind: kind, file: file)
  }

  /// - Parameter days: the first and the last day of the entries of each statement.
  static func all(
    in message: BankMessage, days: [Int: (first: String, last: String)], kind: String, file: Int
  ) -> [NumberedStatement] {
    return message.statements.enumerated().compactMap { index, statement in
      guard let number = Int(statement.number), number < Int32.max, !statement.account.isEmpty
      else { return nil }
      return NumberedStatement(
        account: statement.account, kind: kind, number: number, days: days[index] ?? ("", ""),
        opening: statement.opening, closing: statement.closing, file: file, line: statement.line)
    }
  }
}

/// Reports numbers of statements that are missing between files of one account.
///
/// Numbers begin anew, in most banks with each year: a gap is reported only between two statements of one year of which
/// the later number has the later days, and only where the balances do not go on without a gap. Gaps within one file are
/// reported when it is read.
struct ReportMissingStatements {
  func apply(to draft: inout LedgerDraft) {
    /// Statements that are numbered in one series.
    struct Series: Hashable {
      let account: String
      let kind: String
      let year: Substring
    }
    let dated = draft.statements.filter { !$0.days.first.isEmpty }
    let series = Dictionary(grouping: dated) {
      Series(account: $0.account, kind: $0.kind, year: $0.days.first.prefix(4))
    }
    // Statements without entries fill gaps, whatever their year.
    var empty: [Series: Set<Int>] = [:]
    for statement in draft.statements where statement.days.first.isEmpty {
      empty[Series(account: statement.account, kind: statement.kind, year: ""), default: []]
        .insert(statement.number)
    }
    for key in series.keys.sorted(by: {
      ($0.account, $0.kind, $0.year) < ($1.account, $1.kind, $1.year)
    }) {
      let ordered = (series[key] ?? []).sorted {
        ($0.number, $0.days.first) < ($1.number, $1.days.first)
      }
      let filled = empty[Series(account: key.account, kind: key.kind, year: "")] ?? []
      for (before, after) in zip(ordered, ordered.dropFirst()) where before.file != after.file {
        // Numbers may be far apart: only those of empty statements are passed over one by one.
        var (first, last) = (before.number + 1, after.number - 1)
        while first <= last, filled.contains(first) { first += 1 }
        while last > first, filled.contains(last) { last -= 1 }
        guard first <= last, before.days.last <= after.days.first,
          !NumberedStatement.goOn(before, after)
        else { continue }
        report(from: before, to: after, missing: (first, last), in: &draft)
      }
    }
  }

  private func report(
    from before: NumberedStatement, to after: NumberedStatement, missing: (first: Int, last: Int),
    in draft: inout LedgerDraft
  ) {
    guard let place = draft.citation(file: after.file, line: after.line, byteRange: 0..<0),
      let other = draft.citation(file: before.file, line: before.line, byteRange: 0..<0)
    else { return }
    let words =
      missing.first == missing.last
      ? "\(missing.first) is" : "\(missing.first) to \(missing.last) are"
    draft.report([
      Diagnostic(
        code: DiagnosticCode.statementMissing.rawValue, severity: .warning,
        summary:
          "statement \(before.number) (\(other)) is followed by \(after.number): \(words) missing",
        citation: place, note: "what happened between the two is in no file",
        remedy: "ask the bank for the statements between them")
    ])
  }
}

extension NumberedStatement {
  /// Returns true where the balance after one statement is that before the other.
  fileprivate static func goOn(_ before: NumberedStatement, _ after: NumberedStatement) -> Bool {
    guard let closing = before.closing, let opening = after.opening else { return false }
    return closing.currency == opening.currency && closing.amount == opening.amount
  }
}
