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
      text: style.page(fields.lines(files, style: style))
        + files.map { "\n" + plain($0, style) }.joined(),
      json: fields.json(files).text, csv: fields.csv(files))
  }

  private func plain(_ reading: FileReading, _ style: TextStyle) -> String {
    var lines = [style.head(TerminalText.safe(reading.file.path))]
    func line(_ name: String, _ value: String) {
      let gap = String(repeating: " ", count: max(1, 12 - name.count))
      lines.append("  \(name)\(gap)\(TerminalText.safe(value))")
    }
    line("profile", reading.profile)
    line("sha256", reading.file.digest.hex)
    if !reading.encoding.isEmpty { line("encoding", reading.encoding) }
    if !reading.dialect.isEmpty { line("dialect", reading.dialect) }
    if let header = reading.headerLine {
      line("header", header == 0 ? "none" : "line \(header)")
    }
    for section in reading.statement?.sections ?? [] { lines += statement(section) }
    if let pattern = reading.statement?.datePattern, !pattern.isEmpty { line("dates", pattern) }
    for decision in reading.decisions { line("reading", decision) }
    if let first = reading.firstTime, let last = reading.lastTime {
      let clocks =
        first.isLocal && last.isLocal
        ? ", local time" : first.isLocal || last.isLocal ? ", one of them a local time" : ""
      line("period", "\(first.iso8601) to \(last.iso8601)\(clocks)")
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
        ? "one balance, from which the other is reckoned: nothing to compare"
        : "\(Plural.grouped(section.linksHeld)) of \(Plural.grouped(section.links)) balances follow"
      lines.append("  balance     \(money(opening)) to \(money(closing)): \(chain)")
      if let open = section.difference, open != 0 {
        lines.append("  difference  \(money(open)) of the closing balance is unexplained")
      }
    }
    return lines
  }

  private static func json(_ facts: StatementFacts) -> JSONValue {
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

  /// The fields of a file: JSON, CSV, and the columns of the table with one line a file.
  ///
  /// The columns of rows loaded and rejected and of balances stay in a narrow terminal.
  private var fields: FieldTable<FileReading> {
    let (relations, summary) = (relations, CheckSummary(closings))
    let fields: [Field<FileReading>] = [
      .text("file", column: .left("file")) { $0.file.path },
      .word("sha256", \.file.digest.hex), .word("encoding", \.encoding),
      .word("dialect", \.dialect),
      .json("headerLine") { $0.headerLine.map(JSONValue.integer) ?? .null },
      .csv("headerLine") { .value($0.headerLine.map(String.init) ?? "") },
      .word("profile", column: .left("profile", drops: 3), \.profile),
      .number("rowsRead", column: .right("rows", drops: 2), \.rows.read),
      .number("loaded", column: .right("loaded"), \.rows.loaded),
      .number("memo", \.rows.memo), .number("skipped", \.rows.skipped),
      .number("rejected", column: .right("rejected"), \.rows.rejected),
      .shown(.left("period", drops: 1), summary.period),
      .shown(.left("account", drops: 4), summary.account),
      .shown(.left("balances"), summary.balances),
      .json("setAside") { .array($0.rows.setAside.map(CheckReport.setAside)) },
      .json("period") { reading in
        reading.firstTime.map { first in
          .object([
            ("first", .string(first.iso8601)),
            ("last", .optional(reading.lastTime?.iso8601)),
          ])
        } ?? .null
      },
      .json("totals") { .array($0.totals.lines.map(JSONValue.money)) },
      .json("statedPayments") { $0.statedPayments.map(JSONValue.integer) ?? .null },
      .text("remark") { $0.remark }.without(.csv),
      .json("decisions") { .array($0.decisions.map(JSONValue.string)) },
      .json("statement") { $0.statement.map(CheckReport.json) ?? .null },
      .json("relations") { RelationText(relations, of: $0.file).json },
      .csv(["first", "last", "problems"]) {
        [
          .value($0.firstTime?.iso8601 ?? ""), .value($0.lastTime?.iso8601 ?? ""),
          .value("\($0.diagnostics.count)"),
        ]
      },
      .json("diagnostics") { .array($0.diagnostics.map(JSONValue.diagnostic)) },
    ]
    return FieldTable(fields)
  }

  private static func setAside(_ rows: RowsSetAside) -> JSONValue {
    .object([
      ("reason", .string(rows.reason.rawValue)), ("isMemo", .bool(rows.reason.isMemo)),
      ("word", .optional(rows.word)), ("rows", .integer(rows.count)),
      ("firstLine", rows.firstLine.map(JSONValue.integer) ?? .null),
    ])
  }
}

/// The words on a file in the table with one line a file: its period, its account, and whether its
/// balances close.
struct CheckSummary {
  private let closings: [StatementClosing]

  /// - Parameter closings: what statements say beside what the ledger says of their accounts.
  init(_ closings: [StatementClosing]) { self.closings = closings }

  func period(_ reading: FileReading) -> String {
    guard let first = reading.firstTime, let last = reading.lastTime else { return "" }
    let (from, to) = (day(first), day(last))
    return from == to ? from : "\(from) to \(to)"
  }

  private func day(_ time: PostingTime) -> String { String(time.iso8601.prefix(10)) }

  func account(_ reading: FileReading) -> String {
    var accounts: [String] = []
    for section in reading.statement?.sections ?? [] where !accounts.contains(section.account) {
      accounts.append(section.account)
    }
    guard let first = accounts.first else { return "" }
    let shown = first.hasPrefix("?:") ? "not named" : first
    return accounts.count > 1 ? "\(shown) and \(accounts.count - 1) more" : shown
  }

  /// Describes the balances of a file by the worst of its accounts; empty for a file that is no
  /// statement.
  func balances(_ reading: FileReading) -> String {
    let own = ownBalances(reading) + gap(before: reading)
    let differing = closings.filter { $0.file == reading.file && $0.difference != 0 }
    guard let first = differing.first else { return own }
    var total = MoneyTotals()
    total.add(abs(first.difference), in: first.currency)
    let amount = total.lines.first?.description ?? first.currency.code
    return "\(own); the ledger has \(amount) \(first.difference > 0 ? "more" : "less")"
      + (differing.count > 1 ? " and \(differing.count - 1) more" : "")
  }

  /// Describes the money that moved between a statement and the one before it of the same account, which neither shows.
  private func gap(before reading: FileReading) -> String {
    let found = closings.filter { $0.file == reading.file && ($0.gap ?? 0) != 0 }
    guard let first = found.first, let gap = first.gap else { return "" }
    let amount = MoneyTotal(minorUnits: abs(gap), currency: first.currency)
    return "; \(amount) \(gap > 0 ? "came in" : "went out") unseen before it"
      + (found.count > 1 ? " and \(found.count - 1) more" : "")
  }

  private func ownBalances(_ reading: FileReading) -> String {
    let sections = reading.statement?.sections ?? []
    guard !sections.isEmpty else { return "" }
    let stated = sections.filter { $0.opening != nil && $0.closing != nil }
    let open = stated.filter { ($0.difference ?? 0) != 0 }
    if let first = open.first, let difference = first.difference {
      let amount = MoneyTotal(minorUnits: difference, currency: first.currency)
      return "do not close: \(amount)" + (open.count > 1 ? " and \(open.count - 1) more" : "")
    }
    let (held, links) = stated.reduce((0, 0)) { ($0.0 + $1.linksHeld, $0.1 + $1.links) }
    if held < links {
      return
        "close, but \(Plural.grouped(links - held)) of \(Plural.grouped(links)) do not follow"
    }
    if stated.isEmpty { return "none stated" }
    if links == 0 { return "one, not compared" }
    return stated.count < sections.count
      ? "close for \(stated.count) of \(Plural.text(sections.count, "part"))" : "close"
  }
}
