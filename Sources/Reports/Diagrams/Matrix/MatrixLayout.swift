internal import Drawing
internal import PaymentGraph

/// The layout of a matrix: names at the left, heads above, figures in cells as dark as they are
/// large.
struct MatrixLayout {
  private static let rowHeight = 18.0

  private let model: MatrixModel
  private let words: MatrixText
  private let scales: [MatrixUnit: HeatScale]
  private let widths: [Double]
  private let claimedWidth: Double
  private let nameRoom: Double
  private let numberRoom: Double
  private let heads: [[String]]

  init(_ model: MatrixModel, _ words: MatrixText) {
    self.model = model
    self.words = words
    var largest: [MatrixUnit: Int128] = [:]
    for (number, column) in model.columns.enumerated() where column.kind != .sum {
      for row in model.rows where !row.isFolded {
        largest[column.unit] = max(largest[column.unit] ?? 0, row.amounts[number] ?? 0)
      }
    }
    scales = Dictionary(
      uniqueKeysWithValues: largest.map { ($0, HeatScale($0, largest: max(1, $1))) })
    widths = model.columns.indices.map { number in
      let amounts = model.rows.compactMap { $0.amounts[number] } + [model.sums[number]]
      let texts = amounts.compactMap(model.columns[number].unit.cell)
      let widest = texts.map { TextWidth.of($0, size: 9, isBold: true) }.max() ?? 0
      return max(76, (widest + 14).rounded(.up))
    }
    let names = model.rows.map { TextWidth.of($0.name, size: 9.5, isBold: true) }
    // The words of the last row need room as well.
    let last = TextWidth.of(words.sumWords, size: 9.5, isBold: true)
    nameRoom = min(150, max(60, names.max() ?? 0) + 12).rounded(.up)
    let numbers = model.rows.map { TextWidth.of($0.detail, size: 8.5) }.max() ?? 0
    numberRoom = max(numbers > 0 ? min(110, numbers + 10) : 0, last + 10 - nameRoom).rounded(.up)
    let claimed = model.rows.map { TextWidth.of(MatrixLayout.claimed($0), size: 9) }.max() ?? 0
    claimedWidth = min(190, max(70, claimed + 16)).rounded(.up)
    heads = zip(model.columns, widths).map { column, width in
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
    row.claimed.words
  }

  /// Returns the left edge of a column's cells.
  private func x(_ column: Int) -> Double {
    DiagramFrame.margin + nameRoom + numberRoom + claimedWidth
      + widths[..<column].reduce(0, +) + Double(column) * 2
  }

  private var detailLines: [[String]] {
    zip(model.columns, widths).map { column, width in
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
    for column in model.columns.indices {
      items.append(head(column, details[column], top: top, base: base))
    }
    items.append(
      text(
        words.paidWord.prefix(1).uppercased() + words.paidWord.dropFirst(), at: x(0) - 10,
        base - 6, size: 9, color: Palette.secondary, anchor: .end))
    var y = base
    for number in model.rows.indices {
      items += row(number, top: y)
      y += MatrixLayout.rowHeight
    }
    items.append(line(y + 1.5, width: 1.2, color: Palette.ink))
    items += sums(top: y + 3)
    let end = DrawingPoint(DiagramFrame.margin + width, y + 3 + MatrixLayout.rowHeight)
    return (
      items, TableHeads(columns: top...base, rows: DiagramFrame.margin...(x(0) - 4), end: end)
    )
  }

  private func head(
    _ number: Int, _ details: [String], top: Double, base: Double
  ) -> DrawingItem {
    let column = model.columns[number]
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
        name: MatrixModel.columnName(number), styleClass: "head",
        tooltip: "\(column.name), \(column.detail): "
          + (column.unit.words(model.sums[number]) ?? ""),
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
    let row = model.rows[number]
    let base = top + MatrixLayout.rowHeight - 5.5
    var items: [DrawingItem] = [
      line(top + MatrixLayout.rowHeight, width: 0.5, color: Palette.other.withAlpha(0x60))
    ]
    let label: [DrawingItem] = [
      text(
        TextWidth.fitted(
          row.name, into: nameRoom - 8, size: 9.5, isBold: !row.isFolded),
        at: DiagramFrame.margin, base, size: 9.5, color: Palette.ink, isBold: !row.isFolded,
        isItalic: row.isFolded),
      text(
        TextWidth.fitted(row.detail, into: numberRoom - 6, size: 8.5),
        at: DiagramFrame.margin + nameRoom, base, size: 8.5, color: Palette.secondary),
      text(
        TextWidth.fitted(MatrixLayout.claimed(row), into: claimedWidth - 12, size: 9),
        at: x(0) - 10, base, size: 9, color: Palette.secondary, anchor: .end),
    ]
    items.append(
      .group(
        DrawingGroup(
          name: MatrixModel.rowName(number), styleClass: "party",
          tooltip: [row.name, row.detail, "\(words.paidWord) \(MatrixLayout.claimed(row))"]
            .filter { !$0.isEmpty }.joined(separator: ", "),
          items: label)))
    for column in model.columns.indices {
      cell(number, column, top: top).map { items.append($0) }
    }
    return items
  }

  private func cell(_ row: Int, _ column: Int, top: Double) -> DrawingItem? {
    let head = model.columns[column]
    guard let amount = model.rows[row].amounts[column],
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
    let words = model.rows[row].words[column]
    return .group(
      DrawingGroup(
        name: model.cellName(row, column: column), styleClass: "cell",
        tooltip: "\(model.rows[row].name), \(head.name): \(total)"
          + (words.isEmpty ? "" : ", \(words)"),
        items: items))
  }

  private func sums(top: Double) -> [DrawingItem] {
    let base = top + MatrixLayout.rowHeight - 5.5
    var items = [
      text(
        words.sumWords, at: DiagramFrame.margin, base, size: 9.5, color: Palette.ink, isBold: true)
    ]
    for (number, column) in model.columns.enumerated() {
      guard let figure = column.unit.cell(model.sums[number]) else { continue }
      items.append(
        text(
          figure, at: x(number) + widths[number] - 5, base, size: 9,
          color: Palette.ink, anchor: .end, isBold: true))
    }
    return items
  }

  private func line(_ y: Double, width: Double, color: DiagramColor) -> DrawingItem {
    DiagramFrame.rule(
      from: DiagramFrame.margin, to: DiagramFrame.margin + self.width, at: y, thickness: width,
      color: color)
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

/// A scale of five colours for the figures of one unit: each darker than the one before, so that a
/// grey print shows them as well.
struct HeatScale: Sendable, Hashable {
  let unit: MatrixUnit
  /// The upper limits of the first four steps, in minor units or payments, rising; fewer where
  /// figures are small.
  let limits: [Int128]

  /// Creates the scale.
  ///
  /// - Parameter largest: The largest figure.
  init(_ unit: MatrixUnit, largest: Int128) {
    self.unit = unit
    var limits: [Int128] = []
    for part in [16, 8, 4, 2] as [Int128] {
      let limit = HeatScale.round(max(1, largest / part))
      if limit < largest, limit > limits.last ?? 0 { limits.append(limit) }
    }
    self.limits = limits
  }

  /// Returns the least of 1, 2, 5, 10, 20, 50, … that is no less than an amount.
  static func round(_ amount: Int128) -> Int128 {
    var power: Int128 = 1
    while power < Int128.max / 100 {
      for step in [1, 2, 5] as [Int128] where step * power >= amount { return step * power }
      power *= 10
    }
    return amount
  }

  /// Returns the colour behind an amount and the colour of its digits.
  func colors(_ amount: Int128) -> (fill: DiagramColor, ink: DiagramColor) {
    // A scale of fewer steps has the darker ones.
    let step = (limits.firstIndex { amount <= $0 } ?? limits.count) + 4 - limits.count
    return (Palette.heat[step], step < 3 ? Palette.ink : Palette.paper)
  }

  /// The steps with their ranges.
  var legend: [LegendMark] {
    (limits.map(Optional.some) + [nil]).enumerated().map { number, limit in
      let color = Palette.heat[number + 4 - limits.count]
      let words: String
      if let limit, let figure = unit.cell(limit) {
        words =
          number == 0
          ? "\(unit.heading) up to \(HeatScale.withoutZeros(figure))"
          : "to \(HeatScale.withoutZeros(figure))"
      } else {
        words = limits.isEmpty ? unit.heading : "more"
      }
      return LegendMark(.square(color), words, startsLine: number == 0)
    }
  }

  /// Returns a figure without decimals that are all 0.
  static func withoutZeros(_ text: String) -> String {
    guard let point = text.lastIndex(of: "."), text[point...].dropFirst().allSatisfy({ $0 == "0" })
    else { return text }
    return String(text[..<point])
  }

  /// Writes an amount without its currency.
  static func cell(_ total: MoneyTotal) -> String {
    String(total.description.dropFirst(total.currency.code.count + 1))
  }
}
