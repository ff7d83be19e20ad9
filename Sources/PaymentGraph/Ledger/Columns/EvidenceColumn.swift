/// The lines and bytes of all transfers' records in their files, in blocks of 64 transfers.
///
/// Most blocks are records that follow one another, one a line: then two bytes a transfer suffice,
/// the distance from the block's first byte, and the rest follows. Where other records come between
/// them, their lengths or their lines are kept as well, in two bytes each. Where they lie far
/// apart, as they do once the rows of several files were sorted into one order, a block keeps
/// everything in 16 bytes a transfer.
package struct EvidenceColumn: Sendable {
  static let blockSize = 64

  /// The values that the transfers of a block share, and the form in which the rest is kept.
  struct Block: Sendable {
    /// The least offset.
    var base: Int64
    /// The index at which the block's words begin.
    var start: Int
    /// The least line.
    var line: UInt32
    /// The bytes of the last record, where lengths follow from offsets.
    var lastCount: UInt16
    /// The bytes between two records, where lengths follow from offsets.
    var gap: UInt8
    var form: Form
  }

  /// The make-up of a block's words: 64 of each kind in this order; in wide blocks eight words a
  /// transfer.
  struct Form: OptionSet, Sendable {
    let rawValue: UInt8
    /// Offsets in four words, lengths and lines in two each.
    static let wide = Form(rawValue: 1)
    /// Lengths are kept; else each record ends where the next begins, less the gap.
    static let counts = Form(rawValue: 2)
    /// Lines are kept; else each record is on the line after the one before.
    static let lines = Form(rawValue: 4)

    /// The number of words of a block.
    var size: Int {
      if contains(.wide) { return 8 * EvidenceColumn.blockSize }
      return EvidenceColumn.blockSize
        * (1 + (contains(.counts) ? 1 : 0) + (contains(.lines) ? 1 : 0))
    }
  }

  var blocks: [Block] = []
  var words: [UInt16] = []
  /// The last transfers, which do not fill a block.
  private(set) var open: [RowLocation] = []

  package init() {}

  package var count: Int { blocks.count * EvidenceColumn.blockSize + open.count }

  package mutating func reserveCapacity(_ count: Int) {
    blocks.reserveCapacity(count / EvidenceColumn.blockSize + 1)
    words.reserveCapacity(count)
  }

  package mutating func append(_ location: RowLocation) {
    open.append(location)
    guard open.count == EvidenceColumn.blockSize else { return }
    seal(open)
    open.removeAll(keepingCapacity: true)
  }

  package subscript(transfer: Int) -> RowLocation {
    let number = transfer / EvidenceColumn.blockSize
    let position = transfer % EvidenceColumn.blockSize
    return number < blocks.count ? location(position, of: blocks[number]) : open[position]
  }

  private func location(_ position: Int, of block: Block) -> RowLocation {
    if block.form.contains(.wide) {
      let first = block.start + 8 * position
      return RowLocation(
        line: number(first + 6),
        byteOffset: Int64(bitPattern: UInt64(number(first + 2)) << 32 | UInt64(number(first))),
        byteCount: number(first + 4))
    }
    var next = block.start + EvidenceColumn.blockSize
    let distance = words[block.start + position]
    var count = UInt32(block.lastCount)
    if block.form.contains(.counts) {
      count = UInt32(words[next + position])
      next += EvidenceColumn.blockSize
    } else if position < EvidenceColumn.blockSize - 1 {
      count = UInt32(words[block.start + position + 1] - distance) - UInt32(block.gap)
    }
    let line = block.form.contains(.lines) ? UInt32(words[next + position]) : UInt32(position)
    return RowLocation(
      line: block.line + line, byteOffset: block.base + Int64(distance), byteCount: count)
  }

  /// Returns the offset at which the record of a transfer begins.
  @inline(__always)
  func byteOffset(_ transfer: Int) -> Int64 {
    let number = transfer / EvidenceColumn.blockSize
    let position = transfer % EvidenceColumn.blockSize
    guard number < blocks.count else { return open[position].byteOffset }
    let block = blocks[number]
    return block.form.contains(.wide)
      ? location(position, of: block).byteOffset
      : block.base + Int64(words[block.start + position])
  }

  /// Reads a number from two words, the lower first.
  private func number(_ first: Int) -> UInt32 {
    UInt32(words[first + 1]) << 16 | UInt32(words[first])
  }

  /// True where every record lies later in its file than the one before it.
  var isAscending: Bool {
    var last: Int64?
    for (number, block) in blocks.enumerated() {
      let first = number * EvidenceColumn.blockSize
      let end = first + EvidenceColumn.blockSize
      // Records that follow each other need only be compared with their neighbours outside the
      // block.
      let follows = block.form.isDisjoint(with: [.wide, .counts])
      for transfer in follows ? [first, end - 1] : Array(first..<end) {
        let offset = self[transfer].byteOffset
        if let last, offset <= last { return false }
        last = offset
      }
    }
    for location in open {
      if let last, location.byteOffset <= last { return false }
      last = location.byteOffset
    }
    return true
  }

  /// Replaces the line and bytes of all transfers from one on.
  ///
  /// - Complexity: O(transfers from there on).
  mutating func replace(from first: Int, _ replacement: (RowLocation) -> RowLocation) {
    guard first < count else { return }
    let number = min(first / EvidenceColumn.blockSize, blocks.count)
    let kept = number * EvidenceColumn.blockSize
    let locations = (kept..<count).map { self[$0] }
    if number < blocks.count {
      words.removeSubrange(blocks[number].start...)
      blocks.removeSubrange(number...)
    }
    open.removeAll(keepingCapacity: true)
    for (position, location) in locations.enumerated() {
      append(kept + position < first ? location : replacement(location))
    }
  }

  /// Returns this column with its transfers in another order, or with some of them.
  func reordered(by order: [UInt32]) -> EvidenceColumn {
    var result = EvidenceColumn()
    result.reserveCapacity(order.count)
    for old in order { result.append(self[Int(old)]) }
    return result
  }

  /// Adds a block of transfers that do not simply follow each other.
  private mutating func seal(_ locations: [RowLocation]) {
    var base = Int64.max
    var line = UInt32.max
    for location in locations {
      base = min(base, location.byteOffset)
      line = min(line, location.line)
    }
    var block = Block(base: base, start: words.count, line: line, lastCount: 0, gap: 0, form: [])
    // All bits of the values that must fit in a word; exact modulo 2^64 where a distance is too
    // large to be kept.
    var bits: UInt64 = 0
    for location in locations {
      bits |=
        UInt64(bitPattern: location.byteOffset &- base)
        | UInt64(location.byteCount | (location.line - line))
    }
    guard bits <= UInt64(UInt16.max) else {
      block.form = .wide
      for location in locations {
        put(UInt64(bitPattern: location.byteOffset))
        put(UInt64(location.line) << 32 | UInt64(location.byteCount))
      }
      blocks.append(block)
      return
    }
    for location in locations {
      words.append(UInt16(truncatingIfNeeded: location.byteOffset &- base))
    }
    if let gap = EvidenceColumn.gap(of: locations), let last = locations.last {
      block.gap = gap
      block.lastCount = UInt16(truncatingIfNeeded: last.byteCount)
    } else {
      block.form.insert(.counts)
      for location in locations { words.append(UInt16(truncatingIfNeeded: location.byteCount)) }
    }
    if locations.indices.contains(where: { Int64(locations[$0].line) != Int64(line) + Int64($0) }) {
      block.form.insert(.lines)
      for location in locations { words.append(UInt16(truncatingIfNeeded: location.line - line)) }
    }
    blocks.append(block)
  }

  /// Returns the bytes between each record and the next where all have as many, and at least one;
  /// else nil.
  private static func gap(of locations: [RowLocation]) -> UInt8? {
    var gap: Int64?
    for (location, next) in zip(locations, locations.dropFirst()) {
      let found = next.byteOffset &- location.byteOffset &- Int64(location.byteCount)
      guard (1...Int64(UInt8.max)).contains(found), gap == nil || gap == found else { return nil }
      gap = found
    }
    return gap.map { UInt8(truncatingIfNeeded: $0) }
  }

  /// Adds a number in four words, the lowest first.
  private mutating func put(_ number: UInt64) {
    words.append(UInt16(truncatingIfNeeded: number))
    words.append(UInt16(truncatingIfNeeded: number >> 16))
    words.append(UInt16(truncatingIfNeeded: number >> 32))
    words.append(UInt16(truncatingIfNeeded: number >> 48))
  }
}

/// The line and bytes of a transfer's record in its file.
package struct RowLocation: Hashable, Sendable {
  /// The line on which the record starts, from 1.
  package var line: UInt32
  /// The offset of the record's first byte in the file.
  package var byteOffset: Int64
  /// The bytes of the record.
  package var byteCount: UInt32

  package init(line: UInt32, byteOffset: Int64, byteCount: UInt32) {
    self.line = line
    self.byteOffset = byteOffset
    self.byteCount = byteCount
  }

  /// The bytes of the record in the file.
  package var byteRange: Range<Int> { Int(byteOffset)..<Int(byteOffset) + Int(byteCount) }
}
