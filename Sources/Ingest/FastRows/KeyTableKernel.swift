internal import CInstructions
internal import Glibc
internal import PaymentGraph
internal import Synchronization

/// The account keys of one file as its bytes spell them, numbered while several threads read.
///
/// A table with open addressing, whose slots hold the keys themselves, so that most look-ups touch one line of memory.
/// Looking up takes no lock; a key that is not found is added under one. A table that gets full is copied into one of
/// twice its size, and the old one is kept until the end: a thread that still looks into the old table can only fail to
/// find a key, and then asks again under the lock.
///
/// The numbers depend on which thread came first. They are never seen outside ``IntakeAssembly``, which gives accounts
/// their numbers in the order of the rows.
///
/// Invariant: the words of a slot are written before its mark is stored (releasing), and are never changed; a mark that
/// was read (acquiring) therefore stands for a whole key. All memory is freed in `deinit` only.
final class KeyTable: @unchecked Sendable {
  /// A slot for one key: up to 24 bytes, padded with zeros; for a longer key, its first 16 bytes and an address.
  struct Slot: ~Copyable {
    /// The number of the key + 1, with ``blankBit`` where the key names nobody, and the key's length in the upper half;
    /// 0 where the slot is free.
    let mark = Atomic<UInt64>(0)
    var word0: UInt64 = 0
    var word1: UInt64 = 0
    var word2: UInt64 = 0
  }

  /// An array of slots whose size is a power of two; the slot before the first holds that size less 1.
  struct Table {
    let slots: UnsafeMutablePointer<Slot>
    let mask: Int

    @inline(__always)
    init(_ slots: UnsafeMutablePointer<Slot>) {
      self.slots = slots
      mask = Int(truncatingIfNeeded: (slots - 1).pointee.word0)
    }

    @inline(__always)
    func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & mask }

    /// Returns the slot to try after one that is taken: two slots share a line of memory, so the other slot of the line
    /// comes first, then those of the next line.
    @inline(__always)
    func next(_ place: Int, _ step: inout Int) -> Int {
      step &+= 1
      return step & 1 == 1 ? place ^ 1 : ((place ^ 1) &+ 2) & mask
    }

    /// Prefetches the first slot for a hash, so that it is in the cache when the key is looked up.
    @inline(__always)
    func fetch(_ hash: UInt64) { cpu_fetch(slots + place(hash)) }
  }

  /// The bit that marks the numbers of keys that name nobody.
  static let blankBit: UInt32 = 1 << 31
  static let inlineLength = 24
  private static let blockBits = 16
  private typealias Block = UnsafeMutablePointer<UnsafeMutablePointer<Slot>?>

  private struct Additions {
    var count = 0
    var allocations: [Memory] = []
  }

  /// Memory that only the table's deinitializer frees.
  private struct Memory: @unchecked Sendable {
    let start: UnsafeMutableRawPointer
    /// The size of a mapping in bytes; 0 where the memory was allocated.
    let mapped: Int

    func free() {
      if mapped > 0 { munmap(start, mapped) } else { start.deallocate() }
    }
  }

  private let additions = Locked(Additions())
  /// The address of the first slot of the newest table.
  private let newestSlots = Atomic<UInt>(0)
  /// For each number, the slot that first got the key, in blocks that never move.
  private let blocks: UnsafeMutablePointer<Block?>
  /// True where many keys are expected.
  let isLarge: Bool
  /// The number of keys that the first table has room for.
  let expected: Int
  private let isBlank: @Sendable (Span<UInt8>) -> Bool
  /// The hash function of the keys.
  let hash: KeyHash

  /// - Parameters:
  ///   - byteCount: the size of the file. A large file is expected to have many keys: it gets a large first table,
  ///     because copying and keeping one that is too small is waste, and large pages of memory.
  ///   - isBlank: returns true where the bytes of a new key say that nobody is named.
  ///   - seed: another gives the same keys the same numbers at another speed.
  init(
    byteCount: Int, seed: HashSeed = .process,
    isBlank: @escaping @Sendable (Span<UInt8>) -> Bool
  ) {
    hash = KeyHash(seed)
    isLarge = byteCount > 1 << 25
    self.isBlank = isBlank
    let blockLimit = 1 << (31 - KeyTable.blockBits)
    blocks = .allocate(capacity: blockLimit)
    blocks.initialize(repeating: nil, count: blockLimit)
    var size = isLarge ? 1 << 16 : 1 << 10
    while isLarge, size < 1 << 20, size * 512 < byteCount { size *= 2 }
    expected = size / 2
    additions.withLock { publish(makeTable(slots: size, &$0)) }
  }

  deinit {
    for memory in additions.withLock({ $0.allocations }) { memory.free() }
    blocks.deallocate()
  }

  /// The number of keys.
  var count: Int { additions.withLock { $0.count } }

  /// Lends the bytes of a key to a closure.
  func withKey<Result>(_ number: UInt32, _ body: (Span<UInt8>) -> Result) -> Result {
    let key = bytes(of: number)
    return body(key.span)
  }

  /// Appends a key, or a part of it, to other bytes.
  func append(_ number: UInt32, _ part: Cell? = nil, to keys: inout [UInt8]) {
    let key = bytes(of: number)
    let range = part.map { $0.start..<$0.end } ?? 0..<key.count
    keys.append(contentsOf: UnsafeBufferPointer(rebasing: key[range]))
  }

  /// Returns the bytes of a key, which stay at their address as long as the table lives.
  private func bytes(of number: UInt32) -> UnsafeBufferPointer<UInt8> {
    guard let slot = slot(number) else { return UnsafeBufferPointer(start: nil, count: 0) }
    let length = Int(slot.pointee.mark.load(ordering: .relaxed) >> 32)
    let start =
      length > KeyTable.inlineLength
      ? UnsafeRawPointer(bitPattern: UInt(slot.pointee.word2)) : UnsafeRawPointer(slot) + 8
    return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : length)
      .assumingMemoryBound(to: UInt8.self)
  }

  /// Returns the words of a key of up to 24 bytes, padded with zeros, and its length; nil for a longer key.
  func inlineWords(_ number: UInt32) -> (words: SIMD3<UInt64>, length: Int)? {
    guard let slot = slot(number) else { return nil }
    let length = Int(slot.pointee.mark.load(ordering: .relaxed) >> 32)
    guard length <= KeyTable.inlineLength else { return nil }
    return (SIMD3(slot.pointee.word0, slot.pointee.word1, slot.pointee.word2), length)
  }

  /// Prefetches the slots of keys, so that they are in the cache when their bytes are read.
  func fetch(_ numbers: [UInt32]) {
    for number in numbers { if let slot = slot(number) { cpu_fetch(slot) } }
  }

  @inline(__always)
  private func slot(_ number: UInt32) -> UnsafeMutablePointer<Slot>? {
    let block = blocks[Int(number >> UInt32(KeyTable.blockBits))]
    return block?[Int(number & (1 << UInt32(KeyTable.blockBits) - 1))]
  }

  // MARK: Calls of the row kernel

  /// The bytes of a key; the bytes after it, up to the 24th, must be readable.
  struct Bytes {
    let start: UnsafeRawPointer
    let count: Int
  }

  /// A key prepared for looking up.
  struct Probe: @unchecked Sendable {
    var bytes: UnsafeRawPointer
    var length: Int
    var word0: UInt64
    var word1: UInt64
    var word2: UInt64
    var hash: UInt64

    /// Writes a probe word by word: a copy in wide registers would wait until its words are stored.
    @inline(__always)
    static func put(_ key: Bytes, _ hash: KeyHash, at place: UnsafeMutablePointer<Probe>) {
      let length = key.count
      let word0 = key.start.loadUnaligned(as: UInt64.self) & EightBytes.first(length)
      let word1 =
        key.start.loadUnaligned(fromByteOffset: 8, as: UInt64.self) & EightBytes.first(length &- 8)
      let word2 =
        key.start.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        & EightBytes.first(length &- 16)
      place.pointee.bytes = key.start
      place.pointee.length = length
      place.pointee.word0 = word0
      place.pointee.word1 = word1
      place.pointee.word2 = word2
      place.pointee.hash =
        length <= KeyTable.inlineLength
        ? hash.of(word0, w1: word1, w2: word2, length: length) : hash.of(long: key.start, length)
    }
  }

  /// The newest table, for a batch of look-ups.
  @inline(__always)
  var newest: Table {
    // The address is that of slots made in `makeTable`, never nil.
    Table(
      UnsafeMutablePointer(bitPattern: newestSlots.load(ordering: .acquiring)).unsafelyUnwrapped)
  }

  /// Returns the number of a key, marked where it names nobody; adds the key where it is new.
  @inline(__always)
  func number(of probe: UnsafePointer<Probe>, in table: Table) -> UInt32 {
    KeyTable.find(probe, table) ?? add(probe.pointee)
  }

  @inline(__always)
  private static func find(_ probe: UnsafePointer<Probe>, _ table: Table) -> UInt32? {
    var place = table.place(probe.pointee.hash)
    var step = 0
    while true {
      let slot = table.slots + place
      let mark = slot.pointee.mark.load(ordering: .acquiring)
      if mark == 0 { return nil }
      if slot.pointee.word0 == probe.pointee.word0, slot.pointee.word1 == probe.pointee.word1,
        Int(truncatingIfNeeded: mark &>> 32) == probe.pointee.length,
        probe.pointee.length <= inlineLength
          ? slot.pointee.word2 == probe.pointee.word2 : isSameLong(slot, probe)
      {
        return UInt32(truncatingIfNeeded: mark) &- 1
      }
      place = table.next(place, &step)
    }
  }

  @inline(never)
  private static func isSameLong(
    _ slot: UnsafeMutablePointer<Slot>, _ probe: UnsafePointer<Probe>
  ) -> Bool {
    guard let long = UnsafeRawPointer(bitPattern: UInt(slot.pointee.word2)) else { return false }
    return memcmp(long, probe.pointee.bytes, probe.pointee.length) == 0
  }

  @inline(never)
  private func add(_ probe: Probe) -> UInt32 {
    additions.withLock { additions in
      var table = newest
      if (additions.count + 1) * 2 > table.mask {
        table = grown(&additions)
        publish(table)
      }
      if let found = withUnsafePointer(to: probe, { KeyTable.find($0, table) }) { return found }
      let number = UInt32(truncatingIfNeeded: additions.count)
      let bytes = UnsafeRawBufferPointer(start: probe.bytes, count: probe.length)
      let isNobody = isBlank(bytes.assumingMemoryBound(to: UInt8.self).span)
      var word2 = probe.word2
      if probe.length > KeyTable.inlineLength {
        let copy = UnsafeMutableRawPointer.allocate(byteCount: probe.length, alignment: 8)
        additions.allocations.append(Memory(start: copy, mapped: 0))
        copy.copyMemory(from: probe.bytes, byteCount: probe.length)
        word2 = UInt64(UInt(bitPattern: copy))
      }
      let low = (number &+ 1) | (isNobody ? KeyTable.blankBit : 0)
      let slot = KeyTable.put(
        UInt64(UInt32(truncatingIfNeeded: probe.length)) &<< 32 | UInt64(low),
        (probe.word0, probe.word1, word2), hash: probe.hash, in: table)
      note(slot, number: number, additions: &additions)
      additions.count += 1
      return low &- 1
    }
  }

  /// Notes which slot holds the key with a number.
  private func note(
    _ slot: UnsafeMutablePointer<Slot>, number: UInt32, additions: inout Additions
  ) {
    let block = Int(number >> UInt32(KeyTable.blockBits))
    let size = 1 << KeyTable.blockBits
    if blocks[block] == nil {
      let new = Block.allocate(capacity: size)
      new.initialize(repeating: nil, count: size)
      additions.allocations.append(Memory(start: UnsafeMutableRawPointer(new), mapped: 0))
      blocks[block] = new
    }
    blocks[block]?[Int(number) & (size - 1)] = slot
  }

  /// Writes a key into the first free slot for its hash.
  @discardableResult
  private static func put(
    _ mark: UInt64, _ words: (UInt64, UInt64, UInt64), hash: UInt64, in table: Table
  ) -> UnsafeMutablePointer<Slot> {
    var place = table.place(hash)
    var step = 0
    while (table.slots + place).pointee.mark.load(ordering: .relaxed) != 0 {
      place = table.next(place, &step)
    }
    let slot = table.slots + place
    slot.pointee.word0 = words.0
    slot.pointee.word1 = words.1
    slot.pointee.word2 = words.2
    slot.pointee.mark.store(mark, ordering: .releasing)
    return slot
  }

  /// Makes a table of twice the size with the same keys.
  private func grown(_ additions: inout Additions) -> Table {
    let old = newest
    let new = makeTable(slots: (old.mask + 1) * 2, &additions)
    for place in 0...old.mask {
      let slot = old.slots + place
      let mark = slot.pointee.mark.load(ordering: .relaxed)
      guard mark != 0 else { continue }
      let length = Int(mark >> 32)
      let words = (slot.pointee.word0, slot.pointee.word1, slot.pointee.word2)
      var place = hash.of(words.0, w1: words.1, w2: words.2, length: length)
      if length > KeyTable.inlineLength, let long = UnsafeRawPointer(bitPattern: UInt(words.2)) {
        place = hash.of(long: long, length)
      }
      KeyTable.put(mark, words, hash: place, in: new)
    }
    return new
  }

  private func publish(_ table: Table) {
    newestSlots.store(UInt(bitPattern: table.slots), ordering: .releasing)
  }

  /// Makes a table of free slots, in pages of two megabytes where that is worth it and the system has them.
  ///
  /// Large pages save most of the waits for the translation of addresses, as look-ups go all over a table.
  private func makeTable(slots: Int, _ additions: inout Additions) -> Table {
    if isLarge, let mapped = mapTable(slots: slots, &additions) { return mapped }
    // The slots begin at the start of a line of memory, so that none lies across two.
    let size = (slots + 2) * MemoryLayout<Slot>.stride
    let found = Memory(start: .allocate(byteCount: size, alignment: 64), mapped: 0)
    additions.allocations.append(found)
    let first = found.start.bindMemory(to: Slot.self, capacity: slots + 2)
    for slot in 0..<slots + 2 { (first + slot).initialize(to: Slot()) }
    (first + 1).pointee.word0 = UInt64(slots - 1)
    return Table(first + 2)
  }

  /// Makes a table in a mapping of its own, whose slots begin at a large page; nil where the system gives none.
  private func mapTable(slots: Int, _ additions: inout Additions) -> Table? {
    // The last slot before the page border holds the size of the table. One more large page of addresses, not of
    // memory, is asked for, so that a border lies within.
    let page = 1 << 21
    let size = slots * MemoryLayout<Slot>.stride
    let room = size + page
    guard
      let start = mmap(nil, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      start != MAP_FAILED
    else { return nil }
    additions.allocations.append(Memory(start: start, mapped: room))
    let aligned = start + (page - Int(bitPattern: start) & (page - 1))
    madvise(aligned, size, 14)  // MADV_HUGEPAGE, which is advice only
    // Memory that was just mapped holds zeros, which are free slots.
    let first = aligned.bindMemory(to: Slot.self, capacity: slots)
    (first - 1).pointee.word0 = UInt64(slots - 1)
    return Table(first)
  }
}
