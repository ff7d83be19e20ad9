/// The amount that the beneficiary of a plain row received, where it differs from the amount sent.
struct PlainReceipt: Sendable {
  /// The row's index in its chunk.
  var row: Int
  let amount: Int64
  let currency: UInt8
}

/// A record that the mapper must read, because something about it needs judgement or a report.
struct OddRow: Sendable {
  /// The number of plain rows of the chunk before the record.
  let before: Int
  /// The record's offset in the file.
  let offset: Int
  /// The number of lines between the start of the chunk and the record.
  let line: Int
  /// The number of empty lines of the chunk before the record.
  let emptyBefore: Int

  /// Returns the same record after fewer plain rows.
  func moved(to place: Int) -> OddRow {
    OddRow(before: place, offset: offset, line: line, emptyBefore: emptyBefore)
  }
}
