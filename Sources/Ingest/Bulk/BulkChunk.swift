internal import PaymentGraph

/// A stretch of one file that was read in one go: its plain rows, and the records left to the mapper.
struct BulkChunk: Sendable {
  /// The offset in the file of the first record.
  var start = 0
  /// The offset in the file of the first record after the chunk.
  var end = 0
  /// The number of line ends between ``start`` and ``end``.
  var lines = 0
  let rows = PlainRows()
  var receipts: [PlainReceipt] = []
  /// Three ranges of bytes in the file for each row, one for each kept text, where the file has such columns; see
  /// ``BulkPlan/texts``.
  var texts: [Range<Int>] = []
  var odd: [OddRow] = []
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
    var place = first
    var places: [Int: Int] = [:]
    for number in first..<rows.count {
      while nextNoted < noted.endIndex, noted[nextNoted].before <= number {
        odd.append(noted[nextNoted].moved(to: place))
        nextNoted += 1
      }
      if (rows.payer[number] | rows.beneficiary[number]) & KeyTable.blankBit != 0 {
        odd.append(
          OddRow(
            before: place, offset: Int(rows.offset[number]), line: Int(rows.line[number]),
            emptyBefore: 0))
        continue
      }
      places[number] = place
      rows.move(number, to: place)
      if !texts.isEmpty { for text in 0..<3 { texts[3 * place + text] = texts[3 * number + text] } }
      place += 1
    }
    for late in noted[nextNoted...] {
      odd.append(late.moved(to: place))
    }
    rows.keepFirst(place)
    if !texts.isEmpty { texts.removeSubrange((3 * place)...) }
    receipts = receipts.compactMap { receipt in
      guard receipt.row >= first else { return receipt }
      guard let place = places[receipt.row] else { return nil }
      return PlainReceipt(row: place, amount: receipt.amount, currency: receipt.currency)
    }
  }
}
