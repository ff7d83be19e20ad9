internal import Drawing
internal import PaymentGraph

/// The layout of a matrix: names at the left, heads above, figures in cells as dark as they are
/// large.
struct MatrixLayout {
  private static let rowHeight = 18.0

  let content: MatrixContent
  private let scales: [MatrixUnit: HeatScale]
  private let widths: [Double]
  private let claimedWidth: Double
  private let nameRoom: Double
  private let numberRoom: Double
  private let heads: [[String]]

  init(_ content: MatrixContent) {
    self.content = content
    var largest: [MatrixUnit: Int128] = [:]
    for (number, column) in content.columns.enumerated() where column.kind != .sum {
      for row in content.rows where !row.isFolded {
        largest[column.unit] = max(largest[column.unit] ?? 0, row.amounts[number] ?? 0)
      }
    }
    scales = Dictionary(
      uniqueKeysWithValues: largest.map { ($0, HeatScale($0, largest: max(1, $1))) })
    widths = content.columns.indices.map { number in
      let amounts = content.rows.compactMap { $0.amounts[number] } + [content.sums[number]]
      let texts = amounts.compactMap(content.columns[number].unit.cell)
      let widest = texts.map { TextWidth.of($0, size: 9, isBold: true) }.max() ?? 0
      return max(76, (widest + 14).rounded(.up))
    }
    let names = content.rows.map { TextWidth.of($0.name, size: 9.5, isBold: true) }
    // The words of the last row need room as well.
    let last = TextWidth.of(content.sumWords, size: 9.5, isBold: true)
    nameRoom = min(150, max(60, names.max() ?? 0) + 12).rounded(.up)
    let numbers = content.rows.map { TextWidth.of($0.detail, size: 8.5) }.max() ?? 0
    numberRoom = max(numbers > 0 ? min(110, numbers + 10) : 0, last + 10 - nameRoom).rounded(.up)
    let claimed = content.rows.map { TextWidth.of(MatrixLayout.claimed($0), size: 9) }.max() ?? 0
    claimedWidth = min(190, max(70, claimed + 16)).rounded(.up)
    heads = zip(content.columns, widths).map { column, width in
      TextLines.of(column.name, width: width - 8, size: 9.5, isBold: true, limit: 3)
    }
  }

  /// The width of the whole matrix.
  var width: Double {
    nameRoom + numberRoom + claimedWidth + widths.reduce(0, +)
      + Double(widths.count) * 2
  }

  var legend: [LegendMark] { scales.keys.sorted().flatMap { scales[$0]?.legend ?? [] } }

  private static func claimed(_ row: MatrixRow) -> String {
    row.claimed.lines.map(\.description).joined(separator: " + ")
  }

  /// Returns the left edge of a column's cells.
  private func x(_ column: Int) -> Double {
    Sheet.margin + nameRoom + numberRoom + claimedWidth
      + widths[..<column].reduce(0, +) + Double(column) * 2
  }

  private var detailLines: [[String]] {
    zip(content.columns, widths).map { column, width in
      column.detail.isEmpty
        ? []
        : TextLines.of(column.detail, width: width - 8, size: 8.5, limit: 3)
    }
  }

  /// Draws the matrix; also returns the position of its heads and its end.
  func items(top: Double) -> (items: [DrawingItem], heads: TableHeads) {
    let details = detailLines
    let lines = zip(heads, details).map { $0.count + $1.count }.max() ?? 0
    let base = top + 10 + Double(lines + 1) * 12 + 4
    var items: [DrawingItem] = []
    for column in content.columns.indices {
      items.append(head(column, details[column], top: top, base: base))
    }
    items.append(
      text(
        content.paidWord.prefix(1).uppercased() + content.paidWord.dropFirst(), at: x(0) - 10,
        base - 6, size: 9, color: Palette.secondary, anchor: .end))
    var y = base
    for number in content.rows.indices {
      items += row(number, top: y)
      y += MatrixLayout.rowHeight
    }
    items.append(line(y + 1.5, width: 1.2, color: Palette.ink))
    items += sums(top: y + 3)
    let end = DrawingPoint(Sheet.margin + width, y + 3 + MatrixLayout.rowHeight)
    return (
      items, TableHeads(columns: top...base, rows: Sheet.margin...(x(0) - 4), end: end)
    )
  }

  private func head(
    _ number: Int, _ details: [String], top: Double, base: Double
  ) -> DrawingItem {
    let column = content.columns[number]
    let (left, right) = (x(number), x(number) + widths[number])
    var items: [DrawingItem] = [
      .shape(
        DrawingShape(
          .box(DrawingPoint(left, top), width: widths[number], height: 4),
          fill: MatrixLayout.color(column)))
    ]
    var y = top + 15
    for words in heads[number] {
      items.append(
        text(
          words, at: right - 5, y, size: 9.5, color: Palette.ink, anchor: .end, isBold: true,
          isItalic: column.kind == .folded))
      y += 12
    }
    for words in details {
      items.append(text(words, at: right - 5, y, size: 8.5, color: Palette.secondary, anchor: .end))
      y += 11
    }
    items.append(
      text(
        column.unit.heading, at: right - 5, base - 6, size: 9, color: Palette.secondary,
        anchor: .end))
    return .group(
      DrawingGroup(
        name: MatrixDiagram.columnName(number), styleClass: "head",
        tooltip: "\(column.name), \(column.detail): "
          + (column.unit.words(content.sums[number]) ?? ""),
        items: items))
  }

  static func color(_ column: MatrixColumn) -> DiagramColor {
    switch column.kind {
    case .account(let tier): Palette.band(tier)
    case .folded: Palette.band(.end)
    case .rest, .sum: Palette.other
    }
  }

  private func row(_ number: Int, top: Double) -> [DrawingItem] {
    let row = content.rows[number]
    let base = top + MatrixLayout.rowHeight - 5.5
    var items: [DrawingItem] = [
      line(top + MatrixLayout.rowHeight, width: 0.5, color: Palette.other.withAlpha(0x60))
    ]
    let label: [DrawingItem] = [
      text(
        TextWidth.fitted(
          row.name, into: nameRoom - 8, size: 9.5, isBold: !row.isFolded),
        at: Sheet.margin, base, size: 9.5, color: Palette.ink, isBold: !row.isFolded,
        isItalic: row.isFolded),
      text(
        TextWidth.fitted(row.detail, into: numberRoom - 6, size: 8.5),
        at: Sheet.margin + nameRoom, base, size: 8.5, color: Palette.secondary),
      text(
        TextWidth.fitted(MatrixLayout.claimed(row), into: claimedWidth - 12, size: 9),
        at: x(0) - 10, base, size: 9, color: Palette.secondary, anchor: .end),
    ]
    items.append(
      .group(
        DrawingGroup(
          name: MatrixDiagram.rowName(number), styleClass: "party",
          tooltip: [row.name, row.detail, "\(content.paidWord) \(MatrixLayout.claimed(row))"]
            .filter { !$0.isEmpty }.joined(separator: ", "),
          items: label)))
    for column in content.columns.indices {
      cell(number, column, top: top).map { items.append($0) }
    }
    return items
  }

  private func cell(_ row: Int, _ column: Int, top: Double) -> DrawingItem? {
    let head = content.columns[column]
    guard let amount = content.rows[row].amounts[column],
      let figure = head.unit.cell(amount), let total = head.unit.words(amount)
    else { return nil }
    let colors =
      head.kind == .sum
      ? nil : scales[head.unit].map { $0.colors(amount) }
    let base = top + MatrixLayout.rowHeight - 5.5
    var items: [DrawingItem] = []
    if let colors {
      items.append(
        .shape(
          DrawingShape(
            .box(
              DrawingPoint(x(column), top + 1), width: widths[column],
              height: MatrixLayout.rowHeight - 1.5), fill: colors.fill)))
    }
    items.append(
      text(
        figure, at: x(column) + widths[column] - 5, base, size: 9,
        color: colors?.ink ?? Palette.ink, anchor: .end))
    let words = content.rows[row].words[column]
    return .group(
      DrawingGroup(
        name: MatrixDiagram.cellName(row, column: column, content: content), styleClass: "cell",
        tooltip: "\(content.rows[row].name), \(head.name): \(total)"
          + (words.isEmpty ? "" : ", \(words)"),
        items: items))
  }

  private func sums(top: Double) -> [DrawingItem] {
    let base = top + MatrixLayout.rowHeight - 5.5
    var items = [
      text(content.sumWords, at: Sheet.margin, base, size: 9.5, color: Palette.ink, isBold: true)
    ]
    for (number, column) in content.columns.enumerated() {
      guard let figure = column.unit.cell(content.sums[number]) else { continue }
      items.append(
        text(
          figure, at: x(number) + widths[number] - 5, base, size: 9,
          color: Palette.ink, anchor: .end, isBold: true))
    }
    return items
  }

  private func line(_ y: Double, width: Double, color: DiagramColor) -> DrawingItem {
    Sheet.rule(
      from: Sheet.margin, to: Sheet.margin + self.width, at: y, thickness: width, color: color)
  }

  private func text(
    _ words: String, at x: Double, _ y: Double, size: Double, color: DiagramColor,
    anchor: DrawingText.Anchor = .start, isBold: Bool = false, isItalic: Bool = false
  ) -> DrawingItem {
    .text(
      DrawingText(
        words, at: DrawingPoint(x, y), size: size, color: color, anchor: anchor, isBold: isBold,
        isItalic: isItalic))
  }
}
