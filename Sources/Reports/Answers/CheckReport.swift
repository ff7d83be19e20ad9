public import PaymentGraph

/// The answer of `check`: the format of each file, the fate of its rows, and its problems.
public struct CheckReport: Sendable {
  private let files: [FileReading]
  private let relations: [RowRelation]
  private let closings: [StatementClosing]

  /// Creates the report on the files of an intake.
  public init(_ intake: Intake) {
    files = intake.files
    relations = intake.relations
    closings = intake.ledger.statementClosings
  }

  /// Writes the report in a format; problems are part of the answer here.
  public func text(_ format: AnswerFormat, style: TextStyle) -> String {
    format.choose(
      text: CheckSummary(files, closings).text(style)
        + files.map { "\n" + plain($0, style) }.joined(),
      json: JSONValue.array(files.map(json)).text, csv: csv)
  }

  private func plain(_ reading: FileReading, _ style: TextStyle) -> String {
    var lines = [style.head(TerminalText.safe(reading.file.path))]
    func line(_ name: String, _ value: String) {
      let gap = String(repeating: " ", count: max(1, 12 - name.count))
      lines.append("  \(name)\(gap)\(TerminalText.safe(value))")
    }
    line("profile", reading.profile)
    line("sha256", reading.file.digest.hex)
    line("encoding", reading.encoding)
    if !reading.dialect.isEmpty { line("dialect", reading.dialect) }
    if let header = reading.headerLine {
      line("header", header == 0 ? "none" : "line \(header)")
    }
    for section in reading.statement?.sections ?? [] { lines += statement(section) }
    if let pattern = reading.statement?.datePattern, !pattern.isEmpty { line("dates", pattern) }
    for decision in reading.decisions { line("reading", decision) }
    if let first = reading.firstTime, let last = reading.lastTime {
      let isLocal = first.isLocal || last.isLocal
      line("period", "\(first.iso8601) to \(last.iso8601)\(isLocal ? ", local time" : "")")
    }
    // Credits and debits of a statement are not added up: their sum means nothing.
    if reading.statement == nil {
      for total in reading.totals.lines { line("total", "\(total)") }
    }
    if let stated = reading.statedPayments {
      line("stands for", "\(Plural.text(stated, "payment")), where rows give their number")
    }
    if let remark = reading.remark { line("remark", remark) }
    line("rows", "\(reading.rows)")
    for rows in reading.rows.setAside {
      line(rows.reason.isMemo ? "memo" : "skipped", words(rows))
    }
    lines += RelationText(relations, of: reading.file).lines
    var text = style.page(lines)
    text += DiagnosticText(style: style).text(reading.diagnostics)
    return text
  }

  /// Describes rows set aside:
  /// `3 rows, the first in line 7: the status says that no money moved (Pending)`.
  private func words(_ rows: RowsSetAside) -> String {
    let place = rows.firstLine.map {
      rows.count == 1 ? " in line \($0)" : ", the first in line \($0)"
    }
    let word = rows.word.map { " (\($0.prefix(40)))" }
    return "\(Plural.text(rows.count, "row"))\(place ?? ""): \(rows.reason.words)\(word ?? "")"
  }

  /// Describes one account of a statement: its key, its credits and debits, and how far the
  /// balances bear them out.
  private func statement(_ section: StatementFacts.Section) -> [String] {
    func money(_ units: Int128) -> String {
      MoneyTotal(minorUnits: units, currency: section.currency).description
    }
    var lines = ["  account     \(TerminalText.safe(section.account))"]
    if let written = section.written, !written.isEmpty, written != section.account {
      lines[0] += ", written \(TerminalText.safe(written))"
    }
    if !section.reason.isEmpty { lines[0] += " (\(section.reason))" }
    lines.append(
      "  money       in \(money(section.credits)), out \(money(section.debits))")
    if section.fees != 0 { lines[1] += ", including fees of \(money(section.fees))" }
    if section.held < 0 { lines[1] += ", held back \(money(-section.held))" }
    if section.held > 0 { lines[1] += ", released or not final \(money(section.held))" }
    if let opening = section.opening, let closing = section.closing {
      let chain =
        section.links == 0
        ? "one balance"
        : "\(Plural.grouped(section.linksHeld)) of \(Plural.grouped(section.links)) balances follow"
      lines.append("  balance     \(money(opening)) to \(money(closing)): \(chain)")
      if let open = section.difference, open != 0 {
        lines.append("  difference  \(money(open)) of the closing balance is unexplained")
      }
    }
    return lines
  }

  private func json(_ facts: StatementFacts) -> JSONValue {
    .object([
      ("dates", .string(facts.datePattern)),
      ("order", .string(facts.isNewestFirst ? "newest-first" : "oldest-first")),
      ("signSource", .string(facts.isSwapped ? "balance" : "header")),
      ("branch", .optional(facts.branch)),
      (
        "accounts",
        .array(
          facts.sections.map { section in
            func money(_ units: Int128?) -> JSONValue {
              units.map {
                .string(MoneyTotal(minorUnits: $0, currency: section.currency).decimalText)
              } ?? .null
            }
            return .object([
              ("account", .string(section.account)), ("written", .optional(section.written)),
              ("reason", .string(section.reason)),
              ("currency", .string(section.currency.code)), ("credits", money(section.credits)),
              ("debits", money(section.debits)), ("opening", money(section.opening)),
              ("closing", money(section.closing)), ("balances", .integer(section.links)),
              ("balancesFollow", .integer(section.linksHeld)), ("fees", money(section.fees)),
              ("held", money(-section.held)), ("difference", money(section.difference)),
            ])
          })
      ),
    ])
  }

  private func json(_ reading: FileReading) -> JSONValue {
    .object([
      ("file", .string(reading.file.path)),
      ("sha256", .string(reading.file.digest.hex)),
      ("encoding", .string(reading.encoding)),
      ("dialect", .string(reading.dialect)),
      ("headerLine", reading.headerLine.map(JSONValue.integer) ?? .null),
      ("profile", .string(reading.profile)),
      ("rowsRead", .integer(reading.rows.read)),
      ("loaded", .integer(reading.rows.loaded)),
      ("memo", .integer(reading.rows.memo)),
      ("skipped", .integer(reading.rows.skipped)),
      ("rejected", .integer(reading.rows.rejected)),
      (
        "setAside",
        .array(
          reading.rows.setAside.map { rows in
            .object([
              ("reason", .string(rows.reason.rawValue)), ("isMemo", .bool(rows.reason.isMemo)),
              ("word", .optional(rows.word)), ("rows", .integer(rows.count)),
              ("firstLine", rows.firstLine.map(JSONValue.integer) ?? .null),
            ])
          })
      ),
      (
        "period",
        reading.firstTime.map { first in
          .object([
            ("first", .string(first.iso8601)),
            ("last", .optional(reading.lastTime?.iso8601)),
          ])
        } ?? .null
      ),
      ("totals", .array(reading.totals.lines.map(JSONValue.money))),
      ("statedPayments", reading.statedPayments.map(JSONValue.integer) ?? .null),
      ("remark", .optional(reading.remark)),
      ("decisions", .array(reading.decisions.map(JSONValue.string))),
      ("statement", reading.statement.map(json) ?? .null),
      ("relations", RelationText(relations, of: reading.file).json),
      ("diagnostics", .array(reading.diagnostics.map(JSONValue.diagnostic))),
    ])
  }

  private var csv: String {
    let heads = [
      "file", "sha256", "encoding", "dialect", "headerLine", "profile", "rowsRead", "loaded",
      "memo", "skipped", "rejected", "first", "last", "problems",
    ]
    var text = CSVText.line(heads.map { .value($0) })
    for reading in files {
      text += CSVText.line([
        .text(reading.file.path), .value(reading.file.digest.hex), .value(reading.encoding),
        .value(reading.dialect), .value(reading.headerLine.map(String.init) ?? ""),
        .value(reading.profile), .value("\(reading.rows.read)"), .value("\(reading.rows.loaded)"),
        .value("\(reading.rows.memo)"), .value("\(reading.rows.skipped)"),
        .value("\(reading.rows.rejected)"), .value(reading.firstTime?.iso8601 ?? ""),
        .value(reading.lastTime?.iso8601 ?? ""), .value("\(reading.diagnostics.count)"),
      ])
    }
    return text
  }
}
