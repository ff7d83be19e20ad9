/// The list of what is in a ZIP archive, as its central directory tells it, each entry checked against its own head.
///
/// Nothing is unpacked here. Archives that contradict themselves are refused whole: programs differ in which of two
/// statements they believe, so two people could see two contents in one file.
struct ZIPArchive {
  /// One file in the archive.
  struct Entry {
    /// The path in the archive.
    let name: String
    /// The packed bytes.
    let bytes: Range<Int>
    let isDeflated: Bool
    /// The number of its bytes when unpacked.
    let size: Int
    let checksum: UInt32
  }

  /// The files, in the order of their names.
  private(set) var entries: [Entry] = []

  /// Returns true where bytes begin as a ZIP archive does.
  static func isMatch(_ bytes: Span<UInt8>) -> Bool {
    bytes.count >= 4 && bytes[0] == 0x50 && bytes[1] == 0x4B
      && (bytes[2] == 3 && bytes[3] == 4 || bytes[2] == 5 && bytes[3] == 6)
  }

  /// Reads the central directory.
  ///
  /// - Complexity: O(entries), at most ``ArchiveLimit/entries``.
  init(_ bytes: Span<UInt8>) throws(ArchiveFault) {
    let directory = try ZIPArchive.directory(bytes)
    var at = directory.start
    var names: Set<String> = []
    var taken: [Range<Int>] = []
    for _ in 0..<directory.count {
      let record = try ZIPRecord(bytes, at: at, directoryEnd: directory.end)
      at = record.next
      let range = try record.localRange(bytes, before: directory.start)
      taken.append(range.whole)
      guard !record.name.hasSuffix("/") || record.size > 0 else { continue }
      guard names.insert(record.name).inserted else {
        throw .damaged("with two parts called \(record.name)")
      }
      guard !UnpackingBudget.isBomb(unpacked: record.size, packed: range.data.count) else {
        throw .damaged(
          "whose part \(record.name) would become more than \(ArchiveLimit.ratio) times as large, as no statement does"
        )
      }
      entries.append(
        Entry(
          name: record.name, bytes: range.data, isDeflated: record.method == 8, size: record.size,
          checksum: record.checksum))
    }
    taken.sort { $0.lowerBound < $1.lowerBound }
    for (one, next) in zip(taken, taken.dropFirst()) where next.lowerBound < one.upperBound {
      throw .damaged("whose parts overlap")
    }
    var sum = 0
    for entry in entries {
      sum += entry.size
      guard sum <= ArchiveLimit.total else {
        throw .damaged(
          "whose parts have more than 8 GiB together; unpack it, and name the files to be read")
      }
    }
    entries.sort { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
  }

  // MARK: The end of the archive

  private struct Directory {
    let start: Int
    let end: Int
    let count: Int
  }

  /// Finds the central directory by the record that ends the archive.
  private static func directory(_ bytes: Span<UInt8>) throws(ArchiveFault) -> Directory {
    let torn = ArchiveFault.damaged(
      "that was cut short, or has bytes after its end: its list of contents is not there")
    guard bytes.count >= 22 else { throw torn }
    var end = bytes.count - 22
    let first = max(0, bytes.count - 22 - 0xFFFF)
    while end >= first {
      if ZIPField.four(bytes, end) == 0x0605_4B50,
        end + 22 + ZIPField.two(bytes, end + 20) == bytes.count
      {
        break
      }
      end -= 1
    }
    guard end >= first else { throw torn }
    guard ZIPField.two(bytes, end + 4) == ZIPField.two(bytes, end + 6) else {
      throw .refused("in several volumes; join them first")
    }
    var count = ZIPField.two(bytes, end + 10)
    var size = ZIPField.four(bytes, end + 12)
    var start = ZIPField.four(bytes, end + 16)
    var limit = end
    if end >= 20, ZIPField.four(bytes, end - 20) == 0x0706_4B50 {
      guard let record = ZIPField.eight(bytes, end - 12), record <= end - 20 - 56,
        ZIPField.four(bytes, record) == 0x0606_4B50,
        let large = ZIPField.eight(bytes, record + 32),
        let largeSize = ZIPField.eight(bytes, record + 40),
        let largeStart = ZIPField.eight(bytes, record + 48)
      else { throw .damaged("with a list of contents that cannot be read") }
      (count, size, start, limit) = (large, largeSize, largeStart, record)
    }
    guard count <= ArchiveLimit.entries else {
      throw .damaged("with more than 10,000 parts; unpack it, and name the files to be read")
    }
    guard start <= limit, size == limit - start, count * 46 <= size else {
      throw .damaged("with a list of contents that is not where the archive says")
    }
    return Directory(start: start, end: limit, count: count)
  }
}

/// One record of the central directory.
private struct ZIPRecord {
  let name: String
  let method: Int
  let size: Int
  let checksum: UInt32
  let next: Int

  private let flags: Int
  private let packed: Int
  private let local: Int
  private let nameBytes: Range<Int>

  init(_ bytes: Span<UInt8>, at: Int, directoryEnd end: Int) throws(ArchiveFault) {
    let broken = ArchiveFault.damaged("with a list of contents that cannot be read")
    guard at + 46 <= end, ZIPField.four(bytes, at) == 0x0201_4B50 else { throw broken }
    flags = ZIPField.two(bytes, at + 8)
    method = ZIPField.two(bytes, at + 10)
    checksum = UInt32(ZIPField.four(bytes, at + 16))
    let nameCount = ZIPField.two(bytes, at + 28)
    let extraCount = ZIPField.two(bytes, at + 30)
    next = at + 46 + nameCount + extraCount + ZIPField.two(bytes, at + 32)
    guard next <= end, nameCount > 0, nameCount <= ArchiveLimit.name else { throw broken }
    nameBytes = at + 46..<at + 46 + nameCount
    var packed = ZIPField.four(bytes, at + 20)
    var size = ZIPField.four(bytes, at + 24)
    var local = ZIPField.four(bytes, at + 42)
    if packed == 0xFFFF_FFFF || size == 0xFFFF_FFFF || local == 0xFFFF_FFFF {
      var field = at + 46 + nameCount
      let last = field + extraCount
      while field + 4 <= last {
        let (kind, length) = (ZIPField.two(bytes, field), ZIPField.two(bytes, field + 2))
        guard field + 4 + length <= last else { throw broken }
        if kind == 1 {
          var place = field + 4
          func large(_ known: Int) throws(ArchiveFault) -> Int {
            guard known == 0xFFFF_FFFF else { return known }
            guard place + 8 <= field + 4 + length, let value = ZIPField.eight(bytes, place) else {
              throw broken
            }
            place += 8
            return value
          }
          size = try large(size)
          packed = try large(packed)
          local = try large(local)
          break
        }
        field += 4 + length
      }
    }
    self.packed = packed
    self.size = size
    self.local = local
    name = try ZIPRecord.name(bytes, nameBytes, isUnicode: flags & 0x800 != 0)
    guard flags & 0x2041 == 0 else {
      throw .refused(
        "whose part \(name) is encrypted; unpack it with its password, and load what is in it")
    }
    guard method == 0 || method == 8 else {
      throw .refused(
        "whose part \(name) is packed by a method (\(method)) that is not read; unpack it first")
    }
    guard method == 8 || packed == size else { throw broken }
  }

  /// Returns the bytes of the entry with its head, and its packed bytes alone; the head must say what the list says.
  func localRange(
    _ bytes: Span<UInt8>, before end: Int
  ) throws(ArchiveFault) -> (whole: Range<Int>, data: Range<Int>) {
    let other = ArchiveFault.damaged("whose part \(name) is described in two ways")
    guard local <= end - 30, ZIPField.four(bytes, local) == 0x0403_4B50 else { throw other }
    let nameCount = ZIPField.two(bytes, local + 26)
    let data = local + 30 + nameCount + ZIPField.two(bytes, local + 28)
    guard nameCount == nameBytes.count, data <= end, packed <= end - data,
      ZIPField.two(bytes, local + 6) & 0x2041 == 0, ZIPField.two(bytes, local + 8) == method
    else { throw other }
    for place in 0..<nameCount
    where bytes[local + 30 + place] != bytes[nameBytes.lowerBound + place] {
      throw other
    }
    // Sizes that were not known when the head was written stand behind the bytes; in a large file they stand beside it.
    let (packedHere, sizeHere) = (
      ZIPField.four(bytes, local + 18), ZIPField.four(bytes, local + 22)
    )
    let isLater = ZIPField.two(bytes, local + 6) & 8 != 0
    let isBeside = packedHere == 0xFFFF_FFFF || sizeHere == 0xFFFF_FFFF
    guard isLater || isBeside || packedHere == packed && sizeHere == size else { throw other }
    return (local..<data + packed, data..<data + packed)
  }

  private static func name(
    _ bytes: Span<UInt8>, _ range: Range<Int>, isUnicode: Bool
  ) throws(ArchiveFault) -> String {
    let written = range.map { bytes[$0] }
    // Programs that leave the mark for UTF-8 out write UTF-8 all the same, or the letters of old IBM computers.
    let text =
      String(validating: written, as: UTF8.self)
      ?? (isUnicode ? String(decoding: written, as: UTF8.self) : ZIPField.oldText(written))
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let isOutside =
      text.utf8.first == 0x2F || parts.contains("..") || text.utf8.contains(0x5C)
      || text.utf8.dropFirst().first == 0x3A
    guard !isOutside else {
      throw .damaged("whose part \(text.debugDescription) has a name that leads out of the archive")
    }
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      throw .damaged("whose part \(text.debugDescription) has a name with control characters")
    }
    return text
  }
}

/// The numbers of ZIP archives, the least byte first.
private enum ZIPField {
  static func two(_ bytes: Span<UInt8>, _ at: Int) -> Int {
    Int(bytes[at]) | Int(bytes[at + 1]) << 8
  }

  static func four(_ bytes: Span<UInt8>, _ at: Int) -> Int {
    two(bytes, at) | two(bytes, at + 2) << 16
  }

  /// Returns a number of eight bytes; nil where the bytes end, or no file has so many bytes.
  static func eight(_ bytes: Span<UInt8>, _ at: Int) -> Int? {
    guard at >= 0, at + 8 <= bytes.count else { return nil }
    let high = four(bytes, at + 4)
    return high < 1 << 20 ? four(bytes, at) | high << 32 : nil
  }

  private static let oldLetters = Array(
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}"
      .unicodeScalars)

  /// Returns a text in the character set of the first personal computers (code page 437).
  static func oldText(_ bytes: [UInt8]) -> String {
    var text = ""
    for byte in bytes {
      let scalar =
        byte < 0x80
        ? Unicode.Scalar(byte)
        : Int(byte) - 0x80 < oldLetters.count ? oldLetters[Int(byte) - 0x80] : "\u{FFFD}"
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}
