internal import PaymentGraph

/// Finds out what a file is from its header, which stands among its first lines.
///
/// Each delimiter is tried on each line; the first reading under which a profile knows all its
/// columns wins. A leading `sep=;` line, as Excel writes it, decides the delimiter.
struct HeaderFinder {
  /// What a file was taken for.
  struct Finding {
    let dialect: Dialect
    let headerLine: Int
    /// Where the first row after the header starts.
    let bodyStart: Int
    let bodyLine: Int
    var content: Content
  }

  /// What the rows are.
  enum Content {
    case transfers(ColumnPlan)
    case accounts(HeaderNames)
    /// The payments that victims claim.
    case claims(HeaderNames)
    /// Which accounts are one, and which are not.
    case decisions(HeaderNames)
    /// A table that explains the ids of other files.
    case lookup(HeaderNames)
    /// One account's view, with the lines before the header.
    case statement(StatementPlan, preamble: [String])

    /// Whether a quote is a character like any other.
    var isUnquoted: Bool {
      switch self {
      case .transfers(let plan): plan.profile.isUnquoted
      case .statement(let plan, _): plan.profile.isUnquoted
      case .accounts, .claims, .decisions, .lookup: false
      }
    }
  }

  let mapping: ColumnMapping?
  var library = ProfileLibrary()
  /// How cells are written, as is stated of this file by name.
  var stated = StatedForms()
  /// The name of the file, which some formats need beside the header.
  private var name = ""

  init(
    mapping: ColumnMapping?, library: ProfileLibrary = ProfileLibrary(),
    stated: StatedForms = StatedForms()
  ) {
    self.mapping = mapping
    self.library = library
    self.stated = stated
  }

  /// What a file is; nil where it has no line that is not empty.
  func find(in bytes: Span<UInt8>, path: String) throws(IngestError) -> Finding? {
    var finder = self
    finder.name = path.split(separator: "/").last.map(String.init) ?? path
    return try finder.search(bytes, path)
  }

  private func search(_ bytes: Span<UInt8>, _ path: String) throws(IngestError) -> Finding? {
    var start = FileSignature.byteOrderMark(bytes)
    var line = 1
    var delimiters = mapping?.delimiter.map { [$0] } ?? Dialect.delimiters
    var row = Row()
    while true {
      var scanner = RowScanner(dialect: Dialect(delimiter: 0, quote: nil), from: start, line: line)
      guard scanner.next(in: bytes, into: &row) else { return nil }
      let text = row.cells.first.map { CellText.string(bytes, $0) } ?? ""
      if text.isEmpty {
        start = row.next
        line += 1
      } else if text.utf8.count == 5, text.lowercased().hasPrefix("sep="), let last = text.utf8.last
      {
        delimiters = [last]
        start = row.next
        line += 1
      } else {
        break
      }
    }
    let first = (start: start, line: line)
    var lacks: [ColumnPlan.Lack] = []
    // What stands before the header (a title, the account, the period) is passed over.
    for attempt in 0..<HeaderFinder.searchedLines {
      var found: Finding?
      do throws(ColumnPlan.Lack) {
        found = try finding(in: bytes, at: start, line: line, delimiters, isFirst: attempt == 0)
        if found == nil { found = try joined(in: bytes, at: start, line: line, delimiters) }
      } catch {
        if attempt == 0 { lacks.append(error) }
      }
      if let found {
        return try deciding(found, bytes, path, before: line - first.line, preambleAt: first.start)
      }
      var scanner = RowScanner(dialect: Dialect(delimiter: 0, quote: nil), from: start, line: line)
      guard scanner.next(in: bytes, into: &row) else { break }
      start = row.next
      line += 1
    }
    if mapping?.isEmpty ?? true, let found = headerless(bytes, first.start, first.line, delimiters)
    {
      return found
    }
    throw refusal(lacks, bytes, first.start, path)
  }

  /// What the file is if its first rows are those of a format that has no header.
  private func headerless(
    _ bytes: Span<UInt8>, _ start: Int, _ line: Int, _ delimiters: [UInt8]
  ) -> Finding? {
    for delimiter in delimiters {
      let dialect = Dialect(delimiter: delimiter)
      guard let cells = firstRows(bytes, start, line, dialect) else { continue }
      for profile in library.headerless where cells.allSatisfy({ profile.fits($0) }) {
        let header = HeaderNames(written: profile.cells.map { _ in "" })
        guard
          let plan = StatementPlan(
            profile, on: header,
            reason: "profile \(profile.name): the file has no header, and its rows are "
              + profile.cells.map(\.rawValue).joined(separator: ", "))
        else { continue }
        return Finding(
          dialect: dialect, headerLine: 0, bodyStart: start, bodyLine: line,
          content: .statement(plan, preamble: []))
      }
    }
    return nil
  }

  /// The cells of the first rows; nil where there are none, or one is not well formed.
  private func firstRows(
    _ bytes: Span<UInt8>, _ start: Int, _ line: Int, _ dialect: Dialect
  ) -> [[String]]? {
    var scanner = RowScanner(dialect: dialect, from: start, line: line)
    var row = Row()
    var cells: [[String]] = []
    while cells.count < 20, scanner.next(in: bytes, into: &row) {
      if row.isEmpty { continue }
      guard row.fault == nil else { return nil }
      cells.append(row.cells.map { CellText.string(bytes, $0) })
    }
    return cells.isEmpty ? nil : cells
  }

  /// How many lines are searched for the header.
  private static let searchedLines = 60

  /// What the file is if its header stands on this line; nil where no profile knows it.
  private func finding(
    in bytes: Span<UInt8>, at start: Int, line: Int, _ delimiters: [UInt8], isFirst: Bool
  ) throws(ColumnPlan.Lack) -> Finding? {
    var lack: ColumnPlan.Lack?
    var row = Row()
    for delimiter in delimiters {
      var dialect = Dialect(delimiter: delimiter)
      var scanner = RowScanner(dialect: dialect, from: start, line: line)
      guard scanner.next(in: bytes, into: &row), row.fault == nil, !row.isEmpty else { continue }
      if QuoteHabits.areSingle(row, bytes) {
        dialect.quote = 0x27
        scanner = RowScanner(dialect: dialect, from: start, line: line)
        guard scanner.next(in: bytes, into: &row), row.fault == nil else { continue }
      }
      let header = HeaderNames(written: row.cells.map { CellText.string(bytes, $0) })
      do throws(ColumnPlan.Lack) {
        guard let content = try content(of: header, isFirst: isFirst) else { continue }
        var bodyDialect = dialect
        if content.isUnquoted {
          bodyDialect.quote = nil
        } else {
          bodyDialect.escape = QuoteHabits.escape(bytes, dialect, from: row.next)
        }
        return Finding(
          dialect: bodyDialect, headerLine: line, bodyStart: row.next, bodyLine: line + row.lines,
          content: content)
      } catch {
        lack = lack ?? error
      }
    }
    if let lack { throw lack }
    return nil
  }

  /// What the file is if its header stands on this line and the next, the names of a column one above the
  /// other; nil where no profile knows it.
  private func joined(
    in bytes: Span<UInt8>, at start: Int, line: Int, _ delimiters: [UInt8]
  ) throws(ColumnPlan.Lack) -> Finding? {
    for delimiter in delimiters {
      var dialect = Dialect(delimiter: delimiter)
      var scanner = RowScanner(dialect: dialect, from: start, line: line)
      var (upper, lower) = (Row(), Row())
      guard scanner.next(in: bytes, into: &upper), scanner.next(in: bytes, into: &lower),
        upper.fault == nil, lower.fault == nil, upper.cells.count > 2, lower.cells.count > 2
      else { continue }
      let texts = [upper, lower].map { row in row.cells.map { CellText.string(bytes, $0) } }
      // Names are words: a row of values is none of a header.
      guard texts.allSatisfy({ $0.count { $0.contains(where: \.isLetter) } > 1 }),
        texts.joined().allSatisfy({ $0.isEmpty || !$0.allSatisfy { !$0.isLetter } })
      else { continue }
      let names = (0..<max(texts[0].count, texts[1].count)).map { column in
        texts.compactMap { column < $0.count ? $0[column] : nil }.filter { !$0.isEmpty }
          .joined(separator: " ")
      }
      let header = HeaderNames(written: names)
      guard
        library.statement(for: header, file: name) != nil
          || library.ledger(for: header, file: name) != nil,
        let content = try content(of: header, isFirst: false)
      else { continue }
      dialect.quote = content.isUnquoted ? nil : dialect.quote
      if !content.isUnquoted {
        dialect.escape = QuoteHabits.escape(bytes, dialect, from: lower.next)
      }
      return Finding(
        dialect: dialect, headerLine: line, bodyStart: lower.next,
        bodyLine: line + upper.lines + lower.lines, content: content)
    }
    return nil
  }

  /// The finding with the habits of its columns decided.
  private func deciding(
    _ found: Finding, _ bytes: Span<UInt8>, _ path: String, before lines: Int, preambleAt start: Int
  ) throws(IngestError) -> Finding {
    if case .statement(let plan, _) = found.content {
      var found = found
      found.content = .statement(
        plan, preamble: preamble(bytes, from: start, found.headerLine, lines))
      return found
    }
    guard case .transfers(var plan) = found.content else { return found }
    if plan.profile.decidesColumns {
      let forms = FileForms(path: path, file: stated, all: mapping?.forms ?? StatedForms())
      plan = try ColumnDecider(forms: forms)
        .decide(plan, found.dialect, bytes, from: found.bodyStart)
    }
    if lines > 0 {
      plan.decisions.insert(
        "\(lines) line\(lines == 1 ? "" : "s") before the header \(lines == 1 ? "is" : "are") left out",
        at: 0)
    }
    var found = found
    found.content = .transfers(plan)
    return found
  }

  /// The lines before the header as text.
  private func preamble(
    _ bytes: Span<UInt8>, from start: Int, _ headerLine: Int, _ count: Int
  ) -> [String] {
    var scanner = RowScanner(
      dialect: Dialect(delimiter: 0, quote: nil), from: start, line: headerLine - count)
    var row = Row()
    var lines: [String] = []
    while lines.count < count, scanner.next(in: bytes, into: &row) {
      lines.append(row.cells.first.map { CellText.string(bytes, $0) } ?? "")
    }
    return lines
  }

  private func content(
    of header: HeaderNames, isFirst: Bool
  ) throws(ColumnPlan.Lack) -> Content? {
    if header.matches(["account", "role"]) { return .accounts(header) }
    if header.matches(PartyDecisionsReader.signature) { return .decisions(header) }
    if ClaimsReader.knows(header, isFirst: isFirst),
      mapping?.columns.isEmpty ?? true || header.unique.first == "claim"
    {
      return .claims(header)
    }
    if let mapping, !mapping.columns.isEmpty {
      return .transfers(try ColumnPlan(Profile(mapping: mapping), on: header))
    }
    let constants = mapping?.constants ?? [:]
    if header.matches(Profile.canonical.signature) {
      return .transfers(try ColumnPlan(Profile.canonical.with(constants), on: header))
    }
    // A header of one name is a sentence more often than a table.
    guard header.written.count > 1 else { return nil }
    if let profile = library.ledger(for: header, file: name) {
      var plan = try ColumnPlan(profile.with(constants), on: header)
      plan.decisions = decisions(profile, header)
      return .transfers(plan)
    }
    if let plan = library.statement(for: header, file: name) {
      return .statement(plan, preamble: [])
    }
    if !library.lookups(for: header).isEmpty { return .lookup(header) }
    if let profile = EdgeList.profile(for: header, constants: constants) {
      return .transfers(try ColumnPlan(profile, on: header))
    }
    return nil
  }
}

extension StatementProfile {
  /// Whether the cells of a row are what rows of a file without a header have.
  fileprivate func fits(_ row: [String]) -> Bool {
    guard row.count == cells.count else { return false }
    return zip(cells, row).allSatisfy { kind, text in
      let bytes = Array(text.utf8)
      let cell = Cell(start: 0, end: bytes.count)
      switch kind {
      case .text: return text.contains(where: \.isLetter)
      case .date:
        return dates.contains { $0.fits(bytes.span, cell) }
      case .amount:
        guard let currency = fields.constantCurrency,
          case .amount = StatementAmount.read(
            text, in: currency, style: AmountStyle(decimalMark: 0x2E, isSure: true))
        else { return false }
        return true
      }
    }
  }
}

extension Profile {
  /// The profile with values that every row has, besides its own.
  fileprivate func with(_ constants: [Field: String]) -> Profile {
    guard !constants.isEmpty else { return self }
    var profile = self
    profile.constants.merge(constants) { own, _ in own }
    return profile
  }

  /// The profile that a mapping on the command line makes.
  fileprivate init(mapping: ColumnMapping) {
    self.init(
      name: "mapping of the command line", signature: [],
      columns: mapping.columns.mapValues { names in
        names.map { $0.hasPrefix("#") ? $0 : HeaderNames.normal($0) }
      },
      constants: mapping.constants, decidesColumns: true)
  }
}
