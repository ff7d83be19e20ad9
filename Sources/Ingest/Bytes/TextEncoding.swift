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
