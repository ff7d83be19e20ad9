internal import Drawing
internal import PaymentGraph

/// A timeline of money: a lane for each account, time to the right, payments as arrows between
/// lanes.
///
/// It shows the same payments as a ``FlowDiagram``. Many victims share the lane of their country,
/// and many payments between two lanes become one arrow for each day, week, month, quarter or year,
/// so that thousands can be read.
public struct TimelineDiagram: Sendable {
  private let flow: FlowDiagram

  /// Creates the diagram of the payments of a flow.
  public init(_ flow: FlowDiagram) { self.flow = flow }

  /// Draws the diagram in all its forms.
  ///
  /// - Throws: ``DiagramError`` where there is nothing to draw.
  /// - Complexity: O(*t* log *t* + *a*²) for *t* transfers in *a* arrows.
  public func picture() throws(DiagramError) -> RenderedDiagram {
    let text = TimelineText(flow: flow, model: model)
    guard !text.model.arrows.isEmpty else {
      throw .nothing("there is no payment to draw, or none has a time")
    }
    return RenderedDiagram(
      drawing: drawing(text), table: text.table, related: text.model.relations.parts,
      folded: text.model.blocks.folded, check: text.model.text.check(flow.options.mask))
  }

  /// The lanes and arrows to draw.
  var model: TimelineModel { TimelineModel(flow.input, flow.options) }

  private func drawing(_ text: TimelineText) -> Drawing {
    var frame = text.frame
    let layout = TimelineLayout(text.model, top: frame.top + 24)
    frame.legend += text.scale(layout)
    var drawing = frame.drawing(
      TimelinePainter(layout: layout, words: text).items, bottom: layout.bottom,
      files: text.files)
    drawing.heads = layout.heads
    return drawing
  }
}
