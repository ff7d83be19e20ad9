internal import Drawing
internal import PaymentGraph

/// Assigns accounts to lanes of a timeline and payments to arrows.
///
/// Lanes are the blocks of a ``SankeyModel``: victims, by country where there are many; pooled
/// accounts; accounts that pay on; accounts where the money ends. Time is folded as little as keeps
/// the arrows at ``arrowLimit``, and where years are not enough, lanes are folded as well.
struct TimelineModel {
  /// The most arrows, where payments can be folded further.
  static let arrowLimit = 280
  /// The most payments that are drawn singly.
  static let singleLimit = 120

  let blocks: SankeyModel
  /// The blocks that are lanes, from the top.
  let lanes: [Int]
  private(set) var fold = TimelineFold.single
  /// The arrows by time, then by lanes.
  private(set) var arrows: [TimelineArrow] = []
  /// The number of payments that have no time.
  private(set) var untimed = 0

  var flow: FlowModel { blocks.flow }
  var text: FlowText { blocks.text }

  private struct Key: Hashable {
    let start: Int64
    let from: Int
    let to: Int
    let evidence: FlowEvidence
    let way: FlowWay
    let number: Int
  }

  init(_ input: FlowInput, _ options: DiagramOptions) {
    var found: TimelineModel?
    // Fewer lanes are better than arrows that nobody can tell apart.
    for limit in [SankeyModel.blockLimit, 6, 3, 1] {
      let model = TimelineModel(SankeyModel(input, options, blockLimit: limit))
      found = model
      if model.arrows.count <= TimelineModel.arrowLimit { break }
    }
    self = found ?? TimelineModel(SankeyModel(input, options))
  }

  private init(_ blocks: SankeyModel) {
    self.blocks = blocks
    let nodes = blocks.nodes
    lanes = nodes.indices.filter { !nodes[$0].isUnexplained }
      .sorted { (nodes[$0].column, $0) < (nodes[$1].column, $1) }
    for fold in TimelineFold.all {
      self.fold = fold
      arrows = arrows(fold)
      if arrows.count <= (fold == .single ? TimelineModel.singleLimit : TimelineModel.arrowLimit) {
        break
      }
    }
    let ledger = flow.ledger
    untimed = Set(flow.streams.flatMap(\.transfers)).count {
      ledger.transfer($0).time.precision == .unknown
    }
  }

  // MARK: Names

  /// Returns the name of an arrow in the drawing.
  static func name(_ arrow: Int) -> NodeID { NodeID.edge(arrow) }

  /// Returns the block that is a lane.
  func node(_ lane: Int) -> SankeyNode { blocks.nodes[lanes[lane]] }

  /// The parts that each lane's money passes, as the flow has them.
  var relations: Relations {
    var lines: [Int: [NodeID]] = [:]
    for (number, arrow) in arrows.enumerated() {
      for stream in arrow.streams { lines[stream, default: []].append(TimelineModel.name(number)) }
    }
    return Relations(
      of: flow, blocks: blocks.nodeOf.map { $0.map(SankeyModel.name) }, lines: lines)
  }

  // MARK: Lanes and arrows

  /// Returns true where several sources share a lane.
  func isShared(_ lane: Int) -> Bool {
    blocks.nodes[lane].kind == .accounts(.source)
      && zip(blocks.nodeOf, flow.parties).reduce(0) {
        $0 + ($1.0 == lane ? $1.1.accounts.count : 0)
      } > 1
  }

  /// Returns the middle of the stretch in which a payment took place, in milliseconds.
  static func moment(_ time: PostingTime) -> Int64 { time.start + (time.end - time.start) / 2 }

  private func arrows(_ fold: TimelineFold) -> [TimelineArrow] {
    let stopped = Set(flow.input.stopped)
    let laneOf = Dictionary(uniqueKeysWithValues: lanes.enumerated().map { ($1, $0) })
    func lane(_ party: Int) -> Int? { blocks.nodeOf[party].flatMap { laneOf[$0] } }
    var found: [Key: TimelineArrow] = [:]
    for (number, stream) in flow.streams.enumerated() {
      guard let from = lane(stream.from), let to = lane(stream.to) else { continue }
      for id in stream.transfers {
        let time = flow.ledger.transfer(id).time
        guard time.precision != .unknown else { continue }
        let period = fold.period(of: TimelineModel.moment(time))
        let key = Key(
          start: period.lowerBound, from: from, to: to, evidence: stream.evidence,
          way: stream.way, number: fold == .single ? Int(id.position) : 0)
        var arrow =
          found[key]
          ?? TimelineArrow(
            from: from, to: to, evidence: stream.evidence, way: stream.way,
            period: period)
        arrow.transfers.append(id)
        if arrow.streams.last != number { arrow.streams.append(number) }
        if stopped.contains(id) { arrow.stops = true }
        found[key] = arrow
      }
    }
    return found.sorted { left, right in
      func order(_ key: Key) -> (Int64, Int, Int, Int, Int) {
        (key.start, key.from, key.to, key.way.rawValue, key.number)
      }
      return order(left.key) != order(right.key)
        ? order(left.key) < order(right.key) : left.key.evidence < right.key.evidence
    }.map(\.value)
  }
}

/// Payments from one lane to another, drawn as one arrow.
struct TimelineArrow: Sendable, Hashable {
  /// The indices of the lanes.
  let from: Int
  let to: Int
  let evidence: FlowEvidence
  let way: FlowWay
  /// The payments, in ledger order.
  var transfers: [TransferID] = []
  /// The streams of the flow for which the arrow stands.
  var streams: [Int] = []
  /// True where the money of one of the payments stops where it arrives.
  var stops = false
  /// The moments between which the payments took place, in milliseconds: for one payment its own
  /// time, for several the stretch for which they were summed up.
  var period: Range<Int64>
}

/// The resolution of a timeline: every payment, or all payments of a stretch together.
enum TimelineFold: Sendable, Hashable {
  case single, day, week, month, quarter
  case years(Int)

  /// The resolutions from the finest to the coarsest.
  static let all: [TimelineFold] =
    [.single, .day, .week, .month, .quarter] + [1, 2, 5, 10, 50, 500].map(TimelineFold.years)

  /// Returns the stretch that contains a moment, in milliseconds.
  func period(of moment: Int64) -> Range<Int64> {
    let day = CivilDate(milliseconds: moment)
    switch self {
    case .single: return moment..<moment + 1
    case .day: return days(day.milliseconds, 1)
    case .week:
      // The first of January 1970 was a Thursday; weeks start on Mondays.
      let number = day.milliseconds / 86_400_000 + 3
      let weekday = (number % 7 + 7) % 7
      return days(day.milliseconds - weekday * 86_400_000, 7)
    case .month: return months(day, 1)
    case .quarter: return months(day, 3)
    case .years(let count):
      let first = (day.year - 1) / count * count + 1
      return TimelineFold.month(first, 0)..<TimelineFold.month(first + count, 0)
    }
  }

  private func days(_ start: Int64, _ count: Int64) -> Range<Int64> {
    start..<start + count * 86_400_000
  }

  private func months(_ day: CivilDate, _ length: Int) -> Range<Int64> {
    let first = (day.month - 1) / length * length
    return TimelineFold.month(day.year, first)..<TimelineFold.month(day.year, first + length)
  }

  /// Returns the start of a month, counted from 0; months beyond December are the next year's.
  static func month(_ year: Int, _ month: Int) -> Int64 {
    CivilDate(year: year + month / 12, month: month % 12 + 1, day: 1)?.milliseconds ?? .max
  }

  /// The note on the resolution for a reader; empty for single payments.
  var words: String {
    switch self {
    case .single: ""
    case .day: "All payments of a day between two lanes are one arrow."
    case .week: "All payments of a week between two lanes are one arrow."
    case .month: "All payments of a month between two lanes are one arrow."
    case .quarter: "All payments of three months between two lanes are one arrow."
    case .years(1): "All payments of a year between two lanes are one arrow."
    case .years(let count): "All payments of \(count) years between two lanes are one arrow."
    }
  }
}
