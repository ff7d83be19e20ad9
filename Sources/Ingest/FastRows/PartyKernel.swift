internal import PaymentGraph

/// The keys of the two accounts of one record, under the invariant of ``RowKernel``.
extension RowKernel {
  // MARK: Accounts

  /// Returns the key of a party, as the bytes of its cells with delimiters between.
  @inline(__always)
  mutating func key(
    _ file: Span<UInt8>, base: UnsafeRawPointer, cells: some CellBounds,
    party: FastColumns.Party, scratchAt: Int
  ) -> KeyTable.Bytes? {
    if party.isOne {
      let cell = trimmed(file, base: base, cells: cells, column: party.first)
      if !cells.isLine, !isKey(file, cell) { return nil }
      return KeyTable.Bytes(start: base + cell.start, count: cell.count)
    }
    if cells.isLine, party.areNeighbours {
      let start = cells.start(party.first)
      return KeyTable.Bytes(start: base + start, count: cells.end(party.last) &- start)
    }
    let positions = scratchAt == 0 ? plan.columns.from : plan.columns.to
    usesScratch = true
    return scratchKey(
      base, parts: positions.map { trimmed(file, base: base, cells: cells, column: $0) },
      scratchAt: scratchAt)
  }

  /// Returns true where the one cell of a record that may span lines names somebody, and cannot be taken for two cells.
  func isKey(_ file: Span<UInt8>, _ cell: Cell) -> Bool {
    let key = file.extracting(cell.start..<cell.end)
    guard !plan.isBlank(key) else { return false }
    return !plan.joinsCells || key.indices.allSatisfy { key[$0] != plan.dialect.delimiter }
  }

  /// Puts a key together from cells, with the delimiter between them; nil where a cell holds the delimiter.
  func scratchKey(
    _ base: UnsafeRawPointer, parts: [Cell], scratchAt: Int
  ) -> KeyTable.Bytes? {
    guard parts.reduce(parts.count, { $0 + $1.count }) <= RowKernel.keyLimit / 2 else { return nil }
    // The record may span lines, so whether its key names anybody is checked at once.
    let key = scratch + scratchAt
    var length = 0
    for (number, part) in parts.enumerated() {
      if number > 0 {
        key.storeBytes(of: plan.dialect.delimiter, toByteOffset: length, as: UInt8.self)
        length += 1
      }
      for at in part.start..<part.end {
        let byte = base.load(fromByteOffset: at, as: UInt8.self)
        if byte == plan.dialect.delimiter { return nil }
        key.storeBytes(of: byte, toByteOffset: length, as: UInt8.self)
        length += 1
      }
    }
    let bytes = UnsafeRawBufferPointer(start: key, count: length)
    guard !plan.isBlank(bytes.assumingMemoryBound(to: UInt8.self).span) else { return nil }
    return KeyTable.Bytes(start: UnsafeRawPointer(key), count: length)
  }
}

extension KeyTable {
  /// Writes a key with a slash for every delimiter between its cells, and returns its length.
  ///
  /// It returns nil and writes nothing for a key of more than 24 bytes, or one of several cells with blanks or bytes
  /// beyond ASCII.
  ///
  /// Invariant: the words of a slot hold the key's bytes with zeros after them. All 24 bytes are written, whatever the
  /// length, and only where `keys` has room for them.
  ///
  /// - Parameter delimiter: the byte between the cells; nil where a key is one cell, which is written unchanged.
  func put(
    _ number: UInt32, joinedAt delimiter: UInt8?, into keys: inout [UInt8], at start: Int
  ) -> Int? {
    guard start >= 0, start &+ KeyTable.inlineLength <= keys.count,
      let (key, length) = inlineWords(number)
    else { return nil }
    var words = key
    if let delimiter {
      guard delimiter < 0x80 else { return nil }
      // Only visible ASCII characters need no trimming.
      var odd: UInt64 = 0
      for position in 0..<3 {
        let word = words[position]
        odd |=
          ~EightBytes.inRange(word, first: 0x21, last: 0x7F) & EightBytes.high
          & EightBytes.first(length &- position &* 8)
        // One bit in each matching byte, so that multiplying turns each delimiter into a slash.
        let isDelimiter = EightBytes.inRange(word, first: delimiter, last: delimiter) &>> 7
        words[position] = word ^ (isDelimiter &* UInt64(delimiter ^ 0x2F))
      }
      guard odd == 0 else { return nil }
    }
    keys.withUnsafeMutableBytes { bytes in
      for position in 0..<3 {
        bytes.storeBytes(of: words[position], toByteOffset: start &+ position &* 8, as: UInt64.self)
      }
    }
    return length
  }
}

/// Spreads the keys of a ``KeyTable`` by numbers that nobody outside the process knows.
struct KeyHash: Sendable {
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let factor: UInt64

  init(_ seed: HashSeed) {
    first = seed.start
    second = seed.second
    third = seed.third
    factor = seed.factor
  }

  /// The hash of a key of up to 24 bytes, padded with zeros.
  ///
  /// Each word meets a secret number before it is multiplied, and the third what came of the first two.
  @inline(__always)
  func of(_ w0: UInt64, w1: UInt64, w2: UInt64, length: Int) -> UInt64 {
    let start = HashSeed.fold(w0 ^ first, w1 ^ second)
    return HashSeed.fold(start ^ w2, UInt64(truncatingIfNeeded: length) ^ third)
  }

  /// The hash of a longer key, eight bytes at a time.
  ///
  /// Invariant: `length` bytes can be read.
  @inline(never)
  func of(long bytes: UnsafeRawPointer, _ length: Int) -> UInt64 {
    var state = UInt64(truncatingIfNeeded: length) ^ first
    var at = 0
    while at &+ 8 <= length {
      let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      state = HashSeed.fold(state ^ word, factor)
      at &+= 8
    }
    var tail: UInt64 = 0
    while at < length {
      tail = tail << 8 | UInt64(bytes.load(fromByteOffset: at, as: UInt8.self))
      at &+= 1
    }
    return HashSeed.fold(state ^ tail, second)
  }
}

/// The bounds of the cells of a record, counted from the start of the file.
protocol CellBounds {
  /// True where the cells are those of a line without quotes, so that a delimiter alone divides them.
  var isLine: Bool { get }
  func start(_ column: Int) -> Int
  func end(_ column: Int) -> Int
}

/// The cells of a line without quotes, taken from the index of its block.
struct LineCells: CellBounds {
  @inline(__always)
  var isLine: Bool { true }
  /// The delimiters of the line.
  let delimiters: UnsafePointer<UInt32>
  let block: Int
  let lineStart: Int
  let lineEnd: Int
  let last: Int

  @inline(__always)
  func start(_ column: Int) -> Int {
    column == 0 ? lineStart : block &+ Int(delimiters[column &- 1]) &+ 1
  }

  @inline(__always)
  func end(_ column: Int) -> Int {
    column == last ? lineEnd : block &+ Int(delimiters[column])
  }
}

/// The cells of a record that ``RowScanner`` divided.
struct RecordCells: CellBounds {
  var isLine: Bool { false }
  let cells: [Cell]

  func start(_ column: Int) -> Int { cells[column].start }
  func end(_ column: Int) -> Int { cells[column].end }
}

/// A few rows whose keys are looked up together.
///
/// A key's slot is prefetched when its row is added and looked at when the batch is full, so that no look-up waits for
/// memory. The rows themselves are already written after those of their chunk; only their accounts are missing.
///
/// Invariant: `2 * count` probes are initialised, and the chunk has `count` rows written after those that it counts.
struct RowBatch: ~Copyable {
  static let limit = 128

  private let keys: KeyTable
  private let probes: UnsafeMutablePointer<KeyTable.Probe>
  private let hash: KeyHash
  /// The table whose slots are prefetched.
  private var table: KeyTable.Table
  private(set) var count = 0

  init(_ keys: KeyTable) {
    self.keys = keys
    hash = keys.hash
    table = keys.newest
    probes = .allocate(capacity: 2 * RowBatch.limit)
  }

  deinit { probes.deallocate() }

  var isFull: Bool { count == RowBatch.limit }

  /// Adds a row, which was written after the chunk's rows and those of the batch.
  @inline(__always)
  mutating func append(_ payer: KeyTable.Bytes, _ beneficiary: KeyTable.Bytes) {
    let probe = probes + (2 &* count)
    KeyTable.Probe.put(payer, hash, at: probe)
    table.fetch(probe.pointee.hash)
    KeyTable.Probe.put(beneficiary, hash, at: probe + 1)
    table.fetch((probe + 1).pointee.hash)
    count &+= 1
  }

  /// Looks up all keys and adds the rows to a chunk; returns true where one names nobody.
  mutating func finish(_ rows: FastRows) -> Bool {
    table = keys.newest
    var marks: UInt32 = 0
    let payers = rows.payer + rows.count
    let beneficiaries = rows.beneficiary + rows.count
    for number in 0..<count {
      let payer = keys.number(of: probes + (2 &* number), in: table)
      let beneficiary = keys.number(of: probes + (2 &* number &+ 1), in: table)
      payers[number] = payer
      beneficiaries[number] = beneficiary
      marks |= payer | beneficiary
    }
    rows.extend(by: count)
    count = 0
    return marks & KeyTable.blankBit != 0
  }
}
