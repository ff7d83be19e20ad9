internal import CInstructions

/// Finds the delimiters and line ends of a block of bytes, 128 bytes at a time; see ``WordBits``.
///
/// Invariant: the arrays have room for a hit in every byte of a block, and no byte outside `0..<count` is read.
struct ScanKernel: ~Copyable {
  /// The largest number of bytes that are scanned at once.
  static let blockSize = 1 << 15

  private let marks: WordBits.Marks
  /// True where lines end with CR LF, so that a CR before an LF is not odd.
  private let hasReturns: Bool
  /// True where the last byte of the word before was a CR.
  private var endsWithReturn = false
  /// Offsets of delimiters from the start of the block.
  let delimiters: UnsafeMutablePointer<UInt32>
  /// Offsets of line feeds from the start of the block.
  let lineEnds: UnsafeMutablePointer<UInt32>
  /// For each line feed, the number of delimiters of the block before it.
  let delimitersBefore: UnsafeMutablePointer<UInt32>
  /// Offsets of the words of 64 bytes that hold a quote, a control character or a byte beyond ASCII.
  let oddWords: UnsafeMutablePointer<UInt32>
  private(set) var delimiterCount = 0
  private(set) var lineCount = 0
  private(set) var oddWordCount = 0

  init(delimiter: UInt8, quote: UInt8?, hasReturns: Bool) {
    self.hasReturns = hasReturns
    marks = WordBits.Marks(delimiter: delimiter, quote: quote)
    let room = ScanKernel.blockSize + 256
    delimiters = .allocate(capacity: room)
    lineEnds = .allocate(capacity: room)
    delimitersBefore = .allocate(capacity: room)
    oddWords = .allocate(capacity: room / 64)
  }

  deinit {
    delimiters.deallocate()
    lineEnds.deallocate()
    delimitersBefore.deallocate()
    oddWords.deallocate()
  }

  /// Scans `length` bytes, at most ``blockSize``, from an offset on.
  mutating func scan(_ base: UnsafeRawPointer, from start: Int, length: Int) {
    delimiterCount = 0
    lineCount = 0
    oddWordCount = 0
    endsWithReturn = false
    let bytes = base + start
    var at = 0
    while at &+ 128 <= length {
      scan128(bytes + at, at)
      at &+= 128
    }
    guard at < length else { return }
    // The end of the block is scanned in a copy, so that nothing after it is read.
    withUnsafeTemporaryAllocation(byteCount: 128, alignment: 16) { copy in
      guard let end = copy.baseAddress else { return }
      end.initializeMemory(as: UInt8.self, repeating: 0x20, count: 128)
      end.copyMemory(from: bytes + at, byteCount: length &- at)
      scan128(UnsafeRawPointer(end), at)
    }
  }

  @inline(__always)
  private mutating func scan128(_ bytes: UnsafeRawPointer, _ at: Int) {
    let (first, second) = WordBits.pair(bytes, marks)
    note(first, at)
    note(second, at &+ 64)
  }

  /// Returns the carriage returns that no line feed follows; one at the end of a word is judged with the next word.
  @inline(__always)
  private mutating func oddReturns(_ bits: WordBits) -> UInt64 {
    guard hasReturns else { return bits.returns }
    let isTorn = endsWithReturn && bits.feeds & 1 == 0
    endsWithReturn = bits.returns >> 63 != 0
    return (bits.returns & ~(bits.feeds >> 1) & (UInt64.max >> 1)) | (isTorn ? 1 : 0)
  }

  @inline(__always)
  private mutating func note(_ bits: WordBits, _ at: Int) {
    let offset = UInt32(truncatingIfNeeded: at)
    var feeds = bits.feeds
    while feeds != 0 {
      let bit = feeds.trailingZeroBitCount
      lineEnds[lineCount] = offset &+ UInt32(truncatingIfNeeded: bit)
      let before = bits.delimiters & ((1 &<< UInt64(bit)) &- 1)
      delimitersBefore[lineCount] = UInt32(
        truncatingIfNeeded: delimiterCount &+ before.nonzeroBitCount)
      lineCount &+= 1
      feeds &= feeds &- 1
    }
    // Eight offsets are written whatever the mask holds: most words of 64 bytes have fewer hits, and a loop of unknown
    // length costs more than the stores.
    var mask = bits.delimiters
    let hits = mask.nonzeroBitCount
    let first = delimiters + delimiterCount
    for slot in 0..<8 {
      first[slot] = offset &+ UInt32(truncatingIfNeeded: mask.trailingZeroBitCount)
      mask &= mask &- 1
    }
    var slot = 8
    while mask != 0 {
      first[slot] = offset &+ UInt32(truncatingIfNeeded: mask.trailingZeroBitCount)
      mask &= mask &- 1
      slot &+= 1
    }
    delimiterCount &+= hits
    let odd = bits.odd | oddReturns(bits)
    if odd != 0 {
      oddWords[oddWordCount] = offset
      oddWordCount &+= 1
    }
  }
}

/// Masks that say which of 64 bytes are delimiters, line ends, or out of the ordinary: one bit for each byte, the
/// lowest for the first.
///
/// Where one instruction gathers the highest bits of sixteen bytes, it is used; elsewhere plain Swift brings the bits
/// into order. Both are built wherever they can be, and a test compares them.
///
/// Invariant: 128 bytes can be read from the address on.
struct WordBits: Equatable {
  var delimiters: UInt64 = 0
  var feeds: UInt64 = 0
  var returns: UInt64 = 0
  /// Quotes, other control characters and bytes beyond ASCII, unless they are delimiters.
  var odd: UInt64 = 0

  /// The bytes searched for, repeated in every lane.
  struct Marks {
    let delimiter: SIMD16<UInt8>
    let quote: SIMD16<UInt8>

    init(delimiter: UInt8, quote: UInt8?) {
      self.delimiter = SIMD16(repeating: delimiter)
      self.quote = SIMD16(repeating: quote ?? 0)
    }
  }

  /// Returns the bits of two words.
  @inline(__always)
  static func pair(_ bytes: UnsafeRawPointer, _ marks: Marks) -> (WordBits, WordBits) {
    #if arch(x86_64)
      (gathered(bytes, marks), gathered(bytes + 64, marks))
    #else
      transposed(bytes, marks)
    #endif
  }

  /// The class of each of sixteen bytes: all bits of a lane set where the byte belongs to the class, none where not.
  private struct Lanes {
    let delimiters: SIMD16<UInt8>
    let feeds: SIMD16<UInt8>
    let returns: SIMD16<UInt8>
    let odd: SIMD16<UInt8>

    @inline(__always)
    init(_ vector: SIMD16<UInt8>, _ marks: Marks) {
      delimiters = Lanes.all(vector .== marks.delimiter)
      feeds = Lanes.all(vector .== SIMD16<UInt8>(repeating: 0x0A))
      returns = Lanes.all(vector .== SIMD16<UInt8>(repeating: 0x0D))
      let quotes = Lanes.all(vector .== marks.quote)
      // As signed numbers, both control characters and bytes beyond ASCII are below the space.
      let low = Lanes.all(
        unsafeBitCast(vector, to: SIMD16<Int8>.self) .< SIMD16<Int8>(repeating: 0x20))
      odd = (quotes | low) & ~(delimiters | feeds | returns)
    }

    @inline(__always)
    private static func all(_ mask: SIMDMask<SIMD16<Int8>>) -> SIMD16<UInt8> {
      unsafeBitCast(mask, to: SIMD16<UInt8>.self)
    }
  }

  #if arch(x86_64)
    /// Returns the bits of one word, gathered sixteen at a time.
    @inline(__always)
    static func gathered(_ bytes: UnsafeRawPointer, _ marks: Marks) -> WordBits {
      // Bytes that are read soon are prefetched: waiting for memory takes longer than any computing.
      cpu_fetch(bytes + 2048)
      var bits = WordBits()
      for quarter in 0..<4 {
        let lanes = Lanes(
          bytes.loadUnaligned(fromByteOffset: quarter &* 16, as: SIMD16<UInt8>.self), marks)
        let shift = UInt64(quarter &* 16)
        bits.delimiters |= UInt64(cpu_high_bits(lanes.delimiters)) &<< shift
        bits.feeds |= UInt64(cpu_high_bits(lanes.feeds)) &<< shift
        bits.returns |= UInt64(cpu_high_bits(lanes.returns)) &<< shift
        bits.odd |= UInt64(cpu_high_bits(lanes.odd)) &<< shift
      }
      return bits
    }
  #endif

  /// Returns the bits of two words.
  ///
  /// Each byte of a sum holds, for each of eight vectors, one bit that says whether the byte matches; the 8 by 8 bits
  /// of each half of the sum are transposed.
  @inline(__always)
  static func transposed(_ bytes: UnsafeRawPointer, _ marks: Marks) -> (WordBits, WordBits) {
    var sums = Sums()
    // Written out, so that the bit of each row is a constant.
    sums.add(bytes, marks, row: 0)
    sums.add(bytes, marks, row: 1)
    sums.add(bytes, marks, row: 2)
    sums.add(bytes, marks, row: 3)
    sums.add(bytes, marks, row: 4)
    sums.add(bytes, marks, row: 5)
    sums.add(bytes, marks, row: 6)
    sums.add(bytes, marks, row: 7)
    let delimiters = transposed(sums.delimiters)
    let feeds = transposed(sums.feeds)
    let returns = transposed(sums.returns)
    let odd = transposed(sums.odd)
    return (
      WordBits(delimiters: delimiters[0], feeds: feeds[0], returns: returns[0], odd: odd[0]),
      WordBits(delimiters: delimiters[1], feeds: feeds[1], returns: returns[1], odd: odd[1])
    )
  }

  /// Bytes that hold one bit for each of eight vectors.
  private struct Sums {
    var delimiters = SIMD16<UInt8>(repeating: 0)
    var feeds = SIMD16<UInt8>(repeating: 0)
    var returns = SIMD16<UInt8>(repeating: 0)
    var odd = SIMD16<UInt8>(repeating: 0)

    @inline(__always)
    mutating func add(_ bytes: UnsafeRawPointer, _ marks: Marks, row: Int) {
      let words = SIMD2<UInt64>(
        bytes.loadUnaligned(fromByteOffset: row &* 8, as: UInt64.self),
        bytes.loadUnaligned(fromByteOffset: row &* 8 &+ 64, as: UInt64.self))
      let lanes = Lanes(unsafeBitCast(words, to: SIMD16<UInt8>.self), marks)
      let bit = SIMD16<UInt8>(repeating: 1 &<< UInt8(truncatingIfNeeded: row))
      delimiters |= lanes.delimiters & bit
      feeds |= lanes.feeds & bit
      returns |= lanes.returns & bit
      odd |= lanes.odd & bit
    }
  }

  /// Transposes the 8 by 8 bits of each half.
  @inline(__always)
  private static func transposed(_ sum: SIMD16<UInt8>) -> SIMD2<UInt64> {
    var x = unsafeBitCast(sum, to: SIMD2<UInt64>.self)
    var swap = (x ^ (x &>> 7)) & 0x00AA_00AA_00AA_00AA
    x = x ^ swap ^ (swap &<< 7)
    swap = (x ^ (x &>> 14)) & 0x0000_CCCC_0000_CCCC
    x = x ^ swap ^ (swap &<< 14)
    swap = (x ^ (x &>> 28)) & 0x0000_0000_F0F0_F0F0
    return x ^ swap ^ (swap &<< 28)
  }
}
