// The three ways in which the cells of a row can be redrawn. The caller checks that the mended row reads as a transfer.
extension Row {
  /// Returns the row with its open quote closed at the end of its line; nil where that does not give the wanted number
  /// of cells.
  func closed(from opening: Int, width: Int, _ bytes: Span<UInt8>) -> (row: Row, words: String)? {
    guard cells.count + 1 == width, cells.allSatisfy({ $0.end <= opening }) else { return nil }
    var mended = self
    mended.fault = nil
    mended.cells.append(Cell(start: opening + 1, end: end))
    for at in start..<end where bytes[at] >= 0x80 { mended.isBeyondASCII = true }
    return (mended, "its open quote ended with the line")
  }

  /// Returns the row with empty cells for those that are missing at its end.
  func padded(to width: Int) -> (row: Row, words: String) {
    var mended = self
    let missing = width - cells.count
    for _ in 0..<missing { mended.cells.append(Cell(start: end, end: end)) }
    return (mended, "its last \(missing == 1 ? "cell" : "\(missing) cells") were empty")
  }

  /// Returns the row with a cell and the next joined; nil where no comma of thousands can have divided them.
  func joined(at first: Int, _ bytes: Span<UInt8>) -> Row? {
    let (left, right) = (cells[first], cells[first + 1])
    guard left.escape == 0, right.escape == 0, right.start == left.end + 1,
      Row.divideThousands(left, right: right, in: bytes)
    else { return nil }
    var mended = self
    mended.cells[first].end = right.end
    mended.cells.remove(at: first + 1)
    return mended
  }

  /// Returns true where the comma between two cells could stand before the last three digits of a whole number.
  private static func divideThousands(_ left: Cell, right: Cell, in bytes: Span<UInt8>) -> Bool {
    guard left.count > 0, IdentifierText.isDigit(bytes[left.end - 1]), right.count >= 3 else {
      return false
    }
    for at in right.start..<right.start + 3 where !IdentifierText.isDigit(bytes[at]) {
      return false
    }
    return right.count == 3 || !IdentifierText.isDigit(bytes[right.start + 3])
  }
}
