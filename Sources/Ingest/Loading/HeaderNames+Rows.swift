internal import PaymentGraph

// Rows of small tables whose columns are known by their names: accounts files, files of decisions.
extension HeaderNames {
  /// Returns true where a row has the cells that the header names; reports one that has not.
  func fits(_ row: Row, _ bytes: Span<UInt8>, _ log: inout DiagnosticLog) -> Bool {
    guard row.fault == nil, row.cells.count == written.count else {
      let code: DiagnosticCode = row.cells.count < written.count ? .rowShort : .rowLong
      log.add(
        row.fault == nil ? code : .quoteStray, severity: .error,
        summary: row.fault == nil
          ? "the row has \(row.cells.count) cells, but the header has \(written.count)"
          : "the row cannot be divided into cells", in: row, bytes: bytes,
        remedy: "give each row one cell for each column of the header")
      return false
    }
    return true
  }

  /// Returns the text of a row under a name; nil where there is no such column or the cell is empty.
  func value(_ name: String, of row: Row, _ bytes: Span<UInt8>) -> String? {
    guard let position = position(of: name) else { return nil }
    let text = CellText.string(bytes, row.cells[position])
    return text.isEmpty ? nil : text
  }
}
