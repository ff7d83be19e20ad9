internal import PaymentGraph

/// Finds the kind of a file from its header, which stands among its first lines.
///
/// Each delimiter is tried on each line; the first reading under which a profile knows all its columns wins. A leading
/// `sep=;` line, as Excel writes it, decides the delimiter. Where no profile knows the header, it may be one that many
/// banks write: then the rows or flags must show its bank.
struct HeaderFinder {
  /// The reading that was found for a file.
  struct Finding {
    let dialect: Dialect
    let headerLine: Int
    /// The offset of the first row after the header.
    let bodyStart: Int
    let bodyLine: Int
    var kind: FileKind
    /// The use that was made of the values that the command line gives to all rows.
    var constants: [Field: ConstantUse] = [:]
    /// Further words about the file.
    var remarks: [String] = []
    /// The kind of bank message whose entries are the rows; nil for a table.
    var message: MessageKind?

    /// The dialect, or the kind of message, in words.
    var words: String {
      message?.words ?? (isOfWorkbook ? "cells of a workbook (XLSX)" : dialect.words)
    }

    /// True where the rows are those of a sheet.
    var isOfWorkbook = false
  }

  /// The columns that the command line names; nil where it names none.
  let mapping: ColumnMapping?
  /// The fields whose values the command line gives for this very file.
  var ownConstants: Set<Field> = []
  var library = FormatLibrary()
  /// The forms of cells stated for this file by name.
  var stated = StatedForms()
  /// The profile that is asked for, for this file alone.
  var chosen: Format?
  /// Profiles for headers of many banks that may be used where they fit.
  var asked: Set<String> = []
  /// The name of the file, which some formats need beside the header.
  var name = ""
  /// True where the cells are those of a workbook, whose numbers have a decimal point whatever a bank's own files have.
  var isOfWorkbook = false

  init(
    mapping: ColumnMapping?, library: FormatLibrary = FormatLibrary(),
    stated: StatedForms = StatedForms()
  ) {
    self.mapping = mapping
    self.library = library
    self.stated = stated
  }

  /// Finds the kind of a file; nil where all its lines are empty.
  ///
  /// - Parameter message: the kind of bank message that the text is.
  func find(
    in bytes: Span<UInt8>, path: String, message: MessageKind? = nil
  ) throws(IngestError) -> Finding? {
    if let message {
      return try MessageFormats.finding(
        message, path: path, currency: mapping?.constants[.currency])
    }
    var finder = self
    if finder.name.isEmpty {
      finder.name = path.split(separator: "/").last.map(String.init) ?? path
    }
    if let manifest = try ExtractPart.manifest(in: bytes, path: path) {
      return Finding(
        dialect: Dialect(), headerLine: 1, bodyStart: bytes.count, bodyLine: 1,
        kind: .extract(.manifest(manifest)))
    }
    guard var finding = try finder.search(bytes, path) else { return nil }
    if isOfWorkbook { finding = HeaderFinder.ofWorkbook(finding) }
    finding.constants = finder.uses(of: finding, bytes)
    return finding
  }

  /// Returns a finding for a sheet: its numbers have a decimal point, whatever mark a bank writes in its own files.
  private static func ofWorkbook(_ found: Finding) -> Finding {
    var found = found
    found.isOfWorkbook = true
    if case .statement(let plan, let preamble) = found.kind, plan.profile.decimal == .comma {
      var profile = plan.profile
      profile.about.decimal = nil
      if let open = StatementPlan(profile, on: plan.header, reason: plan.reason) {
        found.kind = .statement(open, preamble: preamble)
      }
    }
    return found
  }

  /// The position where the search begins: after the byte order mark, empty lines and a line that names the delimiter.
  struct Place {
    var start: Int
    var line: Int
    var delimiters: [UInt8]
  }

  private func search(_ bytes: Span<UInt8>, _ path: String) throws(IngestError) -> Finding? {
    guard let first = firstPlace(bytes) else { return nil }
    let isPositional = mapping?.isPositional ?? false
    var lacks: [LedgerPlan.Lack] = []
    if mapping?.header != HeaderPlace.none {
      // Lines before the header (a title, the account, the period) are skipped.
      if let found = try scan(
        bytes, path: path, from: first, lacks: &lacks, by: { content($0, isFirst: $1) })
      {
        return found
      }
    }
    if isPositional, let found = try positional(bytes, path: path, from: first) { return found }
    if let found = try headerless(bytes, path: path, from: first) { return found }
    if mapping?.columns.isEmpty ?? true, chosen == nil,
      let found = try generic(bytes, path: path, from: first)
    {
      return found
    }
    throw refusal(lacks, in: bytes, start: first.start, path: path)
  }

  func firstPlace(_ bytes: Span<UInt8>) -> Place? {
    var place = Place(
      start: FileSignature.byteOrderMark(bytes), line: 1,
      delimiters: isOfWorkbook
        ? [0x2C] : mapping?.delimiter.map { [$0] } ?? Dialect.delimiters)
    while let line = TextLine(bytes, from: place.start) {
      let text = line.string(in: bytes)
      if !isOfWorkbook, text.utf8.count == 5, text.lowercased().hasPrefix("sep="),
        let last = text.utf8.last
      {
        place.delimiters = [last]
      } else if !text.isEmpty {
        return place
      }
      place.start = line.next
      place.line += 1
    }
    return nil
  }

  /// The number of lines that are searched for the header.
  private static let searchedLines = 60

  /// Judges a line that may be a header; the flag is true for the first line.
  typealias Judge = (HeaderNames, Bool) -> Judgement

  /// The judgement of a line.
  enum Judgement {
    case kind(FileKind)
    /// The line would be a header, but lacks a column.
    case lack(LedgerPlan.Lack)
    case nothing
    /// Two of the user's own profiles know the line equally well.
    case tie([String])
  }

  /// Searches the first lines for a header.
  func scan(
    _ bytes: Span<UInt8>, path: String, from first: Place, lacks: inout [LedgerPlan.Lack],
    by judge: Judge
  ) throws(IngestError) -> Finding? {
    var place = first
    for attempt in 0..<HeaderFinder.searchedLines {
      var wanted = true
      if case .line(let number)? = mapping?.header { wanted = number == place.line }
      if wanted {
        var judgements: [Judgement] = []
        var found = finding(in: bytes, at: place, isFirst: attempt == 0, judge, &judgements)
        if found == nil { found = joined(in: bytes, at: place, judge) }
        for case .tie(let names) in judgements { throw tie(names, path) }
        if let found {
          return try deciding(
            found, in: bytes, path: path, before: place.line - first.line, preambleAt: first.start)
        }
        for case .lack(let lack) in judgements.prefix(1)
        where attempt == 0 || wanted && lacks.isEmpty {
          lacks.append(lack)
        }
      }
      guard let line = TextLine(bytes, from: place.start) else { break }
      place.start = line.next
      place.line += 1
    }
    return nil
  }

  /// Reads the file with its header on this line; nil where the line is none.
  private func finding(
    in bytes: Span<UInt8>, at place: Place, isFirst: Bool, _ judge: Judge,
    _ judgements: inout [Judgement]
  ) -> Finding? {
    var row = Row()
    for delimiter in place.delimiters {
      var dialect = Dialect(delimiter: delimiter)
      var scanner = RowScanner(dialect: dialect, from: place.start, line: place.line)
      guard scanner.next(in: bytes, into: &row), row.fault == nil, !row.isEmpty else { continue }
      if !isOfWorkbook, QuoteHabits.areSingle(row, bytes) {
        dialect.quote = 0x27
        scanner = RowScanner(dialect: dialect, from: place.start, line: place.line)
        guard scanner.next(in: bytes, into: &row), row.fault == nil else { continue }
      }
      let header = HeaderNames(written: row.cells.map { CellText.string(bytes, $0) })
      let judgement = judge(header, isFirst)
      guard case .kind(let kind) = judgement else {
        if case .nothing = judgement {} else { judgements.append(judgement) }
        continue
      }
      var bodyDialect = dialect
      if isOfWorkbook {
        return Finding(
          dialect: bodyDialect, headerLine: place.line, bodyStart: row.next,
          bodyLine: place.line + row.lines, kind: kind)
      }
      if kind.isUnquoted {
        bodyDialect.quote = nil
      } else {
        bodyDialect.escape = QuoteHabits.escape(bytes, dialect, from: row.next)
      }
      return Finding(
        dialect: bodyDialect, headerLine: place.line, bodyStart: row.next,
        bodyLine: place.line + row.lines, kind: kind)
    }
    return nil
  }

  /// Reads the file with its header on this line and the next, where each name is divided between the two; nil where no
  /// profile knows it.
  private func joined(in bytes: Span<UInt8>, at place: Place, _ judge: Judge) -> Finding? {
    for delimiter in place.delimiters {
      var dialect = Dialect(delimiter: delimiter)
      var scanner = RowScanner(dialect: dialect, from: place.start, line: place.line)
      var (upper, lower) = (Row(), Row())
      guard scanner.next(in: bytes, into: &upper), scanner.next(in: bytes, into: &lower),
        upper.fault == nil, lower.fault == nil, upper.cells.count > 2, lower.cells.count > 2
      else { continue }
      let texts = [upper, lower].map { row in row.cells.map { CellText.string(bytes, $0) } }
      // Names are words, so a row of values is not part of a header.
      guard texts.allSatisfy({ $0.count { $0.contains(where: \.isLetter) } > 1 }),
        texts.joined().allSatisfy({ $0.isEmpty || !$0.allSatisfy { !$0.isLetter } })
      else { continue }
      let names = (0..<max(texts[0].count, texts[1].count)).map { column in
        texts.compactMap { column < $0.count ? $0[column] : nil }.filter { !$0.isEmpty }
          .joined(separator: " ")
      }
      let header = HeaderNames(written: names)
      guard library.match(header, file: name, asked: asked) != nil || chosen != nil,
        case .kind(let kind) = judge(header, false)
      else { continue }
      if !isOfWorkbook { dialect.quote = kind.isUnquoted ? nil : dialect.quote }
      if !isOfWorkbook, !kind.isUnquoted {
        dialect.escape = QuoteHabits.escape(bytes, dialect, from: lower.next)
      }
      return Finding(
        dialect: dialect, headerLine: place.line, bodyStart: lower.next,
        bodyLine: place.line + upper.lines + lower.lines, kind: kind)
    }
    return nil
  }

  /// Returns the finding with the forms of its columns decided.
  func deciding(
    _ found: Finding, in bytes: Span<UInt8>, path: String, before lines: Int, preambleAt start: Int
  ) throws(IngestError) -> Finding {
    if case .statement(let plan, _) = found.kind {
      var found = found
      found.kind = .statement(
        plan, preamble: preamble(bytes, from: start, count: lines))
      return found
    }
    guard case .transfers(var plan) = found.kind else { return found }
    if isOfWorkbook, plan.profile.decimal == .comma {
      plan.profile.about.decimal = nil
      plan.profile.decidesColumns = true
    }
    plan = try explained(plan, of: found, in: bytes, path: path)
    if plan.profile.decidesColumns {
      let forms = FileForms(path: path, file: stated, all: mapping?.forms ?? StatedForms())
      plan = try ColumnDecider(forms: forms)
        .decide(plan, dialect: found.dialect, in: bytes, from: found.bodyStart)
    }
    if lines > 0 {
      plan.decisions.insert(
        "\(lines) line\(lines == 1 ? "" : "s") before the header \(lines == 1 ? "is" : "are") left out",
        at: 0)
    }
    var found = found
    found.kind = .transfers(plan)
    return found
  }

  /// Returns the lines before the header as text.
  private func preamble(
    _ bytes: Span<UInt8>, from start: Int, count: Int
  ) -> [String] {
    var lines: [String] = []
    var next = start
    while lines.count < count, let line = TextLine(bytes, from: next) {
      lines.append(line.string(in: bytes))
      next = line.next
    }
    return lines
  }
}
