/// Writes ZIP archives for tests, also such as no program should write.
package struct ZIPWriter {
  /// One file, with what its heads say of it.
  package struct Entry {
    package var name: [UInt8]
    package var packed: [UInt8]
    package var method: UInt16
    package var size: UInt64
    package var checksum: UInt32
    package var flags: UInt16 = 0x800
    /// The name in the entry's own head, where it is another.
    package var localName: [UInt8]?
    /// The place of the entry's own head, where the list gives another.
    package var place: UInt32?
  }

  package var entries: [Entry] = []
  /// True to state sizes and places by the fields for large files.
  package var isLarge = false

  package init() {}

  /// Writes an archive of files.
  package init(_ files: [(name: String, bytes: [UInt8])], isDeflated: Bool = true) {
    for file in files { add(file.name, file.bytes, isDeflated: isDeflated) }
  }

  package mutating func add(_ name: String, _ bytes: [UInt8], isDeflated: Bool = true) {
    entries.append(
      Entry(
        name: Array(name.utf8), packed: isDeflated ? Deflate.plain(bytes) : bytes,
        method: isDeflated ? 8 : 0, size: UInt64(bytes.count),
        checksum: Deflate.checksum(bytes)))
  }

  private static func little(_ value: some FixedWidthInteger, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    var places: [Int] = []
    for entry in entries {
      places.append(bytes.count)
      let name = entry.localName ?? entry.name
      bytes += [0x50, 0x4B, 3, 4, 20, 0] + Self.little(entry.flags, 2)
      bytes += Self.little(entry.method, 2) + [0, 0, 0x21, 0] + Self.little(entry.checksum, 4)
      bytes += Self.little(isLarge ? UInt64(UInt32.max) : UInt64(entry.packed.count), 4)
      bytes += Self.little(isLarge ? UInt64(UInt32.max) : entry.size, 4)
      bytes += Self.little(name.count, 2) + Self.little(isLarge ? 20 : 0, 2) + name
      if isLarge {
        bytes += [1, 0, 16, 0] + Self.little(entry.size, 8) + Self.little(entry.packed.count, 8)
      }
      bytes += entry.packed
    }
    let start = bytes.count
    for (entry, place) in zip(entries, places) {
      let known = entry.place.map(Int.init) ?? place
      bytes += [0x50, 0x4B, 1, 2, 20, 0, 20, 0] + Self.little(entry.flags, 2)
      bytes += Self.little(entry.method, 2) + [0, 0, 0x21, 0] + Self.little(entry.checksum, 4)
      bytes += Self.little(isLarge ? UInt64(UInt32.max) : UInt64(entry.packed.count), 4)
      bytes += Self.little(isLarge ? UInt64(UInt32.max) : entry.size, 4)
      bytes += Self.little(entry.name.count, 2) + Self.little(isLarge ? 28 : 0, 2)
      bytes += Self.little(0, 2) + Self.little(0, 8)
      bytes += Self.little(isLarge ? Int(UInt32.max) : known, 4) + entry.name
      if isLarge {
        bytes += [1, 0, 24, 0] + Self.little(entry.size, 8) + Self.little(entry.packed.count, 8)
        bytes += Self.little(known, 8)
      }
    }
    let size = bytes.count - start
    if isLarge {
      let record = bytes.count
      bytes += [0x50, 0x4B, 6, 6] + Self.little(44, 8) + [45, 0, 45, 0] + Self.little(0, 8)
      bytes += Self.little(entries.count, 8) + Self.little(entries.count, 8)
      bytes += Self.little(size, 8) + Self.little(start, 8)
      bytes += [0x50, 0x4B, 6, 7] + Self.little(0, 4) + Self.little(record, 8)
      bytes += Self.little(1, 4)
    }
    bytes += [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    bytes += Self.little(isLarge ? 0xFFFF : entries.count, 2)
    bytes += Self.little(isLarge ? 0xFFFF : entries.count, 2)
    bytes += Self.little(isLarge ? Int(UInt32.max) : size, 4)
    bytes += Self.little(isLarge ? Int(UInt32.max) : start, 4) + [0, 0]
    return bytes
  }
}
