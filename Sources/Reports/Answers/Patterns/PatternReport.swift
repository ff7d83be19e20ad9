internal import FundTracing
public import Patterns
internal import PaymentGraph

/// The result of a screening, as people and programs read it.
public struct PatternReport: Sendable {
  private let answer: PatternAnswer
  private let top: Int
  private var ledger: Ledger { answer.scope.ledger }

  /// Creates a report; text shows the first `top` rows of each pattern, JSON and CSV hold all.
  public init(_ answer: PatternAnswer, top: Int) {
    self.answer = answer
    self.top = top
  }

  /// Writes the report in a format.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(text: plain(style), json: json.text, csv: csv)
  }

  // MARK: Text

  private func plain(_ style: TextStyle) -> String {
    let question = QuestionFacts(scope: answer.scope, rules: answer.settings.rules)
    let kinds = answer.patterns.count { $0.shown > 0 }
    var lines = [
      style.head(
        answer.patterns.allSatisfy { isFact($0.pattern) }
          ? "screening for \(answer.patterns.map(\.pattern.rawValue).joined(separator: ", "))"
          : answer.rows.isEmpty
            ? "no row of \(Plural.text(answer.patterns.count, "pattern")) is shown"
            : "\(Plural.text(answer.rows.count, "row")) of \(Plural.text(kinds, "pattern"))")
    ]
    lines += NoteText.warnings(answer.notes, style) + question.lines
    for cut in answer.cuts {
      lines.append(style.warning("cut") + ": \(TerminalText.safe(words(cut)))")
    }
    for summary in answer.patterns { lines += self.lines(summary, style) }
    lines += PatternFacts(answer: answer).lines(style)
    lines.append("")
    lines.append(
      answer.isComplete
        ? "complete: every payment in scope was searched"
        : "not complete: nothing that is missing here is excluded")
    lines += NoteText.lines(answer.notes, style)
    return style.page(lines)
  }

  private func lines(_ summary: PatternAnswer.Summary, _ style: TextStyle) -> [String] {
    guard !isFact(summary.pattern) else { return [] }
    let chance = summary.expectedByChance.map {
      ", \(DecimalText.short($0)) expected by chance (\(Plural.text(summary.shuffles, "shuffle")))"
    }
    let hidden =
      summary.found > summary.shown
      ? "; \(Plural.grouped(summary.found - summary.shown)) not shown" : ""
    guard summary.found > 0 else { return [] }
    var lines = [
      "",
      style.head(
        "\(summary.pattern.rawValue): \(Plural.grouped(summary.found)) found\(chance ?? "")\(hidden)"
      ),
      summary.pattern.definition,
    ]
    let own = answer.rows.filter { $0.pattern == summary.pattern }
    guard !own.isEmpty else { return lines }
    var table = AlignedTable(
      [
        .right("row"), .left("who"), .left("found"), .right("amount"), .left("first", drops: 2),
        .left("last", drops: 1), .left("grade", drops: 4), .right("q"), .right("recurs", drops: 3),
      ], style: style)
    let start = answer.rows.firstIndex { $0.pattern == summary.pattern } ?? 0
    for (number, row) in own.prefix(top).enumerated() {
      let fields = PatternRowFields(row: row, ledger: ledger)
      table.add([
        "\(start + number + 1)", fields.who, fields.size, fields.amounts, row.first.iso8601,
        row.last.iso8601, row.grade.letter, row.q.map(DecimalText.scientific) ?? "",
        row.recurs.map { $0 == 0 ? "" : "\($0)" } ?? "",
      ])
    }
    lines += table.lines
    if own.count > top { lines.append(Plural.leftOut(own.count - top, "row", of: own.count)) }
    return lines
  }

  /// Returns true for patterns whose results are no rows.
  private func isFact(_ pattern: Pattern) -> Bool {
    switch pattern {
    case .repeatedPrice, .splitMerge, .sharedIdentifier: true
    default: false
    }
  }

  private func words(_ cut: PatternAnswer.Cut) -> String {
    let names = cut.accounts.prefix(5).map { PartyText.key(ledger.account($0)) }
    let more = cut.accountCount > names.count ? " and \(cut.accountCount - names.count) more" : ""
    let list = names.isEmpty ? "" : ": \(names.joined(separator: ", "))\(more)"
    return switch cut.limit {
    case "max-rows":
      "\(cut.pattern.rawValue) has more rows than --max-rows \(cut.value), and only the best are kept"
    case "max-steps":
      "\(cut.pattern.rawValue) ended after \(cut.value) steps, \(Plural.text(cut.accountCount, "account")) not finished\(list)"
    default:
      "\(cut.pattern.rawValue) did not pass \(Plural.text(cut.accountCount, "account")) beyond --\(cut.limit) \(cut.value)\(list)"
    }
  }

  // MARK: JSON

  private var json: JSONValue {
    let facts = PatternFacts(answer: answer)
    let rules = QuestionFacts(scope: answer.scope, rules: answer.settings.rules).members
    return .object(
      [
        (
          "question",
          .object([("command", .string("patterns"))] + parameters + rules)
        ),
        (
          "searched",
          .object([
            ("transfers", .integer(answer.searched.transfers)),
            ("accounts", .integer(answer.searched.accounts)),
            ("selfTransfers", .integer(answer.searched.selfTransfers)),
            ("withoutTime", .integer(answer.searched.withoutTime)),
            ("pooled", .integer(answer.searched.pooled)),
            ("linksUsed", .integer(answer.searched.linksUsed)),
            ("stepsNotCompared", .integer(answer.searched.stepsNotCompared)),
          ])
        ),
        ("patterns", .array(answer.patterns.map(summary))),
        (
          "rows",
          .array(answer.rows.map { PatternRowFields(row: $0, ledger: ledger).json })
        ),
      ] + facts.members + [
        ("complete", .bool(answer.isComplete)), ("cuts", .array(answer.cuts.map(cut))),
        ("notes", .notes(answer.notes)),
      ])
  }

  private var parameters: [(name: String, value: JSONValue)] {
    let settings = answer.settings
    return [
      ("only", settings.only.map { .array($0.map { .string($0.rawValue) }) } ?? .null),
      (
        "windows",
        settings.windows.map { .array($0.map { .string(WalkRules.words(wait: $0)) }) } ?? .null
      ),
      ("min", settings.minimum.map(JSONValue.integer) ?? .null),
      ("minOut", settings.minimumOut.map(JSONValue.integer) ?? .null),
      ("minMiddles", settings.minimumMiddles.map(JSONValue.integer) ?? .null),
      ("maxLength", settings.maximumLength.map(JSONValue.integer) ?? .null),
      ("minLength", settings.minimumLength.map(JSONValue.integer) ?? .null),
      ("keep", .optional(settings.keep.map { "\($0)" })),
      ("order", .string(settings.cashOrder.rawValue)),
      ("count", .string(settings.counting.rawValue)),
      ("limits", .array(settings.limits.map(JSONValue.money))),
      ("band", .string("\(settings.band)")),
      ("silent", .string(WalkRules.words(wait: settings.silence))),
      ("by", .string(settings.byHolder ? "holder" : "account")),
      ("q", .string("\(settings.q)")), ("all", .bool(settings.showsAll)),
      ("maxThrough", .integer(settings.maximumThrough)),
    ]
  }

  private func summary(_ summary: PatternAnswer.Summary) -> JSONValue {
    let windows = answer.settings.windows(summary.pattern)
    return .object([
      ("pattern", .string(summary.pattern.rawValue)),
      (
        "parameters",
        .object([("within", .array(windows.map { .string(WalkRules.words(wait: $0)) }))])
      ),
      (
        "null",
        .object([
          ("kind", .string(summary.pattern.null.rawValue)),
          ("shuffles", .integer(summary.shuffles)),
        ])
      ), ("found", .integer(summary.found)), ("shown", .integer(summary.shown)),
      (
        "expectedByChance",
        summary.expectedByChance.map { .real(DecimalText.fixed($0, places: 6)) } ?? .null
      ),
    ])
  }

  private func cut(_ cut: PatternAnswer.Cut) -> JSONValue {
    .object([
      ("pattern", .string(cut.pattern.rawValue)), ("limit", .string(cut.limit)),
      ("value", .integer(cut.value)), ("accountCount", .integer(cut.accountCount)),
      ("accounts", .array(cut.accounts.map { .string(ledger.account($0).key) })),
    ])
  }

  // MARK: CSV

  private var csv: String {
    var text = CSVText.heads([
      "row", "pattern", "accounts", "found", "transfers", "onward", "receipts", "amounts", "first",
      "last", "grade", "score", "q", "recurs", "finding",
    ])
    for (number, row) in answer.rows.enumerated() {
      let fields = PatternRowFields(row: row, ledger: ledger)
      func names(_ transfers: [TransferID]) -> CSVText.Cell {
        .text(transfers.map(fields.text).joined(separator: ";"))
      }
      text += CSVText.line([
        .value("\(number + 1)"), .value(row.pattern.rawValue),
        .text(row.accounts.map { ledger.account($0).key }.joined(separator: ";")),
        .value(fields.size), names(row.transfers), names(row.onward), names(row.receipts),
        .value(fields.amounts), .value(row.first.iso8601), .value(row.last.iso8601),
        .value(row.grade.letter), .value(row.score.map { DecimalText.fixed($0, places: 6) } ?? ""),
        .value(row.q.map { DecimalText.fixed($0, places: 6) } ?? ""),
        .value(row.recurs.map(String.init) ?? ""), .value(row.finding.rawValue),
      ])
    }
    return text + PatternFacts(answer: answer).csv
  }
}
