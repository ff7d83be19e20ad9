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

    fileprivate init(_ document: ProfileDocument, isOwn: Bool) {
      switch document {
      case .ledger(let profile):
        name = profile.name
        title = profile.title
        shape = ProfileDocument.Shape.ledger.rawValue
        fixture = profile.fixture
        warnings = []
      case .statement(let profile):
        name = profile.name
        title = profile.title
        shape = ProfileDocument.Shape.statement.rawValue
        fixture = profile.fixture
        warnings = profile.openWords.map { rule in
          "the rule for kind \(rule.kind) finds \(rule.words.joined(separator: ", ")) in the \(rule.subject) "
            + "within other words too; put \\b before and after, as in '\\b(ATM|CASH)\\b'"
        }
      }
      self.isOwn = isOwn
    }
  }

  private let library: ProfileLibrary
  private let folders: [String]

  /// Lists the built-in profiles, and those in some files and folders, which win over the built-in ones.
  ///
  /// - Throws: ``ProfileError`` where one of the files, or a file of a folder, is not a profile.
  public init(files: [String] = [], folders: [String] = []) throws(ProfileError) {
    var own: [ProfileDocument] = []
    for file in files { own.append(try ProfileFolder.read(file: file)) }
    for folder in folders { own += try ProfileFolder.read(folder) }
    library = ProfileLibrary(own: own)
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
    return BuiltInProfiles.texts.first { $0.name == name }?.text
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
