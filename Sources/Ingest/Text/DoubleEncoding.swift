/// Traces of a text that was encoded as UTF-8 twice: `MÃ¼ller` for `Müller`.
struct DoubleEncoding {
  /// The number of characters whose two to four UTF-8 bytes were each taken for a character of Windows-1252.
  private(set) var count = 0
  /// The line of the first such character, from 1.
  private(set) var line = 0
  /// The first such character, as it is and as it should be.
  private(set) var example: (found: String, meant: String)?

  /// Searches valid UTF-8 for such groups of characters.
  ///
  /// - Complexity: O(bytes).
  init(in bytes: Span<UInt8>) {
    var at = 0
    var lines = 1
    while at < bytes.count {
      let byte = bytes[at]
      if byte < 0x80 {
        if byte == 0x0A { lines += 1 }
        at += 1
        continue
      }
      if let (meant, end) = DoubleEncoding.group(bytes, at) {
        if count == 0 {
          line = lines
          var found: [UInt8] = []
          for place in at..<end { found.append(bytes[place]) }
          example = (String(decoding: found, as: UTF8.self), String(decoding: meant, as: UTF8.self))
        }
        count += 1
        at = end
      } else {
        at += 1
      }
    }
  }

  /// Returns the bytes that a group of characters stands for, where they are one well-formed character, and the end of
  /// the group.
  private static func group(_ bytes: Span<UInt8>, _ start: Int) -> (meant: [UInt8], end: Int)? {
    var at = start
    guard let lead = codePageByte(bytes, &at), lead >= 0xC2, lead < 0xF5 else { return nil }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    var meant = [lead]
    while meant.count < length {
      guard at < bytes.count, let next = codePageByte(bytes, &at), next & 0xC0 == 0x80 else {
        return nil
      }
      meant.append(next)
    }
    return (meant, at)
  }

  /// Returns the byte that a character of two or three bytes is in Windows-1252; nil where it is none.
  private static func codePageByte(_ bytes: Span<UInt8>, _ at: inout Int) -> UInt8? {
    let lead = bytes[at]
    let scalar: UInt32
    if lead >= 0xC2, lead < 0xE0, at + 1 < bytes.count {
      scalar = UInt32(lead & 0x1F) << 6 | UInt32(bytes[at + 1] & 0x3F)
      at += 2
    } else if lead >= 0xE0, lead < 0xF0, at + 2 < bytes.count {
      scalar =
        UInt32(lead & 0x0F) << 12 | UInt32(bytes[at + 1] & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F)
      at += 3
    } else {
      return nil
    }
    if scalar >= 0x80, scalar < 0x100 { return UInt8(scalar) }
    return (UInt8(0x80)..<0xA0).first { WindowsCodePage.scalar($0) == scalar }
  }
}
