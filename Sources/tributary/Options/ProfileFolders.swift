internal import Foundation

/// The folders in which a user's own profiles are looked for.
enum ProfileFolders {
  /// The named folders, in which a profile is looked for first, and the user's usual place, if there
  /// is one: `tributary/profiles` in `$XDG_CONFIG_HOME`, which by default is `~/.config`.
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
