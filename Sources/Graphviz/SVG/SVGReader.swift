internal import Drawing

/// Reads the SVG that Graphviz writes into a ``Drawing``.
///
/// This is the last check: only shapes, text and groups with the program's own names pass, with
/// numbers and colours read as such. Any other element, a link to anywhere but a part of the
/// drawing, or a value that is no number or colour stops the drawing. Names of the Graphviz
/// program, and names from outside the graph, are left out.
struct SVGReader {
  private let graph: DiagramGraph
  /// The meaning of every name of the graph: its kind and its tooltip.
  private let meanings: [String: (name: NodeID, styleClass: NodeID, tooltip: String)]

  init(_ graph: DiagramGraph) {
    self.graph = graph
    var meanings: [String: (name: NodeID, styleClass: NodeID, tooltip: String)] = [:]
    func add(_ name: NodeID, styleClass: NodeID, tooltip: String) {
      meanings[name.description] = (name, styleClass, tooltip)
    }
    func addCells(_ table: LabelTable) {
      for cell in table.rows.joined() {
        if let name = cell.name { add(name, styleClass: "row", tooltip: cell.tooltip) }
        if case .table(let inner) = cell.content { addCells(inner) }
      }
    }
    for node in graph.nodes {
      add(node.id, styleClass: node.styleClass, tooltip: node.tooltip)
      addCells(node.label)
    }
    for (number, edge) in graph.edges.enumerated() {
      add(NodeID.edge(number), styleClass: "flow", tooltip: edge.tooltip)
    }
    self.meanings = meanings
  }

  /// Reads the drawing of a whole file.
  func read(_ bytes: [UInt8]) throws(GraphvizError) -> Drawing {
    var state = State()
    var scanner = SVGScanner(bytes)
    while let token = try scanner.next() {
      switch token {
      case .other: continue
      case .text(let content): state.words += state.isInText ? content : ""
      case .close(let name): try close(name, &state)
      case .open(let name, let attributes, let isClosed):
        try open(name, attributes: attributes, state: &state)
        if isClosed { try close(name, &state) }
      }
    }
    guard state.hasStarted, state.depth.isEmpty, state.open.count == 1, let drawn = state.open.first
    else {
      throw .unexpectedOutput("it does not hold a whole drawing")
    }
    return Drawing(
      title: graph.title, summary: graph.summary, width: state.width, height: state.height,
      background: graph.background, items: drawn.items, darkColors: graph.darkColors)
  }

  private struct State {
    var open = [DrawingGroup(items: [])]
    /// The elements that are open, each with true where it opened a group.
    var depth: [(element: String, opensGroup: Bool)] = []
    var hasStarted = false
    var hasShapes = false
    var width = 0.0
    var height = 0.0
    var left = 0.0
    var top = 0.0
    var isInText = false
    var words = ""
    var text: DrawingText?

    func point(_ x: Double, _ y: Double) -> DrawingPoint { DrawingPoint(x + left, y + top) }

    mutating func add(_ item: DrawingItem) { open[open.count - 1].items.append(item) }
  }

  private func open(
    _ element: String, attributes: [SVGToken.Attribute], state: inout State
  ) throws(GraphvizError) {
    let values = SVGValues(element, attributes)
    guard state.hasStarted || element == "svg" else {
      throw .unexpectedOutput("it starts with \(element)")
    }
    var opensGroup = false
    switch element {
    case "svg":
      guard !state.hasStarted else { throw .unexpectedOutput("it contains another drawing") }
      let box = try values.numbers("viewBox", count: 4)
      (state.width, state.height) = (box[2], box[3])
      state.hasStarted = true
      try values.check(beside: ["width", "height", "xmlns", "xmlns:xlink"])
    case "g":
      if let moved = try values.translation() { (state.left, state.top) = moved }
      if let id = values.text("id"), let meaning = meanings[id] {
        state.open.append(SVGReader.group(meaning))
        opensGroup = true
      }
      try values.check(beside: ["class"])
    case "a":
      // Cells have links to themselves, by which Graphviz keeps a cell's parts together.
      guard let link = values.text("xlink:href"), link.hasPrefix("#"),
        let meaning = meanings[String(link.dropFirst())]
      else { throw .unexpectedOutput("it holds a link") }
      state.open.append(SVGReader.group(meaning))
      opensGroup = true
      try values.check(beside: ["xlink:title", "target"])
    case "title": try values.check()
    case "text":
      state.text = DrawingText(
        "", at: state.point(try values.number("x"), try values.number("y")),
        size: try values.number("font-size"), color: try values.color("fill") ?? graph.ink,
        anchor: values.text("text-anchor").flatMap(DrawingText.Anchor.init) ?? .start,
        isBold: values.text("font-weight") == "bold",
        isItalic: values.text("font-style") == "italic")
      (state.isInText, state.words) = (true, "")
      try values.check(beside: ["font-family", "xml:space", "fill-opacity", "textLength"])
    case "polygon", "polyline", "path", "ellipse":
      let shape = try shape(element, values: values, state: state)
      // Graphviz paints the paper as the first shape; a drawing has its own.
      let isPaper = !state.hasShapes && element == "polygon" && shape.fill == graph.background
      state.hasShapes = true
      if !isPaper { state.add(.shape(shape)) }
    default: throw .unexpectedOutput("it holds the element \(element)")
    }
    state.depth.append((element, opensGroup))
  }

  private static func group(
    _ meaning: (name: NodeID, styleClass: NodeID, tooltip: String)
  ) -> DrawingGroup {
    DrawingGroup(
      name: meaning.name, styleClass: meaning.styleClass,
      tooltip: meaning.tooltip.isEmpty ? nil : meaning.tooltip, items: [])
  }

  private func close(_ element: String, _ state: inout State) throws(GraphvizError) {
    guard let opened = state.depth.popLast(), opened.element == element else {
      throw .unexpectedOutput("it ends an element that did not start")
    }
    if opened.opensGroup, let group = state.open.popLast() { state.add(.group(group)) }
    if element == "text", var text = state.text {
      text.text = try SVGValues.decoded(state.words)
      if !text.text.allSatisfy(\.isWhitespace) { state.add(.text(text)) }
      (state.text, state.isInText) = (nil, false)
    }
  }

  private func shape(
    _ element: String, values: SVGValues, state: State
  ) throws(GraphvizError) -> DrawingShape {
    let outline: DrawingShape.Outline
    switch element {
    case "ellipse":
      outline = .ellipse(
        state.point(try values.number("cx"), try values.number("cy")),
        width: try values.number("rx"), height: try values.number("ry"))
    case "path": outline = .path(try values.steps("d", left: state.left, top: state.top))
    default:
      let numbers = try values.numbers("points", count: nil)
      var steps: [DrawingShape.Step] = []
      for index in stride(from: 0, to: numbers.count - 1, by: 2) {
        let place = state.point(numbers[index], numbers[index + 1])
        steps.append(index == 0 ? .move(place) : .line(place))
      }
      if element == "polygon" { steps.append(.close) }
      outline = SVGReader.box(steps) ?? .path(steps)
    }
    let shape = DrawingShape(
      outline, fill: try values.color("fill"), stroke: try values.color("stroke"),
      strokeWidth: try values.optionalNumber("stroke-width") ?? 1,
      dashes: try values.optionalNumbers("stroke-dasharray") ?? [])
    try values.check(beside: ["fill-opacity", "stroke-opacity"])
    return shape
  }

  /// Returns the box that a closed path draws; nil where it draws another form.
  private static func box(_ steps: [DrawingShape.Step]) -> DrawingShape.Outline? {
    guard steps.last == .close, (5...6).contains(steps.count) else { return nil }
    var places: [DrawingPoint] = []
    for step in steps {
      switch step {
      case .move(let place), .line(let place): places.append(place)
      case .curve: return nil
      case .close: continue
      }
    }
    if places.count == 5 {
      guard places[4] == places[0] else { return nil }
      places.removeLast()
    }
    let isUpright =
      (0..<4).allSatisfy { places[$0].x == places[($0 + 1) % 4].x }
      || zip(places, places[1...] + [places[0]]).allSatisfy { $0.x == $1.x || $0.y == $1.y }
    let (xs, ys) = (places.map(\.x), places.map(\.y))
    guard isUpright, let left = xs.min(), let right = xs.max(), let top = ys.min(),
      let bottom = ys.max()
    else { return nil }
    return .box(DrawingPoint(left, top), width: right - left, height: bottom - top)
  }
}
