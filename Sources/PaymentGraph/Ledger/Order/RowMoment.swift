/// A row of a file as evidence of a time: the time it states, and its position among the rows of
/// its file.
package struct RowMoment: Sendable, Hashable {
  /// The number of the file.
  package var file: UInt16
  /// The position among the rows of the file, the earliest lowest; nil where it tells nothing of
  /// the order.
  package var position: Int64?
  /// The start of the stretch of time that the row states; its end is excluded.
  package let start: Int64
  package let end: Int64
  package let precision: TimePrecision
  /// True where the row names the zone of its time, though other rows of its file do not.
  package let namesZone: Bool

  package init(
    file: UInt16, position: Int64?, start: Int64, end: Int64, precision: TimePrecision,
    namesZone: Bool = false
  ) {
    self.namesZone = namesZone
    self.file = file
    self.position = position
    self.start = start
    self.end = end
    self.precision = precision
  }

  /// The number of the rows among which positions can decide at one time: those of one file, precision and clock.
  var chain: UInt32 {
    UInt32(file) << 8 | UInt32(precision.rawValue) << 1 | (namesZone ? 1 : 0)
  }

  /// True where the row's position can decide between it and another row of its file with the same
  /// time.
  var hasPosition: Bool { position != nil && precision.isOneMoment }
}

extension TimePrecision {
  /// True where rows with this precision state one moment, so that positions decide between rows of
  /// one file with the same time; a row without a time, or a total of a period, proves no order.
  package var isOneMoment: Bool { self != .unknown && self != .period }

  /// True where a time of day is known, to the hour or better.
  package var isTimeOfDay: Bool {
    switch self {
    case .hour, .minute, .second, .millisecond: true
    case .unknown, .period, .day: false
    }
  }

  /// True where a time is known to the minute or better.
  package var isMinute: Bool {
    switch self {
    case .minute, .second, .millisecond: true
    case .unknown, .period, .day, .hour: false
    }
  }
}

extension RowMoment {
  /// Returns the row from which a transfer was read.
  static func own(
    _ transfer: Int, of columns: TransferColumns, _ habits: [FileHabit]
  ) -> RowMoment {
    let file = columns.file[transfer]
    let offset = columns.evidence.byteOffset(transfer)
    let position: Int64? = columns.rowPositions[UInt32(transfer)] ?? offset
    let time = columns.time(transfer)
    return RowMoment(
      file: file,
      position: habits.indices.contains(Int(file))
        ? habits[Int(file)].position(position) : position,
      start: time.start, end: time.end, precision: time.precision,
      namesZone: columns.namesZone(transfer))
  }
}

/// A transfer as one event, or one side of it where the two took place at different times.
package struct TransferMoment: Hashable, Sendable {
  /// The part of a transfer that took place.
  package enum Side: Hashable, Sendable {
    /// The money left its payer and arrived at its beneficiary.
    case whole
    /// The money left its payer, and was on its way from then on.
    case departure
    /// The money arrived at its beneficiary.
    case arrival
  }

  /// The position of the transfer in the ledger.
  package let transfer: Int
  package let side: Side

  package init(_ transfer: Int, _ side: Side) {
    self.transfer = transfer
    self.side = side
  }
}
