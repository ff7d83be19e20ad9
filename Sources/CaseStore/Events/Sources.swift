public import PaymentGraph

/// The first event: the identity of the case.
public struct CaseOpening: EventContent, Hashable {
  /// 16 random bytes, in hexadecimal digits, which no other case has.
  public let id: String
  /// The title that its owner gave it.
  public let title: String

  /// Creates the event.
  public init(id: String, title: String) {
    self.id = id
    self.title = title
  }

  init(_ members: inout EventMembers) throws(EventError) {
    id = try members.string("id")
    title = try members.string("title")
    guard id.utf8.count == 32,
      id.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { throw EventError("id is not 16 bytes in hexadecimal digits") }
  }

  let kind = "case"
  var members: [(String, CanonicalJSON)] { [("id", .string(id)), ("title", .string(title))] }
  var things: Set<CaseThing> { [] }
}

/// A file of the case, and how it is read.
public struct CaseSource: Hashable, Sendable {
  /// The path under which answers cite it, as it was written when it was loaded.
  public let name: String
  /// The SHA-256 of its bytes.
  public let digest: FileDigest
  /// The number of its bytes.
  public let byteCount: Int
  /// The options of reading, as on the command line, each as one text: `--dates=dmy`.
  public let options: [String]
  /// The profiles that were there when it was loaded.
  public let profiles: [CaseProfile]

  /// Creates a file of the case.
  public init(
    name: String, digest: FileDigest, byteCount: Int, options: [String] = [],
    profiles: [CaseProfile] = []
  ) {
    self.name = name
    self.digest = digest
    self.byteCount = byteCount
    self.options = options
    self.profiles = profiles
  }

  init(_ value: CanonicalJSON) throws(EventError) {
    var members = try EventMembers(value, of: "a source")
    name = try members.string("name")
    digest = try members.digest("sha256")
    byteCount = try members.integer("bytes")
    options = try members.strings("options")
    var profiles: [CaseProfile] = []
    for profile in try members.list("profiles") { profiles.append(try CaseProfile(profile)) }
    self.profiles = profiles
    try members.finish()
  }

  var json: CanonicalJSON {
    .object(of: [
      ("bytes", .integer(byteCount)), ("name", .string(name)),
      ("options", .array(options.map { .string($0) })),
      ("profiles", .array(profiles.map(\.json))), ("sha256", .string(digest.hex)),
    ])
  }
}

/// A profile of the user's own, whose bytes the case keeps.
public struct CaseProfile: Hashable, Sendable {
  /// The name of its file.
  public let name: String
  /// The SHA-256 of its bytes.
  public let digest: FileDigest

  /// Creates a profile.
  public init(name: String, digest: FileDigest) {
    self.name = name
    self.digest = digest
  }

  init(_ value: CanonicalJSON) throws(EventError) {
    var members = try EventMembers(value, of: "a profile")
    name = try members.string("name")
    digest = try members.digest("sha256")
    try members.finish()
  }

  var json: CanonicalJSON {
    .object(of: [("name", .string(name)), ("sha256", .string(digest.hex))])
  }
}

/// Files join the case.
public struct LoadEvent: EventContent, Hashable {
  /// The files.
  public let sources: [CaseSource]
  /// The SHA-256 of the secret from which numbers of cards get their marks; nil while no number was marked.
  public let secret: FileDigest?

  /// Creates the event.
  public init(sources: [CaseSource], secret: FileDigest? = nil) {
    self.sources = sources
    self.secret = secret
  }

  init(_ members: inout EventMembers) throws(EventError) {
    var sources: [CaseSource] = []
    for source in try members.list("sources") { sources.append(try CaseSource(source)) }
    guard !sources.isEmpty else { throw EventError("sources is empty") }
    self.sources = sources
    secret = try members.optionalDigest("secret")
  }

  let kind = "load"
  var members: [(String, CanonicalJSON)] {
    [("sources", .array(sources.map(\.json)))]
      + (secret.map { [("secret", .string($0.hex))] } ?? [])
  }
  /// Two loads that each draw a secret do not commute.
  var things: Set<CaseThing> {
    Set(sources.map { .source($0.digest) }).union(
      secret == nil ? [] : [.term(Spelling("secret"))])
  }
}

/// A file leaves the case.
public struct UnloadEvent: EventContent, Hashable {
  /// The file.
  public let source: FileDigest

  /// Creates the event.
  public init(source: FileDigest) { self.source = source }

  init(_ members: inout EventMembers) throws(EventError) { source = try members.digest("sha256") }

  let kind = "unload"
  var members: [(String, CanonicalJSON)] { [("sha256", .string(source.hex))] }
  var things: Set<CaseThing> { [.source(source)] }
}
