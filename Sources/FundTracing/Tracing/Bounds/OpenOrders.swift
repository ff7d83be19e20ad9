internal import PaymentGraph

/// The stretches of an account's receipts and payouts whose order the records leave open.
///
/// Between two stretches every order is decided: all of the first certainly came before all of the second. The balance
/// at such a place is the same in every order that the records allow, and nowhere else is it known. A receipt or payout
/// whose place is decided is in no stretch.
struct OpenOrders {
  /// A stretch of the receipts and payouts of one balance.
  struct Stretch {
    /// The number of its receipts and payouts.
    fileprivate(set) var count = 0
    /// The latest time at which one of them began, in milliseconds.
    fileprivate(set) var latest = Int64.min
  }

  /// More receipts and payouts of one time are not compared in pairs: none of their order counts as decided, unless
  /// each is decided against the one before it.
  private static let mostCompared = 32

  private(set) var stretches: [Stretch] = []
  /// The number of the stretch of each event at its payer and at its beneficiary; -1 for none.
  ///
  /// Both are empty where there are no stretches.
  private var ofPayer: [Int32] = []
  private var ofBeneficiary: [Int32] = []

  private let events: TracingEvents
  private let order: RecordedOrder
  private let precedence: Precedence

  /// - Parameter isConcerned: true for each balance of which the stretches matter.
  init(_ events: TracingEvents, at isConcerned: [Bool]) {
    self.events = events
    order = events.view.ledger.recordedOrder
    precedence = Precedence(events.view.ledger, ties: .recorded)
    var sides: [[Side]] = Array(repeating: [], count: events.balances.count)
    func add(_ event: Int, isArrival: Bool) {
      let place = Int(isArrival ? events.to[event] : events.from[event])
      if isConcerned[place] { sides[place].append(Side(event: event, isArrival: isArrival)) }
    }
    var coming = ArrivalCursor(events)
    for event in 0..<events.count {
      while let came = coming.next(before: event) { add(came, isArrival: true) }
      if events.entering[event] < 0 { add(event, isArrival: false) }
      if events.isLate.isEmpty || !events.isLate[event] { add(event, isArrival: true) }
    }
    while let came = coming.next() { add(came, isArrival: true) }
    for list in sides where list.count > 1 { divide(list) }
  }

  /// Returns the stretch to which the payout or the receipt of an event belongs; nil where its place is decided.
  func stretch(_ event: Int, isArrival: Bool) -> Int? {
    guard !stretches.isEmpty else { return nil }
    let number = isArrival ? ofBeneficiary[event] : ofPayer[event]
    return number < 0 ? nil : Int(number)
  }

  /// Returns true where a payout can have paid on what a receipt of the same stretch brought.
  func mayFollow(_ receipt: Int, _ payout: Int) -> Bool {
    receipt != payout
      && !isDecided(
        Side(event: payout, isArrival: false), before: Side(event: receipt, isArrival: true))
  }

  // MARK: Stretches

  /// A receipt or a payout.
  private struct Side {
    let event: Int
    let isArrival: Bool
  }

  private func moment(_ side: Side) -> TransferMoment {
    TransferMoment(Int(events.transfer[side.event]), side.isArrival ? .arrival : .departure)
  }

  /// True where no record says when a receipt or payout was made.
  private func isTimeless(_ side: Side) -> Bool {
    events.view.ledger.columns.precision[Int(events.transfer[side.event])] == .unknown
  }

  private func span(_ side: Side) -> (start: Int64, end: Int64) {
    let transfer = Int(events.transfer[side.event])
    if isTimeless(side) { return (.min, .max) }
    return order.isSimple
      ? (precedence.wideStart(transfer), precedence.end(transfer)) : precedence.span(moment(side))
  }

  /// Returns true where the records put one receipt or payout of a balance before another.
  private func isDecided(_ one: Side, before other: Side) -> Bool {
    if one.event == other.event { return !one.isArrival && other.isArrival }
    let (first, second) = (
      Int(events.transfer[one.event]), Int(events.transfer[other.event])
    )
    if precedence.namesReturns, precedence.returned(by: second) == first { return true }
    guard !isTimeless(one), !isTimeless(other) else { return false }
    let relation = order.relation(of: moment(one), to: moment(other))
    // A question that asks for an order of its own overrides the order of rows, so that only times decide.
    return relation == .before || (relation == .placedBefore && events.terms.order == .recorded)
  }

  /// Divides the receipts and payouts of a balance, in the order of the trace, at every time that separates them.
  private mutating func divide(_ list: [Side]) {
    let spans = list.map(span)
    var laterStarts = spans.map(\.start)
    for index in laterStarts.indices.dropLast().reversed() {
      laterStarts[index] = min(laterStarts[index], laterStarts[index + 1])
    }
    var (first, end) = (0, Int64.min)
    for index in list.indices {
      if index > first, end <= laterStarts[index] {
        divideTied(list[first..<index])
        (first, end) = (index, .min)
      }
      end = max(end, spans[index].end)
    }
    divideTied(list[first...])
  }

  /// Divides receipts and payouts whose times overlap, wherever rows decide the order of all before and all after.
  private mutating func divideTied(_ list: ArraySlice<Side>) {
    guard list.count > 1 else { return }
    if zip(list, list.dropFirst()).allSatisfy({ isDecided($0, before: $1) }) { return }
    guard list.count <= OpenOrders.mostCompared else {
      add(list)
      return
    }
    var (first, last) = (list.startIndex, list.startIndex)
    for index in list.indices {
      if index > last {
        add(list[first...last])
        (first, last) = (index, index)
      }
      let open = list.indices.last { $0 > index && !isDecided(list[index], before: list[$0]) }
      last = max(last, open ?? index)
    }
    add(list[first...last])
  }

  private mutating func add(_ list: ArraySlice<Side>) {
    guard list.count > 1 else { return }
    if stretches.isEmpty {
      ofPayer = Array(repeating: -1, count: events.count)
      ofBeneficiary = ofPayer
    }
    let number = Int32(truncatingIfNeeded: stretches.count)
    var stretch = Stretch()
    for side in list {
      stretch.count += 1
      stretch.latest = max(
        stretch.latest, events.view.ledger.columns.start[Int(events.transfer[side.event])])
      if side.isArrival {
        ofBeneficiary[side.event] = number
      } else {
        ofPayer[side.event] = number
      }
    }
    stretches.append(stretch)
  }
}
