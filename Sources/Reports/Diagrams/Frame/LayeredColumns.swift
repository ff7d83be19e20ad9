/// Arranges boxes in columns so that lines between the columns cross little and run level.
///
/// The first step is the order within each column: sweeps from left to right and back sort every
/// column by the weighted centre of the neighbours of its boxes, ties by the order before; the
/// order with the least weight of crossings wins. The second is the height: every box is drawn to
/// the centre of its neighbours, and boxes of a column that would overlap move together as little
/// as possible (pooling of adjacent violators). A line that passes a column takes a slot of its own
/// there. All ties go to the box given first, so the same boxes always get the same positions.
/// O(*e*²) for each sweep over *e* lines.
struct LayeredColumns {
  /// A box with a height, in a column.
  struct Box {
    let column: Int
    let height: Double
    /// The rank: boxes of a higher rank come below all of a lower one.
    var rank = 0
  }

  /// A line between two boxes, in either direction.
  struct Line {
    let first: Int
    let second: Int
    let weight: Double
    /// The room that the line takes where it passes a column.
    let thickness: Double
  }

  /// The top of each box, in the order given.
  private(set) var tops: [Double] = []
  /// The heights at which each line passes columns, from left to right.
  private(set) var passes: [[Double]] = []
  /// The bottom of the lowest box; the highest top is 0.
  private(set) var height = 0.0

  private struct Piece {
    let left: Int
    let right: Int
    let weight: Double
  }

  private let gap: Double
  private var boxes: [Box]
  private var pieces: [Piece] = []
  private var columns: [[Int]]
  private var before: [[(box: Int, weight: Double)]]
  private var after: [[(box: Int, weight: Double)]]

  init(_ boxes: [Box], _ lines: [Line], gap: Double) {
    self.gap = gap
    self.boxes = boxes
    let count = (boxes.map(\.column).max() ?? -1) + 1
    columns = Array(repeating: [], count: count)
    before = []
    after = []
    var stations: [[Int]] = []
    for line in lines {
      let isTurned = boxes[line.first].column > boxes[line.second].column
      let (left, right) = isTurned ? (line.second, line.first) : (line.first, line.second)
      var last = left
      var own: [Int] = []
      let (from, to) = (boxes[left].column, boxes[right].column)
      if from < to {
        for column in (from + 1)..<to {
          own.append(self.boxes.count)
          self.boxes.append(Box(column: column, height: line.thickness))
          pieces.append(Piece(left: last, right: self.boxes.count - 1, weight: line.weight))
          last = self.boxes.count - 1
        }
        pieces.append(Piece(left: last, right: right, weight: line.weight))
      }
      stations.append(own)
    }
    for (number, box) in self.boxes.enumerated() { columns[box.column].append(number) }
    before = Array(repeating: [], count: self.boxes.count)
    after = before
    for piece in pieces {
      after[piece.left].append((piece.right, piece.weight))
      before[piece.right].append((piece.left, piece.weight))
    }
    findOrder()
    place()
    passes = stations.map { $0.map { tops[$0] + self.boxes[$0].height / 2 } }
    tops = Array(tops.prefix(boxes.count))
  }

  // MARK: Order

  private mutating func findOrder() {
    for column in columns.indices { sort(column) { _ in 0 } }
    var best = columns
    var least = crossings
    for round in 0..<16 where least > 0 {
      let forwards = round % 2 == 0
      for column in forwards ? Array(columns.indices) : columns.indices.reversed() {
        let middles = middles
        let (before, after) = (before, after)
        sort(column) { box in
          let near = forwards ? before[box] : after[box]
          let sum = near.reduce(0) { $0 + $1.weight }
          guard sum > 0 else { return middles[box] }
          return near.reduce(0) { $0 + middles[$1.box] * $1.weight } / sum
        }
      }
      let count = crossings
      if count < least {
        least = count
        best = columns
      }
    }
    columns = best
  }

  private mutating func sort(_ column: Int, _ key: (Int) -> Double) {
    let keys = columns[column].map(key)
    columns[column] = columns[column].indices.sorted { left, right in
      let (one, other) = (columns[column][left], columns[column][right])
      if boxes[one].rank != boxes[other].rank { return boxes[one].rank < boxes[other].rank }
      return keys[left] != keys[right] ? keys[left] < keys[right] : left < right
    }.map { columns[column][$0] }
  }

  /// The middle of each box when every column is stacked around one level.
  private var middles: [Double] {
    var middles = Array(repeating: 0.0, count: boxes.count)
    for column in columns {
      let whole = column.reduce(0) { $0 + boxes[$1].height + gap } - gap
      var top = -whole / 2
      for box in column {
        middles[box] = top + boxes[box].height / 2
        top += boxes[box].height + gap
      }
    }
    return middles
  }

  /// The weight of all pairs of lines that cross.
  private var crossings: Double {
    var positions = Array(repeating: 0, count: boxes.count)
    for column in columns {
      for (position, box) in column.enumerated() { positions[box] = position }
    }
    var found = 0.0
    let gaps = Dictionary(grouping: pieces) { boxes[$0.left].column }
    for own in gaps.sorted(by: { $0.key < $1.key }).map(\.value) {
      for (number, one) in own.enumerated() {
        for other in own[..<number] {
          let left = positions[one.left] - positions[other.left]
          let right = positions[one.right] - positions[other.right]
          if left * right < 0 { found += min(one.weight, other.weight) }
        }
      }
    }
    return found
  }

  // MARK: Places

  private mutating func place() {
    let middles = middles
    tops = boxes.indices.map { middles[$0] - boxes[$0].height / 2 }
    for round in 0..<40 {
      let forwards = round % 2 == 0
      for column in forwards ? Array(columns.indices) : columns.indices.reversed() {
        settle(column)
      }
    }
    let least = tops.min() ?? 0
    tops = tops.map { $0 - least }
    height = boxes.indices.map { tops[$0] + boxes[$0].height }.max() ?? 0
  }

  /// Moves the boxes of a column towards their neighbours, in their order and without overlap.
  private mutating func settle(_ column: Int) {
    var offset = 0.0
    var blocks: [(sum: Double, weight: Double, count: Int)] = []
    var offsets: [Double] = []
    for box in columns[column] {
      let near = before[box] + after[box]
      let weight = near.reduce(0) { $0 + $1.weight }
      let wanted =
        weight > 0
        ? near.reduce(0) { $0 + (tops[$1.box] + boxes[$1.box].height / 2) * $1.weight } / weight
          - boxes[box].height / 2
        : tops[box]
      let force = max(weight, 1e-6)
      offsets.append(offset)
      blocks.append(((wanted - offset) * force, force, 1))
      while blocks.count > 1, let last = blocks.last,
        case let previous = blocks[blocks.count - 2],
        previous.sum / previous.weight > last.sum / last.weight
      {
        blocks.removeLast(2)
        blocks.append(
          (previous.sum + last.sum, previous.weight + last.weight, previous.count + last.count))
      }
      offset += boxes[box].height + gap
    }
    var number = 0
    for block in blocks {
      for _ in 0..<block.count {
        tops[columns[column][number]] = block.sum / block.weight + offsets[number]
        number += 1
      }
    }
  }
}
