/// Lots in the order of their arrival, taken from either end.
struct LotQueue {
  private var lots: [Lot] = []
  private var head = 0

  var isEmpty: Bool { head == lots.count }

  var firstSerial: Int32? { isEmpty ? nil : lots[head].serial }
  var lastSerial: Int32? { isEmpty ? nil : lots[lots.count - 1].serial }

  /// The lots, the oldest first.
  var all: ArraySlice<Lot> { lots[head...] }

  var total: Fraction { all.reduce(Fraction.zero) { $0 + $1.amount } }

  mutating func append(_ lot: Lot) { lots.append(lot) }

  /// Adds to the newest lot where that has the same label, rate and, in the merged order, position.
  mutating func merge(_ lot: Lot, ifSerialIs serial: Int32?) -> Bool {
    guard !isEmpty else { return false }
    let last = lots.count - 1
    guard lots[last].label == lot.label, lots[last].rate == lot.rate, lots[last].credit < 0,
      lots[last].path == lot.path,
      serial == nil || lots[last].serial == serial
    else { return false }
    lots[last].amount += lot.amount
    return true
  }

  /// Takes from the oldest lot up to an amount; returns the amount still wanted.
  mutating func takeOldest(_ wanted: Fraction, into moving: inout [Lot]) -> Fraction {
    let rest = take(at: head, wanted, into: &moving)
    if lots[head].amount.isZero { dropOldest() }
    return rest
  }

  /// Takes from the newest lot up to an amount; returns the amount still wanted.
  mutating func takeNewest(_ wanted: Fraction, into moving: inout [Lot]) -> Fraction {
    let last = lots.count - 1
    let rest = take(at: last, wanted, into: &moving)
    if lots[last].amount.isZero {
      lots.removeLast()
      if isEmpty { removeAll() }
    }
    return rest
  }

  /// Takes from the lot with a serial number, where an event credited it; returns the amount still wanted.
  mutating func take(
    _ wanted: Fraction, creditedBy event: Int32, serial: Int32, into moving: inout [Lot]
  ) -> Fraction {
    let index = lowerBound(serial)
    guard index < lots.count, lots[index].serial == serial, lots[index].credit == event else {
      return wanted
    }
    let rest = take(at: index, wanted, into: &moving)
    dropEmptyEnds()
    return rest
  }

  /// Takes the only lot, or nothing where there is none, if it has a label and whole minor units; returns nil, and
  /// changes nothing, otherwise.
  mutating func takeWhole(ofLabel label: Int32) -> Int64? {
    if isEmpty { return 0 }
    guard head == lots.count - 1, lots[head].label == label, lots[head].rate == 0,
      let amount = lots[head].amount.whole
    else { return nil }
    removeAll()
    return amount
  }

  /// Returns the rest of the lot with a serial number, where an event credited it.
  func remaining(creditedBy event: Int32, serial: Int32) -> Fraction {
    let index = lowerBound(serial)
    guard index < lots.count, lots[index].serial == serial, lots[index].credit == event else {
      return .zero
    }
    return lots[index].amount
  }

  /// Takes an amount from all lots in proportion, or from those of one credit; `total` is their sum.
  mutating func takeShare(
    _ wanted: Fraction, of total: Fraction, creditedBy event: Int32? = nil, into moving: inout [Lot]
  ) {
    for index in head..<lots.count where event == nil || lots[index].credit == event {
      let part = wanted == total ? lots[index].amount : lots[index].amount * wanted / total
      if !part.isZero { _ = take(at: index, part, into: &moving) }
    }
    dropEmptyEnds()
  }

  private mutating func take(
    at index: Int, _ wanted: Fraction, into moving: inout [Lot]
  ) -> Fraction {
    guard wanted < lots[index].amount else {
      let amount = lots[index].amount
      if !amount.isZero { moving.append(lots[index]) }
      lots[index].amount = .zero
      return wanted - amount
    }
    var part = lots[index]
    part.amount = wanted
    moving.append(part)
    lots[index].amount -= wanted
    return .zero
  }

  private mutating func dropOldest() {
    head += 1
    dropEmptyEnds()
  }

  /// Keeps a lot with money at both ends, so that the ends can be read at once.
  private mutating func dropEmptyEnds() {
    while head < lots.count, lots[head].amount.isZero { head += 1 }
    while lots.count > head, lots[lots.count - 1].amount.isZero { lots.removeLast() }
    if isEmpty {
      removeAll()
    } else if head > 32, head * 2 > lots.count {
      lots.removeFirst(head)
      head = 0
    }
  }

  private mutating func removeAll() {
    lots.removeAll(keepingCapacity: true)
    head = 0
  }

  private func lowerBound(_ serial: Int32) -> Int {
    head + LinkSet.lowerBound(lots.count - head) { lots[head + $0].serial < serial }
  }
}
