import Foundation

/// Finds the folder of the user's settings: `tributary` in `$XDG_CONFIG_HOME`, which by default is `~/.config`.
enum UserFolder {
  /// Returns the path of `name` in that folder, or nil where there is no home folder.
  static func path(_ name: String) -> String? {
    let environment = ProcessInfo.processInfo.environment
    if let base = environment["XDG_CONFIG_HOME"], !base.isEmpty {
      return "\(base)/tributary/\(name)"
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return "\(home)/.config/tributary/\(name)"
  }
}
