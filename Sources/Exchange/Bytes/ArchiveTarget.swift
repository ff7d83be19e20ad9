/// A ZIP archive that is written part by part: packed, with one fixed time, the same bytes for the same parts.
///
/// The sizes and the checksum of a part are put into its head once they are known, so a part is never held in memory.
final class ArchiveTarget {
  private struct Entry {
    let name: [UInt8]
    let offset: Int
    var checksum: UInt32 = 0
    var packed = 0
    var unpacked = 0
  }

  private let file: FileTarget
  private var entries: [Entry] = []
  private var offset = 0
  private var deflater: Deflater?
  /// The largest size and offset of the plain format.
  private static let limit = Int(UInt32.max) - 1
  /// 1 January 1980, the first day that the format knows.
  private static let time: [UInt8] = [0, 0, 0x21, 0]

  init(_ file: FileTarget) { self.file = file }

  /// Begins a part.
  func begin(_ name: String) throws(ExportError) {
    try end()
    let entry = Entry(name: Array(name.utf8), offset: offset)
    entries.append(entry)
    deflater = try Deflater(.none)
    try put([0x50, 0x4B, 3, 4] + ArchiveTarget.head(entry) + entry.name)
  }

  /// Adds bytes to the part.
  func write(_ bytes: [UInt8]) throws(ExportError) {
    guard let deflater, let last = entries.indices.last else { return }
    entries[last].checksum = Deflater.checksum(bytes, after: entries[last].checksum)
    entries[last].unpacked += bytes.count
    let packed = try deflater.compressed(bytes, isLast: false)
    entries[last].packed += packed.count
    try put(packed)
  }

  private func end() throws(ExportError) {
    guard let deflater, let last = entries.indices.last else { return }
    let packed = try deflater.compressed([], isLast: true)
    self.deflater = nil
    entries[last].packed += packed.count
    try put(packed)
    let entry = entries[last]
    guard entry.unpacked <= ArchiveTarget.limit, offset <= ArchiveTarget.limit else {
      throw .refused("a workbook holds at most 4 GB; choose fewer transfers, or csv")
    }
    // The checksum and the sizes stand behind the version, the flags, the method and the time.
    try file.patch(ArchiveTarget.sizes(entry), at: entry.offset + 14)
  }

  private func put(_ bytes: [UInt8]) throws(ExportError) {
    offset += bytes.count
    try file.write(bytes)
  }

  /// Ends the archive with its directory.
  func finish() throws(ExportError) {
    try end()
    let start = offset
    for entry in entries {
      try put(
        [0x50, 0x4B, 1, 2, 20, 0] + ArchiveTarget.head(entry) + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
          + ArchiveTarget.number(entry.offset) + entry.name)
    }
    let count = ArchiveTarget.short(entries.count)
    try put(
      [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count + ArchiveTarget.number(offset - start)
        + ArchiveTarget.number(start) + [0, 0])
    try file.finish()
  }

  /// The fields that a part's head and its entry of the directory share, from the version on.
  private static func head(_ entry: Entry) -> [UInt8] {
    // Version 2.0, names in UTF-8, deflated.
    [20, 0, 0, 8, 8, 0] + time + sizes(entry) + short(entry.name.count) + [0, 0]
  }

  private static func sizes(_ entry: Entry) -> [UInt8] {
    number(Int(entry.checksum)) + number(entry.packed) + number(entry.unpacked)
  }

  private static func number(_ value: Int) -> [UInt8] {
    [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func short(_ value: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
  }
}

/// The part of an archive that is being written, as a target.
final class ArchivePart: ByteTarget {
  private let archive: ArchiveTarget

  init(_ archive: ArchiveTarget) { self.archive = archive }

  func write(_ bytes: [UInt8]) throws(ExportError) { try archive.write(bytes) }
  func finish() {}
}
