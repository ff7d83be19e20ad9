internal import PaymentGraph

/// The reason why a body is not an event.
struct EventError: Error, Hashable {
  let reason: String
  /// True where a newer version may have written it.
  var isNewer = false

  init(_ reason: String, isNewer: Bool = false) {
    self.reason = reason
    self.isNewer = isNewer
  }
}

/// The members of an object, each of which is taken once; what is left over is unknown.
struct EventMembers {
  private let members: [CanonicalJSON.Member]
  /// A bit for each member that was taken.
  private var taken: UInt64 = 0
  /// The most members of an object, far more than any kind has.
  private static let most = 64

  init(_ value: CanonicalJSON, of place: String) throws(EventError) {
    guard case .object(let members) = value else {
      throw EventError("\(place) is not an object")
    }
    guard members.count <= EventMembers.most else {
      throw EventError("\(place) has more than \(EventMembers.most) members", isNewer: true)
    }
    self.members = members
  }

  /// The most bytes of one text: a note is no document.
  static let longestText = 64 << 10

  /// Takes a member; nil where there is none.
  mutating func optional(_ name: String) -> CanonicalJSON? {
    guard let index = members.firstIndex(where: { $0.name == name }) else { return nil }
    taken |= 1 << UInt64(index)
    return members[index].value
  }

  mutating func value(_ name: String) throws(EventError) -> CanonicalJSON {
    guard let value = optional(name) else { throw EventError("the member \(name) is missing") }
    return value
  }

  mutating func string(_ name: String) throws(EventError) -> String {
    try EventMembers.string(try value(name), of: name)
  }

  mutating func optionalString(_ name: String) throws(EventError) -> String? {
    guard let value = optional(name) else { return nil }
    return try EventMembers.string(value, of: name)
  }

  static func string(_ value: CanonicalJSON, of name: String) throws(EventError) -> String {
    guard case .string(let text) = value else { throw EventError("\(name) is not a text") }
    guard !text.isEmpty else { throw EventError("\(name) is empty") }
    guard text.utf8.count <= longestText else {
      throw EventError("\(name) has more than \(longestText >> 10) KB")
    }
    return text
  }

  mutating func integer(_ name: String) throws(EventError) -> Int {
    guard case .integer(let number) = try value(name), number >= 0 else {
      throw EventError("\(name) is not a number of 0 or more")
    }
    return number
  }

  mutating func digest(_ name: String) throws(EventError) -> FileDigest {
    guard let digest = FileDigest(hex: try string(name)) else {
      throw EventError("\(name) is not a SHA-256 in hexadecimal digits")
    }
    return digest
  }

  mutating func optionalDigest(_ name: String) throws(EventError) -> FileDigest? {
    members.contains { $0.name == name } ? try digest(name) : nil
  }

  mutating func list(_ name: String) throws(EventError) -> [CanonicalJSON] {
    guard case .array(let values) = try value(name) else {
      throw EventError("\(name) is not a list")
    }
    return values
  }

  mutating func strings(_ name: String) throws(EventError) -> [String] {
    var texts: [String] = []
    for value in try list(name) { texts.append(try EventMembers.string(value, of: name)) }
    return texts
  }

  /// Refuses members that nothing took.
  func finish() throws(EventError) {
    for (index, member) in members.enumerated() where taken & (1 << UInt64(index)) == 0 {
      throw EventError("the member \(member.name) is not known", isNewer: true)
    }
  }
}

extension String {
  /// True where a reader sees nothing: no character, or only spaces, controls and characters of no width.
  package var isBlank: Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator, .unassigned,
        .nonspacingMark, .enclosingMark:
        true
      default: scalar.properties.isDefaultIgnorableCodePoint || scalar == "\u{2800}"
      }
    }
  }
}
