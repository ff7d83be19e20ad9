internal import PaymentGraph

/// A stretch of one file that was read in one go: its plain rows, and the records left to the careful reader.
struct RowChunk: Sendable {
  /// The offset in the file of the first record.
  var start = 0
  /// The offset in the file of the first record after the chunk.
  var end = 0
  /// The number of line ends between ``start`` and ``end``.
  var lines = 0
  let rows = FastRows()
  var receipts: [FastReceipt] = []
  /// Three ranges of bytes in the file for each row, one for each kept text, where the file has such columns; see
  /// ``FastPlan/texts``.
  var texts: [Range<Int>] = []
  var odd: [DeferredRow] = []
  /// The number of empty lines, and the first of them, counted from the start of the chunk.
  private(set) var empty = 0
  private(set) var firstEmptyLine = 0

  mutating func removeAll(from start: Int) {
    self.start = start
    end = start
    lines = 0
    rows.keepFirst(0)
    receipts.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
    odd.removeAll(keepingCapacity: true)
    empty = 0
    firstEmptyLine = 0
  }

  /// Counts the line being read as empty.
  mutating func countEmpty() {
    if empty == 0 { firstEmptyLine = lines }
    empty &+= 1
  }

  /// Makes odd rows of the rows, from `first` on, that name nobody on one side.
  ///
  /// All of them stand on one line each, so reading cannot resume within them and the counts before them are not used.
  ///
  /// - Parameter oddFrom: the first of the odd rows that were noted since.
  mutating func leaveOutBlanks(from first: Int, oddFrom: Int) {
    let noted = odd[oddFrom...]
    odd.removeSubrange(oddFrom...)
    var nextNoted = noted.startIndex
    var target = first
    var targets: [Int: Int] = [:]
    for number in first..<rows.count {
      while nextNoted < noted.endIndex, noted[nextNoted].before <= number {
        odd.append(noted[nextNoted].moved(to: target))
        nextNoted += 1
      }
      if (rows.payer[number] | rows.beneficiary[number]) & KeyTable.blankBit != 0 {
        odd.append(
          DeferredRow(
            before: target, offset: Int(rows.offset[number]), line: Int(rows.line[number]),
            emptyBefore: 0))
        continue
      }
      targets[number] = target
      rows.move(number, to: target)
      if !texts.isEmpty {
        for text in 0..<3 { texts[3 * target + text] = texts[3 * number + text] }
      }
      target += 1
    }
    for late in noted[nextNoted...] {
      odd.append(late.moved(to: target))
    }
    rows.keepFirst(target)
    if !texts.isEmpty { texts.removeSubrange((3 * target)...) }
    receipts = receipts.compactMap { receipt in
      guard receipt.row >= first else { return receipt }
      guard let target = targets[receipt.row] else { return nil }
      return FastReceipt(row: target, amount: receipt.amount, currency: receipt.currency)
    }
  }
}

/// The amount that the beneficiary of a plain row received, where it differs from the amount sent.
struct FastReceipt: Sendable {
  /// The row's index in its chunk.
  var row: Int
  let amount: Int64
  let currency: UInt8
}

/// A record that the careful reader must read, because something about it needs judgement or a report.
struct DeferredRow: Sendable {
  /// The number of plain rows of the chunk before the record.
  let before: Int
  /// The record's offset in the file.
  let offset: Int
  /// The number of lines between the start of the chunk and the record.
  let line: Int
  /// The number of empty lines of the chunk before the record.
  let emptyBefore: Int

  /// Returns the same record after fewer plain rows.
  func moved(to place: Int) -> DeferredRow {
    DeferredRow(before: place, offset: offset, line: line, emptyBefore: emptyBefore)
  }
}

/// The counts, sums and times that plain rows add to the figures of their file.
struct RowTally: Sendable {
  var loaded = 0
  private(set) var empty = 0
  private(set) var firstEmptyLine: Int?
  private(set) var first: PostingTime?
  private(set) var last: PostingTime?
  /// The sums sent, in minor units, by the index of the currency.
  private(set) var sums: [Int128] = Array(repeating: 0, count: 256)

  /// True where nothing was added.
  var isEmpty: Bool { loaded + empty == 0 }

  /// Counts empty lines.
  mutating func addEmpty(_ count: Int, firstLine: Int) {
    guard count > 0 else { return }
    empty += count
    firstEmptyLine = min(firstEmptyLine ?? firstLine, firstLine)
  }

  /// Counts a range of rows as loaded, in their order.
  ///
  /// - Parameter isLocal: true where their times of day name no zone.
  mutating func add(_ rows: FastRows, _ range: Range<Int>, isLocal: Bool) {
    loaded += range.count
    rows.addAmounts(in: range, to: &sums)
    var known: (start: Int64, precision: TimePrecision) = (0, .unknown)
    for row in range {
      let start = rows.start[row]
      let precision = rows.precision[row]
      // Most rows have the time of the row before.
      if start == known.start, precision == known.precision || precision == .unknown { continue }
      known = (start, precision)
      guard precision != .unknown else { continue }
      let stated = PostingTime(start: start, precision: precision)
      let time = isLocal ? stated.local : stated
      if first.map({ start < $0.start }) ?? true { first = time }
      let end = start &+ (precision.milliseconds ?? 0)
      if last.map({ end > $0.end }) ?? true { last = time }
    }
  }
}
