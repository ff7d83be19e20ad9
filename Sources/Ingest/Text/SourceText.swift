internal import Dispatch
internal import Hashing
internal import PaymentGraph

/// A file as text: its bytes where they are UTF-8, else their translation; or a sheet of a workbook as rows of cells.
struct SourceText: Sendable {
  let file: MappedFile
  /// The file that holds the text packed, and its path there; nil for a file of its own.
  let part: PartOfFile?
  /// The sheet whose cells are the text; nil for other texts.
  let sheet: SheetText?
  /// The contents of an archive, which is no text itself; nil for texts.
  let archive: ArchiveContents?
  let encoding: TextEncoding
  /// True where no byte is beyond ASCII.
  let isASCII: Bool
  /// The kind of bank message that the text is; nil for a table.
  let message: MessageKind?
  private let decoded: DecodedText?

  /// Opens the file at a path and finds its encoding; throws where the file is not text.
  ///
  /// - Parameter place: the path at which its bytes lie, where that is another one.
  init(path: String, at place: String? = nil) throws(IngestError) {
    try self.init(try MappedFile(path: path, at: place))
  }

  /// Takes the bytes of a file, or of a part of one.
  init(_ file: MappedFile, part: PartOfFile? = nil) throws(IngestError) {
    let path = file.path
    self.part = part
    sheet = nil
    archive = nil
    if let advice = file.withBytes({ FileSignature.advice($0) }) {
      throw IngestError(.notText, path: path, advice)
    }
    self.file = file
    let (encoding, isASCII) = file.withBytes { TextEncoding.find(in: $0) }
    self.encoding = encoding
    self.isASCII = isASCII
    let decoded = encoding.isUTF8 ? nil : file.withBytes { DecodedText($0, as: encoding) }
    self.decoded = decoded
    let signature =
      decoded.map { TextSignature.find(in: $0.bytes.span) }
      ?? file.withBytes { TextSignature.find(in: $0) }
    switch signature {
    case .table: message = nil
    case .message(let kind): message = kind
    case .other(let advice): throw IngestError(.notText, path: path, advice)
    }
  }

  /// Takes an archive, whose parts are texts of their own.
  init(_ archive: ArchiveContents, in file: MappedFile, part: PartOfFile? = nil) {
    self.init(file, part: part, sheet: nil, archive: archive)
  }

  /// Takes the cells of a sheet.
  init(_ sheet: SheetText, in file: MappedFile, part: PartOfFile) {
    self.init(file, part: part, sheet: sheet, archive: nil)
  }

  private init(
    _ file: MappedFile, part: PartOfFile?, sheet: SheetText?, archive: ArchiveContents?
  ) {
    self.file = file
    self.part = part
    self.sheet = sheet
    self.archive = archive
    encoding = .utf8
    isASCII = false
    message = nil
    decoded = nil
  }

  /// The name of the encoding, as answers print it: a file that declares it is believed.
  var encodingName: String {
    declaresEncoding ? "Windows-1252" : encoding.name
  }

  /// True where the text is read as Windows-1252 and says so itself, by that name or that of its part Latin-1.
  var declaresEncoding: Bool {
    guard encoding == .windows1252, message != nil else { return false }
    let head = file.withBytes { bytes in
      String(decoding: (0..<min(bytes.count, 512)).map { bytes[$0] }, as: UTF8.self)
    }.lowercased()
    return head.contains(
      /encoding\s*=\s*["'](iso-?8859-1|latin-?1|windows-1252|cp1252)["']|charset:\s*(1252|iso-8859-1)/
    )
  }

  var path: String { file.path }
  /// The size in bytes of the text as it is read; an archive has none.
  var count: Int { archive == nil ? sheet?.bytes.count ?? file.count : 0 }

  /// The name of the file, or of the part that has a name of its own: by it some formats and accounts are known.
  var fileName: String {
    var path = path[...]
    if let part, !part.path.isEmpty {
      // A sheet has the name of its workbook.
      path = sheet == nil ? Substring(part.path) : path.dropLast(part.name.count + 1)
      if let mark = path.lastIndex(of: "!") { path = path[path.index(after: mark)...] }
    }
    let name = path.split(separator: "/").last.map(String.init) ?? String(path)
    return part?.isCompressed == true && name.lowercased().hasSuffix(".gz")
      ? String(name.dropLast(3)) : name
  }

  /// True where offsets in the text are those in the file.
  var isVerbatim: Bool { decoded == nil && sheet == nil }

  /// Lends the text, as UTF-8, to a closure.
  func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if let sheet { return try body(sheet.bytes.span) }
    if archive != nil { return try body([UInt8]().span) }
    guard let decoded else { return try file.withBytes(body) }
    return try body(decoded.bytes.span)
  }

  /// Lends the bytes whose digest tells this text from others: of a sheet its cells, because the texts in them stand in
  /// another part of the workbook.
  func withOwnBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    sheet.map { body($0.bytes.span) } ?? file.withBytes(body)
  }

  /// Returns the range in the file of a range of the text.
  func fileRange(_ range: Range<Int>) -> Range<Int> {
    if let sheet { return sheet.fileRange(range) }
    guard let decoded, !range.isEmpty else { return range }
    let start = decoded.fileOffset(range.lowerBound)
    return start..<max(start, decoded.fileOffset(range.upperBound))
  }

  /// Returns a range of the file's bytes, as UTF-8.
  func record(in range: Range<Int>) -> [UInt8] {
    if let sheet { return sheet.record(in: range) }
    return file.withBytes { bytes in
      let range = range.clamped(to: 0..<bytes.count)
      guard encoding.isUTF8 else { return DecodedText(bytes.extracting(range), as: encoding).bytes }
      var record: [UInt8] = []
      record.reserveCapacity(range.count)
      for at in range { record.append(bytes[at]) }
      return record
    }
  }

  /// The number of bytes beyond ASCII in the file, and the first line with one.
  var foreignBytes: (count: Int, line: Int) {
    withOwnBytes { bytes in
      var count = 0
      var line = 1
      var first = 0
      for at in 0..<bytes.count {
        if bytes[at] == 0x0A { line += 1 }
        guard bytes[at] >= 0x80 else { continue }
        count += 1
        if first == 0 { first = line }
      }
      return (count, first)
    }
  }
}

/// The SHA-256 of a file, computed beside other work; a reader of its value waits until it is there.
final class DigestTask: Sendable {
  /// The largest size, in bytes, of a file that is not worth a thread.
  private static let smallSize = 1 << 20

  private let result = Locked<FileDigest?>(nil)
  private let group = DispatchGroup()

  init(_ text: SourceText) {
    guard text.count > DigestTask.smallSize || text.archive != nil else {
      finish(text)
      return
    }
    DispatchQueue.global(qos: .userInitiated).async(group: group) { self.finish(text) }
  }

  /// The digest.
  var value: FileDigest {
    group.wait()
    return result.withLock { $0 } ?? FileDigest(bytes: [])
  }

  private func finish(_ text: SourceText) {
    let digest = text.withOwnBytes { FileDigest(bytes: SHA256.digest(of: $0)) }
    result.withLock { $0 = digest }
  }
}
