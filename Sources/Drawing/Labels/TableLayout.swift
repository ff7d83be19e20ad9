/// The layout of the cells of a label's table, computed without Graphviz.
///
/// Columns are as wide and rows as high as their cells need; a cell that spans several widens the
/// last of them. O(cells).
package struct TableLayout {
  private struct Place {
    let cell: LabelCell
    let row: Int
    let column: Int
  }

  /// The width of the table.
  package let width: Double
  /// The height of the table.
  package let height: Double
  private let table: LabelTable
  private let places: [Place]
  private let lefts: [Double]
  private let tops: [Double]

  /// Lays a table out.
  package init(_ table: LabelTable) {
    self.table = table
    var places: [Place] = []
    var taken: Set<[Int]> = []
    for (row, cells) in table.rows.enumerated() {
      var column = 0
      for cell in cells {
        while taken.contains([row, column]) { column += 1 }
        places.append(Place(cell: cell, row: row, column: column))
        for down in 0..<max(1, cell.rowSpan) {
          for right in 0..<max(1, cell.columnSpan) { taken.insert([row + down, column + right]) }
        }
        column += max(1, cell.columnSpan)
      }
    }
    self.places = places
    let sizes = places.map { TableLayout.size(of: $0.cell, in: table) }
    lefts = TableLayout.starts(
      zip(places, sizes).map { ($0.column, max(1, $0.cell.columnSpan), $1.width) }, in: table)
    tops = TableLayout.starts(
      zip(places, sizes).map { ($0.row, max(1, $0.cell.rowSpan), $1.height) }, in: table)
    width = (lefts.last ?? 0) + Double(table.border)
    height = (tops.last ?? 0) + Double(table.border)
  }

  /// Returns the starts of the columns (or rows), and the end of the last: cells of one column
  /// count first, then those that span several.
  private static func starts(
    _ needs: [(first: Int, span: Int, length: Double)], in table: LabelTable
  ) -> [Double] {
    var lengths = Array(repeating: 0.0, count: needs.map { $0.first + $0.span }.max() ?? 0)
    for need in needs where need.span == 1 {
      lengths[need.first] = max(lengths[need.first], need.length)
    }
    for need in needs where need.span > 1 {
      let last = need.first + need.span - 1
      let others = lengths[need.first..<last].reduce(0, +)
      lengths[last] = max(lengths[last], need.length - others)
    }
    var starts = [Double(table.border + table.spacing)]
    for length in lengths { starts.append((starts.last ?? 0) + length + Double(table.spacing)) }
    return starts
  }

  private static func size(
    of cell: LabelCell, in table: LabelTable
  ) -> (width: Double, height: Double) {
    let spare = Double(2 * (cell.padding ?? table.padding))
    let content: (width: Double, height: Double)
    switch cell.content {
    case .lines(let runs):
      content = (runs.map(\.width).max() ?? 0, runs.map(lineHeight).reduce(0, +))
    case .inline(let runs):
      content = (runs.map(\.width).reduce(0, +), runs.map(lineHeight).max() ?? 0)
    case .table(let inner):
      let plan = TableLayout(inner)
      content = (plan.width, plan.height)
    }
    return (
      max(content.width + spare, Double(cell.width ?? 0)),
      max(content.height + spare, Double(cell.height ?? 0))
    )
  }

  private static func lineHeight(_ run: LabelRun) -> Double {
    max(size(run), Double(run.leading?.tenths ?? 0) / 10) * 1.2
  }
  private static func size(_ run: LabelRun) -> Double { Double(run.size.tenths) / 10 }

  /// A box on paper.
  package typealias Box = (corner: DrawingPoint, width: Double, height: Double)

  /// Returns the box of the cell with a port, for a table at a point; nil where no cell has it.
  package func box(ofPort port: NodeID, at place: DrawingPoint) -> Box? {
    places.first { $0.cell.port == port }.map { box($0, at: place) }
  }

  private func box(_ found: Place, at place: DrawingPoint) -> Box {
    let (left, top) = (lefts[found.column], tops[found.row])
    let right = lefts[min(lefts.count - 1, found.column + max(1, found.cell.columnSpan))]
    let bottom = tops[min(tops.count - 1, found.row + max(1, found.cell.rowSpan))]
    return (DrawingPoint(place.x + left, place.y + top), right - left, bottom - top)
  }

  /// Draws the table with its top left corner at a point.
  package func items(at place: DrawingPoint, hasHalo: Bool = false) -> [DrawingItem] {
    var items: [DrawingItem] = []
    let border = table.border > 0 ? table.borderColor ?? DiagramColor(0x1B2733) : nil
    if table.background != nil || border != nil {
      items.append(
        .shape(
          DrawingShape(
            .box(place, width: width, height: height), fill: table.background, stroke: border,
            strokeWidth: Double(max(1, table.border)))))
    }
    for found in places {
      let box = box(found, at: place)
      let cell = found.cell
      var drawn: [DrawingItem] = []
      if let color = cell.background {
        drawn.append(
          .shape(
            DrawingShape(
              .box(box.corner, width: box.width, height: box.height), fill: color)))
      }
      drawn += content(of: cell, in: box, hasHalo)
      guard let name = cell.name else {
        items += drawn
        continue
      }
      items.append(
        .group(
          DrawingGroup(
            name: name, styleClass: "row", tooltip: cell.tooltip.isEmpty ? nil : cell.tooltip,
            items: drawn)))
    }
    return items
  }

  private func content(
    of cell: LabelCell, in box: Box, _ hasHalo: Bool
  ) -> [DrawingItem] {
    let padding = Double(cell.padding ?? table.padding)
    var items: [DrawingItem] = []
    func add(_ run: LabelRun, x: Double, top: Double, anchor: DrawingText.Anchor) {
      let words = LabelText.clean(run.text)
      guard !words.allSatisfy(\.isWhitespace) else { return }
      items.append(
        .text(
          DrawingText(
            words, at: DrawingPoint(x, top + TableLayout.size(run)), size: TableLayout.size(run),
            color: run.color, anchor: anchor, isBold: run.isBold, isItalic: run.isItalic,
            hasHalo: hasHalo)))
    }
    switch cell.content {
    case .lines(let runs):
      let (x, anchor): (Double, DrawingText.Anchor) =
        switch cell.alignment {
        case .left: (box.corner.x + padding, .start)
        case .center: (box.corner.x + box.width / 2, .middle)
        case .right: (box.corner.x + box.width - padding, .end)
        }
      let high = runs.map(TableLayout.lineHeight).reduce(0, +)
      var top = box.corner.y + (box.height - high) / 2
      for run in runs {
        let lead = (TableLayout.lineHeight(run) - TableLayout.size(run) * 1.2)
        add(run, x: x, top: top + lead, anchor: anchor)
        top += TableLayout.lineHeight(run)
      }
    case .inline(let runs):
      var x = box.corner.x + padding
      for run in runs {
        add(run, x: x, top: box.corner.y + padding, anchor: .start)
        x += run.width
      }
    case .table(let inner):
      items = TableLayout(inner).items(
        at: DrawingPoint(box.corner.x + padding, box.corner.y + padding), hasHalo: hasHalo)
    }
    return items
  }
}
