public import PaymentGraph

/// The rejected rows of an intake as a CSV file, for mending them and for showing what is not in the ledger.
///
/// Columns: `file,line_first,line_last,byte_first,byte_last,code,column,value,message,raw`. Lines are counted from 1;
/// bytes from 0, the last one included, in the file as it is. `raw` is the record word for word, in UTF-8. Rows stand
/// in the order in which the files were named, then in that of the file. At most 10,000 rows of one file are listed; a
/// last row of code `TOO_MANY` gives the number of the others.
public struct RejectFile: Sendable {
  /// The text of the file: RFC 4180 with LF, every text cell in quotes.
  public var csv: [UInt8] { writer.text }
  private var writer = CSVWriter(
    "file,line_first,line_last,byte_first,byte_last,code,column,value,message,raw\n")
  /// The number of rows that are listed.
  public private(set) var count = 0

  /// Collects the rejected rows of an intake from its files.
  ///
  /// - Parameter places: the paths at which the bytes of files lie, by the paths under which they are cited.
  /// - Throws: ``IngestError`` where a file is gone or has changed since it was loaded.
  /// - Complexity: O(bytes of the files that have such rows).
  public init(of intake: Intake, places: [String: String] = [:]) throws(IngestError) {
    for reading in intake.files where reading.rows.rejected > 0 {
      guard let text = try SourceText(again: reading.file, places: places) else {
        throw IngestError(
          .unreadable, path: reading.file.path,
          "has changed since it was loaded, so its rejected rows cannot be shown")
      }
      add(reading, text)
    }
  }

  private mutating func add(_ reading: FileReading, _ text: SourceText) {
    var listed = Set<Int>()
    for diagnostic in reading.diagnostics where diagnostic.severity == .error {
      guard let citation = diagnostic.citation,
        listed.insert(citation.byteRange.lowerBound).inserted
      else { continue }
      let raw = text.record(in: citation.byteRange)
      var value: ArraySlice<UInt8> = []
      if let column = diagnostic.column, column <= raw.count {
        value = raw[(column - 1)...].prefix(diagnostic.length)
      }
      let range = citation.byteRange
      line(
        file: citation.file.path,
        numbers: [
          citation.line, citation.line + RejectFile.lineEnds(in: raw), range.lowerBound,
          max(range.lowerBound, range.upperBound - 1),
        ],
        code: DiagnosticCode(rawValue: diagnostic.code)?.rejectCode ?? diagnostic.code,
        column: diagnostic.columnName ?? "", value: value,
        message: diagnostic.summary
          + (diagnostic.remedy.isEmpty ? "" : "; \(diagnostic.remedy)"), raw: raw[...])
    }
    count += listed.count
    let omitted = reading.rows.rejected - listed.count
    if omitted > 0 {
      line(
        file: reading.file.path, numbers: [], code: "TOO_MANY", column: "", value: [],
        message: "\(omitted) more rejected rows are not listed", raw: [])
    }
  }

  private mutating func line(
    file: String, numbers: [Int], code: String, column: String, value: ArraySlice<UInt8>,
    message: String, raw: ArraySlice<UInt8>
  ) {
    writer.addQuoted(file.utf8)
    for place in 0..<4 {
      writer.add((place < numbers.count ? "\(numbers[place])" : "").utf8)
    }
    writer.add(code.utf8)
    writer.addQuoted(column.utf8)
    writer.addQuoted(value)
    writer.addQuoted(message.utf8)
    writer.addQuoted(raw)
    writer.endRow()
  }

  private static func lineEnds(in raw: [UInt8]) -> Int {
    var count = 0
    for at in raw.indices {
      let isLoneReturn = raw[at] == 0x0D && (at + 1 == raw.count || raw[at + 1] != 0x0A)
      if raw[at] == 0x0A || isLoneReturn { count += 1 }
    }
    return count
  }
}
