internal import CInstructions
internal import Dispatch
internal import Synchronization

/// The encoding of a file's text.
enum TextEncoding: Sendable, Hashable {
  case utf8
  case utf8WithMark
  case utf16LittleEndian
  case utf16BigEndian
  /// Windows-1252 as the WHATWG defines it: every byte stands for a character.
  case windows1252

  /// The name that answers print.
  var name: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf8WithMark: "UTF-8 with byte order mark"
    case .utf16LittleEndian: "UTF-16, little endian"
    case .utf16BigEndian: "UTF-16, big endian"
    case .windows1252: "Windows-1252 (assumed)"
    }
  }

  /// True where the bytes are read without translation.
  var isUTF8: Bool { self == .utf8 || self == .utf8WithMark }

  /// Returns the encoding of a file.
  ///
  /// The first of these that applies: its byte order mark; UTF-16 where every other byte is zero, as in plain text;
  /// UTF-8 where that is valid, or where more characters are well formed than damaged; else Windows-1252.
  ///
  /// - Complexity: O(bytes), one pass over eight bytes at a time for text without accents.
  static func find(in bytes: Span<UInt8>) -> (encoding: TextEncoding, isASCII: Bool) {
    if FileSignature.byteOrderMark(bytes) > 0 { return (.utf8WithMark, false) }
    if let order = FileSignature.utf16Order(bytes) {
      return (order == .little ? .utf16LittleEndian : .utf16BigEndian, false)
    }
    if TextEncoding.isASCII(bytes) { return (.utf8, true) }
    let (whole, damaged) = TextEncoding.sequences(bytes)
    return (damaged == 0 || whole > damaged ? .utf8 : .windows1252, false)
  }

  /// Returns true where no byte is beyond ASCII; all cores share a large file.
  private static func isASCII(_ bytes: Span<UInt8>) -> Bool {
    bytes.withUnsafeBytes { bytes in
      let size = 1 << 22
      guard bytes.count > 2 * size else { return isPlain(bytes) }
      // Read only, and only within this closure.
      nonisolated(unsafe) let whole = bytes
      let isASCII = Atomic(true)
      DispatchQueue.concurrentPerform(iterations: (whole.count + size - 1) / size) { piece in
        guard isASCII.load(ordering: .relaxed) else { return }
        let part = whole[piece * size..<min((piece + 1) * size, whole.count)]
        if !isPlain(UnsafeRawBufferPointer(rebasing: part)) {
          isASCII.store(false, ordering: .relaxed)
        }
      }
      return isASCII.load(ordering: .relaxed)
    }
  }

  private static func isPlain(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let base = bytes.baseAddress else { return true }
    var at = 0
    while at &+ 64 <= bytes.count {
      // Memory is the only cost here, so the bytes of the next page are prefetched.
      cpu_fetch(base + (at &+ 4096))
      let words = base.loadUnaligned(fromByteOffset: at, as: SIMD8<UInt64>.self)
      let fourth = words.lowHalf | words.highHalf
      let half = fourth.lowHalf | fourth.highHalf
      if (half[0] | half[1]) & 0x8080_8080_8080_8080 != 0 { return false }
      at &+= 64
    }
    return bytes[at...].allSatisfy { $0 < 0x80 }
  }

  /// Counts the characters beyond ASCII that are well-formed UTF-8, and the bytes that belong to none.
  private static func sequences(_ bytes: Span<UInt8>) -> (whole: Int, damaged: Int) {
    var whole = 0
    var damaged = 0
    var at = 0
    while at < bytes.count {
      let lead = bytes[at]
      if lead < 0x80 {
        at &+= 1
        continue
      }
      let length = lead >= 0xF0 && lead < 0xF5 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0
      var isWhole = length > 0 && lead < 0xF5 && at + length <= bytes.count
      if isWhole {
        for next in at + 1..<at + length where bytes[next] & 0xC0 != 0x80 { isWhole = false }
      }
      if isWhole { whole += 1 } else { damaged += 1 }
      at &+= isWhole ? length : 1
    }
    return (whole, damaged)
  }
}

/// Windows-1252 as the WHATWG Encoding Standard defines it.
///
/// The five bytes that Windows leaves free stand for the control characters of the same number, so that every byte
/// stands for something.
enum WindowsCodePage {
  private static let upper: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// Returns the character of a byte.
  static func scalar(_ byte: UInt8) -> UInt32 {
    (0x80..<0xA0).contains(byte) ? UInt32(upper[Int(byte) - 0x80]) : UInt32(byte)
  }
}

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
