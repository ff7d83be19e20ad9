internal import PaymentGraph
internal import Yams

/// A mapping in a profile's YAML, of which every key must be known.
///
/// A key that nobody reads is most often a misspelt one that is needed, so it is an error, with the line and the
/// nearest correct name.
struct ProfileSection {
  private let entries: [String: Node]
  private let source: String
  private let line: Int
  /// True where patterns are tried out and texts are tested for other meanings in YAML 1.1.
  ///
  /// A test does this for the built-in profiles, because in each run it would take far longer than everything else.
  let isChecked: Bool

  /// Reads the whole text of a profile.
  init(
    text: String, source: String, keys: [String], isChecked: Bool
  ) throws(ProfileError) {
    if isChecked, let fault = YAMLLimits.fault(in: text) {
      throw ProfileError(source: source, line: fault.line, message: fault.message)
    }
    let node: Node?
    do {
      // Everything in a profile is text; guessing at numbers and dates takes longer than everything else. The encoding
      // is stated, because the default one would be looked up in the environment each time.
      node = try Yams.compose(yaml: text, .basic, .default, .utf8)
    } catch let error as YamlError {
      let (line, problem) = ProfileSection.place(of: error)
      throw ProfileError(source: source, line: line, message: problem)
    } catch {
      throw ProfileError(source: source, line: 0, message: "is no YAML: \(error)")
    }
    guard let node else { throw ProfileError(source: source, line: 0, message: "is empty") }
    if isChecked, let line = ProfileSection.excess(of: node) {
      throw ProfileError(
        source: source, line: line,
        message: "has more than \(YAMLLimits.values) values, or lists and tables more than "
          + "\(YAMLLimits.depth) deep, including repetitions (*name)")
    }
    try self.init(node, source: source, keys: keys, isChecked: isChecked)
  }

  /// Returns the line at which a text stops being YAML, and the reason.
  private static func place(of error: YamlError) -> (line: Int, problem: String) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return (mark.line, "is no YAML: \(problem)")
    case .reader(let problem, let offset, _, let text):
      let line = 1 + text.prefix(offset ?? 0).count { $0.isNewline }
      return (line, "is no YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      let name = keys.first.map { String($0.prefix(40)) } ?? ""
      return (context.mark.line, "\"\(name)\" stands here twice")
    default: return (0, "is no YAML")
    }
  }

  /// The line of the first value beyond the limits, with all that is repeated; nil where there is none.
  private static func excess(of root: Node) -> Int? {
    var open = [(node: root, depth: 1)]
    var count = 0
    var line = 0
    while let (node, depth) = open.popLast() {
      count += 1
      line = node.mark?.line ?? line
      guard count <= YAMLLimits.values, depth <= YAMLLimits.depth + 1 else { return line }
      if let sequence = node.sequence {
        guard sequence.count <= YAMLLimits.values else { return line }
        for item in sequence { open.append((item, depth + 1)) }
      } else if let mapping = node.mapping {
        guard mapping.count <= YAMLLimits.values else { return line }
        for (key, value) in mapping {
          open.append((key, depth + 1))
          open.append((value, depth + 1))
        }
      }
    }
    return nil
  }

  private init(
    _ node: Node, source: String, keys: [String], isChecked: Bool
  ) throws(ProfileError) {
    self.isChecked = isChecked
    line = node.mark?.line ?? 0
    self.source = source
    guard let mapping = node.mapping else {
      throw ProfileError(
        source: source, line: line,
        message: "keys with values are expected here: \(keys.joined(separator: ", "))")
    }
    var entries: [String: Node] = [:]
    for (key, value) in mapping {
      let name = key.string ?? ""
      let line = key.mark?.line ?? 0
      guard keys.contains(name) else {
        let near = keys.min {
          EditDistance.between($0, name) < EditDistance.between($1, name)
        }
        let advice =
          near.map { EditDistance.between($0, name) <= 2 ? "; did you mean \"\($0)\"?" : "" }
          ?? ""
        throw ProfileError(
          source: source, line: line,
          message: "\"\(name)\" is not a key here\(advice) (known: \(keys.joined(separator: ", ")))"
        )
      }
      guard entries[name] == nil else {
        throw ProfileError(source: source, line: line, message: "\"\(name)\" is here twice")
      }
      entries[name] = value
    }
    self.entries = entries
  }

  /// Returns true where a key is there.
  func has(_ key: String) -> Bool { entries[key] != nil }

  /// Makes an error about the value of a key.
  func error(_ key: String, _ message: String) -> ProfileError {
    ProfileError(source: source, line: entries[key]?.mark?.line ?? line, message: message)
  }

  /// Returns a text; nil where the key is missing.
  func text(_ key: String) throws(ProfileError) -> String? {
    guard let node = entries[key] else { return nil }
    guard let scalar = node.scalar else { throw error(key, "\"\(key)\" takes one text") }
    return try text(scalar, of: key)
  }

  /// Returns true where the value of a key is `true`; false where the key is missing.
  func flag(_ key: String) throws(ProfileError) -> Bool {
    switch entries[key]?.scalar?.string {
    case nil where entries[key] == nil: return false
    case "true": return true
    case "false": return false
    default: throw error(key, "\"\(key)\" is true or false")
    }
  }

  /// Returns the text of a scalar, unless other readers of YAML would not take it for a text.
  private func text(_ scalar: Node.Scalar, of key: String) throws(ProfileError) -> String {
    guard isChecked, scalar.style == .plain,
      let meaning = YAMLImplicitType.meaning(of: scalar.string)
    else {
      return scalar.string
    }
    throw ProfileError(
      source: source, line: scalar.mark?.line ?? entries[key]?.mark?.line ?? line,
      message: "\(scalar.string) without quotes is \(meaning) in YAML 1.1; "
        + "write \"\(scalar.string)\"")
  }

  /// One value of a key that takes texts and mappings.
  enum Item {
    case text(String)
    case section(ProfileSection)
  }

  /// Returns the values of a key, each a text or a mapping; empty where the key is missing.
  func items(_ key: String, keys: [String]) throws(ProfileError) -> [Item] {
    guard let node = entries[key] else { return [] }
    var items: [Item] = []
    for node in node.sequence.map(Array.init) ?? [node] {
      if let scalar = node.scalar {
        items.append(.text(try text(scalar, of: key)))
      } else {
        items.append(
          .section(
            try ProfileSection(node, source: source, keys: keys, isChecked: isChecked)))
      }
    }
    return items
  }

  /// Returns a table of words and their meanings; empty where the key is missing.
  func table(_ key: String) throws(ProfileError) -> [(word: String, value: String)] {
    guard let node = entries[key] else { return [] }
    guard let mapping = node.mapping else {
      throw error(key, "\"\(key)\" takes a table: {\"word\": \"what it stands for\"}")
    }
    var table: [(word: String, value: String)] = []
    for (word, value) in mapping {
      guard let word = word.scalar, let value = value.scalar else {
        throw error(key, "the table \"\(key)\" takes texts only")
      }
      table.append((try text(word, of: key), try text(value, of: key)))
    }
    return table
  }

  /// Returns a text that must be there.
  func required(_ key: String) throws(ProfileError) -> String {
    guard let text = try text(key), !text.isEmpty else {
      throw error(key, "\"\(key)\" is missing")
    }
    return text
  }

  /// Returns a text or a list of texts; empty where the key is missing.
  func texts(_ key: String) throws(ProfileError) -> [String] {
    guard let node = entries[key] else { return [] }
    if let scalar = node.scalar { return [try text(scalar, of: key)] }
    guard let sequence = node.sequence else {
      throw error(key, "\"\(key)\" takes a text or a list of texts")
    }
    var texts: [String] = []
    for item in sequence {
      guard let scalar = item.scalar else {
        throw error(key, "the list \"\(key)\" takes texts only")
      }
      texts.append(try text(scalar, of: key))
    }
    return texts
  }

  /// Returns a list of lists of texts.
  func lists(_ key: String) throws(ProfileError) -> [[String]] {
    guard let node = entries[key] else { return [] }
    var lists: [[String]] = []
    for item in node.sequence ?? [] {
      guard let inner = item.sequence else {
        throw error(key, "\"\(key)\" takes lists of names, each in [ ]")
      }
      var names: [String] = []
      for item in inner {
        guard let scalar = item.scalar else { throw error(key, "\"\(key)\" takes names only") }
        names.append(try text(scalar, of: key))
      }
      lists.append(names)
    }
    guard !lists.isEmpty else { throw error(key, "\"\(key)\" takes lists of names, each in [ ]") }
    return lists
  }

  /// Returns one of the names of an enumeration; nil where the key is missing.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, of type: Choice.Type
  ) throws(ProfileError) -> Choice? where Choice.RawValue == String {
    guard let text = try text(key) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      throw error(
        key,
        "\"\(key)\" is one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")), not \"\(text)\""
      )
    }
    return choice
  }

  /// Returns a mapping; nil where the key is missing.
  func section(_ key: String, keys: [String]) throws(ProfileError) -> ProfileSection? {
    guard let node = entries[key] else { return nil }
    return try ProfileSection(node, source: source, keys: keys, isChecked: isChecked)
  }

  /// Returns a list of mappings; empty where the key is missing.
  func sections(_ key: String, keys: [String]) throws(ProfileError) -> [ProfileSection] {
    guard let node = entries[key] else { return [] }
    guard let sequence = node.sequence else {
      return [try ProfileSection(node, source: source, keys: keys, isChecked: isChecked)]
    }
    var sections: [ProfileSection] = []
    for item in sequence {
      sections.append(
        try ProfileSection(item, source: source, keys: keys, isChecked: isChecked))
    }
    return sections
  }

  /// Returns the keys that are there, out of the permitted ones and in their order.
  func present(of keys: [String]) -> [String] { keys.filter(has) }
}
