internal import Dispatch
internal import Hashing
internal import PaymentGraph

/// A file as text: its bytes where they are UTF-8, else their translation.
struct SourceText: Sendable {
  let file: MappedFile
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
    let file = try MappedFile(path: path, at: place)
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

  var path: String { file.path }
  /// The size of the file in bytes.
  var count: Int { file.count }

  /// True where offsets in the text are those in the file.
  var isVerbatim: Bool { decoded == nil }

  /// Lends the text, as UTF-8, to a closure.
  func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let decoded else { return try file.withBytes(body) }
    return try body(decoded.bytes.span)
  }

  /// Returns the range in the file of a range of the text.
  func fileRange(_ range: Range<Int>) -> Range<Int> {
    guard let decoded, !range.isEmpty else { return range }
    let start = decoded.fileOffset(range.lowerBound)
    return start..<max(start, decoded.fileOffset(range.upperBound))
  }

  /// Returns a range of the file's bytes, as UTF-8.
  func record(in range: Range<Int>) -> [UInt8] {
    file.withBytes { bytes in
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
    file.withBytes { bytes in
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

  init(_ file: MappedFile) {
    guard file.count > DigestTask.smallSize else {
      finish(file)
      return
    }
    DispatchQueue.global(qos: .userInitiated).async(group: group) { self.finish(file) }
  }

  /// The digest.
  var value: FileDigest {
    group.wait()
    return result.withLock { $0 } ?? FileDigest(bytes: [])
  }

  private func finish(_ file: MappedFile) {
    let digest = file.withBytes { FileDigest(bytes: SHA256.digest(of: $0)) }
    result.withLock { $0 = digest }
  }
}
