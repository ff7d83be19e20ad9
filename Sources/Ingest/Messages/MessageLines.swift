internal import PaymentGraph

/// Makes rows of a statement of the entries of a message.
///
/// The rows have the columns of the profile `message.entries`, which also reads them as CSV, so that a message and its
/// entries as ``RawTable`` prints them give one ledger.
enum MessageLines {
  /// The names of the columns.
  static let header = [
    "Own account", "Holder", "Booking date", "Value date", "Amount", "Direction", "Currency",
    "Received amount", "Received currency", "Counterparty", "Counterparty account", "Reference",
    "Id", "Text", "Type", "Status", "Balance",
  ]

  /// Returns the cells of an entry, in the order of ``header``.
  static func cells(of entry: MessageEntry, in message: BankMessage) -> [String] {
    let statement = message.statements[entry.statement]
    // The amount that left the payer comes first: what came in is the amount that was received.
    var sent = (entry.amount, entry.currency)
    var received = (entry.otherAmount, entry.otherCurrency)
    if !entry.otherAmount.isEmpty, entry.direction == "credit" { swap(&sent, &received) }
    var cells = [
      statement.account, statement.holder, entry.date, entry.valueDate, sent.0, entry.direction,
      sent.1, received.0, received.1, entry.name, entry.account, entry.reference, entry.id,
      entry.text, entry.type, entry.status, entry.balance,
    ]
    for column in cells.indices where !isTrimmed(cells[column]) {
      cells[column] = trimmed(cells[column])
    }
    return cells
  }

  /// Returns true for a cell that neither begins nor ends with a blank, or with a character beyond ASCII.
  private static func isTrimmed(_ text: String) -> Bool {
    (text.utf8.first.map { $0 > 0x20 && $0 < 0x80 } ?? true)
      && (text.utf8.last.map { $0 > 0x20 && $0 < 0x80 } ?? true)
  }

  /// Returns a cell as a file with the same cells gives it: without blanks at its ends.
  private static func trimmed(_ text: String) -> String {
    let bytes = Array(text.utf8)
    return CellText.string(bytes.span, Cell(start: 0, end: bytes.count))
  }

  /// Returns the rows of a message, and a last one for the part that could not be read.
  static func lines(of message: BankMessage, in bytes: Span<UInt8>) -> [StatementFile.Line] {
    let isNumbered = hasSharedLines(message)
    var lines: [StatementFile.Line] = []
    lines.reserveCapacity(message.entries.count)
    for (number, entry) in message.entries.enumerated() {
      var row = Row()
      row.start = entry.bytes.lowerBound
      row.end = entry.bytes.upperBound
      row.next = row.end
      row.line = isNumbered ? number + 1 : entry.line
      row.lines = 1
      let cells = cells(of: entry, in: message)
      row.cells = cells.map { _ in Cell(start: row.start, end: row.start) }
      let isPart = number > 0 && message.entries[number - 1].number == entry.number
      lines.append(StatementFile.Line(row: row, cells: cells, use: .entry, isPart: isPart))
    }
    if let tear = message.tear {
      lines.append(
        line(
          of: tear, after: lines.last?.row.line, isNumbered: isNumbered, count: lines.count,
          in: bytes))
    }
    return lines
  }

  /// Returns the row for the part of a message that could not be read.
  ///
  /// - Parameters:
  ///   - last: the line of the row before it; nil where it is the first.
  ///   - isNumbered: true where rows are counted, because two begin on one line.
  ///   - count: the number of rows before it.
  static func line(
    of tear: XMLFault, after last: Int?, isNumbered: Bool, count: Int, in bytes: Span<UInt8>
  ) -> StatementFile.Line {
    var row = Row()
    row.start = min(tear.at, bytes.count)
    row.end = bytes.count
    row.next = bytes.count
    row.line = isNumbered ? count + 1 : LineCounter.line(at: row.start, in: bytes)
    if let last { row.line = max(row.line, last + 1) }
    row.fault = .messageTorn(at: row.start, words: tear.words)
    return StatementFile.Line(row: row, cells: [], use: .fault)
  }

  /// The decision on the numbers of rows, in words.
  static let numberWords =
    "several transfers begin on one line: a number after the file's name is that of the transfer in the file, not a line"

  /// Returns true where two entries begin on one line, so that lines do not tell them apart.
  static func hasSharedLines(_ message: BankMessage) -> Bool {
    zip(message.entries, message.entries.dropFirst()).contains { $0.line >= $1.line }
  }
}

/// Counts the lines of a text up to places that come one after the other.
struct LineCounter {
  private var at = 0
  private var line = 1

  /// Returns the line of a place, from 1.
  mutating func line(at place: Int, in bytes: Span<UInt8>) -> Int {
    let end = min(place, bytes.count)
    while at < end {
      // A carriage return alone ends a line too.
      if bytes[at] == 0x0A || bytes[at] == 0x0D && !(at + 1 < bytes.count && bytes[at + 1] == 0x0A)
      {
        line &+= 1
      }
      at &+= 1
    }
    return line
  }

  static func line(at place: Int, in bytes: Span<UInt8>) -> Int {
    var counter = LineCounter()
    return counter.line(at: place, in: bytes)
  }
}
