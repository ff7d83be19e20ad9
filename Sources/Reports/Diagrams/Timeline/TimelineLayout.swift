internal import Drawing
internal import PaymentGraph

/// The positions of the lanes and arrows of a timeline.
struct TimelineLayout {
  /// The room for the words at the left and at the right of the lanes.
  static let nameRoom = 186.0
  static let totalRoom = 150.0

  let model: TimelineModel
  let axis: TimelineAxis
  let laneHeight: Double
  /// The upper edge of the first lane.
  let top: Double
  /// The horizontal position of each arrow.
  private(set) var places: [Double] = []
  /// The width of each arrow.
  private(set) var widths: [Double] = []

  /// Returns the width of the whole timeline.
  static func width(_ model: TimelineModel) -> Double {
    nameRoom + totalRoom + axisWidth(model)
  }

  private static func axisWidth(_ model: TimelineModel) -> Double {
    let wanted = max(640, min(1_400, Double(model.arrows.count) * 5 + 200))
    guard let paper = model.text.names.paper else { return wanted }
    return max(640, min(wanted, paper.room(forLetters: 8) - nameRoom - totalRoom - 12))
  }

  init(_ model: TimelineModel, top: Double) {
    self.model = model
    self.top = top
    laneHeight = model.lanes.count <= 8 ? 56 : model.lanes.count <= 16 ? 42 : 34
    let first = model.arrows.map(\.period.lowerBound).min() ?? 0
    let last = model.arrows.map(\.period.upperBound).max() ?? 1
    // Both ends get some room; where all payments happened at once, a day around them.
    let pad =
      model.fold == .single ? max((last - first) / 40, last - first < 2 ? 43_200_000 : 0) : 0
    axis = TimelineAxis(
      left: DiagramFrame.margin + TimelineLayout.nameRoom, width: TimelineLayout.axisWidth(model),
      period: first - pad..<last + pad)
    widths = findWidths()
    places = findPlaces()
  }

  func y(_ lane: Int) -> Double { top + (Double(lane) + 0.5) * laneHeight }

  var bottom: Double { top + Double(model.lanes.count) * laneHeight }

  /// The names of the lanes, and the dates above them.
  var heads: TableHeads {
    let left = DiagramFrame.margin
    return TableHeads(
      columns: (top - 22)...top, rows: left...(left + TimelineLayout.nameRoom),
      end: DrawingPoint(left + TimelineLayout.width(model), bottom))
  }

  /// Returns the sums that an arrow's payments delivered, by currency.
  func received(_ arrow: TimelineArrow) -> MoneyTotals {
    PaymentsText(ledger: model.flow.ledger, transfers: arrow.transfers).received
  }

  /// Returns widths by the square root of the amount, within each currency.
  private func findWidths() -> [Double] {
    var largest: [Currency: Int128] = [:]
    let totals = model.arrows.map { received($0).lines }
    for total in totals.joined() {
      largest[total.currency] = max(largest[total.currency] ?? 1, total.minorUnits)
    }
    let most = model.arrows.count <= 60 ? 6.0 : 4.5
    return totals.map { lines in
      let share = lines.map { Double($0.minorUnits) / Double(largest[$0.currency] ?? 1) }.max() ?? 0
      return 0.9 + (most - 0.9) * max(0, share).squareRoot()
    }
  }

  /// Positions arrows of one stretch side by side within it; single ones at their time, far enough
  /// apart that each can be seen.
  private func findPlaces() -> [Double] {
    guard model.fold != .single else { return spread() }
    var places = Array(repeating: 0.0, count: model.arrows.count)
    let stretches = Dictionary(grouping: model.arrows.indices) {
      model.arrows[$0].period.lowerBound
    }
    for (_, own) in stretches.sorted(by: { $0.key < $1.key }) {
      guard let period = own.first.map({ model.arrows[$0].period }) else { continue }
      let (from, to) = (axis.x(period.lowerBound), axis.x(period.upperBound))
      for (number, arrow) in own.enumerated() {
        places[arrow] = from + (to - from) * (Double(number) + 0.5) / Double(own.count)
      }
    }
    return places
  }

  private func spread() -> [Double] {
    let wanted = model.arrows.map { axis.x($0.period.lowerBound) }
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

/// The axis of time from left to right: the position of a moment, and marks at the start of days,
/// months or years.
struct TimelineAxis: Sendable {
  /// A mark on the axis.
  struct Tick: Sendable, Hashable {
    let moment: Int64
    let words: String
  }

  let left: Double
  let width: Double
  let period: Range<Int64>
  private(set) var ticks: [Tick] = []

  /// The room that the words of a mark need.
  private static let tickRoom = 56.0

  /// Creates the axis.
  ///
  /// - Parameter period: The period shown, in milliseconds.
  init(left: Double, width: Double, period: Range<Int64>) {
    self.left = left
    self.width = width
    self.period = period
    ticks = TimelineAxis.ticks(period, most: max(2, Int(width / TimelineAxis.tickRoom)))
  }

  func x(_ moment: Int64) -> Double {
    let whole = Double(period.upperBound - period.lowerBound)
    return left + width * Double(moment - period.lowerBound) / max(1, whole)
  }

  private static func ticks(_ period: Range<Int64>, most: Int) -> [Tick] {
    let length = period.upperBound - period.lowerBound
    for hours in [1, 3, 6, 12] as [Int64] where length / (hours * 3_600_000) < most {
      return steps(period, hours * 3_600_000).map { moment in
        let day = CivilDate(milliseconds: moment)
        let hour = (moment - day.milliseconds) / 3_600_000
        let clock = hour < 10 ? "0\(hour):00" : "\(hour):00"
        return Tick(moment: moment, words: "\(DayText.short(day)) \(clock)")
      }
    }
    for days in [1, 2, 7, 14] as [Int64] where length / (days * 86_400_000) < most {
      return steps(period, days * 86_400_000).map {
        Tick(moment: $0, words: DayText.short(CivilDate(milliseconds: $0)))
      }
    }
    for months in [1, 2, 3, 6, 12, 24, 60, 120, 600]
    where length / (Int64(months) * 2_592_000_000) < most {
      let first = CivilDate(milliseconds: period.lowerBound)
      var month = (first.month - 1) / months * months
      var found: [Tick] = []
      while true {
        let moment = TimelineFold.month(first.year, month)
        guard moment < period.upperBound else { break }
        if moment >= period.lowerBound {
          let day = CivilDate(milliseconds: moment)
          found.append(
            Tick(moment: moment, words: months < 12 ? DayText.month(day) : "\(day.year)"))
        }
        month += months
      }
      return found
    }
    return []
  }

  private static func steps(_ period: Range<Int64>, _ step: Int64) -> [Int64] {
    let start = (period.lowerBound + step - 1) / step * step
    return Array(stride(from: start, to: period.upperBound, by: Int64.Stride(step)))
  }
}
