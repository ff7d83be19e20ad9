/// The look of a cell, without its meaning.
///
/// It tells delimiters from punctuation and headers from rows; no value is ever read by it.
enum CellShape: Sendable, Hashable {
  case empty
  /// A date: three groups of digits, or of digits and a month's name.
  case date
  /// A time of day, alone or after a date.
  case time
  /// A number with any marks, signs and currency that amounts carry.
  case number
  /// An identifier: letters and digits without spaces, at least one digit.
  case identifier
  /// An address of the web or of mail.
  case address
  /// Anything else.
  case text

  /// True where the shape is one that a wrong delimiter seldom leaves behind.
  var isKnown: Bool { self != .text }

  /// True where header names do not have this shape.
  var isValue: Bool { self == .date || self == .time || self == .number || self == .address }

  /// Finds the shape of a cell's bytes.
  init(_ cell: some Collection<UInt8>) {
    let bytes = Array(cell).trimmingBlanks
    guard !bytes.isEmpty else {
      self = .empty
      return
    }
    let digits = bytes.count { (0x30...0x39).contains($0) }
    let letters = bytes.count { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    if digits == 0 {
      self =
        bytes.contains(UInt8(ascii: "@")) && bytes.contains(UInt8(ascii: "."))
          && !bytes.contains(0x20) ? .address : .text
      return
    }
    let spaces = bytes.count { $0 == 0x20 }
    if CellShape.isAddress(bytes, spaces) {
      self = .address
    } else if CellShape.isDate(bytes, digits: digits, letters: letters) {
      self = bytes.contains(UInt8(ascii: ":")) ? .time : .date
    } else if CellShape.isTime(bytes, digits: digits, letters: letters) {
      self = .time
    } else if CellShape.isNumber(bytes, digits: digits, letters: letters) {
      self = .number
    } else if spaces == 0, bytes.count <= 64,
      bytes.allSatisfy({ CellShape.isWord($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x2F })
    {
      self = .identifier
    } else {
      self = .text
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }

  private static func isAddress(_ bytes: [UInt8], _ spaces: Int) -> Bool {
    guard spaces == 0 else { return false }
    if bytes.starts(with: "http".utf8) || bytes.starts(with: "www.".utf8) { return true }
    return bytes.count { $0 == UInt8(ascii: "@") } == 1 && bytes.contains(UInt8(ascii: "."))
  }

  /// Returns true for `2010-03-04`, `04/03/10`, `4.3.2010`, `4 Mar 2010`, `Mar 4, 2010`, with or without a time.
  private static func isDate(_ bytes: [UInt8], digits: Int, letters: Int) -> Bool {
    guard digits >= 4, bytes.count <= 32 else { return false }
    var groups: [Int] = []
    var separators: Set<UInt8> = []
    var run = 0
    for byte in bytes {
      if (0x30...0x39).contains(byte) {
        run += 1
      } else {
        if run > 0 { groups.append(run) }
        run = 0
        if groups.count < 3 { separators.insert(byte) }
      }
    }
    if run > 0 { groups.append(run) }
    let marks: Set<UInt8> = [0x2D, 0x2F, 0x2E, 0x20, 0x2C, 0x54]
    if letters == 0 || letters == 1 || letters == 2 {
      guard groups.count >= 3, groups.count <= 7, groups[0] <= 4, groups[1] <= 2,
        groups[0] == 4 ? groups[2] <= 2 : groups[0] <= 2 && (groups[2] == 2 || groups[2] == 4),
        let mark = bytes.first(where: { !(0x30...0x39).contains($0) }),
        [0x2D, 0x2F, 0x2E].contains(mark)
      else { return false }
      return true
    }
    // A month's name: letters in one run of three or more, with one or two numbers beside it.
    guard letters >= 3, letters <= 11, groups.count >= 2, groups.count <= 5,
      groups.contains(4) || groups.filter({ $0 == 2 }).count >= 2
    else { return false }
    return separators.allSatisfy { marks.contains($0) || (0x61...0x7A).contains($0 | 0x20) }
      && monthNames.contains { name in bytes.lowercased.contains(name) }
  }

  private static let monthNames: [[UInt8]] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { Array($0.utf8) }

  private static func isTime(_ bytes: [UInt8], digits: Int, letters: Int) -> Bool {
    let colons = bytes.count { $0 == UInt8(ascii: ":") }
    return (1...2).contains(colons) && digits >= 3 && letters <= 3 && bytes.count <= 16
      && bytes[0] >= 0x30 && bytes[0] <= 0x39
  }

  private static func isNumber(_ bytes: [UInt8], digits: Int, letters: Int) -> Bool {
    guard bytes.count <= 32, letters <= 3, digits * 2 >= bytes.count - letters else { return false }
    return bytes.allSatisfy { byte in
      isWord(byte) || byte >= 0x80
        || [0x2B, 0x2D, 0x2E, 0x2C, 0x27, 0x20, 0x28, 0x29, 0x24, 0x25].contains(byte)
    } && (letters == 0 || !bytes.contains(0x2D))
  }
}

extension [UInt8] {
  fileprivate var trimmingBlanks: [UInt8] {
    guard let first = firstIndex(where: { $0 != 0x20 && $0 != 0x09 }),
      let last = lastIndex(where: { $0 != 0x20 && $0 != 0x09 })
    else { return [] }
    return Array(self[first...last])
  }

  fileprivate var lowercased: [UInt8] {
    map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }
}
