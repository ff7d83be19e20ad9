/// What the records decide about which of two transfers was first.
///
/// Decided is what follows from times, where the stretches in which the two happened do not overlap; from the places
/// of rows with the same time in one file; from the places of a payment in both statements that show it; and from
/// all of these one after the other. Local times without a zone count as their day beside another file. A row
/// without a time, or a total over a period, decides nothing. What nothing decides is a tie.
///
/// The question is always whether money that the one brought can have left with the other: so of the first its
/// arrival counts, of the second its departure.
package struct RecordedOrder: Sendable {
  private let columns: TransferColumns
  private let habits: [FileHabit]
  private let chains: DecidedChains
  /// True where the columns of times and files say everything.
  private let isSimple: Bool
  private let hasLocalTimes: Bool

  init(_ columns: TransferColumns, _ habits: [FileHabit], _ chains: DecidedChains) {
    self.columns = columns
    self.habits = habits
    self.chains = chains
    hasLocalTimes = habits.contains(where: \.hasLocalTimes)
    isSimple =
      columns.places.isEmpty && columns.rowPlaces.isEmpty
      && !habits.contains { $0.hasLocalTimes || $0.isUnordered }
  }

  /// True where rows of several files say when single transfers took place.
  package var hasPlaces: Bool { !columns.places.isEmpty }

  /// By file: whether its times of day order its own rows only.
  var hasLocalClock: [Bool] { habits.map(\.hasLocalTimes) }

  /// True where times of day count as their day beside other files.
  package var usesLocalTimes: Bool { hasLocalTimes }

  /// By how much a transfer may have left before the time that its columns state, in milliseconds.
  package var skew: Int64 { chains.skew }

  /// The first millisecond after the stretch in which a transfer happened, by its own row.
  @inline(__always)
  package func end(_ transfer: Int) -> Int64 {
    switch columns.precision[transfer] {
    case .unknown, .period: columns.time(transfer).end
    case .day: columns.start[transfer] &+ 86_400_000
    case .hour: columns.start[transfer] &+ 3_600_000
    case .minute: columns.start[transfer] &+ 60_000
    case .second: columns.start[transfer] &+ 1_000
    case .millisecond: columns.start[transfer] &+ 1
    }
  }

  /// The stretch within which a transfer came to its beneficiary, as it counts beside any file.
  package func arrival(_ transfer: Int) -> (start: Int64, end: Int64) {
    if isSimple { return (columns.start[transfer], end(transfer)) }
    var (start, end) = (Int64.max, Int64.min)
    for moment in arrivals(transfer) {
      let stretch = stretch(moment)
      start = min(start, stretch.start)
      end = max(end, stretch.end)
    }
    return (start, end)
  }

  /// What the records say of the arrival of one transfer and the departure of another.
  package func relation(_ first: Int, _ second: Int) -> OrderRelation {
    guard isSimple else { return relation(arrivals(first), departures(second), first, second) }
    if end(first) <= columns.start[second] { return .before }
    if end(second) <= columns.start[first] { return .after }
    guard columns.file[first] == columns.file[second], hasSameTime(first, second) else {
      return .tied
    }
    return first < second ? .placedBefore : .placedAfter
  }

  /// True where two rows state the same moment.
  private func hasSameTime(_ first: Int, _ second: Int) -> Bool {
    let precision = columns.precision[first]
    return columns.start[first] == columns.start[second]
      && precision == columns.precision[second] && precision.isOneMoment
  }

  /// True where the place of two rows in one file decides between them; the ledger has them in that order.
  package func isDecidedByPlace(_ first: Int, _ second: Int) -> Bool {
    guard columns.file[first] == columns.file[second], hasSameTime(first, second) else {
      return false
    }
    return isSimple || own(first).isPlaced && own(second).isPlaced
  }

  /// Where the stretch of a transfer begins beside other files.
  package func wideStart(_ transfer: Int) -> Int64 {
    isLocal(columns.file[transfer]) && columns.precision[transfer].isOneMoment
      ? CivilDate.dayStart(of: columns.start[transfer]) : columns.start[transfer]
  }

  /// Where the stretch of a transfer ends beside other files.
  package func wideEnd(_ transfer: Int) -> Int64 {
    isLocal(columns.file[transfer]) && columns.precision[transfer].isOneMoment
      ? CivilDate.dayStart(of: end(transfer) - 1) + 86_400_000 : end(transfer)
  }

  private func isLocal(_ file: UInt16) -> Bool {
    hasLocalTimes && habits.indices.contains(Int(file)) && habits[Int(file)].hasLocalTimes
  }

  /// True where the records say of two transfers of one account which was first, whichever way money goes between them.
  package func isSettled(_ one: Int, _ other: Int) -> Bool {
    if relation(one, other) != .tied { return true }
    return hasPlaces && relation(other, one) != .tied
  }

  /// By transfer of a group of one time: those that stand next to it in a file, by their positions in the group.
  package func followers(in group: [Int32]) -> [[Int]] {
    var stands: [(chain: UInt32, start: Int64, place: Int64, position: Int)] = []
    for (position, transfer) in group.enumerated() {
      var moments = departures(Int(transfer))
      if hasPlaces, let places = columns.places[UInt32(transfer)] { moments += places.arrivals }
      for moment in moments where moment.isPlaced {
        guard let place = moment.place else { continue }
        let chain = UInt32(moment.file) << 8 | UInt32(moment.precision.rawValue)
        stands.append((chain, moment.start, place, position))
      }
    }
    stands.sort {
      ($0.chain, $0.start, $0.place, $0.position) < ($1.chain, $1.start, $1.place, $1.position)
    }
    var followers: [[Int]] = Array(repeating: [], count: group.count)
    for (one, other) in zip(stands, stands.dropFirst())
    where one.chain == other.chain && one.position != other.position {
      followers[one.position].append(other.position)
    }
    return followers
  }

  // MARK: Several rows

  private func own(_ transfer: Int) -> RowMoment {
    RowMoment.own(transfer, of: columns, habits)
  }

  private func departures(_ transfer: Int) -> [RowMoment] {
    if !columns.places.isEmpty, let places = columns.places[UInt32(transfer)] {
      return places.departures
    }
    return [own(transfer)]
  }

  private func arrivals(_ transfer: Int) -> [RowMoment] {
    if !columns.places.isEmpty, let places = columns.places[UInt32(transfer)] {
      return places.arriving
    }
    return [own(transfer)]
  }

  private func stretch(_ moment: RowMoment) -> (start: Int64, end: Int64) {
    guard isLocal(moment.file), moment.precision.isOneMoment else {
      return (moment.start, moment.end)
    }
    return (
      CivilDate.dayStart(of: moment.start),
      CivilDate.dayStart(of: moment.end - 1) + 86_400_000
    )
  }

  /// Rows of one file are compared first: what a bank says of its own account counts more than days of two banks.
  private func relation(
    _ arrivals: [RowMoment], _ departures: [RowMoment], _ first: Int, _ second: Int
  ) -> OrderRelation {
    var found: Set<OrderRelation> = []
    for arrival in arrivals {
      for departure in departures where departure.file == arrival.file {
        if arrival.end <= departure.start {
          found.insert(.before)
        } else if departure.end <= arrival.start {
          found.insert(.after)
        } else if arrival.isPlaced, departure.isPlaced, arrival.start == departure.start,
          arrival.precision == departure.precision, let one = arrival.place,
          let other = departure.place
        {
          found.insert((one, first) < (other, second) ? .placedBefore : .placedAfter)
        }
      }
    }
    if let decided = RecordedOrder.agreed(found) { return decided }
    if !found.isEmpty { return .tied }
    // Where several rows say when, only what holds by all of them is certain.
    let (came, left) = (arrivals.map(stretch), departures.map(stretch))
    if (came.map(\.end).max() ?? .max) <= (left.map(\.start).min() ?? .min) { return .before }
    if (left.map(\.end).max() ?? .max) <= (came.map(\.start).min() ?? .min) { return .after }
    let chained = chains.relation(first, second)
    return chained == .tied && hasPlaces ? inCommonFile(first, second) : chained
  }

  /// What a file says that shows both transfers, each from whichever side.
  private func inCommonFile(_ first: Int, _ second: Int) -> OrderRelation {
    var found: Set<OrderRelation> = []
    for one in moments(first) where one.isPlaced {
      for other in moments(second)
      where other.isPlaced && other.file == one.file && other.start == one.start
        && other.precision == one.precision
      {
        guard let place = one.place, let next = other.place else { continue }
        found.insert((place, first) < (next, second) ? .placedBefore : .placedAfter)
      }
    }
    return RecordedOrder.agreed(found) ?? .tied
  }

  /// The rows of both sides of a transfer.
  private func moments(_ transfer: Int) -> [RowMoment] {
    guard let places = columns.places[UInt32(transfer)] else { return [own(transfer)] }
    return places.departures + places.arrivals
  }

  /// The one thing that rows say; nil where they say nothing, or contradict each other.
  private static func agreed(_ found: Set<OrderRelation>) -> OrderRelation? {
    let isBefore = found.contains(.before) || found.contains(.placedBefore)
    let isAfter = found.contains(.after) || found.contains(.placedAfter)
    guard isBefore != isAfter else { return nil }
    if isBefore { return found.contains(.before) ? .before : .placedBefore }
    return found.contains(.after) ? .after : .placedAfter
  }
}

extension RowMoment {
  /// The row that a transfer was read from.
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
