internal import Drawing

/// A sign of a drawing and its meaning.
struct LegendMark: Sendable, Hashable {
  /// The look of the sign.
  enum Sign: Sendable, Hashable {
    /// A square.
    case square(DiagramColor)
    /// A band: its colour within, and its edge where it is dashed.
    case band(DiagramColor, isDashed: Bool)
    /// A line with its dashes.
    case line(DiagramColor, dashes: [Double], width: Double = 2)
  }

  let sign: Sign
  let words: String
  /// True where the sign comes at the start of a line.
  let startsLine: Bool

  init(_ sign: Sign, _ words: String, startsLine: Bool = false) {
    self.sign = sign
    self.words = words
    self.startsLine = startsLine
  }

  /// Returns the marks of the first five channels, in their order, and one for all others.
  static func channels(
    _ channels: [(channel: Int?, words: String)], sign: (DiagramColor) -> Sign
  ) -> [LegendMark] {
    let shown = channels.sorted { ($0.channel ?? 0) < ($1.channel ?? 0) }.prefix(5)
    return shown.map { LegendMark(sign(Palette.line($0.channel)), $0.words) }
      + (channels.count > 5 ? [LegendMark(sign(Palette.other), "others")] : [])
  }

  /// The room for the sign before its words.
  var key: DrawingKey {
    DrawingKey(
      items(at: DrawingPoint(0, 0)), width: signWidth, words: words, startsLine: startsLine)
  }

  var color: DiagramColor {
    switch sign {
    case .square(let color), .band(let color, _), .line(let color, _, _): color.opaque
    }
  }

  var signWidth: Double {
    switch sign {
    case .square: 15
    case .band, .line: 31
    }
  }

  /// Draws the sign, with its left end on the base line of its words.
  func items(at place: DrawingPoint) -> [DrawingItem] {
    switch sign {
    case .square(let color):
      return [
        .shape(
          DrawingShape(
            .box(DrawingPoint(place.x, place.y - 8.5), width: 10, height: 10), fill: color))
      ]
    case .band(let color, let isDashed):
      return [
        .shape(
          DrawingShape(
            .box(DrawingPoint(place.x, place.y - 8.5), width: 26, height: 10), fill: color,
            stroke: isDashed ? color.opaque : nil, dashes: isDashed ? [4, 2.5] : []))
      ]
    case .line(let color, let dashes, let width):
      return [
        .shape(
          DrawingShape(
            .path([
              .move(DrawingPoint(place.x, place.y - 3.5)),
              .line(DrawingPoint(place.x + 26, place.y - 3.5)),
            ]), stroke: color, strokeWidth: width, dashes: dashes))
      ]
    }
  }
}
