internal import Synchronization

/// The profiles that come with the program, each read from its YAML once, when it is first needed.
enum BuiltInProfiles {
  /// All that can be read, in the order of their names; a test sees to it that this is all of them.
  static var all: [ProfileDocument] { documents(of: Array(texts.indices)) }

  /// Those that may know a header, in the order of their names; the others do not know it.
  static func possible(for header: HeaderNames) -> [ProfileDocument] {
    documents(of: texts.indices.filter { outlines[$0].mayKnow(header) })
  }

  /// The YAML of each profile by its file's name, in the order of names.
  static let texts: [(name: String, text: String)] = files.map { name, bytes in
    (name, String(decoding: bytes, as: UTF8.self))
  }

  /// By the places of the texts.
  private static let outlines = texts.map { ProfileOutline(text: $0.text, source: $0.name) }

  /// What was read, by the places of the texts; nil in it for a text that is no profile.
  private static let cache = Mutex<[Int: ProfileDocument?]>([:])

  private static func documents(of places: [Int]) -> [ProfileDocument] {
    cache.withLock { known in
      places.compactMap { place in
        if let document = known[place] { return document }
        let (name, text) = texts[place]
        let document = try? ProfileDocument(text: text, source: name, isChecked: false)
        known[place] = .some(document)
        return document
      }
    }
  }
}
