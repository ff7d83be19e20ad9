internal import Foundation

/// The list of profiles, for users who want to read them or write their own.
public struct ProfileCatalog: Sendable {
  /// One profile in a list.
  public struct Entry: Sendable, Hashable {
    /// The name that `check` prints.
    public let name: String
    /// The title, for human readers.
    public let title: String
    /// `ledger` (rows name both accounts) or `statement` (rows are one account's view).
    public let shape: String
    /// True where the profile is the user's own.
    public let isOwn: Bool
    /// The file that shows the format, as the profile names it.
    public let fixture: String?
    /// The profile's rules that may match more than they should, each in a sentence.
    public let warnings: [String]

    fileprivate init(_ format: Format, isOwn: Bool) {
      name = format.about.name
      title = format.about.title
      shape = format.shape.rawValue
      fixture = format.about.fixture
      self.isOwn = isOwn
      guard case .statement(let statement) = format else {
        warnings = []
        return
      }
      warnings = statement.openWords.map { rule in
        "the rule for kind \(rule.kind) finds \(rule.words.joined(separator: ", ")) in the \(rule.subject) "
          + "within other words too; put \\b before and after, as in '\\b(ATM|CASH)\\b'"
      }
    }
  }

  private let library: FormatLibrary
  private let folders: [String]

  /// Lists the built-in profiles, and those in some files and folders, which win over the built-in ones.
  ///
  /// - Throws: ``ProfileError`` where one of the files, or a file of a folder, is not a profile.
  public init(files: [String] = [], folders: [String] = []) throws(ProfileError) {
    var own: [Format] = []
    for file in files { own.append(try ProfileFolder.read(file: file)) }
    for folder in folders { own += try ProfileFolder.read(folder) }
    library = FormatLibrary(own: own)
    self.folders = folders
  }

  /// All profiles in the order of their names.
  public var entries: [Entry] {
    let own = Set(library.own.map(\.name))
    return library.all.map { Entry($0, isOwn: own.contains($0.name)) }.sorted { $0.name < $1.name }
  }

  /// The names of all profiles, in no order: nothing else of them is examined.
  package var names: Set<String> { Set(library.all.map(\.name)) }

  /// Returns the YAML of a profile; nil where there is none of this name.
  public func text(of name: String) throws(ProfileError) -> String? {
    for folder in folders {
      for (path, document) in try ProfileFolder.files(folder) where document.name == name {
        return try ProfileFolder.text(of: path)
      }
    }
    return BuiltInFormats.texts.first { $0.name == name }?.text
  }

  /// Returns the names that are most like a misspelt one, nearest first.
  public func names(near name: String) -> [String] {
    let wanted = name.lowercased()
    return names.sorted().filter { known in
      let parts = known.split(separator: ".")
      return known.contains(wanted) || parts.contains { wanted.contains($0) && $0.count > 2 }
    }
  }

  /// Checks a file with a profile.
  ///
  /// - Throws: ``ProfileError`` with the line and the remedy where the file is not a profile.
  public static func check(_ path: String) throws(ProfileError) -> Entry {
    Entry(try ProfileFolder.read(file: path), isOwn: true)
  }
}

/// A folder of the user's own profiles: its files that end in `.yaml` or `.yml`.
enum ProfileFolder {
  /// Reads all profiles, in the order of their files' names.
  static func read(_ folder: String) throws(ProfileError) -> [Format] {
    try files(folder).map(\.profile)
  }

  /// Returns the paths and profiles, in the order of the files' names.
  static func files(
    _ folder: String
  ) throws(ProfileError) -> [(path: String, profile: Format)] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw ProfileError(source: folder, line: 0, message: "is not a readable folder")
    }
    var profiles: [(path: String, profile: Format)] = []
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
  static func read(file path: String) throws(ProfileError) -> Format {
    try Format(text: try text(of: path), source: path)
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

/// The reason why a profile cannot be used, with the line in its text.
public struct ProfileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The profile's file, or its name where it is built in.
  public let source: String
  /// The line in its text, from 1; 0 where the error is of no particular line.
  public let line: Int
  /// The fault and its remedy.
  public let message: String

  /// The line and the message: `file:line: message`.
  public var description: String {
    line > 0 ? "\(source):\(line): \(message)" : "\(source): \(message)"
  }
}
