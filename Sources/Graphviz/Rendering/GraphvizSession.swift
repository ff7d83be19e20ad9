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
    let library: GraphvizLibrary
    switch GraphvizLibrary.installed {
    case .success(let installed): library = installed
    case .failure(let error): return .failure(error)
    }
    // The context comes before the graph: it sets the defaults of labels.
    guard let context = GraphvizPlugins.plainContext(library) ?? library.context() else {
      return .failure(.notAvailable("no context"))
    }
    defer { _ = library.freeContext(context) }
    GraphvizMessages.begin(library)
    let result = drawCollecting(statements, context, with: library)
    if let words = GraphvizMessages.end(library) { return .failure(.refused(words)) }
    return result
  }

  /// The version of the library that would draw; nil where there is none.
  static var version: String? {
    guard case .success(let library) = GraphvizLibrary.installed,
      let context = GraphvizPlugins.plainContext(library) ?? library.context()
    else { return nil }
    defer { _ = library.freeContext(context) }
    return library.version(context).map { String(cString: $0) }
  }

  private static func drawCollecting(
    _ statements: [GraphStatement], _ context: GraphvizLibrary.Handle,
    with library: GraphvizLibrary
  ) -> Result<[UInt8], GraphvizError> {
    guard let graph = library.graph("flow") else { return .failure(.notAvailable("no graph")) }
    defer { _ = library.closeGraph(graph) }
    GraphBuilder(graph, library).build(statements)
    guard library.layOut(context, graph, "dot") == 0 else {
      return .failure(.refused("it could not be laid out"))
    }
    defer { _ = library.freeLayout(context, graph) }
    var data: UnsafeMutablePointer<CChar>?
    var length = 0
    guard library.render(context, graph, "svg", &data, &length) == 0, let data else {
      return .failure(.refused("it could not be drawn"))
    }
    defer { library.freeData(data) }
    let bytes = UnsafeRawBufferPointer(start: data, count: length)
    return .success(Array(bytes))
  }
}
