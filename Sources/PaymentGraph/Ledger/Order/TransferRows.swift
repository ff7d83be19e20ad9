/// The rows that give the time when a transfer left its payer and when it reached its beneficiary,
/// where several do.
///
/// A payment in the statements of both its accounts has a position in the order of each: one tells
/// what its payer did before and after it, the other what its beneficiary did.
package struct TransferRows: Sendable, Hashable {
  /// The rows of the payer's side; never empty.
  package var departures: [RowMoment]
  /// The rows of the beneficiary's side; empty where they are the payer's as well.
  package var arrivals: [RowMoment] = []

  package init(departures: [RowMoment]) { self.departures = departures }

  /// The rows of the beneficiary's side, or the payer's where they show both.
  package var arriving: [RowMoment] { arrivals.isEmpty ? departures : arrivals }

  /// Takes over the rows of a transfer that turned out to be this one.
  mutating func add(_ other: TransferRows, showing side: RowSide) {
    switch side {
    case .same:
      departures += other.departures
      arrivals += other.arrivals
    case .arrival: add(arriving: other)
    case .departure: add(departing: other)
    case .arrivalToo: arrivals = arriving + other.arriving
    case .departureToo:
      arrivals = arriving
      departures += other.departures
    }
  }

  /// Takes over the rows of the payer's statement.
  ///
  /// A row booked after the payment arrived, such as a card payment that the bank books days after
  /// the shop, tells nothing of the departure: no payment leaves after its arrival.
  private mutating func add(departing other: TransferRows) {
    let came = arriving
    guard let left = other.departures.map(\.start).max(), let end = came.map(\.end).min(),
      left < end
    else { return }
    departures = other.departures
    arrivals = came
  }

  /// Takes over the rows of the beneficiary's statement.
  ///
  /// A payment that by the days of two banks arrived before it left arrived at any time between the
  /// two, and its position in the beneficiary's statement tells nothing. The payer's own statement
  /// tells its departure.
  private mutating func add(arriving other: TransferRows) {
    arrivals += other.arriving
    guard let left = departures.map(\.start).max(), let came = arrivals.map(\.end).min(),
      came <= left
    else { return }
    let start = arrivals.map(\.start).min() ?? left
    let end = departures.map(\.end).max() ?? came
    func hull(_ moment: RowMoment) -> RowMoment {
      RowMoment(file: moment.file, position: nil, start: start, end: end, precision: .period)
    }
    arrivals = arrivals.map(hull)
  }

  /// Returns these rows with their files numbered anew, and their positions counted so that the
  /// earliest is lowest.
  func renumbered(_ rank: [UInt16], _ habits: [FileHabit]) -> TransferRows {
    func moved(_ moment: RowMoment) -> RowMoment {
      var moment = moment
      if rank.indices.contains(Int(moment.file)) { moment.file = rank[Int(moment.file)] }
      if habits.indices.contains(Int(moment.file)) {
        moment.position = habits[Int(moment.file)].position(moment.position)
      }
      return moment
    }
    var result = self
    result.departures = departures.map(moved)
    result.arrivals = arrivals.map(moved)
    return result
  }
}

/// The side of a payment that a row shows, beside the row of the same transfer that is kept.
package enum RowSide: Sendable, Hashable {
  /// The same side as the other row: both departure and arrival.
  case same
  /// The arrival, where the other row is the payer's and shows the departure.
  case arrival
  /// The departure, where the other row is the beneficiary's and shows the arrival.
  case departure
  /// The arrival, where the other row shows both.
  case arrivalToo
  /// The departure, where the other row shows both.
  case departureToo
}
