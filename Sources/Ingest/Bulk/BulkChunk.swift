internal import PaymentGraph

/// A stretch of one file that was read at once: its plain rows, and the records left to the mapper.
struct BulkChunk: Sendable {
  /// Where the first record starts.
  var start = 0
  /// Where the first record after the chunk starts.
  var end = 0
  /// The line ends between the two.
  var lines = 0
  let rows = PlainRows()
  var receipts: [PlainReceipt] = []
  /// For each row the places of its texts, where the file has such columns; see ``BulkPlan/texts``.
  var texts: [Range<Int>] = []
  var odd: [OddRow] = []
  /// Empty lines, and the first of them, counted from the start of the chunk.
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

  /// Counts the line that is read as empty.
  mutating func countEmpty() {
    if empty == 0 { firstEmptyLine = lines }
    empty &+= 1
  }

  /// Turns the rows from one on that name nobody at one side into odd ones.
  ///
  /// All of them stand on one line, so reading cannot resume within them and nobody asks what was
  /// counted before.
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
