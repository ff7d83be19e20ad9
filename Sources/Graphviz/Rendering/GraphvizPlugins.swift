internal import Glibc

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
