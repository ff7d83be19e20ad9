/// The cells of one sheet as a table of commas and quotes, one line a row of the sheet, with the place of each row in
/// the sheet's own part of the workbook.
struct SheetText: Sendable {
  /// The place of a row.
  struct RowPlace: Sendable {
    /// The offset of its line in ``bytes``.
    let start: Int
    /// Its element in the part of the sheet.
    let element: Range<Int>
  }

  /// The name of the sheet.
  let name: String
  /// The text, in UTF-8 with LF.
  let bytes: [UInt8]
  /// The rows that the sheet has, in their order; lines of rows that it leaves out are empty.
  let rows: [RowPlace]
  /// The cells that do not have what they show, in the order of their places.
  let faults: [CellFault]
  /// The number of rows with more than one cell.
  let tableRows: Int
  /// The decisions on the sheet, in words.
  var decisions: [String]

  /// Returns the bytes of the part that hold the rows of a range of the text.
  func fileRange(_ range: Range<Int>) -> Range<Int> {
    let first = index(after: range.lowerBound) - 1
    let last = max(first, index(after: max(range.lowerBound, range.upperBound - 1)) - 1)
    guard first >= 0, !rows.isEmpty else { return 0..<0 }
    return rows[first].element
      .lowerBound..<max(
        rows[first].element.upperBound, rows[last].element.upperBound)
  }

  /// Returns the lines of the text whose rows stand in a range of the part.
  func record(in range: Range<Int>) -> [UInt8] {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].element.upperBound <= range.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var end = low
    while end < rows.count, rows[end].element.lowerBound < range.upperBound { end += 1 }
    guard low < end else { return [] }
    let stop = end < rows.count ? rows[end].start : bytes.count
    var record = Array(bytes[rows[low].start..<stop])
    while record.last == 0x0A { record.removeLast() }
    return record
  }

  /// Returns the number of rows that begin at or before an offset.
  private func index(after offset: Int) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
