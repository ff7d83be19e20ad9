internal import Foundation

/// The folders in which a user's own profiles are searched for.
enum ProfileFolders {
  /// Returns the named folders, which are searched first, and the user's usual folder, if there is
  /// one: `tributary/profiles` in `$XDG_CONFIG_HOME`, which by default is `~/.config`.
  static func all(_ named: [String]) -> [String] {
    let environment = ProcessInfo.processInfo.environment
    var base = environment["XDG_CONFIG_HOME"] ?? ""
    if base.isEmpty {
      guard let home = environment["HOME"], !home.isEmpty else { return named }
      base = "\(home)/.config"
    }
    let usual = "\(base)/tributary/profiles"
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: usual, isDirectory: &isFolder)
    return exists && isFolder.boolValue ? named + [usual] : named
  }
}
