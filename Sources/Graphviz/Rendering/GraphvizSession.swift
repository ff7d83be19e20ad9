internal import CGraphviz
internal import Glibc

/// One drawing, from statements to the SVG that Graphviz writes.
///
/// Invariant: called under ``GraphvizRenderer``'s lock. Context and graph are made here and freed
/// here; no pointer is kept. Strings are passed as NUL-terminated copies, which the library copies
/// again. A context is used once, because after a failure it would misdirect the output of later
/// drawings.
enum GraphvizSession {
  static func draw(_ statements: [GraphStatement]) -> Result<[UInt8], GraphvizError> {
    // A plug-in directory from the environment would hold somebody else's code.
    unsetenv("GVBINDIR")
    gvx_forbid_files()
    // The context comes before the graph: it sets the defaults of labels.
    guard let context = GraphvizPlugins.plainContext() ?? gvContext() else {
      return .failure(.notAvailable("no context"))
    }
    defer { gvFreeContext(context) }
    GraphvizMessages.begin()
    let result = drawCollecting(statements, context)
    if let words = GraphvizMessages.end() { return .failure(.refused(words)) }
    return result
  }

  private static func drawCollecting(
    _ statements: [GraphStatement], _ context: OpaquePointer
  ) -> Result<[UInt8], GraphvizError> {
    guard let graph = gvx_open("flow") else { return .failure(.notAvailable("no graph")) }
    defer { agclose(graph) }
    GraphBuilder(graph).build(statements)
    guard gvLayout(context, graph, "dot") == 0 else {
      return .failure(.refused("it could not be laid out"))
    }
    defer { gvFreeLayout(context, graph) }
    var data: UnsafeMutablePointer<CChar>?
    var length = 0
    guard gvx_render(context, graph, "svg", &data, &length) == 0, let data else {
      return .failure(.refused("it could not be drawn"))
    }
    defer { gvFreeRenderData(data) }
    let bytes = UnsafeRawBufferPointer(start: data, count: length)
    return .success(Array(bytes))
  }
}
