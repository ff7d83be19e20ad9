internal import Foundation
internal import Glibc
public import PaymentGraph
internal import Synchronization

/// The files of a case, opened again to show single rows of them.
///
/// A row is read from its file at every request, by its byte range, and never from memory: after a change of the file
/// its digest is compared, and a row of other bytes than those that were loaded is refused.
public final class RowSources: Sendable {
  /// The longest row, and the longest stretch of lines beside it, that is shown.
  private static let longest = 65_536

  private let reader: TransactionReader
  private let known = Mutex<[SourceFile: RowSource]>([:])

  /// Shows rows of the files that a reader loaded.
  public init(_ reader: TransactionReader) { self.reader = reader }

  /// Returns a row.
  ///
  /// - Parameters:
  ///   - range: the bytes of the row.
  ///   - around: the number of lines to show before and after it.
  /// - Throws: ``IngestError`` where the file is gone or has changed since it was loaded.
  /// - Complexity: O(bytes of the file) for the first row and after a change of the file, for its digest; else O(bytes
  ///   shown).
  public func row(
    in range: Range<Int>, of file: SourceFile, around: Int
  ) throws(IngestError) -> ShownRow {
    let source = try source(of: file)
    let shown = range.clamped(to: 0..<file.byteCount)
    let row = shown.prefix(RowSources.longest)
    let lead = max(0, row.lowerBound - min(RowSources.longest, around * 4_096))
    // Halves of UTF-16 stay together.
    let start = lead + (row.lowerBound - lead) % 2
    let end = min(file.byteCount, shown.upperBound + min(RowSources.longest, around * 4_096))
    return ShownRow(
      source, bytes: try source.bytes(in: row), isCut: row.count < shown.count,
      before: (try source.bytes(in: start..<row.lowerBound), isWhole: start == 0),
      after: (try source.bytes(in: shown.upperBound..<end), isWhole: end == file.byteCount),
      around: around)
  }

  /// Returns the names of files that are gone, or that are no longer those that were loaded.
  ///
  /// - Complexity: O(files), and O(bytes) for each file that was written to.
  public func changed(among files: [SourceFile]) -> [SourceFile] {
    files.filter { file in
      do throws(IngestError) {
        _ = try source(of: file)
        return false
      } catch {
        return true
      }
    }
  }

  private func source(of file: SourceFile) throws(IngestError) -> RowSource {
    let place = reader.places[file.givenPath] ?? file.givenPath
    let stamp = FileStamp(of: place)
    if let source = known.withLock({ $0[file] }), stamp != nil, source.stamp == stamp {
      return source
    }
    guard let stamp else {
      throw IngestError(.unreadable, path: file.path, "is not there any more")
    }
    guard
      let text = try SourceText(again: file, places: reader.places, sheets: reader.sheets)
    else {
      throw IngestError(
        .unreadable, path: file.path,
        "has changed since it was loaded, so its rows cannot be shown")
    }
    let (header, dialect) = try reader.header(of: text)
    let source = RowSource(
      file: file, place: place, stamp: stamp, encoding: text.encoding, header: header,
      dialect: dialect, part: text.part == nil ? nil : text)
    known.withLock { $0[file] = source }
    return source
  }
}

extension TransactionReader {
  /// Returns the names of a file's columns and its dialect; no names where it has none.
  fileprivate func header(of text: SourceText) throws(IngestError) -> ([String], Dialect?) {
    if text.message != nil { return ([], nil) }
    let finding = try text.withBytes { bytes throws(IngestError) in
      try finder(for: text).find(in: bytes, path: text.path)
    }
    switch finding?.kind {
    case .transfers(let plan): return (plan.header, finding?.dialect)
    case .statement(let plan, _): return (plan.header.written, finding?.dialect)
    case .accounts, .claims, .decisions, .identifiers, .caseFacts, .lookup, .extract, nil:
      return ([], finding?.dialect)
    }
  }
}

/// A file of which rows are shown.
private struct RowSource: Sendable {
  let file: SourceFile
  let place: String
  let stamp: FileStamp
  let encoding: TextEncoding
  let header: [String]
  let dialect: Dialect?
  /// The text, where it must be unpacked first.
  let part: SourceText?

  /// True where a column holds security codes of cards, so that lines are shown by their cells only.
  var hasSecrets: Bool { header.contains(where: KeptColumns.isSecret) }

  func bytes(in range: Range<Int>) throws(IngestError) -> [UInt8] {
    guard !range.isEmpty else { return [] }
    if let part {
      if part.sheet != nil { return part.record(in: range) }
      return part.file.withBytes { bytes in
        range.clamped(to: 0..<bytes.count).map { bytes[$0] }
      }
    }
    do {
      guard let handle = FileHandle(forReadingAtPath: place) else {
        throw CocoaError(.fileNoSuchFile)
      }
      defer { try? handle.close() }
      try handle.seek(toOffset: UInt64(range.lowerBound))
      let data = try handle.read(upToCount: range.count) ?? Data()
      guard data.count == range.count else { throw CocoaError(.fileReadUnknown) }
      return Array(data)
    } catch {
      throw IngestError(
        .unreadable, path: file.path,
        "has changed since it was loaded, so its rows cannot be shown")
    }
  }

  /// Returns bytes of the file as UTF-8.
  func decoded(_ bytes: [UInt8]) -> [UInt8] {
    encoding.isUTF8 ? bytes : DecodedText(bytes.span, as: encoding).bytes
  }
}

extension ShownRow {
  fileprivate init(
    _ source: RowSource, bytes: [UInt8], isCut: Bool, before: (bytes: [UInt8], isWhole: Bool),
    after: (bytes: [UInt8], isWhole: Bool), around: Int
  ) {
    let record = source.decoded(bytes)
    var text = String(decoding: record, as: UTF8.self)
    var isMasked = false
    var cells: [KeptCell] = []
    if let dialect = source.dialect, !source.header.isEmpty {
      var scanner = RowScanner(dialect: dialect, from: 0)
      var row = Row()
      if scanner.next(in: record.span, into: &row), row.fault == nil {
        for (position, cell) in row.cells.enumerated() {
          let name = position < source.header.count ? source.header[position] : ""
          let written = CellText.string(record.span, cell)
          if KeptColumns.isSecret(name) {
            isMasked = isMasked || !written.isEmpty
            continue
          }
          cells.append(
            KeptCell(
              column: name.isEmpty ? "#\(position + 1)" : name,
              text: SensitiveNumbers.masked(written)))
        }
      }
    }
    let masked = SensitiveNumbers.masked(text)
    if !masked.utf8.elementsEqual(text.utf8) { isMasked = true }
    text = isMasked && source.hasSecrets ? "" : masked
    func lines(_ part: (bytes: [UInt8], isWhole: Bool)) -> [String] {
      source.hasSecrets
        ? []
        : source.decoded(part.bytes).split(separator: 0x0A, omittingEmptySubsequences: false).map {
          line in
          let end = line.last == 0x0D ? line.dropLast() : line
          return SensitiveNumbers.masked(String(decoding: end, as: UTF8.self))
        }
    }
    var (above, below) = (lines(before), lines(after))
    // The rest of the row's own line, and lines that are cut.
    if !above.isEmpty { above.removeLast() }
    if !before.isWhole, !above.isEmpty { above.removeFirst() }
    if !below.isEmpty { below.removeFirst() }
    if !below.isEmpty, !after.isWhole || below.last?.isEmpty == true { below.removeLast() }
    self.init(
      text: text, bytes: isMasked ? [] : bytes, isMasked: isMasked, isCut: isCut, cells: cells,
      before: Array(above.suffix(around)), after: Array(below.prefix(around)))
  }
}

/// The signs by which a file that was written to is known without reading it.
private struct FileStamp: Sendable, Hashable {
  private let numbers: [Int]

  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    numbers = [
      Int(bitPattern: UInt(status.st_dev)), Int(bitPattern: UInt(status.st_ino)),
      Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
    ]
  }
}
