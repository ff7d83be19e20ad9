internal import Drawing
internal import PaymentGraph

/// The positions of the blocks and bands of one panel of a Sankey diagram.
struct SankeyLayout {
  /// The width of a block.
  static let barWidth = 14.0
  /// The room between the blocks of two columns, where all columns are used.
  static let columnGap = 236.0
  /// The room that a block's words need.
  static let labelHeight = 40.0

  /// The end of a band at a block, from its upper edge.
  struct End: Sendable, Hashable {
    var top = 0.0
    var thickness = 0.0
  }

  let model: SankeyModel
  let panel: SankeyPanel
  /// The points for each minor unit.
  let scale: Double
  /// The left edge of the first column's blocks.
  let left: Double
  /// The columns that the panel has, from left to right; they share the whole width.
  let columns: [Int]

  /// The room between the blocks of two such columns.
  let gap: Double

  /// The blocks that the panel has, in their order.
  let used: [Int]
  /// The top and height of each block, from the top of the panel.
  private(set) var bars: [Int: (top: Double, height: Double)] = [:]
  /// The start and the end of each band.
  private(set) var ends: [(start: End, end: End)] = []
  /// The heights at which each band passes columns, from left to right.
  private(set) var passes: [[Double]] = []
  private(set) var height = 0.0

  init(_ model: SankeyModel, _ panel: SankeyPanel, left: Double, columnGap: Double) {
    self.model = model
    self.panel = panel
    self.left = left
    let bands = panel.bands
    columns = Set(bands.flatMap { [model.nodes[$0.from].column, model.nodes[$0.to].column] })
      .sorted()
    let all = (model.nodes.map(\.column).max() ?? 0) + 1
    gap =
      columnGap
      + Double(all - columns.count) * (columnGap + SankeyLayout.barWidth)
      / Double(max(1, columns.count - 1))
    let used = model.nodes.indices.filter { node in
      panel.bands.contains { $0.from == node || $0.to == node }
    }
    self.used = used
    func column(_ node: Int) -> Int { model.nodes[node].column }
    /// Returns the sums at the left and right side of a block, in minor units.
    func sides(_ node: Int) -> (Int128, Int128) {
      var (left, right): (Int128, Int128) = (0, 0)
      for band in panel.bands where band.from == node || band.to == node {
        let other = band.from == node ? band.to : band.from
        let amount = band.from == node ? band.start : band.end
        if column(other) < column(node) { left += amount } else { right += amount }
      }
      return (left, right)
    }
    let values = used.map { node in
      let (left, right) = sides(node)
      return Double(max(left, right))
    }
    let columns = Dictionary(grouping: used.indices) { column(used[$0]) }
    let most = columns.values.map(\.count).max() ?? 1
    let largest = columns.values.map { $0.reduce(0.0) { $0 + values[$1] } }.max() ?? 1
    let scale = min(400, 90 + Double(most) * 42) / max(largest, 1)
    self.scale = scale
    let heights = values.map { max(1.5, $0 * scale) }
    let boxes = used.indices.map { number in
      LayeredColumns.Box(
        column: column(used[number]), height: max(heights[number], SankeyLayout.labelHeight),
        rank: model.nodes[used[number]].isUnexplained ? 1 : 0)
    }
    let place = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
    let lines = panel.bands.map { band in
      LayeredColumns.Line(
        first: place[band.from] ?? 0, second: place[band.to] ?? 0,
        weight: Double(max(band.start, band.end)) * scale,
        thickness: max(1, Double(max(band.start, band.end)) * scale))
    }
    let layout = LayeredColumns(boxes, lines, gap: 10)
    for (number, node) in used.enumerated() {
      let middle = layout.tops[number] + boxes[number].height / 2
      bars[node] = (middle - heights[number] / 2, heights[number])
    }
    passes = layout.passes
    height = layout.height
    setEnds(column)
  }

  /// Returns the left edge of a column's blocks.
  func x(_ column: Int) -> Double {
    left + Double(columns.firstIndex(of: column) ?? 0) * (SankeyLayout.barWidth + gap)
  }

  /// Returns the columns between two blocks through which a band passes.
  func between(_ one: Int, _ other: Int) -> [Int] {
    columns.filter { $0 > min(one, other) && $0 < max(one, other) }
  }

  /// Stacks the bands at each side of each block, in the order of their other ends.
  private mutating func setEnds(_ column: (Int) -> Int) {
    ends = panel.bands.map { band in
      (
        End(thickness: max(0.75, Double(band.start) * scale)),
        End(thickness: max(0.75, Double(band.end) * scale))
      )
    }
    for node in used {
      guard let bar = bars[node] else { continue }
      for isLeft in [true, false] {
        /// Returns the height to which the band goes next: its pass through the neighbouring
        /// column, else the middle of its other block.
        func next(_ band: Int, isStart: Bool) -> Double {
          let other = isStart ? panel.bands[band].to : panel.bands[band].from
          let way = isLeft ? passes[band].last : passes[band].first
          let middle = bars[other].map { $0.top + $0.height / 2 } ?? 0
          return way ?? middle
        }
        var own: [(band: Int, isStart: Bool, key: Double)] = []
        for (number, band) in panel.bands.enumerated() {
          if band.from == node, (column(band.to) < column(node)) == isLeft {
            own.append((number, true, next(number, isStart: true)))
          }
          if band.to == node, (column(band.from) < column(node)) == isLeft {
            own.append((number, false, next(number, isStart: false)))
          }
        }
        own.sort { ($0.key, $0.band) < ($1.key, $1.band) }
        let sum = own.reduce(0.0) {
          $0 + ($1.isStart ? ends[$1.band].start.thickness : ends[$1.band].end.thickness)
        }
        var top = bar.top + (bar.height - sum) / 2
        for (band, isStart, _) in own {
          if isStart {
            ends[band].start.top = top
            top += ends[band].start.thickness
          } else {
            ends[band].end.top = top
            top += ends[band].end.thickness
          }
        }
      }
    }
  }
}
