internal import Drawing
internal import PaymentGraph

/// The positions of the lanes and arrows of a timeline.
struct TimelineLayout {
  /// The room for the words at the left and at the right of the lanes.
  static let nameRoom = 186.0
  static let totalRoom = 150.0

  let cast: TimelineCast
  let axis: TimelineAxis
  let laneHeight: Double
  /// The upper edge of the first lane.
  let top: Double
  /// The horizontal position of each arrow.
  private(set) var places: [Double] = []
  /// The width of each arrow.
  private(set) var widths: [Double] = []

  /// Returns the width of the whole timeline.
  static func width(_ cast: TimelineCast) -> Double {
    nameRoom + totalRoom + axisWidth(cast)
  }

  private static func axisWidth(_ cast: TimelineCast) -> Double {
    let wanted = max(640, min(1_400, Double(cast.arrows.count) * 5 + 200))
    guard let paper = cast.flow.names.paper else { return wanted }
    return max(640, min(wanted, paper.room(forLetters: 8) - nameRoom - totalRoom - 12))
  }

  init(_ cast: TimelineCast, top: Double) {
    self.cast = cast
    self.top = top
    laneHeight = cast.lanes.count <= 8 ? 56 : cast.lanes.count <= 16 ? 42 : 34
    let first = cast.arrows.map(\.period.lowerBound).min() ?? 0
    let last = cast.arrows.map(\.period.upperBound).max() ?? 1
    // Both ends get some room; where all payments happened at once, a day around them.
    let pad = cast.fold == .single ? max((last - first) / 40, last - first < 2 ? 43_200_000 : 0) : 0
    axis = TimelineAxis(
      left: Sheet.margin + TimelineLayout.nameRoom, width: TimelineLayout.axisWidth(cast),
      period: first - pad..<last + pad)
    widths = findWidths()
    places = findPlaces()
  }

  func y(_ lane: Int) -> Double { top + (Double(lane) + 0.5) * laneHeight }

  var bottom: Double { top + Double(cast.lanes.count) * laneHeight }

  /// The names of the lanes, and the dates above them.
  var heads: TableHeads {
    let left = Sheet.margin
    return TableHeads(
      columns: (top - 22)...top, rows: left...(left + TimelineLayout.nameRoom),
      end: DrawingPoint(left + TimelineLayout.width(cast), bottom))
  }

  /// Returns the sums that an arrow's payments delivered, by currency.
  func received(_ arrow: TimelineArrow) -> MoneyTotals {
    StreamText(ledger: cast.flow.ledger, transfers: arrow.transfers).received
  }

  /// Returns widths by the square root of the amount, within each currency.
  private func findWidths() -> [Double] {
    var largest: [Currency: Int128] = [:]
    let totals = cast.arrows.map { received($0).lines }
    for total in totals.joined() {
      largest[total.currency] = max(largest[total.currency] ?? 1, total.minorUnits)
    }
    let most = cast.arrows.count <= 60 ? 6.0 : 4.5
    return totals.map { lines in
      let share = lines.map { Double($0.minorUnits) / Double(largest[$0.currency] ?? 1) }.max() ?? 0
      return 0.9 + (most - 0.9) * max(0, share).squareRoot()
    }
  }

  /// Positions arrows of one stretch side by side within it; single ones at their time, far enough
  /// apart that each can be seen.
  private func findPlaces() -> [Double] {
    guard cast.fold != .single else { return spread() }
    var places = Array(repeating: 0.0, count: cast.arrows.count)
    let stretches = Dictionary(grouping: cast.arrows.indices) { cast.arrows[$0].period.lowerBound }
    for (_, own) in stretches.sorted(by: { $0.key < $1.key }) {
      guard let period = own.first.map({ cast.arrows[$0].period }) else { continue }
      let (from, to) = (axis.x(period.lowerBound), axis.x(period.upperBound))
      for (number, arrow) in own.enumerated() {
        places[arrow] = from + (to - from) * (Double(number) + 0.5) / Double(own.count)
      }
    }
    return places
  }

  private func spread() -> [Double] {
    let wanted = cast.arrows.map { axis.x($0.period.lowerBound) }
    let gap = min(5, axis.width / Double(max(1, wanted.count)))
    // Arrows whose wanted positions are too close form a block around their mean.
    var blocks: [(sum: Double, count: Int)] = []
    for (number, place) in wanted.enumerated() {
      blocks.append((place - Double(number) * gap, 1))
      while blocks.count > 1, let last = blocks.last,
        case let previous = blocks[blocks.count - 2],
        previous.sum / Double(previous.count) > last.sum / Double(last.count)
      {
        blocks.removeLast(2)
        blocks.append((previous.sum + last.sum, previous.count + last.count))
      }
    }
    var places: [Double] = []
    for block in blocks {
      for _ in 0..<block.count {
        let place = block.sum / Double(block.count) + Double(places.count) * gap
        places.append(min(axis.left + axis.width, max(axis.left, place)))
      }
    }
    return places
  }
}
