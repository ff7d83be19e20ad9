internal import Glibc
internal import Synchronization

/// The account keys of one file as its bytes spell them, numbered while several threads read.
///
/// A table with open addressing leads from a hash to a number, and the number to an entry with the
/// key's bytes. Looking up takes no lock; a key that is not found is added under one. A table that
/// gets full is copied into one of twice its size, and the old one is kept until the end: who still
/// looks into it can only fail to find a key, and then asks again under the lock.
///
/// Numbers depend on which thread came first; they are never seen outside ``IntakeAssembly``, which
/// gives accounts their numbers in the order of the rows.
///
/// Invariant: an entry is written in full before its number is stored (releasing) in a slot, and is
/// never changed; numbers read from a slot (acquiring) therefore lead to whole entries. All memory is
/// freed in `deinit` only.
final class KeyTable: @unchecked Sendable {
  /// A key: up to 24 bytes in place, padded with zeros; of a longer one the first 16 and an address.
  struct Entry {
    var word0: UInt64 = 0
    var word1: UInt64 = 0
    var word2: UInt64 = 0
    var length: UInt32 = 0
    /// Whether the key says that nobody is named.
    var isBlank = false
  }

  /// Marks the numbers of keys that name nobody.
  static let blankBit: UInt32 = 1 << 31
  static let inlineLength = 24
  private static let blockBits = 18

  private struct Additions {
    var count = 0
    var allocations: [Memory] = []
  }

  /// Memory that only the table's deinitializer frees.
  private struct Memory: @unchecked Sendable {
    let start: UnsafeMutableRawPointer
  }

  private let additions = Mutex(Additions())
  /// The address of the newest table: the number of slots less 1, then the slots.
  private let table: Atomic<UInt>
  /// Blocks of entries, which never move.
  private let blocks: UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>
  private let isLarge: Bool
  private let isBlank: @Sendable (Span<UInt8>) -> Bool

  /// - Parameters:
  ///   - isLarge: whether many keys are expected, so that large pages of memory are worth it.
  ///   - isBlank: whether the bytes of a new key say that nobody is named.
  init(isLarge: Bool, isBlank: @escaping @Sendable (Span<UInt8>) -> Bool) {
    self.isLarge = isLarge
    self.isBlank = isBlank
    let blockLimit = 1 << (31 - KeyTable.blockBits)
    blocks = .allocate(capacity: blockLimit)
    blocks.initialize(repeating: nil, count: blockLimit)
    let first = KeyTable.makeTable(slots: isLarge ? 1 << 18 : 1 << 12, isLarge: isLarge)
    table = Atomic(UInt(bitPattern: first))
    let memory = Memory(start: first)
    additions.withLock { $0.allocations.append(memory) }
  }

  deinit {
    for allocation in additions.withLock({ $0.allocations }) { allocation.start.deallocate() }
    blocks.deallocate()
  }

  /// How many keys there are.
  var count: Int { additions.withLock { $0.count } }

  /// Lends the bytes of a key to a closure.
  func withKey<Result>(_ number: UInt32, _ body: (Span<UInt8>) -> Result) -> Result {
    let entry = entry(number)
    let length = Int(entry.pointee.length)
    let start =
      length > KeyTable.inlineLength
      ? UnsafeRawPointer(bitPattern: UInt(entry.pointee.word2)) : UnsafeRawPointer(entry)
    let bytes = UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : length)
    return body(bytes.assumingMemoryBound(to: UInt8.self).span)
  }

  // MARK: What the row kernel calls

  /// A key as it is looked up; the bytes after it up to the 24th must be readable.
  struct Probe: @unchecked Sendable {
    let bytes: UnsafeRawPointer
    let length: Int
    let word0: UInt64
    let word1: UInt64
    let word2: UInt64
    let hash: UInt64

    @inline(__always)
    init(_ bytes: UnsafeRawPointer, _ length: Int) {
      self.bytes = bytes
      self.length = length
      let first = bytes.loadUnaligned(as: UInt64.self)
      let second = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      let third = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
      word0 = first & Probe.mask(length)
      word1 = second & Probe.mask(length &- 8)
      word2 = third & Probe.mask(length &- 16)
      hash =
        length <= KeyTable.inlineLength
        ? KeyTable.hash(word0, word1, word2, length) : KeyTable.hash(long: bytes, length)
    }

    /// Ones in the lowest `count` bytes.
    @inline(__always)
    private static func mask(_ count: Int) -> UInt64 {
      count >= 8 ? .max : count <= 0 ? 0 : ((1 as UInt64) &<< UInt64(count &* 8)) &- 1
    }
  }

  /// The newest table, to be used for a batch of look-ups.
  @inline(__always)
  var newest: UnsafeMutablePointer<Atomic<UInt64>> {
    // The address is that of an allocation made in `makeTable`, never nil.
    UnsafeMutablePointer(bitPattern: table.load(ordering: .acquiring)).unsafelyUnwrapped
  }

  /// The first slot of a hash: touching those of many keys before looking any up lets the memory
  /// fetch them together.
  @inline(__always)
  static func slot(_ table: UnsafeMutablePointer<Atomic<UInt64>>, _ hash: UInt64) -> UInt64 {
    let mask = table.pointee.load(ordering: .relaxed)
    return (table + 1 + Int(truncatingIfNeeded: hash & mask)).pointee.load(ordering: .acquiring)
  }

  /// Reads from the entry that a slot leads to, so that it is near when its key is compared.
  @inline(__always)
  func touch(_ slot: UInt64) -> UInt32 {
    guard slot != 0 else { return 0 }
    return entry(UInt32(truncatingIfNeeded: slot) &- 1).pointee.length
  }

  /// The number of a key, marked where it names nobody; the key is added where it is new.
  @inline(__always)
  func number(
    of probe: Probe, in table: UnsafeMutablePointer<Atomic<UInt64>>, firstSlot: UInt64
  ) -> UInt32 {
    var word = firstSlot
    var place = probe.hash
    while word != 0 {
      if word >> 32 == probe.hash >> 32 {
        let number = UInt32(truncatingIfNeeded: word) &- 1
        let entry = entry(number)
        if KeyTable.equals(entry, probe) {
          return entry.pointee.isBlank ? number | KeyTable.blankBit : number
        }
      }
      place &+= 1
      word = KeyTable.slot(table, place)
    }
    return add(probe)
  }

  @inline(__always)
  private func entry(_ number: UInt32) -> UnsafeMutablePointer<Entry> {
    let block = blocks[Int(number >> UInt32(KeyTable.blockBits))]
    return block.unsafelyUnwrapped + Int(number & (1 << UInt32(KeyTable.blockBits) - 1))
  }

  @inline(__always)
  private static func equals(_ entry: UnsafeMutablePointer<Entry>, _ probe: Probe) -> Bool {
    guard Int(entry.pointee.length) == probe.length, entry.pointee.word0 == probe.word0,
      entry.pointee.word1 == probe.word1
    else { return false }
    if probe.length <= inlineLength { return entry.pointee.word2 == probe.word2 }
    let long = UnsafeRawPointer(bitPattern: UInt(entry.pointee.word2)).unsafelyUnwrapped
    return memcmp(long, probe.bytes, probe.length) == 0
  }

  @inline(never)
  private func add(_ probe: Probe) -> UInt32 {
    additions.withLock { additions in
      var current = newest
      if (additions.count + 1) * 2 > Int(current.pointee.load(ordering: .relaxed)) {
        grow(&additions)
        current = newest
      }
      var place = probe.hash
      while true {
        let word = KeyTable.slot(current, place)
        guard word != 0 else { break }
        if word >> 32 == probe.hash >> 32 {
          let number = UInt32(truncatingIfNeeded: word) &- 1
          let found = entry(number)
          if KeyTable.equals(found, probe) {
            return found.pointee.isBlank ? number | KeyTable.blankBit : number
          }
        }
        place &+= 1
      }
      let number = UInt32(truncatingIfNeeded: additions.count)
      let new = makeEntry(number, probe, &additions)
      additions.count += 1
      KeyTable.store(KeyTable.word(probe.hash, number), at: place, in: current)
      return new.pointee.isBlank ? number | KeyTable.blankBit : number
    }
  }

  private func makeEntry(
    _ number: UInt32, _ probe: Probe, _ additions: inout Additions
  ) -> UnsafeMutablePointer<Entry> {
    let block = Int(number >> UInt32(KeyTable.blockBits))
    if blocks[block] == nil {
      let size = MemoryLayout<Entry>.stride << KeyTable.blockBits
      let raw = KeyTable.memory(size, isLarge: isLarge)
      additions.allocations.append(Memory(start: raw))
      blocks[block] = raw.bindMemory(to: Entry.self, capacity: 1 << KeyTable.blockBits)
    }
    let entry = entry(number)
    var value = Entry()
    value.word0 = probe.word0
    value.word1 = probe.word1
    value.word2 = probe.word2
    value.length = UInt32(truncatingIfNeeded: probe.length)
    if probe.length > KeyTable.inlineLength {
      let copy = UnsafeMutableRawPointer.allocate(byteCount: probe.length, alignment: 8)
      additions.allocations.append(Memory(start: copy))
      copy.copyMemory(from: probe.bytes, byteCount: probe.length)
      value.word2 = UInt64(UInt(bitPattern: copy))
    }
    let bytes = UnsafeRawBufferPointer(start: probe.bytes, count: probe.length)
    value.isBlank = isBlank(bytes.assumingMemoryBound(to: UInt8.self).span)
    entry.initialize(to: value)
    return entry
  }

  private func grow(_ additions: inout Additions) {
    let old = newest
    let size = Int(old.pointee.load(ordering: .relaxed)) + 1
    let raw = KeyTable.makeTable(slots: size * 2, isLarge: isLarge)
    additions.allocations.append(Memory(start: raw))
    let new = raw.assumingMemoryBound(to: Atomic<UInt64>.self)
    for number in 0..<UInt32(truncatingIfNeeded: additions.count) {
      let entry = entry(number)
      let length = Int(entry.pointee.length)
      let hash: UInt64
      if length > KeyTable.inlineLength {
        let long = UnsafeRawPointer(bitPattern: UInt(entry.pointee.word2)).unsafelyUnwrapped
        hash = KeyTable.hash(long: long, length)
      } else {
        hash = KeyTable.hash(
          entry.pointee.word0, entry.pointee.word1, entry.pointee.word2, length)
      }
      var place = hash
      while KeyTable.slot(new, place) != 0 { place &+= 1 }
      KeyTable.store(KeyTable.word(hash, number), at: place, in: new)
    }
    table.store(UInt(bitPattern: raw), ordering: .releasing)
  }

  private static func store(
    _ word: UInt64, at place: UInt64, in table: UnsafeMutablePointer<Atomic<UInt64>>
  ) {
    let mask = table.pointee.load(ordering: .relaxed)
    (table + 1 + Int(truncatingIfNeeded: place & mask)).pointee.store(word, ordering: .releasing)
  }

  private static func word(_ hash: UInt64, _ number: UInt32) -> UInt64 {
    hash & 0xFFFF_FFFF_0000_0000 | UInt64(number &+ 1)
  }

  /// Memory, in pages of two megabytes where that is worth it and the system has them: look-ups all over
  /// a table then seldom wait for the translation of their addresses.
  private static func memory(_ size: Int, isLarge: Bool) -> UnsafeMutableRawPointer {
    let page = 1 << 21
    guard isLarge, size >= page else {
      return UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: page)
    madvise(memory, size, 14)  // MADV_HUGEPAGE, which is advice only
    return memory
  }

  /// Memory of zeros for a table, and its first word.
  private static func makeTable(slots: Int, isLarge: Bool) -> UnsafeMutableRawPointer {
    let raw = memory((slots + 1) * 8, isLarge: isLarge)
    raw.initializeMemory(as: UInt64.self, repeating: 0, count: slots + 1)
    raw.storeBytes(of: UInt64(slots - 1), as: UInt64.self)
    return raw
  }

  @inline(__always)
  private static func hash(_ w0: UInt64, _ w1: UInt64, _ w2: UInt64, _ length: Int) -> UInt64 {
    let first = mix(w0 ^ 0x9E37_79B9_7F4A_7C15, w1 ^ 0xD6E8_FEB8_6659_FD93)
    return mix(
      first ^ w2, UInt64(truncatingIfNeeded: length) ^ 0xA076_1D64_78BD_642F)
  }

  @inline(never)
  private static func hash(long bytes: UnsafeRawPointer, _ length: Int) -> UInt64 {
    var state = UInt64(truncatingIfNeeded: length) ^ 0xE703_7ED1_A0B4_28DB
    var at = 0
    while at &+ 8 <= length {
      state = mix(
        state ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self),
        0xD6E8_FEB8_6659_FD93)
      at &+= 8
    }
    var tail: UInt64 = 0
    while at < length {
      tail = tail << 8 | UInt64(bytes.load(fromByteOffset: at, as: UInt8.self))
      at &+= 1
    }
    return mix(state ^ tail, 0x9E37_79B9_7F4A_7C15)
  }

  @inline(__always)
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
