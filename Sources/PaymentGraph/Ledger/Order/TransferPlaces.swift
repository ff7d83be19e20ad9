/// The rows that say when a transfer left its payer and when it came to its beneficiary, where several do.
///
/// A payment that stands in the statements of both its accounts has a place in the order of each: what its payer
/// did before and after it is in the one, what its beneficiary did in the other.
package struct TransferPlaces: Sendable, Hashable {
  /// The rows of the payer's side; never empty.
  package var departures: [RowMoment]
  /// The rows of the beneficiary's side; empty where they are those of the payer's.
  package var arrivals: [RowMoment] = []

  package init(departures: [RowMoment]) { self.departures = departures }

  /// All rows of the beneficiary's side.
  package var arriving: [RowMoment] { arrivals.isEmpty ? departures : arrivals }

  /// Takes over the rows of a transfer that turned out to be this one.
  mutating func add(_ other: TransferPlaces, showing side: RowSide) {
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
  /// What was booked after the payment came, a card payment by the bank days after the shop has it, says nothing of
  /// when it left: no payment leaves after it came.
  private mutating func add(departing other: TransferPlaces) {
    let came = arriving
    guard let left = other.departures.map(\.start).max(), let end = came.map(\.end).min(),
      left < end
    else { return }
    departures = other.departures
    arrivals = came
  }

  /// Takes over the rows of the beneficiary's statement.
  ///
  /// A payment that by the days of two banks came before it left came at any time between the two, and its place in the
  /// beneficiary's statement says nothing. When it left, the payer's own statement says.
  private mutating func add(arriving other: TransferPlaces) {
    arrivals += other.arriving
    guard let left = departures.map(\.start).max(), let came = arrivals.map(\.end).min(),
      came <= left
    else { return }
    let start = arrivals.map(\.start).min() ?? left
    let end = departures.map(\.end).max() ?? came
    func hull(_ moment: RowMoment) -> RowMoment {
      RowMoment(file: moment.file, place: nil, start: start, end: end, precision: .period)
    }
    arrivals = arrivals.map(hull)
  }

  /// These rows with their files numbered anew, and their places counted from where their files begin in time.
  func renumbered(_ rank: [UInt16], _ habits: [FileHabit]) -> TransferPlaces {
    func moved(_ moment: RowMoment) -> RowMoment {
      var moment = moment
      if rank.indices.contains(Int(moment.file)) { moment.file = rank[Int(moment.file)] }
      if habits.indices.contains(Int(moment.file)) {
        moment.place = habits[Int(moment.file)].place(moment.place)
      }
      return moment
    }
    var result = self
    result.departures = departures.map(moved)
    result.arrivals = arrivals.map(moved)
    return result
  }
}
