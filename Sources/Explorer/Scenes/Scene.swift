internal import Drawing
internal import PaymentGraph
internal import Reports

/// A picture as JSON: the drawing that `draw` writes, in parts that a page can build without markup.
///
/// A part is a list whose first member is its kind. A group is `["g", name, class, words, parts]`, where `true` stands for
/// the words that its name had before; a box is `["r", x, y, width, height, look]`, an ellipse
/// `["e", x, y, width, height, look]`, a path `["p", steps, look]`, a text
/// `["t", x, y, size, text, look, anchor, style]`. A look is `[fill, stroke, width, dashes]`, its end left out.
struct Scene {
  private let diagram: RenderedDiagram
  private let ledger: Ledger
  private let showsKeys: Bool

  /// Takes a picture.
  ///
  /// - Parameter showsKeys: true to name the accounts behind each part.
  /// - Throws: ``DiagramError`` where a text shows what the mask hides.
  init(_ diagram: RenderedDiagram, ledger: Ledger, showsKeys: Bool) throws(ExplorerFailure) {
    do throws(DiagramError) {
      try diagram.checkTexts()
    } catch {
      throw ExplorerFailure(.wrong, code: "no-picture", message: error.description)
    }
    self.diagram = diagram
    self.ledger = ledger
    self.showsKeys = showsKeys
  }

  /// The bytes.
  var json: [UInt8] {
    let drawing = diagram.drawing
    var told: [String: String] = [:]
    let items = drawing.items.map { part($0, &told) }
    return Array(
      (JSONValue.object([
        ("title", .string(TerminalText.safe(drawing.title))),
        ("summary", .string(TerminalText.safe(drawing.summary))),
        ("width", Scene.number(drawing.width)), ("height", Scene.number(drawing.height)),
        ("background", .string(drawing.background.hex)),
        (
          "dark",
          .array(
            drawing.darkColors.map { .array([.string($0.light.hex), .string($0.dark.hex)]) })
        ),
        ("items", .array(items)), ("table", table), ("parts", parts),
        ("folds", folds),
      ]).compactText + "\n").utf8)
  }

  // MARK: Parts

  /// - Parameter told: the words that were given last for each name; a line has many pieces with the same words.
  private func part(_ item: DrawingItem, _ told: inout [String: String]) -> JSONValue {
    switch item {
    case .group(let group):
      let name = group.name?.description
      var words = group.tooltip.map { JSONValue.string(TerminalText.safe($0)) } ?? .null
      if let name, let tooltip = group.tooltip {
        if told[name] == tooltip { words = .bool(true) }
        told[name] = tooltip
      }
      return .array([
        .string("g"), name.map(JSONValue.string) ?? .null,
        group.styleClass.map { .string($0.description) } ?? .null, words,
        .array(group.items.map { part($0, &told) }),
      ])
    case .shape(let shape): return part(shape)
    case .text(let text):
      var style = ""
      if text.isBold { style += "b" }
      if text.isItalic { style += "i" }
      if text.hasHalo { style += "h" }
      return .array([
        .string("t"), Scene.number(text.place.x), Scene.number(text.place.y),
        Scene.number(text.size), .string(TerminalText.safe(text.text)),
        .array([.string(text.color.hex)]), .string(text.anchor.rawValue), .string(style),
      ])
    }
  }

  private func part(_ shape: DrawingShape) -> JSONValue {
    let look = look(of: shape)
    switch shape.outline {
    case .box(let corner, let width, let height):
      return .array(
        [.string("r")] + [corner.x, corner.y, width, height].map(Scene.number) + [look])
    case .ellipse(let center, let width, let height):
      return .array(
        [.string("e")] + [center.x, center.y, width, height].map(Scene.number) + [look])
    case .path(let steps):
      var text = ""
      for step in steps {
        switch step {
        case .move(let place): text += "M\(Scene.pair(place))"
        case .line(let place): text += "L\(Scene.pair(place))"
        case .curve(let first, let second, let place):
          text += "C\(Scene.pair(first)) \(Scene.pair(second)) \(Scene.pair(place))"
        case .close: text += "Z"
        }
      }
      return .array([.string("p"), .string(text), look])
    }
  }

  private func look(of shape: DrawingShape) -> JSONValue {
    var values: [JSONValue] = [
      shape.fill.map { .string($0.hex) } ?? .null, shape.stroke.map { .string($0.hex) } ?? .null,
      Scene.number(shape.strokeWidth), .array(shape.dashes.map(Scene.number)),
    ]
    if shape.dashes.isEmpty {
      values.removeLast()
      if shape.strokeWidth == 1 { values.removeLast() }
      if shape.stroke == nil { values = [values[0]] }
    }
    return .array(values)
  }

  private static func number(_ value: Double) -> JSONValue { .real(NumberText.of(value)) }

  private static func pair(_ place: DrawingPoint) -> String {
    "\(NumberText.of(place.x)),\(NumberText.of(place.y))"
  }

  // MARK: Table

  private var table: JSONValue {
    let table = diagram.table
    return .object([
      ("heads", .array(table.heads.map(JSONValue.string))),
      ("numbers", .array(table.numbers.sorted().map(JSONValue.integer))),
      (
        "rows",
        .array(
          table.rows.map { row in
            .object([
              ("part", row.name.map { .string($0.description) } ?? .null),
              ("cells", .array(row.cells.map { .string(TerminalText.safe($0)) })),
              ("ends", .array(row.ends.map { .string($0.description) })),
              ("payments", .integer(row.transfers.count)),
            ])
          })
      ),
    ])
  }

  /// The accounts behind each part, by the name of the part; of many the first, of whom `/api/part` knows the others.
  private var parts: JSONValue {
    guard showsKeys else { return .object([]) }
    return .object(
      sortedParts.map { name, accounts in
        (
          name.description,
          .array(accounts.prefix(Scene.mostKeys).map { .string(ledger.account($0).key) })
        )
      })
  }

  /// The most accounts of a part that are named with the picture.
  private static let mostKeys = 100

  /// The number of accounts behind each part that stands for several.
  private var folds: JSONValue {
    guard showsKeys else { return .object([]) }
    return .object(
      sortedParts.filter { $0.value.count > 1 }.map { name, accounts in
        (name.description, .integer(accounts.count))
      })
  }

  private var sortedParts: [(key: NodeID, value: [AccountID])] {
    diagram.accounts.sorted { $0.key.description < $1.key.description }
  }
}
