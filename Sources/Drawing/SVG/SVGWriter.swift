/// Writes a ``Drawing`` as SVG: named for screen readers, with colours for dark screens.
///
/// The same drawing gives the same bytes. All text is escaped; nothing refers to anything outside.
struct SVGWriter {
  private let drawing: Drawing
  private var text = ""
  private var named: Set<NodeID> = []

  /// The fonts, of equal widths.
  static let fonts = "Helvetica,Arial,Liberation Sans,sans-serif"

  private init(_ drawing: Drawing) { self.drawing = drawing }

  /// Writes the whole file, UTF-8.
  static func file(_ drawing: Drawing) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n" + element(drawing) + "\n"
  }

  /// Writes the element alone, for use within a page.
  static func element(_ drawing: Drawing) -> String {
    var writer = SVGWriter(drawing)
    writer.writeAll()
    return writer.text
  }

  private mutating func writeAll() {
    let (width, height) = (NumberText.of(drawing.width), NumberText.of(drawing.height))
    text += "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)pt\" height=\"\(height)pt\""
    text += " viewBox=\"0 0 \(width) \(height)\" font-family=\"\(SVGWriter.fonts)\" role=\"img\""
    text += " aria-labelledby=\"diagram-title diagram-summary\">\n"
    text += "<title id=\"diagram-title\">\(LabelText.xml(drawing.title))</title>\n"
    text += "<desc id=\"diagram-summary\">\(LabelText.xml(drawing.summary, limit: 2_000))</desc>\n"
    if !drawing.darkColors.isEmpty {
      text += "<style>\(SVGWriter.dark(drawing.darkColors))</style>\n"
    }
    text += "<rect width=\"\(width)\" height=\"\(height)\" fill=\"\(drawing.background.hex)\"/>\n"
    for item in drawing.items { write(item) }
    text += "</svg>"
  }

  /// Writes the colours for dark screens.
  ///
  /// White is both paper and the text on dark bands: the bands stay dark, so that text stays white.
  private static func dark(_ pairs: [Drawing.ColorPair]) -> String {
    var text = "@media screen and (prefers-color-scheme: dark) {"
    for pair in pairs {
      for property in ["fill", "stroke"] {
        let place = property == "fill" && pair.light == DiagramColor(0xFFFFFF) ? ":not(text)" : ""
        text += " \(place)[\(property)=\"\(pair.light.hex)\"] { \(property): \(pair.dark.hex) }"
      }
    }
    return text + " }"
  }

  private mutating func write(_ item: DrawingItem) {
    switch item {
    case .shape(let shape): write(shape)
    case .text(let words): write(words)
    case .group(let group): write(group)
    }
  }

  private mutating func write(_ group: DrawingGroup) {
    text += "<g"
    if let name = group.name, named.insert(name).inserted { text += " id=\"\(name)\"" }
    let classes = [group.styleClass, group.name].compactMap { $0?.description }
    if !classes.isEmpty { text += " class=\"\(classes.joined(separator: " "))\"" }
    text += ">"
    if let tooltip = group.tooltip {
      text += "<title>\(LabelText.xml(tooltip, limit: 600))</title>"
    }
    text += "\n"
    for item in group.items { write(item) }
    text += "</g>\n"
  }

  private mutating func write(_ shape: DrawingShape) {
    func number(_ value: Double) -> String { NumberText.of(value) }
    switch shape.outline {
    case .box(let corner, let width, let height):
      text += "<rect x=\"\(number(corner.x))\" y=\"\(number(corner.y))\""
      text += " width=\"\(number(width))\" height=\"\(number(height))\""
    case .ellipse(let center, let width, let height):
      text += "<ellipse cx=\"\(number(center.x))\" cy=\"\(number(center.y))\""
      text += " rx=\"\(number(width))\" ry=\"\(number(height))\""
    case .path(let steps):
      text += "<path d=\""
      for step in steps {
        switch step {
        case .move(let place): text += "M\(pair(place))"
        case .line(let place): text += "L\(pair(place))"
        case .curve(let first, let second, let place):
          text += "C\(pair(first)) \(pair(second)) \(pair(place))"
        case .close: text += "Z"
        }
      }
      text += "\""
    }
    write("fill", shape.fill)
    if shape.stroke != nil {
      write("stroke", shape.stroke)
      if shape.strokeWidth != 1 { text += " stroke-width=\"\(number(shape.strokeWidth))\"" }
      if !shape.dashes.isEmpty {
        text += " stroke-dasharray=\"\(shape.dashes.map(number).joined(separator: ","))\""
      }
    }
    text += "/>\n"
  }

  private func pair(_ place: DrawingPoint) -> String {
    "\(NumberText.of(place.x)),\(NumberText.of(place.y))"
  }

  private mutating func write(_ property: String, _ color: DiagramColor?) {
    guard let color else {
      text += " \(property)=\"none\""
      return
    }
    text += " \(property)=\"\(color.opaque.hex)\""
    if color.opacity < 1 { text += " \(property)-opacity=\"\(NumberText.of(color.opacity))\"" }
  }

  private mutating func write(_ words: DrawingText) {
    text += "<text x=\"\(NumberText.of(words.place.x))\" y=\"\(NumberText.of(words.place.y))\""
    text += " font-size=\"\(NumberText.of(words.size))\""
    if words.anchor != .start { text += " text-anchor=\"\(words.anchor.rawValue)\"" }
    if words.isBold { text += " font-weight=\"bold\"" }
    if words.isItalic { text += " font-style=\"italic\"" }
    if words.hasHalo {
      text += " stroke=\"\(drawing.background.hex)\" stroke-width=\"3\" paint-order=\"stroke\""
      text += " stroke-linejoin=\"round\""
    }
    write("fill", words.color)
    text += ">\(LabelText.xml(words.text))</text>\n"
  }
}
