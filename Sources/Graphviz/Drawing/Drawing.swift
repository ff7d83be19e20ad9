/// A finished picture as a value: shapes and text at their places, groups that stand for something.
///
/// Whatever lays a picture out makes one of these, and every form of file is written from it, so all
/// forms show the same. It can hold nothing but what is drawn: no links, no scripts, no files.
/// Lengths are points (1/72 inch); the origin is at the top left.
public struct Drawing: Sendable, Hashable {
  /// The title, read aloud by screen readers and shown by browsers.
  public var title: String
  /// What the picture shows, in a sentence or two, for those who cannot see it.
  public var summary: String
  /// The width.
  public var width: Double
  /// The height.
  public var height: Double
  /// The colour behind everything.
  public var background: DiagramColor
  /// What is drawn, from the back to the front.
  public var items: [DrawingItem]
  /// What colours become on a dark screen.
  public var darkColors: [DiagramGraph.ColorPair]
  /// What every page shows again when the picture is divided; nil where it is no table.
  public var heads: TableHeads?
  /// From top to bottom, each heading with the beginning of what it is the heading of: pages are not
  /// divided there.
  public var headings: [ClosedRange<Double>] = []
  /// What stands above and below the picture, so that pages set it anew; nil where all of the drawing is the picture.
  public var frame: DrawingFrame?

  /// A picture; see the properties.
  public init(
    title: String, summary: String, width: Double, height: Double,
    background: DiagramColor = DiagramColor(0xFFFFFF), items: [DrawingItem] = [],
    darkColors: [DiagramGraph.ColorPair] = [], heads: TableHeads? = nil
  ) {
    self.title = title
    self.summary = summary
    self.width = width
    self.height = height
    self.background = background
    self.items = items
    self.darkColors = darkColors
    self.heads = heads
  }

  /// The colour of what is written on its margins.
  var ink: DiagramColor { DiagramColor(0x1B2733) }

  /// The texts that can be read in the picture, in the order in which they are drawn.
  var labels: [String] {
    func labels(_ items: [DrawingItem]) -> [String] {
      items.flatMap { item -> [String] in
        switch item {
        case .shape: []
        case .text(let text): [text.text]
        case .group(let group): labels(group.items)
        }
      }
    }
    return labels(items)
  }

  /// Every text that the picture shows or says, in the order in which it is drawn: title, summary,
  /// labels and tooltips.
  public var texts: [String] {
    var found = [title, summary]
    func collect(_ items: [DrawingItem]) {
      for item in items {
        switch item {
        case .shape: continue
        case .text(let text): found.append(text.text)
        case .group(let group):
          if let tooltip = group.tooltip { found.append(tooltip) }
          collect(group.items)
        }
      }
    }
    collect(items)
    return found
  }
}
