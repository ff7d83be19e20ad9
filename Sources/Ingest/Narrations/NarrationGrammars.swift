internal import Synchronization

/// The grammars that come with the program, each read once, when a statement first needs it.
enum NarrationGrammars {
  /// The names that profiles may use, in alphabetical order.
  static let names: [String] = files.map(\.name).filter {
    !$0.hasSuffix(".common") && !$0.hasSuffix(".names")
  }.sorted()

  /// Returns the grammar with a name; nil where there is none, or where it cannot be read, which a test excludes.
  static func named(_ name: String) -> NarrationGrammar? {
    cache.withLock { known in
      if let found = known[name] { return found }
      guard let grammar = try? read(name) else { return nil }
      known[name] = grammar
      return grammar
    }
  }

  /// Reads a grammar without the cache.
  static func read(_ name: String) throws(NarrationGrammar.Fault) -> NarrationGrammar {
    guard let text = text(of: name) else {
      throw NarrationGrammar.Fault(grammar: name, line: 0, message: "there is no such grammar")
    }
    return try NarrationGrammar(name: name, text: text, included: text(of:))
  }

  /// Returns the lines of a list of words, without remarks.
  static func list(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("#") }
  }

  private static func text(of name: String) -> String? {
    files.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  private static let cache = Mutex<[String: NarrationGrammar]>([:])
}
