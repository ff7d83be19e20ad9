internal import Compromise
internal import Drawing
internal import PaymentGraph

/// The bars of lists, and below them the contacts by day and place.
struct CompromiseLayout {
  static let width = 900.0
  static let named = Palette.channels[0]
  static let limited = DiagramColor(0xB9D5E6)

  private static let rowHeight = 27.0
  private static let nameRoom = 190.0
  private static let countRoom = 66.0
  private static let axisWidth = 240.0
  private static let gap = 16.0
  private static let plotHeight = 230.0

  let text: CompromiseText
  let lists: [CompromiseAnswer.ListRow]
  let contacts: [CompromiseAnswer.OrderedContacts.Contact]
  /// The top of the picture.
  let top: Double

  static func rowName(_ row: Int) -> NodeID { NodeID("l\(row)") }

  private var left: Double { DiagramFrame.margin }
  private var axisLeft: Double {
    left + CompromiseLayout.nameRoom + 2 * CompromiseLayout.countRoom + CompromiseLayout.gap
  }
  private var wordsLeft: Double {
    axisLeft + CompromiseLayout.axisWidth + 2 * CompromiseLayout.gap
  }
  private var wordsRoom: Double { left + CompromiseLayout.width - wordsLeft }
  private var firstRow: Double { top + 24 }
  private var barsBottom: Double {
    lists.isEmpty ? top : firstRow + Double(lists.count) * CompromiseLayout.rowHeight
  }
  private var plotTop: Double { barsBottom + 54 }

  /// The lower edge of the picture.
  var bottom: Double {
    contacts.isEmpty ? barsBottom + 6 : plotTop + CompromiseLayout.plotHeight + 22
  }

  var items: [DrawingItem] {
    (lists.isEmpty ? [] : heads + grid + lists.indices.map(row)) + (contacts.isEmpty ? [] : plot)
  }

  private func words(
    _ words: String, x: Double, y: Double, size: Double = 9,
    color: DiagramColor = Palette.secondary,
    anchor: DrawingText.Anchor = .start, isBold: Bool = false
  ) -> DrawingItem {
    .text(
      DrawingText(
        words, at: DrawingPoint(x, y), size: size, color: color, anchor: anchor, isBold: isBold))
  }

  // MARK: Bars

  private func x(_ share: Double) -> Double {
    axisLeft + CompromiseLayout.axisWidth * min(1, max(0, share))
  }

  private var heads: [DrawingItem] {
    let y = top + 6
    let counts = left + CompromiseLayout.nameRoom
    return [
      words("list", x: left, y: y),
      words("victims", x: counts + CompromiseLayout.countRoom, y: y, anchor: .end),
      words("others", x: counts + 2 * CompromiseLayout.countRoom, y: y, anchor: .end),
      words("verdict", x: wordsLeft, y: y),
    ]
      + [0.0, 0.25, 0.5, 0.75, 1].map {
        words(CompromiseWords.percent($0), x: x($0), y: y, anchor: .middle)
      }
  }

  private var grid: [DrawingItem] {
    [0.0, 0.25, 0.5, 0.75, 1].map { share in
      .shape(
        DrawingShape(
          .box(
            DrawingPoint(x(share) - 0.35, top + 11), width: 0.7, height: barsBottom - top - 11),
          fill: Palette.other.withAlpha(0x50)))
    }
  }

  private func row(_ number: Int) -> DrawingItem {
    let list = lists[number]
    let y = firstRow + Double(number) * CompromiseLayout.rowHeight
    let isNamed = list.verdict == .supported || list.verdict == .oneOf
    let name = text.name(list)
    let counts = left + CompromiseLayout.nameRoom
    let verdict = text.verdict(list)
    var items: [DrawingItem] = [
      words(
        TextWidth.fitted(
          name, into: CompromiseLayout.nameRoom - 8, size: 10.5, isBold: isNamed),
        x: left, y: y + 13, size: 10.5, color: Palette.ink, isBold: isNamed),
      words(
        text.victims(list), x: counts + CompromiseLayout.countRoom, y: y + 13, anchor: .end),
      words(
        TextWidth.fitted(text.others(list), into: CompromiseLayout.countRoom - 4, size: 9),
        x: counts + 2 * CompromiseLayout.countRoom, y: y + 13, anchor: .end),
    ]
    items += bar(list, y: y)
    let lines = TextLines.of(verdict, width: wordsRoom, size: 9, isBold: isNamed, limit: 2)
    for (place, line) in lines.enumerated() {
      items.append(
        words(
          line, x: wordsLeft, y: y + (lines.count == 1 ? 13 : 8 + Double(place) * 11),
          color: isNamed ? Palette.ink : Palette.secondary, isBold: isNamed))
    }
    return .group(
      DrawingGroup(
        name: CompromiseLayout.rowName(number), styleClass: "party",
        tooltip: "\(name): \(text.victims(list)) victims, \(text.others(list)) others, \(verdict)",
        items: items))
  }

  private func bar(_ list: CompromiseAnswer.ListRow, y: Double) -> [DrawingItem] {
    guard let share = list.figures?.share else { return [] }
    switch list.verdict {
    case .supported, .oneOf:
      return [
        .shape(
          DrawingShape(
            .box(
              DrawingPoint(x(share.low), y + 3), width: max(1, x(share.high) - x(share.low)),
              height: 13), fill: CompromiseLayout.named)),
        .shape(
          DrawingShape(
            .box(DrawingPoint(x(share.mean) - 1, y), width: 2, height: 19), fill: Palette.ink)),
      ]
    case .limited:
      return [
        .shape(
          DrawingShape(
            .box(DrawingPoint(x(0), y + 4), width: max(1, x(share.atMost) - x(0)), height: 11),
            fill: CompromiseLayout.limited, stroke: Palette.other, strokeWidth: 0.8,
            dashes: [4, 2.5]))
      ]
    case .cannotSay: return []
    }
  }

  // MARK: Contacts

  private var plot: [DrawingItem] {
    let days = contacts.map(\.day)
    let (first, last) = (days.min() ?? 0, days.max() ?? 0)
    let pad = max(86_400_000, (last - first) / 40)
    let axis = TimelineAxis(
      left: left + 34, width: CompromiseLayout.width - 46, period: first - pad..<last + pad)
    let most = max(1, contacts.map(\.place).max() ?? 1)
    let height = CompromiseLayout.plotHeight
    func y(_ place: Int) -> Double {
      plotTop + 8 + (height - 16) * (Double(place) - 0.5) / Double(most)
    }
    let onList = Set(text.bestList?.victimsExposed.map(\.name) ?? [])
    let head = TextLines.of(
      "contacts by day, from the first place (above) to the last; \(text.orderWords)",
      width: CompromiseLayout.width, size: 10.5, isBold: true, limit: 2)
    var items = head.enumerated().map { number, line in
      words(
        line, x: left, y: plotTop - 22 + Double(number - head.count + 1) * 13, size: 10.5,
        color: Palette.ink, isBold: true)
    }
    items.append(
      .shape(
        DrawingShape(
          .box(DrawingPoint(axis.left, plotTop), width: axis.width, height: height),
          fill: Palette.channelTint)))
    for tick in axis.ticks {
      let x = axis.x(tick.moment)
      items.append(
        .shape(
          DrawingShape(
            .box(DrawingPoint(x - 0.35, plotTop), width: 0.7, height: height + 5),
            fill: Palette.other.withAlpha(0x50))))
      // A mark at the end has no room for its words.
      guard x + 3 + TextWidth.of(tick.words, size: 9) <= axis.left + axis.width else { continue }
      items.append(words(tick.words, x: x + 3, y: plotTop + height + 12))
    }
    for place in Set([1, most]).sorted() {
      items.append(words("\(place)", x: axis.left - 6, y: y(place) + 3, anchor: .end))
    }
    let radius = contacts.count > 150 ? 2.2 : 3.4
    for contact in contacts {
      let isOn = onList.contains(contact.victim)
      items.append(
        .group(
          DrawingGroup(
            tooltip: "\(CompromiseWords.day(contact.day)), place \(contact.place)",
            items: [
              .shape(
                DrawingShape(
                  .ellipse(
                    DrawingPoint(axis.x(contact.day), y(contact.place)), width: radius,
                    height: radius),
                  fill: isOn ? CompromiseLayout.named : Palette.other))
            ])))
    }
    return items
  }
}
