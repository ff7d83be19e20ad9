internal import PaymentGraph

extension DiagnosticLog {
  /// Notes why a record cannot be divided into cells.
  mutating func addFault(_ row: Row, _ bytes: Span<UInt8>) {
    func range(_ at: Int) -> Range<Int>? { at < row.end ? at..<at + 1 : nil }
    switch row.fault {
    case .quoteOpen(let at):
      add(
        .quoteOpen, severity: .error, summary: "a quote is opened and never closed", in: row,
        at: range(at),
        bytes: bytes, note: "reading continues on the next line",
        remedy: "close the quote, or double it if it belongs to the text")
    case .quoteStray(let at):
      add(
        .quoteStray, severity: .error, summary: "text follows a closing quote", in: row,
        at: range(at), bytes: bytes,
        note: "only this line is left out; reading continues on the next one",
        remedy: "double the quotes that belong to the text, or close the one that is open")
    case .nulByte(let at):
      add(
        .nulByte, severity: .error, summary: "the byte at offset \(at) is NUL", in: row,
        at: range(at),
        bytes: bytes, note: "text files have no NUL bytes; the file may be damaged or UTF-16",
        remedy: "export the file again, as UTF-8")
    case .cellHuge(let at):
      add(
        .cellHuge, severity: .error,
        summary: "a cell is longer than \(RowScanner.cellLimit) bytes", in: row, at: range(at),
        bytes: bytes, remedy: "check the row in the original; a quote may be missing")
    case nil: break
    }
  }

  /// Returns true where the bytes of a record are UTF-8; notes the first that are not.
  mutating func checkUTF8(_ row: Row, _ bytes: Span<UInt8>) -> Bool {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.extracting(row.start..<row.end))
      return true
    } catch {
      let at = row.start + error.byteOffsets.lowerBound
      add(
        .encodingInvalid, severity: .error,
        summary: "byte 0x\(String(bytes[at], radix: 16, uppercase: true)) is not UTF-8", in: row,
        at: at..<row.start + error.byteOffsets.upperBound, bytes: bytes,
        note: "the file is read as UTF-8", remedy: "save the file as UTF-8")
      return false
    }
  }

  /// Notes a quote in a cell that is not enclosed: it may be an inch sign or the rest of a torn cell.
  mutating func addQuoteInside(_ row: Row, _ bytes: Span<UInt8>, quote: UInt8?) {
    let quotes: Set<UInt8> = [0x22, quote ?? 0x22]
    for cell in row.cells where cell.escape == 0 {
      let isEnclosed = cell.start > row.start && quotes.contains(bytes[cell.start - 1])
      guard !isEnclosed,
        let at = (cell.start..<cell.end).first(where: { quotes.contains(bytes[$0]) })
      else { continue }
      add(
        .quoteInside, severity: .warning, summary: "an unquoted cell contains a quote", in: row,
        at: at..<at + 1, bytes: bytes, note: "the quote is read as part of the text",
        remedy: "compare with the original; put the cell in quotes and double the quote")
      return
    }
  }
}
