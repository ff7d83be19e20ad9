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
    let odd = bits.odd | oddReturns(bits)
    if odd != 0 {
      oddWords[oddWordCount] = offset
      oddWordCount &+= 1
    }
  }
}
