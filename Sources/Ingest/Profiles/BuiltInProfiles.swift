internal import Synchronization

/// The profiles that come with the program, each read from its YAML once, when it is first needed.
enum BuiltInProfiles {
  /// All profiles that can be read, in the order of their names; a test checks that none is missing.
  static var all: [ProfileDocument] { documents(of: Array(texts.indices)) }

  /// Returns the profiles that may know a header, in the order of their names; the others do not know it.
  static func possible(for header: HeaderNames) -> [ProfileDocument] {
    documents(of: texts.indices.filter { outlines[$0].mayKnow(header) })
  }

  /// The YAML of each profile by its file's name, in the order of names.
  static let texts: [(name: String, text: String)] = files.map { name, bytes in
    (name, String(decoding: bytes, as: UTF8.self))
  }

  /// The outlines of the texts, by their indices.
  private static let outlines = texts.map { ProfileOutline(text: $0.text, source: $0.name) }

  /// The profiles that were read, by the indices of the texts; nil for a text that is not a profile.
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
