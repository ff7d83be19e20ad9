internal import PaymentGraph

/// Collects the problems of one file, each with the bytes that it concerns.
///
/// The first ``limit`` of each severity are kept whole and the rest are only counted, so that a file of nothing but bad
/// rows cannot fill the memory.
struct DiagnosticLog {
  static let limit = 10_000
  static let excerptLimit = 240

  let file: SourceFile
  /// True where records are the entries of a bank message: they take several lines, and have no columns.
  var isOfMessage = false
  /// The names of the columns, where the file has a header.
  var columnNames: [String] = []
  private var kept: [Diagnostic] = []
  private var counts: [Severity: Int] = [:]
  private var omitted = 0

  /// Returns the range in the file of a range of its text; they differ where the text was decoded.
  let fileRange: @Sendable (Range<Int>) -> Range<Int>

  init(
    of file: SourceFile, fileRange: @escaping @Sendable (Range<Int>) -> Range<Int> = { $0 }
  ) {
    self.file = file
    self.fileRange = fileRange
  }

  /// The problems in the order found, and a last one on the number of further ones.
  var diagnostics: [Diagnostic] {
    guard omitted > 0 else { return kept }
    return kept + [
      Diagnostic(
        code: DiagnosticCode.tooManyRejects.rawValue, severity: .note,
        summary: "\(omitted) more problems in \(file.path) are counted but not listed",
        remedy: "check that the file is what Tributary takes it for")
    ]
  }

  /// Notes a problem of a whole file.
  mutating func add(
    _ code: DiagnosticCode, severity: Severity, summary: String, line: Int? = nil,
    note: String = "", remedy: String
  ) {
    keep(
      Diagnostic(
        code: code.rawValue, severity: severity, summary: summary,
        citation: line.map { Citation(file: file, line: $0, byteRange: 0..<0) }, note: note,
        remedy: remedy))
  }

  /// Notes a problem of a record, or of some bytes in it.
  mutating func add(
    _ code: DiagnosticCode, severity: Severity, summary: String, in row: Row,
    at range: Range<Int>? = nil, bytes: Span<UInt8>, note: String = "", remedy: String
  ) {
    guard counts[severity, default: 0] < DiagnosticLog.limit else {
      omitted += 1
      return
    }
    let range = isOfMessage ? nil : range
    let excerpt = isOfMessage ? squeezed(row, bytes) : firstLine(row, bytes)
    keep(
      Diagnostic(
        code: code.rawValue, severity: severity, summary: summary,
        citation: Citation(file: file, line: row.line, byteRange: fileRange(row.start..<row.end)),
        column: range.map { $0.lowerBound - row.start + 1 },
        columnName: range.flatMap { columnName(of: $0, in: row) }, excerpt: excerpt,
        length: range.map(\.count) ?? 0, note: note, remedy: remedy))
  }

  /// Adds the problems of another log of the file after these.
  mutating func append(_ other: DiagnosticLog) {
    for diagnostic in other.kept { keep(diagnostic) }
    omitted += other.omitted
  }

  /// Returns the beginning of a record's first line.
  private func firstLine(_ row: Row, _ bytes: Span<UInt8>) -> [UInt8] {
    var end = row.start
    let limit = min(row.end, row.start + DiagnosticLog.excerptLimit)
    while end < limit, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    var excerpt: [UInt8] = []
    for position in row.start..<end { excerpt.append(bytes[position]) }
    return excerpt
  }

  /// Returns the beginning of an entry that takes several lines, with one blank for each gap between them.
  private func squeezed(_ row: Row, _ bytes: Span<UInt8>) -> [UInt8] {
    var excerpt: [UInt8] = []
    for position in row.start..<row.end where excerpt.count < DiagnosticLog.excerptLimit {
      let byte = bytes[position] < 0x20 ? 0x20 : bytes[position]
      if byte != 0x20 || excerpt.last != 0x20 { excerpt.append(byte) }
    }
    return excerpt
  }

  /// Returns the header's name for the cell that holds a range.
  private func columnName(of range: Range<Int>, in row: Row) -> String? {
    guard row.cells.count <= columnNames.count else { return nil }
    return row.cells.firstIndex { $0.start <= range.lowerBound && range.upperBound <= $0.end }
      .map { columnNames[$0] }
  }

  private mutating func keep(_ diagnostic: Diagnostic) {
    guard counts[diagnostic.severity, default: 0] < DiagnosticLog.limit else {
      omitted += 1
      return
    }
    counts[diagnostic.severity, default: 0] += 1
    kept.append(diagnostic)
  }
}

extension DiagnosticLog {
  /// Notes why a record cannot be divided into cells.
  mutating func addFault(_ row: Row, _ bytes: Span<UInt8>) {
    func range(_ at: Int) -> Range<Int>? { at < row.end ? at..<at + 1 : nil }
    switch row.fault {
    case .quoteOpen(let at):
      add(
        .quoteOpen, severity: .error, summary: "a quote is opened and never closed", in: row,
        at: range(at),
        bytes: bytes, note: "reading continues on the next line",
        remedy: "close the quote, or double it if it belongs to the text")
    case .quoteStray(let at):
      add(
        .quoteStray, severity: .error, summary: "text follows a closing quote", in: row,
        at: range(at), bytes: bytes,
        note: "only this line is left out; reading continues on the next one",
        remedy: "double the quotes that belong to the text, or close the one that is open")
    case .nulByte(let at):
      add(
        .nulByte, severity: .error, summary: "the byte at offset \(at) is NUL", in: row,
        at: range(at),
        bytes: bytes, note: "text files have no NUL bytes; the file may be damaged or UTF-16",
        remedy: "export the file again, as UTF-8")
    case .cellHuge(let at):
      add(
        .cellHuge, severity: .error,
        summary: "a cell is longer than \(RowScanner.cellLimit) bytes", in: row, at: range(at),
        bytes: bytes, remedy: "check the row in the original; a quote may be missing")
    case .cellLost(let fault, let at):
      let words = fault.words
      add(
        words.code, severity: .error, summary: words.summary, in: row, at: at, bytes: bytes,
        note: words.note, remedy: words.remedy)
    case .messageTorn(let at, let words):
      add(
        .messageTorn, severity: .error, summary: "the message \(words)", in: row, bytes: bytes,
        note:
          "nothing is read from byte \(fileRange(at..<at).lowerBound) on; the entries before it are loaded",
        remedy: "ask the bank for the whole file: what is missing here may have moved money")
    case nil: break
    }
  }

  /// Returns true where the bytes of a record are UTF-8; notes the first that are not.
  mutating func checkUTF8(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.extracting(row.start..<row.end))
      return true
    } catch {
      let at = row.start + error.byteOffsets.lowerBound
      add(
        .encodingInvalid, severity: .error,
        summary: "byte 0x\(String(bytes[at], radix: 16, uppercase: true)) is not UTF-8", in: row,
        at: at..<row.start + error.byteOffsets.upperBound, bytes: bytes,
        note: "the file is read as UTF-8", remedy: "save the file as UTF-8")
      return false
    }
  }

  /// Notes a quote in a cell that is not enclosed: it may be an inch sign or the rest of a torn cell.
  mutating func addQuoteInside(_ row: Row, _ bytes: Span<UInt8>, quote: UInt8?) {
    let quotes: Set<UInt8> = [0x22, quote ?? 0x22]
    for cell in row.cells where cell.escape == 0 {
      let isEnclosed = cell.start > row.start && quotes.contains(bytes[cell.start - 1])
      guard !isEnclosed,
        let at = (cell.start..<cell.end).first(where: { quotes.contains(bytes[$0]) })
      else { continue }
      add(
        .quoteInside, severity: .warning, summary: "an unquoted cell contains a quote", in: row,
        at: at..<at + 1, bytes: bytes, note: "the quote is read as part of the text",
        remedy: "compare with the original; put the cell in quotes and double the quote")
      return
    }
  }
}

/// Messages on zones, on flags that are not followed, and on minor units.
extension DiagnosticLog {
  /// Reports that a zone is unknown, or has several meanings, so that only the day is kept.
  mutating func addZone(
    _ zone: String, _ reading: ZoneTable.Reading, in row: Row, at range: Range<Int>?,
    bytes: Span<UInt8>
  ) {
    var summary = "zone \"\(zone.prefix(60))\" is unknown, so only the day is kept"
    var note = ""
    var example = "+05:30"
    var question = "state the zone, as in"
    if case .ambiguous(let places) = reading {
      summary = "zone \"\(zone.prefix(60))\" means several zones, so only the day is kept"
      note = "it can be that of \(places.joined(separator: ", "))"
      example = places.first ?? example
      question = "choose with"
    }
    add(
      .zoneUnknown, severity: .warning, summary: summary, in: row, at: range, bytes: bytes,
      note: note,
      remedy: "\(question) \(FileFlag.zone(file.path, example))")
  }

  /// Reports that a flag is not followed, because the cells of the file contradict it.
  mutating func add(_ contradictions: [FileForms.Contradiction]) {
    for found in contradictions {
      add(
        .flagContradicted, severity: found.isForFile ? .warning : .note,
        summary: "\(found.flag) is ignored in \(file.path)",
        note: "\(found.shown); the cells are read accordingly",
        remedy: found.isForFile
          ? "leave the option out, or check that the file is the intended one"
          : "no action is needed; options decide only what a file leaves open")
    }
  }

  /// Warns where the name of a column of amounts says that they are in pence, cents and the like, or in thousands.
  ///
  /// - Parameter line: the line of the header.
  mutating func addMinorUnits(in columns: [String], line: Int) {
    for column in columns {
      if let word = MultipleWords.word(in: column) ?? CoinUnitWords.unit(in: column)?.word {
        add(
          .minorUnits, severity: .warning,
          summary:
            "amounts of the column \"\(column)\" are read as whole units, but its name says \"\(word)\"",
          line: line > 0 ? line : nil,
          note:
            "where the file gives thousands or parts of a coin, all figures are wrong by that factor",
          remedy: "multiply the column before the file is loaded")
        continue
      }
      guard let word = MinorUnitWords.word(in: column) else { continue }
      add(
        .minorUnits, severity: .warning,
        summary:
          "amounts of the column \"\(column)\" are read as whole units, but its name says \"\(word)\"",
        line: line > 0 ? line : nil,
        note: "in hundredths 18500 is 185.00, but here it is read as 18,500.00",
        remedy:
          "make a profile for the file with profile make and --set units=minor or units=major")
    }
  }
}

extension Diagnostic {
  /// The problem with the numbers of cards, Aadhaar cards and taxpayers masked in its summary and excerpt.
  ///
  /// The excerpt keeps its length, so that the column in the line stays right.
  var masked: Diagnostic {
    let text = String(decoding: excerpt, as: UTF8.self)
    let found = text.utf8.elementsEqual(excerpt) ? SensitiveNumbers.findings(in: text) : []
    let words = SensitiveNumbers.masked(summary)
    guard !found.isEmpty || words != summary else { return self }
    var shown = excerpt
    for finding in found {
      // Some characters stay: the first six and the last four digits of a card, the last four of an Aadhaar number, the
      // letters of a tax number.
      let range = finding.range
      let hidden =
        switch finding.kind {
        case .card: range.lowerBound + 6..<range.upperBound - 4
        case .aadhaar: range.lowerBound..<range.upperBound - 4
        case .taxNumber: range.lowerBound + 5..<range.upperBound - 1
        }
      for at in hidden where IdentifierText.isDigit(shown[at]) { shown[at] = 0x2A }
    }
    return Diagnostic(
      code: code, severity: severity, summary: words, citation: citation, column: column,
      columnName: columnName, excerpt: shown, length: length, note: note, remedy: remedy)
  }
}
