internal import Drawing
internal import Glibc
internal import Synchronization

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

/// Makes the library's graph from statements.
///
/// Invariant: the graph stays open as long as the builder is used; nodes and subgraphs belong to
/// it.
struct GraphBuilder {
  private let root: GraphvizLibrary.Handle
  private let library: GraphvizLibrary

  init(_ graph: GraphvizLibrary.Handle, _ library: GraphvizLibrary) {
    root = graph
    self.library = library
  }

  func build(_ statements: [GraphStatement]) {
    // Declared before there are boxes and lines. Without a declared default, setting one node's label
    // would empty all others'.
    _ = library.declare(root, GraphvizLibrary.nodeKind, "label", "\\N")
    for name in ["id", "class"] { _ = library.declare(root, GraphvizLibrary.nodeKind, name, "") }
    for name in [
      "id", "class", "label", "color", "penwidth", "style", "dir", "arrowsize", "arrowhead",
      "tailport", "headport", "constraint",
    ] {
      _ = library.declare(root, GraphvizLibrary.edgeKind, name, GraphBuilder.usual[name] ?? "")
    }
    var open = [root]
    var nodes: [NodeID: GraphvizLibrary.Handle] = [:]
    for statement in statements {
      guard let current = open.last else { return }
      switch statement {
      case .graph(let attributes): set(attributes, on: current)
      case .defaults(let kind, let attributes):
        for attribute in attributes {
          guard case .text(let value) = attribute.value else { continue }
          let number = kind == .node ? GraphvizLibrary.nodeKind : GraphvizLibrary.edgeKind
          _ = library.declare(root, number, attribute.name.rawValue, value)
        }
      case .openSubgraph(let name, let attributes):
        guard let subgraph = library.subgraph(current, name, 1) else { continue }
        set(attributes, on: subgraph)
        open.append(subgraph)
      case .closeSubgraph: open.removeLast()
      case .node(let id, let attributes):
        guard let node = library.node(current, id.description, 1) else { continue }
        set(attributes, on: node)
        nodes[id] = node
      case .member(let id):
        if let node = nodes[id] { _ = library.member(current, node, 1) }
      case .edge(let key, let from, let to, let attributes):
        guard let tail = nodes[from], let head = nodes[to],
          let edge = library.edge(current, tail, head, key, 1)
        else { continue }
        set(attributes, on: edge)
      }
    }
  }

  /// The default attributes of lines.
  private static let usual = [
    "color": "black", "penwidth": "1", "arrowsize": "1", "arrowhead": "normal",
  ]

  private func set(_ attributes: [GraphStatement.Attribute], on object: GraphvizLibrary.Handle) {
    for attribute in attributes {
      switch attribute.value {
      case .text(let value): _ = library.set(object, attribute.name.rawValue, value, "")
      case .markup(let value):
        library.setMarkup(value, attribute.name.rawValue, on: object, in: root)
      }
    }
  }
}

/// The messages that Graphviz writes while it works.
///
/// They would go to standard error otherwise.
enum GraphvizMessages {
  private static let log = Mutex([UInt8]())

  /// Starts to collect; what was collected before is dropped.
  static func begin(_ library: GraphvizLibrary) {
    log.withLock { $0.removeAll() }
    _ = library.forgetErrors()
    _ = library.listen { text in
      guard let text else { return 0 }
      // Graphviz hands over a NUL-terminated text that is valid during the call.
      var bytes: [UInt8] = []
      var at = text
      while at.pointee != 0, bytes.count < 1_000 {
        bytes.append(UInt8(bitPattern: at.pointee))
        at += 1
      }
      GraphvizMessages.log.withLock { log in
        if log.count < 10_000 { log += bytes }
      }
      return 0
    }
  }

  /// Stops collecting; returns the errors as one line, or nil where there were none.
  ///
  /// Warnings count: Graphviz calls a label that it could not read a warning and draws on without
  /// it.
  static func end(_ library: GraphvizLibrary) -> String? {
    _ = library.listen(nil)
    let collected = log.withLock { $0 }
    let hadErrors = library.countErrors() != 0
    _ = library.forgetErrors()
    let words = String(decoding: collected, as: UTF8.self)
      .split(whereSeparator: \.isNewline).joined(separator: "; ")
    guard words.isEmpty else { return words }
    return hadErrors ? "an error without a message" : nil
  }
}

/// Opens a context with the two plug-ins that SVG needs and no others.
///
/// Such a context is several times faster than a full one, reads no configuration and no fonts, and
/// gives the same bytes on every machine with the same Graphviz. The plug-ins are taken from the
/// directory of the library that this process has loaded, never from the environment.
///
/// Invariant: called under ``GraphvizRenderer``'s lock; the opened plug-ins stay open for the life
/// of the process, because the library keeps pointers into them.
enum GraphvizPlugins {
  /// The context; nil where a plug-in is not where distributions put it.
  static func plainContext(_ library: GraphvizLibrary) -> GraphvizLibrary.Handle? {
    guard let folder = folder(beside: library),
      let layout = symbol("gvplugin_dot_layout_LTX_library", in: folder, "libgvplugin_dot_layout"),
      let core = symbol("gvplugin_core_LTX_library", in: folder, "libgvplugin_core")
    else { return nil }
    plugins[0].address = layout
    plugins[1].address = core
    return library.contextOf(plugins, 0)
  }

  /// A plug-in as Graphviz is told of it.
  private struct Plugin {
    var name: UnsafePointer<CChar>?
    var address: UnsafeMutableRawPointer?
  }

  /// The two plug-ins and an empty one for the end, for the life of the process.
  private nonisolated(unsafe) static let plugins: UnsafeMutablePointer<Plugin> = {
    let list = UnsafeMutablePointer<Plugin>.allocate(capacity: 3)
    list.initialize(repeating: Plugin(), count: 3)
    list[0].name = strdup("gvplugin_dot_layout_LTX_library").map { UnsafePointer($0) }
    list[1].name = strdup("gvplugin_core_LTX_library").map { UnsafePointer($0) }
    return list
  }()

  /// The folder of plug-ins beside the loaded library.
  private static func folder(beside library: GraphvizLibrary) -> String? {
    guard let path = library.file, let slash = path.lastIndex(of: "/") else { return nil }
    return path[..<slash] + "/graphviz"
  }

  private static func symbol(
    _ name: String, in folder: String, _ library: String
  ) -> UnsafeMutableRawPointer? {
    for version in [".so.6", ".so.7", ".so.8", ".so"] {
      if let handle = dlopen("\(folder)/\(library)\(version)", RTLD_NOW) {
        return dlsym(handle, name)
      }
    }
    return nil
  }
}
