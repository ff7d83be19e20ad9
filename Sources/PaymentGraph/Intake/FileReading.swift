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
  public private(set) var rows: RowBalance
  /// The first time that transfers of this file carry.
  public let firstTime: PostingTime?
  /// The last time that transfers of this file carry.
  public let lastTime: PostingTime?
  /// The sums of the file's loaded transfers, by the currency sent.
  public private(set) var totals: MoneyTotals
  /// The number of payments behind the rows, where a file holds totals of several payments and
  /// states their number.
  public let statedPayments: Int?
  /// The remark that every reader of such files must know; nil where there is none.
  public let remark: String?
  /// The decisions taken in reading the file, each with its reason.
  public private(set) var decisions: [String]
  /// The facts that a statement gives about itself; nil for files that are no statements.
  public private(set) var statement: StatementFacts?
  /// The problems found, in the order of their lines.
  public private(set) var diagnostics: [Diagnostic]

  /// Creates the reading of a file; see the properties.
  package init(
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
    var reading = self
    reading.rows.loaded -= count
    reading.rows.setAside(.shownElsewhere, line: nil, count: count)
    reading.totals = MoneyTotals()
    for line in totals.lines {
      let rest = line.minorUnits - money.minorUnits(of: line.currency)
      if rest != 0 { reading.totals.add(rest, in: line.currency) }
    }
    reading.diagnostics.append(diagnostic)
    return reading
  }

  /// Returns this reading with a loaded row counted as set aside, for a reason that showed only
  /// once all files were read.
  package func settingAside(_ reason: SetAsideReason, line: Int) -> FileReading {
    var reading = self
    reading.rows.loaded -= 1
    reading.rows.setAside(reason, line: line)
    return reading
  }

  /// Returns this reading with other sums, and with decisions that were taken once all files were
  /// read.
  package func restating(totals: MoneyTotals, decisions more: [String]) -> FileReading {
    var reading = self
    reading.totals = totals
    reading.decisions += more
    return reading
  }

  /// Returns this reading with its problems rewritten.
  package func describing(_ problem: (Diagnostic) -> Diagnostic) -> FileReading {
    var reading = self
    reading.diagnostics = diagnostics.map(problem)
    return reading
  }

  /// Returns this reading with other keys for the accounts of its statement, whose spelling in the file is left out.
  package func renaming(_ keys: [String: String]) -> FileReading {
    var reading = self
    reading.statement = statement?.mapping { section in
      guard let key = keys[section.account] else { return section }
      var section = section
      (section.account, section.written) = (key, nil)
      return section
    }
    return reading
  }

  /// Returns this reading without its problems of one code.
  package func leavingOut(_ code: String) -> FileReading {
    var reading = self
    reading.diagnostics.removeAll { $0.code == code }
    return reading
  }

  /// Adds a problem at the end.
  package mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// Adds problems at the end, which may make some loaded rows rejected ones.
  ///
  /// They are added in place: a file may have one for each of its rows.
  package mutating func add(_ more: [Diagnostic], rejecting rejectedCount: Int = 0) {
    guard !more.isEmpty else { return }
    rows.loaded -= rejectedCount
    rows.rejected += rejectedCount
    diagnostics += more
  }
}

/// The facts that a statement gives about itself, and how far its balances bear it out.
public struct StatementFacts: Sendable, Hashable {
  /// The rows of one account in one currency.
  ///
  /// Sums and balances are kept in 128 bits, so no number of 64-bit amounts can overflow them.
  public struct Section: Sendable, Hashable {
    /// The key of the statement's own account.
    public fileprivate(set) var account: String
    /// The account as the file writes it; nil where the file does not name it.
    public fileprivate(set) var written: String?
    /// The reason for taking this account: the part of the file that names it.
    public let reason: String
    /// The sum received, in minor units of ``currency``.
    public let credits: Int128
    /// The sum paid, without sign.
    public let debits: Int128
    /// The currency.
    public let currency: Currency
    /// The balance before the first row; nil where none is given.
    public let opening: Int128?
    /// The balance after the last row that gives one.
    public let closing: Int128?
    /// The balance after all rows: ``closing`` with the rows that follow it.
    package let ending: Int128?
    /// The stretch from the first row's time to the first millisecond after the last row's; nil
    /// where no row has a time.
    package let span: Range<Int64>?
    /// The sum that came from other parts of the account less the sum that went to them: it moves
    /// the balance of this part, and the account neither gains nor loses by it.
    package let within: Int128
    /// The number of balances that follow from the balance before them.
    public fileprivate(set) var linksHeld: Int
    /// The number of balances that have a balance before them.
    public fileprivate(set) var links: Int
    /// The fees among ``debits`` less the fees among ``credits``.
    public let fees: Int128
    /// The sum released less the sum held back: it moves the balance, and is part of neither
    /// credits nor debits.
    public let held: Int128
    /// The closing balance less the sum of the opening balance and all rows between; nil without
    /// balances.
    public let difference: Int128?

    package init(
      account: String, written: String?, reason: String, credits: Int128, debits: Int128,
      currency: Currency, opening: Int128?, closing: Int128?, ending: Int128? = nil,
      span: Range<Int64>? = nil, within: Int128 = 0, linksHeld: Int, links: Int,
      fees: Int128 = 0, held: Int128 = 0, difference: Int128? = nil
    ) {
      self.account = account
      self.written = written
      self.reason = reason
      self.credits = credits
      self.debits = debits
      self.currency = currency
      self.opening = opening
      self.closing = closing
      self.ending = ending ?? closing
      self.span = span
      self.within = within
      self.linksHeld = linksHeld
      self.links = links
      self.fees = fees
      self.held = held
      self.difference = difference
    }

    /// Returns the section with further balances that follow from the one before them.
    package func following(_ count: Int) -> Section {
      var section = self
      section.links += count
      section.linksHeld += count
      return section
    }
  }

  /// The accounts of the file and their currencies, in the order of their first rows.
  public private(set) var sections: [Section]
  /// The pattern of dates: `dd/MM/yyyy`.
  public let datePattern: String
  /// True where the newest row comes first.
  public let isNewestFirst: Bool
  /// True where the balances show that the columns of debits and credits are swapped.
  public let isSwapped: Bool
  /// The code of the Indian branch that the preamble names.
  public let branch: String?

  package init(
    sections: [Section], datePattern: String, isNewestFirst: Bool, isSwapped: Bool, branch: String?
  ) {
    self.sections = sections
    self.datePattern = datePattern
    self.isNewestFirst = isNewestFirst
    self.isSwapped = isSwapped
    self.branch = branch
  }

  /// Returns the facts with other sections.
  package func mapping(_ change: (Section) -> Section) -> StatementFacts {
    var facts = self
    facts.sections = sections.map(change)
    return facts
  }
}
