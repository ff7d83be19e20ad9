// The stretches of transfers beside other files, which begin with an early value date.
extension RecordedOrder {
  /// Returns the start of a payment's value date, where that is before its booking day and the payee's statement does
  /// not show the payment.
  package func valueStart(_ transfer: Int) -> Int64? {
    columns.valueStarts.isEmpty ? nil : columns.valueStarts[UInt32(transfer)]
  }

  /// Returns a stretch that begins with the value date where that is earlier.
  private func spread(
    _ stretch: (start: Int64, end: Int64), _ transfer: Int
  ) -> (start: Int64, end: Int64) {
    guard let start = valueStart(transfer) else { return stretch }
    return (min(stretch.start, start), stretch.end)
  }

  /// Returns the beginning of a transfer's stretch as it counts beside other files.
  package func wideStart(_ transfer: Int) -> Int64 {
    let start =
      mixesClocks || isLocal(columns.file[transfer])
      ? stretch(own(transfer)).start : columns.start[transfer]
    return valueStart(transfer).map { min($0, start) } ?? start
  }

  /// Returns the end of a transfer's stretch as it counts beside other files.
  package func wideEnd(_ transfer: Int) -> Int64 {
    mixesClocks || isLocal(columns.file[transfer]) ? stretch(own(transfer)).end : end(transfer)
  }

  /// Returns the stretch of a transfer's own row as it counts beside rows of a clock.
  package func stretch(_ transfer: Int, beside other: RowClock) -> (start: Int64, end: Int64) {
    spread(
      stretch(own(transfer), sharesDays: clock(transfer).sharesDays(with: other)), transfer)
  }
}
