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
    case claims(column: Int, width: Int)
  }

  let mapping: ColumnMapping?

  /// What a file is; nil where it has no line that is not empty.
  func find(in bytes: Span<UInt8>, path: String) throws(IngestError) -> Finding? {
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
      } catch {
        if attempt == 0 { lacks.append(error) }
      }
      if let found { return try deciding(found, bytes, path, before: line - first.line) }
      var scanner = RowScanner(dialect: Dialect(delimiter: 0, quote: nil), from: start, line: line)
      guard scanner.next(in: bytes, into: &row) else { break }
      start = row.next
      line += 1
    }
    throw refusal(lacks, bytes, first.start, path)
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
        if case .transfers(let plan) = content, plan.profile.isUnquoted {
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

  /// The finding with the habits of its columns decided.
  private func deciding(
    _ found: Finding, _ bytes: Span<UInt8>, _ path: String, before lines: Int
  ) throws(IngestError) -> Finding {
    guard case .transfers(var plan) = found.content else { return found }
    if plan.profile.decidesColumns {
      plan = try ColumnDecider(mapping: mapping, path: path)
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

  private func content(
    of header: HeaderNames, isFirst: Bool
  ) throws(ColumnPlan.Lack) -> Content? {
    if header.matches(["account", "role"]) { return .accounts(header) }
    // One word makes a header on the first line only: elsewhere it may be anything.
    if isFirst, header.unique.first == "claim" || header.unique == ["id"] {
      return .claims(column: 0, width: header.written.count)
    }
    if let mapping, !mapping.isEmpty {
      return .transfers(try ColumnPlan(Profile(mapping: mapping), on: header))
    }
    for profile in Profile.builtIn where header.matches(profile.signature) {
      return .transfers(try ColumnPlan(profile, on: header))
    }
    return nil
  }

  private func refusal(
    _ lacks: [ColumnPlan.Lack], _ bytes: Span<UInt8>, _ start: Int, _ path: String
  ) -> IngestError {
    let shown = firstLine(bytes, start)
    for lack in lacks {
      if case .ambiguous(let field, let name) = lack {
        return IngestError(
          .twoReadings, path: path,
          "two columns are called \"\(name)\", so \"\(field.rawValue)\" has two readings; "
            + "say which with --map \(field.rawValue)=#N, where N counts columns from 1")
      }
      if case .badConstant(let field, let value) = lack {
        return IngestError(
          .columnMissing, path: path,
          "\"\(value)\" is no value for \(field.rawValue); give --set \(field.rawValue)=… another")
      }
    }
    if mapping?.isEmpty == false, case .missing(let field, let names)? = lacks.first {
      let wanted =
        names.isEmpty
        ? "the mapping does not say where \"\(field.rawValue)\" is"
        : "there is no column \(names.map { "\"\($0)\"" }.joined(separator: " or "))"
          + " for \"\(field.rawValue)\""
      return IngestError(
        .columnMissing, path: path, "\(wanted); the header is: \(shown)")
    }
    // A damaged text may hold control bytes as well; its header tells it from what is no text.
    if FileSignature.isBinary(bytes) {
      return IngestError(.notText, path: path, "is no text: it holds bytes that no text has")
    }
    return IngestError(
      .headerUnknown, path: path,
      "no known format has this header: \(shown). The canonical CSV has id,time,from,to,amount,"
        + "currency; other columns are named with --map from=… --map to=… --map amount=… and "
        + "--map currency=… or --set currency=GBP")
  }

  private func firstLine(_ bytes: Span<UInt8>, _ start: Int) -> String {
    var text: [UInt8] = []
    var at = start
    while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D, text.count < 200 {
      text.append(bytes[at])
      at += 1
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension Profile {
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
