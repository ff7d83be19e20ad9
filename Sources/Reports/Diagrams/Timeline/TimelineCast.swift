internal import PaymentGraph

/// Assigns accounts to lanes of a timeline and payments to arrows.
///
/// Lanes are the blocks of a ``SankeyCast``: victims, by country where there are many; pooled
/// accounts; accounts that pay on; accounts where the money ends. Time is folded as little as keeps
/// the arrows at ``arrowLimit``, and where years are not enough, lanes are folded as well.
struct TimelineCast {
  /// The most arrows, where payments can be folded further.
  static let arrowLimit = 280
  /// The most payments that are drawn singly.
  static let singleLimit = 120

  let blocks: SankeyCast
  /// The blocks that are lanes, from the top.
  let lanes: [Int]
  private(set) var fold = TimelineFold.single
  /// The arrows by time, then by lanes.
  private(set) var arrows: [TimelineArrow] = []
  /// The number of payments that have no time.
  private(set) var untimed = 0

  var flow: FlowScene { blocks.flow }

  private struct Key: Hashable {
    let start: Int64
    let from: Int
    let to: Int
    let evidence: FlowEvidence
    let isReturn: Bool
    let number: Int
  }

  init(_ material: FlowMaterial, _ options: DiagramOptions) {
    var found: TimelineCast?
    // Fewer lanes are better than arrows that nobody can tell apart.
    for limit in [SankeyCast.blockLimit, 6, 3, 1] {
      let cast = TimelineCast(SankeyCast(material, options, blockLimit: limit))
      found = cast
      if cast.arrows.count <= TimelineCast.arrowLimit { break }
    }
    self = found ?? TimelineCast(SankeyCast(material, options))
  }

  private init(_ blocks: SankeyCast) {
    self.blocks = blocks
    let nodes = blocks.nodes
    lanes = nodes.indices.filter { !nodes[$0].isRest }
      .sorted { (nodes[$0].column, $0) < (nodes[$1].column, $1) }
    for fold in TimelineFold.all {
      self.fold = fold
      arrows = arrows(fold)
      if arrows.count <= (fold == .single ? TimelineCast.singleLimit : TimelineCast.arrowLimit) {
        break
      }
    }
    let ledger = flow.ledger
    untimed = Set(flow.streams.flatMap(\.transfers)).count {
      ledger.transfer($0).time.precision == .unknown
    }
  }

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
    let stopped = Set(flow.material.stopped)
    let laneOf = Dictionary(uniqueKeysWithValues: lanes.enumerated().map { ($1, $0) })
    func lane(_ party: Int) -> Int? { blocks.nodeOf[party].flatMap { laneOf[$0] } }
    var found: [Key: TimelineArrow] = [:]
    for (number, stream) in flow.streams.enumerated() {
      guard let from = lane(stream.from), let to = lane(stream.to) else { continue }
      for id in stream.transfers {
        let time = flow.ledger.transfer(id).time
        guard time.precision != .unknown else { continue }
        let period = fold.period(of: TimelineCast.moment(time))
        let key = Key(
          start: period.lowerBound, from: from, to: to, evidence: stream.evidence,
          isReturn: stream.isReturn, number: fold == .single ? Int(id.position) : 0)
        var arrow =
          found[key]
          ?? TimelineArrow(
            from: from, to: to, evidence: stream.evidence, isReturn: stream.isReturn,
            period: period)
        arrow.transfers.append(id)
        if arrow.streams.last != number { arrow.streams.append(number) }
        if stopped.contains(id) { arrow.stops = true }
        found[key] = arrow
      }
    }
    return found.sorted { left, right in
      func order(_ key: Key) -> (Int64, Int, Int, Int, Int) {
        (key.start, key.from, key.to, key.isReturn ? 1 : 0, key.number)
      }
      return order(left.key) != order(right.key)
        ? order(left.key) < order(right.key) : left.key.evidence < right.key.evidence
    }.map(\.value)
  }
}
