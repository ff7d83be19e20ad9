/// Texts (account keys, references, transfer ids) as bytes, numbered in the order in which they were first seen.
///
/// The bytes of all keys lie in one array; a hash table with open addressing leads from bytes to
/// numbers, without a `String` per key. Expected O(key length) per look-up.
package struct TextTable: Sendable {
  private var bytes: [UInt8] = []
  /// The end of each key in `bytes`; each key starts where the one before ends.
  private var ends: [Int] = []
  /// The upper half of a key's hash above its number + 1; 0 where free.
  ///
  /// The length is a power of two. Hash and number share one word, so that most look-ups touch one
  /// cache line here before the key itself.
  private var slots: [UInt64]
  private let origin: UInt64
  private let factor: UInt64

  /// An empty table; which seed it has is seen in nothing but its speed.
  package init(seed: HashSeed = .process) {
    slots = Array(repeating: 0, count: 1024)
    origin = seed.start
    factor = seed.factor
  }

  /// The number of keys.
  package var count: Int { ends.count }

  /// Returns the number of these bytes, and adds them where they are new.
  package mutating func intern(_ key: Span<UInt8>) -> UInt32 { intern(key, hash(key)) }

  /// Makes room for keys that are expected, so that the table need not grow step by step.
  package mutating func reserve(keys: Int, byteCount: Int) {
    ends.reserveCapacity(ends.count + keys)
    bytes.reserveCapacity(bytes.count + byteCount)
    var size = slots.count
    while (ends.count + keys) * 2 > size { size *= 2 }
    if size > slots.count { grow(to: size) }
  }

  /// Returns the numbers of many keys in their order, and adds those that are new.
  ///
  /// - Parameters:
  ///   - keys: All keys, one after the other.
  ///   - ends: The end of each key.
  package mutating func intern(_ keys: Span<UInt8>, ends keyEnds: [Int]) -> [UInt32] {
    while (ends.count &+ keyEnds.count) &* 2 > slots.count { grow(to: slots.count * 2) }
    var hashes: [UInt64] = []
    hashes.reserveCapacity(keyEnds.count)
    var start = 0
    for end in keyEnds {
      hashes.append(hash(keys.extracting(start..<end)))
      start = end
    }
    // Touching all slots before any is looked up lets the memory fetch them together.
    var touched: UInt64 = 0
    for hash in hashes { touched |= slots[Int(truncatingIfNeeded: hash) & (slots.count - 1)] }
    var numbers: [UInt32] = []
    numbers.reserveCapacity(keyEnds.count)
    start = 0
    for (position, end) in keyEnds.enumerated() {
      numbers.append(intern(keys.extracting(start..<end), hashes[position]))
      start = end
    }
    // No slots together have all bits; using the result keeps the compiler from removing the loop.
    return touched == .max ? [] : numbers
  }

  private mutating func intern(_ key: Span<UInt8>, _ hash: UInt64) -> UInt32 {
    let (slot, found) = slot(of: key, hash)
    if let found { return found }
    let number = UInt32(ends.count)
    key.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    ends.append(bytes.count)
    slots[slot] = TextTable.word(hash, number)
    if ends.count &* 2 > slots.count { grow(to: slots.count * 2) }
    return number
  }

  /// Returns the number of these bytes, or nil where they were never added.
  package func find(_ key: Span<UInt8>) -> UInt32? { slot(of: key, hash(key)).number }

  /// Returns the slot where a key is or would be, and the key's number where it is known.
  private func slot(of key: Span<UInt8>, _ hash: UInt64) -> (slot: Int, number: UInt32?) {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] >> 32 == hash >> 32 {
        let number = UInt32(truncatingIfNeeded: slots[slot]) &- 1
        if equals(number, key) { return (slot, number) }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return (slot, nil)
  }

  private static func word(_ hash: UInt64, _ number: UInt32) -> UInt64 {
    hash & 0xFFFF_FFFF_0000_0000 | UInt64(number &+ 1)
  }

  /// Returns the key with this number as text.
  package func key(at number: Int) -> String {
    String(decoding: bytes[start(number)..<ends[number]], as: UTF8.self)
  }

  /// Lends the bytes of the key with this number to a closure.
  package func withBytes<Result>(of number: Int, _ body: (Span<UInt8>) -> Result) -> Result {
    body(bytes.span.extracting(start(number)..<ends[number]))
  }

  /// Lends the bytes of all keys, one after the other in the order of their numbers, and the end of
  /// each.
  package func withAllBytes<Result>(
    _ body: (_ bytes: Span<UInt8>, _ ends: Span<Int>) -> Result
  ) -> Result {
    body(bytes.span, ends.span)
  }

  /// Returns true where the key of one number sorts before that of another, by its bytes.
  package func precedes(_ left: Int, _ right: Int) -> Bool {
    let one = bytes.span.extracting(start(left)..<ends[left])
    let other = bytes.span.extracting(start(right)..<ends[right])
    let common = min(one.count, other.count)
    var position = 0
    while position &+ 8 <= common {
      let word = one.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      let otherWord = other.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      // The first byte decides first, so it must be the highest of the number.
      if word != otherWord { return word.bigEndian < otherWord.bigEndian }
      position &+= 8
    }
    while position < common {
      if one[position] != other[position] { return one[position] < other[position] }
      position &+= 1
    }
    return one.count < other.count
  }

  private func start(_ number: Int) -> Int { number == 0 ? 0 : ends[number - 1] }

  private func equals(_ number: UInt32, _ key: Span<UInt8>) -> Bool {
    let first = start(Int(number))
    guard ends[Int(number)] - first == key.count else { return false }
    let known = bytes.span.extracting(first..<ends[Int(number)])
    var position = 0
    while position &+ 8 <= key.count {
      let word = key.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      let other = known.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      if word != other { return false }
      position &+= 8
    }
    while position < key.count {
      if known[position] != key[position] { return false }
      position &+= 1
    }
    return true
  }

  private mutating func grow(to size: Int) {
    // The slots hold half of each hash, so keys are hashed again; growth doubles, so that each key
    // is hashed less than twice more on average.
    slots = TextTable.freeSlots(size)
    for number in 0..<ends.count {
      let hash = self.hash(bytes.span.extracting(start(number)..<ends[number]))
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = TextTable.word(hash, UInt32(number))
    }
  }

  /// Returns a 64-bit hash of the bytes, eight at a time: multiply by the secret factor, then fold the high half down.
  ///
  /// The length stands above the last bytes, which are fewer than eight, so that no two short keys are one word.
  func hash(_ key: Span<UInt8>) -> UInt64 {
    var state = origin ^ UInt64(truncatingIfNeeded: key.count) &<< 56
    var position = 0
    while position &+ 8 <= key.count {
      let word = key.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      state = HashSeed.fold(state ^ word, factor)
      position &+= 8
    }
    var tail: UInt64 = 0
    while position < key.count {
      tail = tail << 8 | UInt64(key[position])
      position &+= 1
    }
    return HashSeed.fold(state ^ tail, factor)
  }
}
