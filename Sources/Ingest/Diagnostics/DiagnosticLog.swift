internal import PaymentGraph

/// Collects the problems of one file, each with the bytes that it concerns.
///
/// The first ``limit`` of each severity are kept whole and the rest are only counted, so that a file of nothing but bad
/// rows cannot fill the memory.
struct DiagnosticLog {
  static let limit = 10_000
  static let excerptLimit = 240

  let file: SourceFile
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
    var excerptEnd = row.start
    let limit = min(row.end, row.start + DiagnosticLog.excerptLimit)
    while excerptEnd < limit, bytes[excerptEnd] != 0x0A, bytes[excerptEnd] != 0x0D {
      excerptEnd += 1
    }
    var excerpt: [UInt8] = []
    for position in row.start..<excerptEnd { excerpt.append(bytes[position]) }
    keep(
      Diagnostic(
        code: code.rawValue, severity: severity, summary: summary,
        citation: Citation(file: file, line: row.line, byteRange: fileRange(row.start..<row.end)),
        column: range.map { $0.lowerBound - row.start + 1 },
        columnName: range.flatMap { columnName(of: $0, in: row) }, excerpt: excerpt,
        length: range.map(\.count) ?? 0, note: note, remedy: remedy))
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
