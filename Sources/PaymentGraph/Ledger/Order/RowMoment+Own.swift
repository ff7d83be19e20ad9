extension RowMoment {
  /// Returns the row from which a transfer was read.
  static func own(
    _ transfer: Int, of columns: TransferColumns, _ habits: [FileHabit]
  ) -> RowMoment {
    let file = columns.file[transfer]
    let offset = columns.evidence.byteOffset(transfer)
    let place: Int64? = columns.rowPlaces[UInt32(transfer)] ?? offset
    let time = columns.time(transfer)
    return RowMoment(
      file: file,
      place: habits.indices.contains(Int(file)) ? habits[Int(file)].place(place) : place,
      start: time.start, end: time.end, precision: time.precision)
  }
}
