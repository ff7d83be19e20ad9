internal import PaymentGraph

/// The rows of a file whose times of day are of another clock than those of most rows: they name a zone where the others
/// name none, or none where the others do.
///
/// Each row keeps the clock that it states, so a single time without a zone makes no other time local.
struct RowClocks {
  private var others: [UInt32] = []

  /// Notes the time of the row from which a transfer was read.
  ///
  /// - Parameter areLocal: true where the times of most rows name no zone.
  mutating func note(_ time: PostingTime, of transfer: Int, areLocal: Bool) {
    guard time.precision.isTimeOfDay, time.isLocal != areLocal else { return }
    others.append(UInt32(truncatingIfNeeded: transfer))
  }

  /// Tells a builder the clocks of a file's rows.
  ///
  /// - Parameter transfers: the transfers that were read from the file.
  func mark(
    file: Int, transfers: Range<Int>, areLocal: Bool, in builder: inout LedgerBuilder
  ) {
    if areLocal {
      builder.markLocalClock(file: file, zoned: others)
    } else if !others.isEmpty {
      let local = Set(others)
      var zoned: [UInt32] = []
      for transfer in transfers where builder.columns.precision[transfer].isTimeOfDay {
        let number = UInt32(truncatingIfNeeded: transfer)
        if !local.contains(number) { zoned.append(number) }
      }
      builder.markLocalClock(file: file, zoned: zoned)
    }
  }
}
