/// Finds the delimiters and line ends of a block of bytes, 128 bytes at a time.
///
/// For each of 16 vectors of 8 bytes one bit of every byte of a sum says whether the byte matches;
/// transposing the 8 by 8 bits of each half of the sum puts the bits in the order of the bytes. That
/// needs no instruction beyond those of every 64-bit machine, and no C.
///
/// Invariant: the arrays have room for a hit in every byte of a block, and no byte outside
/// `0..<count` is read.
struct ScanKernel: ~Copyable {
  /// The most bytes that are scanned at once.
  static let blockSize = 1 << 15

  private let delimiter: UInt8
  private let quote: UInt8
  /// Whether lines end with CR LF, so that a CR before an LF is nothing odd.
  private let hasReturns: Bool
  /// Whether the last byte of the word before was a CR.
  private var endsWithReturn = false
  /// Offsets of delimiters from the start of the block.
  let delimiters: UnsafeMutablePointer<UInt32>
  /// Offsets of line feeds from the start of the block.
  let lineEnds: UnsafeMutablePointer<UInt32>
  /// For each line feed, how many delimiters of the block stand before it.
  let delimitersBefore: UnsafeMutablePointer<UInt32>
  /// Offsets of the words of 64 bytes that hold a quote, a control character or a byte beyond ASCII.
  let oddWords: UnsafeMutablePointer<UInt32>
  private(set) var delimiterCount = 0
  private(set) var lineCount = 0
  private(set) var oddWordCount = 0

  init(delimiter: UInt8, quote: UInt8?, hasReturns: Bool) {
    self.delimiter = delimiter
    self.hasReturns = hasReturns
    self.quote = quote ?? 0
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

  /// Scans `length` bytes from an offset on, at most ``blockSize``.
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

  /// One bit of every byte for each of eight vectors.
  private struct Sums {
    var delimiters = SIMD16<UInt8>(repeating: 0)
    var feeds = SIMD16<UInt8>(repeating: 0)
    var odd = SIMD16<UInt8>(repeating: 0)
    private let delimiter: SIMD16<UInt8>
    private let quote: SIMD16<UInt8>

    @inline(__always)
    init(_ delimiter: UInt8, _ quote: UInt8) {
      self.delimiter = SIMD16(repeating: delimiter)
      self.quote = SIMD16(repeating: quote)
    }

    @inline(__always)
    mutating func add(_ bytes: UnsafeRawPointer, row: Int) {
      let vector = unsafeBitCast(
        SIMD2<UInt64>(
          bytes.loadUnaligned(fromByteOffset: row &* 8, as: UInt64.self),
          bytes.loadUnaligned(fromByteOffset: row &* 8 &+ 64, as: UInt64.self)),
        to: SIMD16<UInt8>.self)
      let bit = SIMD16<UInt8>(repeating: 1 &<< UInt8(truncatingIfNeeded: row))
      let isDelimiter = unsafeBitCast(vector .== delimiter, to: SIMD16<UInt8>.self)
      let isFeed = unsafeBitCast(
        vector .== SIMD16<UInt8>(repeating: 0x0A), to: SIMD16<UInt8>.self)
      let isQuote = unsafeBitCast(vector .== quote, to: SIMD16<UInt8>.self)
      // As signed numbers, control characters and bytes beyond ASCII alike are below the space.
      let isLow = unsafeBitCast(
        unsafeBitCast(vector, to: SIMD16<Int8>.self) .< SIMD16<Int8>(repeating: 0x20),
        to: SIMD16<UInt8>.self)
      delimiters |= isDelimiter & bit
      feeds |= isFeed & bit
      odd |= (isQuote | isLow) & bit & ~(isDelimiter | isFeed)
    }
  }

  @inline(__always)
  private mutating func scan128(_ bytes: UnsafeRawPointer, _ at: Int) {
    var sums = Sums(delimiter, quote)
    // Written out, so that the bit of each row is a constant.
    sums.add(bytes, row: 0)
    sums.add(bytes, row: 1)
    sums.add(bytes, row: 2)
    sums.add(bytes, row: 3)
    sums.add(bytes, row: 4)
    sums.add(bytes, row: 5)
    sums.add(bytes, row: 6)
    sums.add(bytes, row: 7)
    let delimiterMask = ScanKernel.transposed(
      unsafeBitCast(sums.delimiters, to: SIMD2<UInt64>.self))
    let feedMask = ScanKernel.transposed(unsafeBitCast(sums.feeds, to: SIMD2<UInt64>.self))
    var odd = unsafeBitCast(sums.odd, to: SIMD2<UInt64>.self)
    if hasReturns {
      let returns = ScanKernel.returns(bytes)
      odd = ScanKernel.transposed(odd) & ~returns
      odd[0] |= oddReturns(returns[0], feedMask[0])
      odd[1] |= oddReturns(returns[1], feedMask[1])
    }
    note(delimiterMask[0], feedMask[0], odd[0], at)
    note(delimiterMask[1], feedMask[1], odd[1], at &+ 64)
  }

  /// The bits of carriage returns.
  @inline(__always)
  private static func returns(_ bytes: UnsafeRawPointer) -> SIMD2<UInt64> {
    var bits = SIMD16<UInt8>(repeating: 0)
    for row in 0..<8 {
      let vector = unsafeBitCast(
        SIMD2<UInt64>(
          bytes.loadUnaligned(fromByteOffset: row &* 8, as: UInt64.self),
          bytes.loadUnaligned(fromByteOffset: row &* 8 &+ 64, as: UInt64.self)),
        to: SIMD16<UInt8>.self)
      let isReturn = unsafeBitCast(
        vector .== SIMD16<UInt8>(repeating: 0x0D), to: SIMD16<UInt8>.self)
      bits |= isReturn & SIMD16<UInt8>(repeating: 1 &<< UInt8(row))
    }
    return transposed(unsafeBitCast(bits, to: SIMD2<UInt64>.self))
  }

  /// The carriage returns that no line feed follows; of one at the end of a word the next word tells.
  @inline(__always)
  private mutating func oddReturns(_ returns: UInt64, _ feeds: UInt64) -> UInt64 {
    let isTorn = endsWithReturn && feeds & 1 == 0
    endsWithReturn = returns >> 63 != 0
    return (returns & ~(feeds >> 1) & (UInt64.max >> 1)) | (isTorn ? 1 : 0)
  }

  /// Transposes the 8 by 8 bits of each half.
  @inline(__always)
  private static func transposed(_ value: SIMD2<UInt64>) -> SIMD2<UInt64> {
    var x = value
    var swap = (x ^ (x &>> 7)) & 0x00AA_00AA_00AA_00AA
    x = x ^ swap ^ (swap &<< 7)
    swap = (x ^ (x &>> 14)) & 0x0000_CCCC_0000_CCCC
    x = x ^ swap ^ (swap &<< 14)
    swap = (x ^ (x &>> 28)) & 0x0000_0000_F0F0_F0F0
    return x ^ swap ^ (swap &<< 28)
  }

  @inline(__always)
  private mutating func note(_ delimiterMask: UInt64, _ feedMask: UInt64, _ odd: UInt64, _ at: Int)
  {
    let offset = UInt32(truncatingIfNeeded: at)
    var feeds = feedMask
    while feeds != 0 {
      let bit = feeds.trailingZeroBitCount
      lineEnds[lineCount] = offset &+ UInt32(truncatingIfNeeded: bit)
      let before = delimiterMask & ((1 &<< UInt64(bit)) &- 1)
      delimitersBefore[lineCount] = UInt32(
        truncatingIfNeeded: delimiterCount &+ before.nonzeroBitCount)
      lineCount &+= 1
      feeds &= feeds &- 1
    }
    // Eight places are written whatever the mask holds: most words of 64 bytes have fewer hits, and
    // a loop of unknown length costs more than the stores.
    var mask = delimiterMask
    let hits = mask.nonzeroBitCount
    let first = delimiters + delimiterCount
    for place in 0..<8 {
      first[place] = offset &+ UInt32(truncatingIfNeeded: mask.trailingZeroBitCount)
      mask &= mask &- 1
    }
    var place = 8
    while mask != 0 {
      first[place] = offset &+ UInt32(truncatingIfNeeded: mask.trailingZeroBitCount)
      mask &= mask &- 1
      place &+= 1
    }
    delimiterCount &+= hits
    if odd != 0 {
      oddWords[oddWordCount] = offset
      oddWordCount &+= 1
    }
  }
}
