internal import Drawing

/// Gives Graphviz letters that it can measure in the place of those that it cannot.
///
/// Its own widths of letters count the bytes of whatever is beyond ASCII, so that a Greek name gets twice the room of
/// a Latin one. Such a text is laid out as one of ASCII letters that is as wide, and gets its own letters back in the
/// finished drawing.
struct TextStandIns {
  /// The text that each stand-in replaces.
  private var texts: [String: String] = [:]
  private static let mark = "~"

  /// The diagram with stand-ins in all its labels.
  mutating func replaced(in graph: DiagramGraph) -> DiagramGraph {
    var graph = graph
    if let header = graph.header { graph.header = replaced(header) }
    if let footer = graph.footer { graph.footer = replaced(footer) }
    for number in graph.nodes.indices {
      graph.nodes[number].label = replaced(graph.nodes[number].label)
    }
    for number in graph.edges.indices {
      if let label = graph.edges[number].label { graph.edges[number].label = replaced(label) }
    }
    return graph
  }

  private mutating func replaced(_ table: LabelTable) -> LabelTable {
    var table = table
    for row in table.rows.indices {
      for cell in table.rows[row].indices {
        switch table.rows[row][cell].content {
        case .lines(let runs): table.rows[row][cell].content = .lines(runs.map { standIn($0) })
        case .inline(let runs): table.rows[row][cell].content = .inline(runs.map { standIn($0) })
        case .table(let inner): table.rows[row][cell].content = .table(replaced(inner))
        }
      }
    }
    return table
  }

  private mutating func standIn(_ run: LabelRun) -> LabelRun {
    let text = LabelText.clean(run.text)
    let isForeign = text.utf8.contains { $0 >= 0x80 }
    let start = "\(TextStandIns.mark)\(texts.count)"
    var room = run.width - TextWidth.of(start, size: 1) * Double(run.size.tenths) / 10
    // What looks like a stand-in gets one, so that it comes back as itself.
    guard (isForeign && room > 0) || text.hasPrefix(TextStandIns.mark) else { return run }
    var words = start
    for letter in ["m", "i"] {
      let width = TextWidth.of(letter, size: Double(run.size.tenths) / 10)
      let count = max(0, Int((room / width).rounded(letter == "i" ? .up : .down)))
      words += String(repeating: letter, count: count)
      room -= Double(count) * width
    }
    texts[words] = text
    var run = run
    run.text = words
    return run
  }

  /// The drawing with the letters that stand-ins stood for.
  func restored(in drawing: Drawing) -> Drawing {
    guard !texts.isEmpty else { return drawing }
    func restored(_ items: [DrawingItem]) -> [DrawingItem] {
      items.map { item in
        switch item {
        case .shape: return item
        case .text(var text):
          if let words = texts[text.text] { text.text = words }
          return .text(text)
        case .group(var group):
          group.items = restored(group.items)
          return .group(group)
        }
      }
    }
    var drawing = drawing
    drawing.items = restored(drawing.items)
    return drawing
  }
}
