internal import CGraphviz
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
  /// Opens the context; nil where a plug-in is not in the distributions' folder.
  static func plainContext() -> OpaquePointer? {
    guard let folder,
      let layout = symbol("gvplugin_dot_layout_LTX_library", in: folder, "libgvplugin_dot_layout"),
      let core = symbol("gvplugin_core_LTX_library", in: folder, "libgvplugin_core")
    else { return nil }
    return gvx_context(layout, core)
  }

  /// The folder of plug-ins beside the loaded library.
  private static var folder: String? {
    guard let name = gvx_library_file() else { return nil }
    let path = String(cString: name)
    guard let slash = path.lastIndex(of: "/") else { return nil }
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
