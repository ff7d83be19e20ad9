/// An account of how one file was read: the format that was recognised, and the fate of its rows.
public struct FileReading: Sendable, Hashable {
  /// The file.
  public let file: SourceFile
  /// The name of the encoding, `UTF-8`.
  public let encoding: String
  /// The dialect in words: delimiter, quote, line ends.
  public let dialect: String
  /// The line of the header, from 1; nil where there is none.
  public let headerLine: Int?
  /// The name of the profile that maps the columns.
  public let profile: String
  /// The numbers of rows loaded, kept as memo, skipped and rejected.
  public let rows: RowBalance
  /// The first time that transfers of this file carry.
  public let firstTime: PostingTime?
  /// The last time that transfers of this file carry.
  public let lastTime: PostingTime?
  /// The sums of the file's loaded transfers, by the currency sent.
  public let totals: MoneyTotals
  /// The number of payments behind the rows, where a file holds totals of several payments and
  /// states their number.
  public let statedPayments: Int?
  /// The remark that every reader of such files must know; nil where there is none.
  public let remark: String?
  /// The decisions taken in reading the file, each with its reason.
  public let decisions: [String]
  /// The facts that a statement gives about itself; nil for files that are no statements.
  public let statement: StatementFacts?
  /// The problems found, in the order of their lines.
  public let diagnostics: [Diagnostic]

  /// Creates the reading of a file; see the properties.
  public init(
    file: SourceFile, encoding: String, dialect: String, headerLine: Int?, profile: String,
    rows: RowBalance, firstTime: PostingTime?, lastTime: PostingTime?, totals: MoneyTotals,
    statedPayments: Int?, remark: String? = nil, decisions: [String] = [],
    statement: StatementFacts? = nil, diagnostics: [Diagnostic]
  ) {
    self.file = file
    self.encoding = encoding
    self.dialect = dialect
    self.headerLine = headerLine
    self.profile = profile
    self.rows = rows
    self.firstTime = firstTime
    self.lastTime = lastTime
    self.totals = totals
    self.statedPayments = statedPayments
    self.remark = remark
    self.decisions = decisions
    self.statement = statement
    self.diagnostics = diagnostics
  }

  /// Returns this reading with some loaded rows counted as skipped, because other rows show their
  /// transfers.
  package func skipping(
    _ count: Int, worth money: MoneyTotals, _ diagnostic: Diagnostic
  ) -> FileReading {
    var rows = rows
    rows.loaded -= count
    rows.setAside(.shownElsewhere, line: nil, count: count)
    var totals = MoneyTotals()
    for line in self.totals.lines {
      let rest = line.minorUnits - money.minorUnits(of: line.currency)
      if rest != 0 { totals.add(rest, in: line.currency) }
    }
    return FileReading(
      file: file, encoding: encoding, dialect: dialect, headerLine: headerLine, profile: profile,
      rows: rows, firstTime: firstTime, lastTime: lastTime, totals: totals,
      statedPayments: statedPayments, remark: remark, decisions: decisions, statement: statement,
      diagnostics: diagnostics + [diagnostic])
  }

  /// Returns this reading with a loaded row counted as set aside, for a reason that showed only
  /// once all files were read.
  package func settingAside(_ reason: SetAsideReason, line: Int) -> FileReading {
    var rows = rows
    rows.loaded -= 1
    rows.setAside(reason, line: line)
    return FileReading(
      file: file, encoding: encoding, dialect: dialect, headerLine: headerLine, profile: profile,
      rows: rows, firstTime: firstTime, lastTime: lastTime, totals: totals,
      statedPayments: statedPayments, remark: remark, decisions: decisions, statement: statement,
      diagnostics: diagnostics)
  }

  /// Returns this reading with other sums, and with decisions that were taken once all files were
  /// read.
  package func restating(totals: MoneyTotals, decisions more: [String]) -> FileReading {
    FileReading(
      file: file, encoding: encoding, dialect: dialect, headerLine: headerLine, profile: profile,
      rows: rows, firstTime: firstTime, lastTime: lastTime, totals: totals,
      statedPayments: statedPayments, remark: remark, decisions: decisions + more,
      statement: statement, diagnostics: diagnostics)
  }

  /// Returns this reading with its problems rewritten.
  package func describing(_ problem: (Diagnostic) -> Diagnostic) -> FileReading {
    FileReading(
      file: file, encoding: encoding, dialect: dialect, headerLine: headerLine, profile: profile,
      rows: rows, firstTime: firstTime, lastTime: lastTime, totals: totals,
      statedPayments: statedPayments, remark: remark, decisions: decisions, statement: statement,
      diagnostics: diagnostics.map(problem))
  }

  /// Returns this reading with one more problem at the end, which may make a loaded row a rejected
  /// one.
  package func leavingOut(_ code: String) -> FileReading {
    FileReading(
      file: file, encoding: encoding, dialect: dialect, headerLine: headerLine, profile: profile,
      rows: rows, firstTime: firstTime, lastTime: lastTime, totals: totals,
      statedPayments: statedPayments, remark: remark, decisions: decisions, statement: statement,
      diagnostics: diagnostics.filter { $0.code != code })
  }

  package func adding(_ diagnostic: Diagnostic, rejectsRow: Bool = false) -> FileReading {
    var rows = rows
    if rejectsRow {
      rows.loaded -= 1
      rows.rejected += 1
    }
    return FileReading(
      file: file, encoding: encoding, dialect: dialect, headerLine: headerLine, profile: profile,
      rows: rows, firstTime: firstTime, lastTime: lastTime, totals: totals,
      statedPayments: statedPayments, remark: remark, decisions: decisions, statement: statement,
      diagnostics: diagnostics + [diagnostic])
  }
}
