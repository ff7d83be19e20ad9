/// A narration as forms are tried on it: its bytes in ASCII capitals, in which a slash that belongs to a word is
/// hidden.
struct NarrationText {
  /// The bytes in capitals; letters beyond ASCII stay as they are.
  let capitals: [UInt8]
  private let bytes: [UInt8]

  /// A byte that no narration has; it stands for a slash that divides nothing.
  private static let hiddenSlash: UInt8 = 0x1F

  /// - Parameter hidesSlashes: true where slashes divide fields, so that the slash of "M/s" must not.
  init(_ written: String, hidesSlashes: Bool) {
    var bytes = Array(written.utf8.prefix(600)).map { $0 == Self.hiddenSlash ? 0x20 : $0 }
    if let first = bytes.firstIndex(where: { !FieldText.isBlank($0) }) {
      bytes.removeFirst(first)
    } else {
      bytes = []
    }
    while let last = bytes.last, FieldText.isBlank(last) { bytes.removeLast() }
    if hidesSlashes {
      for at in bytes.indices.dropFirst().dropLast() where bytes[at] == 0x2F {
        if NarrationText.isAbbreviation(bytes, slash: at) { bytes[at] = Self.hiddenSlash }
      }
    }
    self.bytes = bytes
    capitals = bytes.map { (0x61...0x7A).contains($0) ? $0 & 0xDF : $0 }
  }

  /// Returns the text of a range, with single blanks.
  func written(_ range: Range<Int>) -> String {
    let part = bytes[range].map { $0 == Self.hiddenSlash ? 0x2F : $0 }
    return StatementText.squeezed(String(decoding: part, as: UTF8.self))
  }

  /// Returns true for `M/s`, `S/o`, `C/o`, `T/A`: a letter on each side, with no letter next to them.
  private static func isAbbreviation(_ bytes: [UInt8], slash: Int) -> Bool {
    let (before, after) = (bytes[slash - 1] & 0xDF, bytes[slash + 1] & 0xDF)
    guard FieldText.isLetter(before), after == 0x53 || after == 0x4F || after == 0x41 else {
      return false
    }
    let isFirst = slash < 2 || !FieldText.isWord(bytes[slash - 2])
    let isLast =
      slash + 2 >= bytes.count || bytes[slash + 2] == 0x20 || bytes[slash + 2] == 0x2E
    return isFirst && isLast && "MSCDWT".utf8.contains(before)
  }
}
