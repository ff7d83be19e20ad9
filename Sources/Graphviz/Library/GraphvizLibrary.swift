internal import Glibc

/// The functions of Graphviz that layouts need, found when the first diagram is laid out.
///
/// Neither the build nor reading needs Graphviz, and no command but `draw` waits for it to be loaded.
///
/// Invariant: the types are those of the published interface of Graphviz 2.42 (libgvc 6), of which this is all that
/// layouts use; newer releases (libgvc 7) differ as is said below, and are not tried here. The library stays open for
/// the life of the process, because it keeps pointers into its plug-ins.
struct GraphvizLibrary: Sendable {
  typealias Handle = OpaquePointer
  typealias Text = UnsafePointer<CChar>
  /// A taker of what Graphviz says while it works.
  typealias Listener = @convention(c) (Text?) -> CInt

  // libcgraph: graphs as they are described.
  let openGraph: @convention(c) (Text, UInt32, OpaquePointer?) -> Handle?
  let closeGraph: @convention(c) (Handle) -> CInt
  let subgraph: @convention(c) (Handle, Text, CInt) -> Handle?
  let node: @convention(c) (Handle, Text, CInt) -> Handle?
  let member: @convention(c) (Handle, Handle, CInt) -> Handle?
  let edge: @convention(c) (Handle, Handle, Handle, Text, CInt) -> Handle?
  let declare: @convention(c) (Handle, CInt, Text, Text) -> Handle?
  let set: @convention(c) (Handle, Text, Text, Text) -> CInt
  private let markup: Markup
  let listen: @convention(c) (Listener?) -> Listener?
  let countErrors: @convention(c) () -> CInt
  let forgetErrors: @convention(c) () -> CInt
  /// The kind of graph whose lines have a direction.
  private let directed: UInt32

  // libgvc: layouts and pictures.
  let context: @convention(c) () -> Handle?
  let contextOf: @convention(c) (UnsafeRawPointer, CInt) -> Handle?
  let freeContext: @convention(c) (Handle) -> CInt
  let version: @convention(c) (Handle) -> Text?
  let layOut: @convention(c) (Handle, Handle, Text) -> CInt
  let freeLayout: @convention(c) (Handle, Handle) -> CInt
  /// The length is an `unsigned int` in older releases and a `size_t` in newer ones; a zeroed `Int` serves both on
  /// little-endian machines.
  let render:
    @convention(c) (
      Handle, Handle, Text, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>,
      UnsafeMutablePointer<Int>
    ) -> CInt
  let freeData: @convention(c) (UnsafeMutablePointer<CChar>) -> Void

  /// The path of the loaded library; nil where the system cannot tell.
  let file: String?

  /// Releases differ in how a value that is markup is set.
  private enum Markup {
    /// Graphviz 13 and newer.
    case direct(@convention(c) (Handle, Text, Text, Text) -> CInt)
    /// Older releases: the text is made known as markup first, then set, then let go.
    case known(
      make: @convention(c) (Handle, Text) -> UnsafeMutablePointer<CChar>?,
      free: @convention(c) (Handle, UnsafeMutablePointer<CChar>) -> CInt)
  }

  /// Numbers of the kinds of things that have attributes.
  static let (nodeKind, edgeKind): (CInt, CInt) = (1, 2)

  /// The library of this machine, opened at the first use; an error says what is missing.
  static let installed: Result<GraphvizLibrary, GraphvizError> = open()

  /// Opens the library.
  ///
  /// - Parameter names: the files to try, in order; for tests.
  static func open(
    _ names: [String] = ["libgvc.so.6", "libgvc.so.7"]
  ) -> Result<GraphvizLibrary, GraphvizError> {
    for name in names {
      guard let handle = dlopen(name, RTLD_NOW) else { continue }
      do throws(GraphvizError) {
        return .success(try GraphvizLibrary(handle, name: name))
      } catch {
        return .failure(error)
      }
    }
    return .failure(.notInstalled)
  }

  /// - Parameter handle: that of libgvc, through which the functions of libcgraph are found as well.
  private init(_ handle: UnsafeMutableRawPointer, name: String) throws(GraphvizError) {
    func optional<Function>(_ name: String, as type: Function.Type = Function.self) -> Function? {
      dlsym(handle, name).map { unsafeBitCast($0, to: type) }
    }
    func function<Function>(_ symbol: String) throws(GraphvizError) -> Function {
      guard let found: Function = optional(symbol) else {
        throw .notAvailable("\(name) has no function \(symbol)")
      }
      return found
    }
    openGraph = try function("agopen")
    closeGraph = try function("agclose")
    subgraph = try function("agsubg")
    node = try function("agnode")
    member = try function("agsubnode")
    edge = try function("agedge")
    declare = try function("agattr")
    set = try function("agsafeset")
    if let direct: @convention(c) (Handle, Text, Text, Text) -> CInt = optional("agsafeset_html") {
      markup = .direct(direct)
    } else {
      markup = .known(make: try function("agstrdup_html"), free: try function("agstrfree"))
    }
    listen = try function("agseterrf")
    countErrors = try function("agerrors")
    forgetErrors = try function("agreseterrors")
    guard let kind = dlsym(handle, "Agdirected") else {
      throw .notAvailable("\(name) has no Agdirected")
    }
    // At most eight flags, in four bytes or in one.
    directed = UInt32(kind.load(as: UInt8.self))
    context = try function("gvContext")
    contextOf = try function("gvContextPlugins")
    freeContext = try function("gvFreeContext")
    version = try function("gvcVersion")
    layOut = try function("gvLayout")
    freeLayout = try function("gvFreeLayout")
    render = try function("gvRenderData")
    freeData = try function("gvFreeRenderData")
    file = GraphvizLibrary.file(of: dlsym(handle, "gvContext"))
    // Graphviz reads no image and no shape file while this is set. Not every release has it.
    if let server = dlsym(handle, "HTTPServerEnVar") {
      server.assumingMemoryBound(to: Optional<Text>.self).pointee = GraphvizLibrary.on
    }
  }

  /// A text for the life of the process.
  private nonisolated(unsafe) static let on: Text? = strdup("on").map { Text($0) }

  /// An empty graph whose lines have a direction.
  func graph(_ name: String) -> Handle? { openGraph(name, directed, nil) }

  /// Sets an attribute whose value is read as HTML-like markup.
  func setMarkup(_ value: String, _ name: String, on object: Handle, in graph: Handle) {
    switch markup {
    case .direct(let set): _ = set(object, name, value, "")
    case .known(let make, let free):
      guard let text = make(graph, value) else { return }
      _ = set(object, name, text, "")
      _ = free(graph, text)
    }
  }

  /// The file that a function was loaded from.
  ///
  /// `dladdr` is declared for GNU sources only, so it is looked up as well.
  private static func file(of function: UnsafeMutableRawPointer?) -> String? {
    struct Origin {
      var file: Text?
      var base: UnsafeMutableRawPointer?
      var symbol: Text?
      var address: UnsafeMutableRawPointer?
    }
    typealias Find =
      @convention(c) (UnsafeRawPointer, UnsafeMutableRawPointer) -> CInt
    guard let function, let symbol = dlsym(nil, "dladdr") else { return nil }
    var origin = Origin()
    let found = withUnsafeMutableBytes(of: &origin) { bytes in
      bytes.baseAddress.map { unsafeBitCast(symbol, to: Find.self)(function, $0) } ?? 0
    }
    return found == 0 ? nil : origin.file.map { String(cString: $0) }
  }
}
