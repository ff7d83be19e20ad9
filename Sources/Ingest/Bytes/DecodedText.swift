/// A file's text as UTF-8, with a map from its offsets to those of the bytes it was decoded from.
struct DecodedText: Sendable {
  /// The text, without a byte order mark.
  let bytes: [UInt8]
  private let encoding: TextEncoding
  /// Pairs of offsets, in the text and in the file, about every 4,096 bytes.
  private let marks: [(text: Int, file: Int)]

  /// Decodes the bytes of a file; bytes that stand for no character become U+FFFD.
  init(_ file: Span<UInt8>, as encoding: TextEncoding) {
    self.encoding = encoding
    var at = DecodedText.markLength(file, encoding)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(file.count + file.count / 8)
    var marks = [(text: 0, file: at)]
    var next = 4_096
    while at < file.count {
      if bytes.count >= next {
        marks.append((bytes.count, at))
        next = bytes.count + 4_096
      }
      if encoding == .windows1252 {
        DecodedText.append(WindowsCodePage.scalar(file[at]), to: &bytes)
        at += 1
      } else {
        let (scalar, length) = DecodedText.utf16Scalar(file, at: at, encoding: encoding)
        DecodedText.append(scalar, to: &bytes)
        at += length
      }
    }
    self.bytes = bytes
    self.marks = marks
  }

  /// Returns the offset in the file of an offset in the text.
  ///
  /// - Complexity: O(log *n*) and at most 4,096 steps.
  func fileOffset(_ offset: Int) -> Int {
    var low = 0
    var high = marks.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if marks[middle].text <= offset { low = middle } else { high = middle }
    }
    var (text, file) = marks[low]
    while text < offset, text < bytes.count {
      let lead = bytes[text]
      let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
      text += length
      file += encoding == .windows1252 ? 1 : length == 4 ? 4 : 2
    }
    return file
  }

  private static func markLength(_ file: Span<UInt8>, _ encoding: TextEncoding) -> Int {
    guard encoding != .windows1252, file.count >= 2 else { return 0 }
    let isMark =
      file[0] == 0xFF && file[1] == 0xFE || file[0] == 0xFE && file[1] == 0xFF
    return isMark ? 2 : 0
  }

  /// Returns one character of UTF-16 and the number of its bytes; a lone half of a pair, or a lone byte at the end,
  /// becomes U+FFFD.
  private static func utf16Scalar(
    _ file: Span<UInt8>, at: Int, encoding: TextEncoding
  ) -> (UInt32, Int) {
    func unit(_ at: Int) -> UInt32 {
      encoding == .utf16LittleEndian
        ? UInt32(file[at]) | UInt32(file[at + 1]) << 8
        : UInt32(file[at + 1]) | UInt32(file[at]) << 8
    }
    guard at + 1 < file.count else { return (0xFFFD, 1) }
    let first = unit(at)
    guard (0xD800..<0xE000).contains(first) else { return (first, 2) }
    guard first < 0xDC00, at + 3 < file.count, (0xDC00..<0xE000).contains(unit(at + 2)) else {
      return (0xFFFD, 2)
    }
    return (0x10000 + (first - 0xD800) << 10 + (unit(at + 2) - 0xDC00), 4)
  }

  private static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    func part(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: scalar >> shift & 0x3F | 0x80) }
    switch scalar {
    case 0..<0x80: bytes.append(UInt8(truncatingIfNeeded: scalar))
    case 0x80..<0x800:
      bytes.append(UInt8(truncatingIfNeeded: scalar >> 6 | 0xC0))
      bytes.append(part(0))
    case 0x800..<0x10000:
      bytes.append(UInt8(truncatingIfNeeded: scalar >> 12 | 0xE0))
      bytes.append(part(6))
      bytes.append(part(0))
    default:
      bytes.append(UInt8(truncatingIfNeeded: scalar >> 18 | 0xF0))
      bytes.append(part(12))
      bytes.append(part(6))
      bytes.append(part(0))
    }
  }
}
