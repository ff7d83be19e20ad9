internal import CGraphviz
internal import Glibc

/// One drawing, from an open context to bytes.
///
/// Invariant: called under ``GraphvizRenderer``'s lock. The graph is made here and freed here, after
/// its layout; no pointer is kept. Strings are passed as NUL-terminated copies, which the library
/// copies again.
enum GraphvizSession {
  static func draw(
    _ statements: [GraphStatement], _ format: DiagramFormat, in contexts: inout GraphvizContexts
  ) throws(GraphvizError) -> [UInt8] {
    // A plug-in directory from the environment would be code of somebody else.
    unsetenv("GVBINDIR")
    gvx_forbid_files()
    // The context comes before the graph: it sets the defaults of labels.
    return try contexts.with(format) { context throws(GraphvizError) in
      GraphvizMessages.begin()
      let result = drawCollecting(statements, format, context)
      if let words = GraphvizMessages.end() { throw .refused(words) }
      return try result.get()
    }
  }

  private static func drawCollecting(
    _ statements: [GraphStatement], _ format: DiagramFormat, _ context: OpaquePointer
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
    guard gvx_render(context, graph, format.rawValue, &data, &length) == 0, let data else {
      return .failure(.refused("it could not be drawn as \(format.rawValue)"))
    }
    defer { gvFreeRenderData(data) }
    let bytes = UnsafeRawBufferPointer(start: data, count: length)
    return .success(Array(bytes))
  }
}
