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
      throw ProfileError(source: folder, line: 0, message: "is not a readable folder")
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

  /// Returns the text of one profile, which is an ordinary file of a profile's size.
  static func text(of path: String) throws(ProfileError) -> String {
    let kind = try? FileManager.default.attributesOfItem(
      atPath: URL(filePath: path).resolvingSymlinksInPath().path)[.type]
    guard kind as? FileAttributeType == .typeRegular,
      let file = FileHandle(forReadingAtPath: path)
    else {
      throw ProfileError(source: path, line: 0, message: "is not a readable file")
    }
    defer { try? file.close() }
    // One byte more shows that there is more than may be.
    guard let data = try? file.read(upToCount: YAMLLimits.byteCount + 1) ?? Data() else {
      throw ProfileError(source: path, line: 0, message: "is not a readable file")
    }
    // A text that is too long is cut, maybe within a letter, and refused for its length by who reads it.
    if data.count > YAMLLimits.byteCount { return String(decoding: data, as: UTF8.self) }
    guard let text = String(bytes: data, encoding: .utf8) else {
      throw ProfileError(source: path, line: 0, message: "cannot be read as UTF-8 text")
    }
    return text
  }
}
