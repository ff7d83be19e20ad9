internal import Foundation

/// A folder of the user's own profiles: its files that end in `.yaml` or `.yml`.
enum ProfileFolder {
  /// Reads all profiles, in the order of their files' names.
  static func read(_ folder: String) throws(ProfileError) -> [ProfileDocument] {
    try files(folder).map(\.profile)
  }

  /// Returns the paths and profiles, in the order of the files' names.
  static func files(
    _ folder: String
  ) throws(ProfileError) -> [(path: String, profile: ProfileDocument)] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw ProfileError(source: folder, line: 0, message: "is no folder that can be read")
    }
    var profiles: [(path: String, profile: ProfileDocument)] = []
    var seen: [String: String] = [:]
    for name in names.sorted() where name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
      let path = "\(folder)/\(name)"
      let profile = try read(file: path)
      if let other = seen[profile.name] {
        throw ProfileError(
          source: path, line: 0, message: "profile \(profile.name) is in \(other) already")
      }
      seen[profile.name] = path
      profiles.append((path, profile))
    }
    return profiles
  }

  /// Reads one profile.
  static func read(file path: String) throws(ProfileError) -> ProfileDocument {
    try ProfileDocument(text: try text(of: path), source: path)
  }

  /// Returns the text of one profile.
  static func text(of path: String) throws(ProfileError) -> String {
    do {
      return try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw ProfileError(source: path, line: 0, message: "cannot be read as UTF-8 text")
    }
  }
}
