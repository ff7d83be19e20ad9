/// What the beneficiary of a plain row got, where it differs from what was sent.
struct PlainReceipt: Sendable {
  /// The row's position in its chunk.
  var row: Int
  let amount: Int64
  let currency: UInt8
}

/// A record that the mapper must look at, because something about it needs judgement or a report.
struct OddRow: Sendable {
  /// How many plain rows of the chunk stand before it.
  let before: Int
  /// Where it starts in the file.
  let offset: Int
  /// Lines between the start of the chunk and the record.
  let line: Int
  /// The empty lines of the chunk before it.
  let emptyBefore: Int

  /// The same record after fewer plain rows.
  func moved(to place: Int) -> OddRow {
    OddRow(before: place, offset: offset, line: line, emptyBefore: emptyBefore)
  }
}
