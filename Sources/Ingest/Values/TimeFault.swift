internal import PaymentGraph

/// The reason why a cell gives no time, in the words of diagnostics.
enum TimeFault: Error, Equatable {
  /// The calendar has no such day.
  case noSuchDay
  /// The day has no such time, such as 25:61.
  case noSuchClock
  /// No payment record has this year.
  case yearOutside(Int)
  /// Day and month are in the other order than in the rest of the column.
  case otherOrder
  /// Day and month can change places, and the column does not show their order.
  case orderOpen
  /// The cell is a number, which may count days up to this day.
  case dayNumber(CivilDate)
  case formUnknown

  var code: DiagnosticCode {
    switch self {
    case .noSuchDay, .noSuchClock: .timeImpossible
    case .otherOrder: .timeConflict
    case .yearOutside, .orderOpen, .dayNumber, .formUnknown: .timeUnparseable
    }
  }

  /// The fault, to be read after the cell.
  var words: String {
    switch self {
    case .noSuchDay: "is not a day of the calendar"
    case .noSuchClock: "has an impossible time of day"
    case .yearOutside: "has a year outside 1900 to 2100"
    case .otherOrder: "has day and month the other way round"
    case .orderOpen: "can be read in two ways"
    case .dayNumber: "is a number, not a date"
    case .formUnknown: "has a form that is not known"
    }
  }

  /// Returns a further note; `column` says how the column is written.
  func note(_ column: String) -> String {
    switch self {
    case .noSuchDay: "months have 28 to 31 days, and years 12 months"
    case .noSuchClock: "hours run from 00 to 23, minutes and seconds from 00 to 59"
    case .yearOutside, .otherOrder, .formUnknown: column
    case .orderOpen: "day and month can be exchanged, and \(column)"
    case .dayNumber(let day): "as a spreadsheet counts days it is \(day.iso8601)"
    }
  }

  /// Returns the remedy for the fault in a file.
  func remedy(path: String) -> String {
    switch self {
    case .noSuchDay, .yearOutside: "look up the day in the original"
    case .noSuchClock:
      "look up the time in the original; the end of a day is 00:00 of the next one"
    case .otherOrder:
      "find out where the row came from; day and month are never guessed row by row"
    case .orderOpen: "choose with \(FileFlag.dates(path, [.dayFirst, .monthFirst]))"
    case .dayNumber:
      "if that is right, use \(FileFlag.dayNumbers(path)); it applies to numbers only"
    case .formUnknown:
      "write it as 2010-03-04 or 2010-03-04T10:05:00Z, or leave the row out if it is not a transfer"
    }
  }
}
