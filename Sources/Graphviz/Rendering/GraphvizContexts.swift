internal import CGraphviz

/// The contexts in which drawings are made.
///
/// SVG gets a plain context of its own each time. PNG and PDF measure text with a plug-in that keeps
/// a pointer to the last font name between calls; the name belongs to the context, so a full context
/// must never be freed (found with the address sanitizer on Graphviz 2.43). One is kept and used
/// again; after an error it is left behind and another one made, because a context that has failed
/// once writes later drawings to the wrong place.
///
/// Invariant: held within ``GraphvizRenderer``'s lock, so that only one drawing at a time has a context.
struct GraphvizContexts {
  private var kept: OpaquePointer?

  /// Draws in the context for a format.
  mutating func with(
    _ format: DiagramFormat, _ draw: (OpaquePointer) throws(GraphvizError) -> [UInt8]
  ) throws(GraphvizError) -> [UInt8] {
    if format == .svg, let plain = GraphvizPlugins.plainContext() {
      defer { gvFreeContext(plain) }
      return try draw(plain)
    }
    guard let context = kept ?? gvContext() else { throw .notAvailable("no context") }
    // Not kept while it draws: an error leaves it behind.
    kept = nil
    let drawing = try draw(context)
    kept = context
    return drawing
  }
}
